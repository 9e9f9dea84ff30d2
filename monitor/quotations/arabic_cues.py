"""The Arabic words of saying, inflected: what the language's data file gives, in every form that a text may show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.affixes import conjunctions
from monitor.languages import section
from monitor.quotations.arabic_script import fold

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "ك", "كم")
# The patterns of verbal nouns that are regular (forms II, IV, VII, VIII, X): تفعيل إفعال انفعال افتعال
# استفعال; form V only with a possessive: تفعّلها.
_VERBAL_NOUN = re.compile(
    r"(?:ت..ي.|ا..ا.|ا...ا.|است..ا.|ا.ا.ه|ا.ا.ت(?=ه|ها|هم))(?:ه|ها|هم|هما|ات|اته|اتها|اتهم)?|ت...(?:ه|ها|هم)"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One inflected form of a verb of saying.

    Attributes:
        lemma: the perfect, third person masculine singular, folded.
        takes: what may carry the content: "that", "np", "quote", a folded preposition, a preposition with a star;
            "close" marks a homograph, "near" one whose content follows at once.
        flags: "fem", "masc" or "plural" as the form shows, "future", "first" for the first person.
        joined: it carries a conjunction (و, ف).
        adverbial: an active participle in the accusative: مؤكدا.
    """

    lemma: str
    takes: frozenset[str]
    flags: frozenset[str]
    joined: bool = False
    adverbial: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the rules look up, folded. `telling` holds every word at which a rule may begin."""

    verbs: Mapping[str, Verb]
    nouns: Mapping[str, frozenset[str]]
    that: frozenset[str]
    that_with_b: frozenset[str]
    attributions: Mapping[tuple[str, ...], bool]
    attribution_heads: frozenset[str]
    attributive: tuple[tuple[str, ...], ...]
    sources: frozenset[str]
    occasions: frozenset[str]
    adjuncts: frozenset[str]
    relatives: frozenset[str]
    openers: frozenset[str]
    negations: frozenset[str]
    conditionals: frozenset[str]
    contents: frozenset[str]
    names: frozenset[str]
    no_subject: frozenset[str]
    not_with_b: frozenset[str]
    not_that: frozenset[str]
    papers: frozenset[str]
    headings: frozenset[str]
    comes: frozenset[str]
    telling: frozenset[str]
    roles: frozenset[str]
    addressing: frozenset[str]
    wholes: frozenset[str]
    issuing: frozenset[str]
    withholding: frozenset[str]
    abstracts: frozenset[str]
    sayings: frozenset[str]
    places: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    adjectives: frozenset[str]
    titles: frozenset[str]
    with_pronoun: frozenset[str]

    def begins_content(self, form: str) -> bool:
        """Whether a bare noun can be the head of a noun phrase that is a content: a verbal noun or one of the list."""
        if form in self.contents:
            return True
        if form.startswith("ال") or form in self.names or form in self.sources:
            return False
        return _VERBAL_NOUN.fullmatch(form) is not None


def _perfect(stem: str) -> Iterable[tuple[str, str]]:
    weak = stem[-1] in "يا" and len(stem) > 2
    base = stem[:-1] if weak else stem
    yield stem, "masc"
    yield base + "ت", "fem"
    yield base + "وا", "plural"
    if weak:
        yield ("دعو" if stem == "دعا" else stem[:-1] + "ي") + "ا", "plural"
    else:
        yield stem + "ا", "plural"
        yield stem + "تا", "plural"
        yield stem + "ن", "plural"


def _imperfect(stem: str) -> Iterable[tuple[str, str]]:
    rest = stem[1:]
    base = rest[:-1] if rest[-1] in "يوا" else rest
    yield "ي" + rest, "masc"
    yield "ت" + rest, "fem"
    yield "ن" + rest, "first"
    yield "ا" + rest, "first"
    yield "ي" + base + "ون", "plural"
    yield "ي" + rest + "ان", "plural"
    yield "ت" + rest + "ان", "plural"


def _participle(stem: str) -> Iterable[tuple[str, str]]:
    base = stem.removesuffix("ي")
    yield stem + "ا", "masc"
    yield stem + "ه", "fem"
    yield base + "ين", "plural"


def _verbs(rows: Iterable[list[str]], not_verbs: frozenset[str]) -> dict[str, Verb]:
    found: dict[str, Verb] = {}

    def add(form: str, verb: Verb) -> None:
        if form not in not_verbs:
            found.setdefault(form, verb)

    for perfect, imperfect, participle, carriers in rows:
        lemma = fold(perfect)
        takes = frozenset(fold(word.rstrip("*")) + word[len(word.rstrip("*")) :] for word in carriers.split())
        finite = [(form, {gender}) for form, gender in _perfect(lemma)]
        finite += [(form, {gender, "imperfect"}) for form, gender in _imperfect(fold(imperfect))] if imperfect else []
        if "as" in takes:
            finite += [(lemma + pronoun, {"masc", "object"}) for pronoun in ("ه", "ها", "هم")]
            finite += [(lemma.removesuffix("ي") + "ت" + pronoun, {"fem", "object"}) for pronoun in ("ه", "ها", "هم")]
        for form, flags in finite:
            add(form, Verb(lemma, takes, frozenset(flags)))
            if "imperfect" in flags:
                add("س" + form, Verb(lemma, takes, frozenset({*flags, "future"})))
        for form, gender in _participle(fold(participle)) if participle else ():
            add(form, Verb(lemma, takes, frozenset({gender}), adverbial=True))
    for form, verb in list(found.items()):
        for conjunction in "" if "first" in verb.flags else conjunctions("ar"):
            add(conjunction + form, Verb(verb.lemma, verb.takes, verb.flags, joined=True, adverbial=verb.adverbial))
    return found


def _nouns(words: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word in words:
        for form, gender in zip(_possessed(fold(word)), ("masc", "fem", "plural"), strict=True):
            found[form] = found["ب" + form] = frozenset({gender})
        found["بال" + fold(word)] = frozenset()
    return found


def _possessed(noun: str) -> tuple[str, str, str]:
    """A noun with a possessive of the third person; ة becomes ت."""
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    return stem + "ه", stem + "ها", stem + "هم"


def _attributions(phrases: Iterable[str]) -> dict[tuple[str, ...], bool]:
    found: dict[tuple[str, ...], bool] = {}
    for phrase in phrases:
        fronts = phrase.endswith("*")
        words = tuple(fold(phrase.rstrip("*")).split())
        for clitic in ("", "و", "ف"):
            found[(clitic + words[0], *words[1:])] = fronts
    return found


def _sources(words: Iterable[str]) -> frozenset[str]:
    stems = {fold(word) for word in words}
    return frozenset(
        stems | {"ال" + stem for stem in stems} | {"لل" + stem for stem in stems} | {"ل" + stem for stem in stems}
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon of the Arabic data file."""
    data: Mapping[str, Any] = section("ar", "quotations")
    persons: Mapping[str, Any] = section("ar", "speakers")

    def words(name: str, clitics: tuple[str, ...] = ("",)) -> frozenset[str]:
        return frozenset(clitic + fold(word) for word in data[name] for clitic in clitics)

    attributions = _attributions(data["attributions"])
    that = ("ان", *("ان" + pronoun for pronoun in _PRONOUNS))
    adjuncts = words("adjuncts") - words("also_verbs")
    verbs = _verbs(data["verbs"], adjuncts | words("not_verbs") | {phrase[0] for phrase in attributions})
    nouns = _nouns(data["nouns"])
    attributive = tuple(tuple(fold(phrase).split()) for phrase in data["attributive"])
    telling = frozenset(verbs) | frozenset(nouns) | words("comes", ("", "و", "ف"))
    sayings = words("sayings", ("", "و", "ل", "ب", "ول"))
    telling |= sayings | {phrase[0] for phrase in (*attributions, *attributive)}
    return Lexicon(
        verbs=verbs,
        nouns=nouns,
        that=frozenset(that),
        that_with_b=frozenset("ب" + word for word in that),
        attributions=attributions,
        attribution_heads=frozenset(words[0] for words in attributions),
        attributive=attributive,
        sources=_sources(data["sources"]),
        occasions=words("occasions") | {form for word in data["occasions"] for form in _possessed(fold(word))},
        adjuncts=words("adjuncts"),
        relatives=words("relatives"),
        openers=words("openers", ("", "و", "ف")),
        negations=words("negations", ("", "و", "ف")),
        conditionals=words("conditionals", ("", "و", "ف")),
        contents=words("contents") | {form for word in data["contents"] for form in _possessed(fold(word))},
        names=words("names"),
        no_subject=words("no_subject", ("", "و")),
        not_with_b=words("not_with_b"),
        papers=words("papers"),
        headings=words("headings", ("", "ال")),
        comes=words("comes", ("", "و", "ف")),
        telling=telling,
        roles=words("roles", ("", "ال")),
        addressing=words("addressing", ("", "و")),
        wholes=words("wholes"),
        withholding=words("withholding"),
        abstracts=words("abstracts"),
        issuing=words("issuing", ("", "و", "ف")),
        sayings=sayings,
        places=frozenset(fold(word) for word in persons["places"]),
        adjectives=words("adjectives"),
        bodies=frozenset(fold(word) for nouns in persons["bodies"].values() for word in nouns),
        persons=frozenset(fold(word) for kind in ("head", "spokesman", "member") for word in persons["people"][kind]),
        titles=frozenset(fold(word) for word in persons["titles"]),
        not_that=words("not_that", ("", "و")),
        with_pronoun=words("with_pronoun"),
    )
