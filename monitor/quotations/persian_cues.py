"""The Persian words of saying, inflected: simple verbs, and nouns with their light verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.languages import section
from monitor.quotations.arabic_script import COMMAS, Script, fold

_PAST = ("", "م", "یم", "ید", "ند")
_PRESENT = ("م", "د", "یم", "ید", "ند")
_PLURALS = ("ها", "هاي", "ي", "ات", "هایی")
_PERFECT = ("ه", "هام", "هایم", "هاند", "هاست")
_SEPARATE = ("می", "نمی")
# What stands before its verb needs no content behind it; a verb for two nouns is so near, in tokens.
_BEFORE = frozenset(("on", "object", "from", "toward"))
_SHARED = 9


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form: flags are "plural", "first", "imperfect", "perfect", "negated", "subjunctive"."""

    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """An expression of saying found in a text, in token numbers.

    Attributes:
        first: its first token.
        after: the token after its last, auxiliaries included.
        takes: what may carry the content.
        flags: as of the verb form; "passive" with شدن.
        name: the verb or noun, folded.
    """

    first: int
    after: int
    takes: frozenset[str]
    flags: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the rules look up, folded. `telling` holds every word at which a rule may begin."""

    simple: Mapping[str, tuple[str, frozenset[str], frozenset[str]]]
    light: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str], frozenset[str]], ...]]
    light_forms: Mapping[str, tuple[str, frozenset[str]]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    attributions: Mapping[str, tuple[tuple[str, ...], ...]]
    credits: Mapping[str, tuple[tuple[str, ...], ...]]
    connectives: Mapping[str, tuple[tuple[str, ...], ...]]
    pronouns: frozenset[str]
    openers: frozenset[str]
    adjuncts: frozenset[str]
    finite: frozenset[str]
    auxiliaries: frozenset[str]
    first_person: frozenset[str]
    no_subject: frozenset[str]
    conditionals: frozenset[str]
    honorifics: frozenset[str]
    acts: Mapping[str, tuple[tuple[str, ...], ...]]
    telling: frozenset[str]
    grounds: Mapping[str, tuple[tuple[str, ...], ...]]
    embracing: frozenset[str]
    objects: tuple[str, ...]
    institutions: frozenset[str]
    papers: frozenset[str]
    persons: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    belonging: frozenset[str]
    headings: frozenset[str]
    quantifiers: frozenset[str]
    manner: frozenset[str]
    modals: frozenset[str]
    subordinators: Mapping[str, tuple[tuple[str, ...], ...]]

    def is_paper(self, form: str) -> bool:
        """Whether a word names a document: بیانیه, بیانیه‌ای, گزارشی."""
        return form in self.papers or any(form == word + ending for word in self.papers for ending in ("ي", "اي", "ش"))

    def is_object(self, form: str) -> bool:
        """Whether a word is the head of an object, in the singular or plural: حمله, حملات, حمله‌های."""
        return form in self.objects or any(form == word + ending for word in self.objects for ending in _PLURALS)

    def is_finite(self, form: str) -> bool:
        """Whether a word is a finite verb by its shape: می + stem, or one of the list."""
        return form in self.finite or (
            len(form) > 4 and form.startswith(("مي", "نمي")) and form.endswith(("د", "ند", "م"))
        )


def _inflect(past: str, present: str) -> Iterable[tuple[str, frozenset[str]]]:
    """Every finite form of a verb, written in one word (a joiner between the parts counts as none)."""
    for stem, endings, durative in ((past, _PAST, True), (present, _PRESENT, True)):
        for ending in endings:
            flags = {"plural"} if ending in ("ند", "ید") else {"first"} if ending in ("م", "یم") else set()
            bare = stem + ending
            if stem == past:
                yield bare, frozenset(flags)
                yield "ن" + bare, frozenset({*flags, "negated"})
            else:
                yield bare, frozenset(flags if stem == "دار" else {*flags, "subjunctive"})
                yield "ب" + bare, frozenset({*flags, "subjunctive"})
            if durative:
                yield "می" + bare, frozenset({*flags, "imperfect"})
                yield "نمی" + bare, frozenset({*flags, "imperfect", "negated"})
    for ending in _PERFECT:
        flags = {"perfect", "plural"} if ending == "هاند" else {"perfect"}
        yield past + ending, frozenset(flags)
        yield "ن" + past + ending, frozenset({*flags, "negated"})
    yield "می" + past + "ه", frozenset({"perfect"})


def _forms(past: str, present: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for form, flags in _inflect(past, present):
        found.setdefault(fold(form), flags)  # خواند is the past before it is a subjunctive
    return found


def _joined_copula(adjective: str, takes: frozenset[str]) -> dict[str, tuple[str, frozenset[str], frozenset[str]]]:
    """An adjective of saying with the verb "to be" joined: معتقدند، مدعی‌اند، معتقدم."""
    endings = {
        "م": "first",
        "يم": "first",
        "ام": "first",
        "ايم": "first",
        "ند": "plural",
        "اند": "plural",
        "يد": "plural",
    }
    return {adjective + ending: (adjective, takes, frozenset({flag})) for ending, flag in endings.items()}


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(fold(phrase).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon of the Persian data file."""
    data: Mapping[str, Any] = section("fa", "quotations")
    people: Mapping[str, list[str]] = section("fa", "speakers")["people"]
    bodies: Mapping[str, list[str]] = section("fa", "speakers")["bodies"]

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(word) for word in data[name])

    simple = {}
    for past, present, carriers in data["verbs"]:
        takes = frozenset(carriers.split())
        for form, flags in _forms(past, present).items():
            if "subjunctive" not in flags or form.startswith("ب"):
                simple[form] = (fold(past), takes, flags)
    light_forms = {}
    for infinitive, past, present in data["light_verbs"]:
        for form, flags in _forms(past, present).items():
            light_forms[form] = (fold(infinitive), flags)
    for form, flags in (
        ("است", frozenset[str]()),
        ("هستند", frozenset({"plural"})),
        ("بود", frozenset[str]()),
        ("بودند", frozenset({"plural"})),
    ):
        light_forms[form] = (fold("بودن"), flags)
    light: dict[str, list[tuple[tuple[str, ...], frozenset[str], frozenset[str]]]] = {}
    for noun, verbs, carriers in data["light"]:
        parts = tuple(fold(noun).split())
        if len(parts) == 1 and "بودن" in verbs.split():
            simple |= _joined_copula(parts[0], frozenset(carriers.split()))
        light.setdefault(parts[0], []).append((parts, frozenset(fold(verbs).split()), frozenset(carriers.split())))
    acts = _by_first(data["acts"])
    phrases, attributions, grounds = (_by_first(data[name]) for name in ("phrases", "attributions", "grounds"))
    telling = {
        ":",
        *map(fold, _SEPARATE),
        *words("embracing"),
        *simple,
        *light,
        *phrases,
        *acts,
        *attributions,
        *grounds,
    }
    return Lexicon(
        telling=frozenset(telling),
        simple=simple,
        light={first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in light.items()},
        light_forms=light_forms,
        phrases=phrases,
        attributions=attributions,
        credits=_by_first(data["credits"]),
        connectives=_by_first(data["connectives"]),
        pronouns=words("pronouns"),
        openers=words("openers"),
        adjuncts=words("adjuncts"),
        finite=words("finite"),
        auxiliaries=words("auxiliaries"),
        first_person=words("first_person"),
        no_subject=words("no_subject"),
        conditionals=words("conditionals"),
        honorifics=words("honorifics"),
        grounds=grounds,
        acts=acts,
        embracing=words("embracing"),
        objects=tuple(words("objects")),
        institutions=words("institutions"),
        papers=words("papers"),
        persons=frozenset(fold(word) for kind in ("head", "spokesman", "member") for word in people[kind]),
        belonging=words("belonging"),
        media=frozenset(fold(word + ending) for word in bodies["media"] for ending in ("", "‌ها", "‌های", "ها")),
        bodies=frozenset(fold(word) for nouns in bodies.values() for word in nouns),
        headings=words("headings"),
        quantifiers=words("quantifiers"),
        manner=words("manner"),
        modals=words("modals"),
        subordinators=_by_first(data["subordinators"]),
    )


def match_words(script: Script, table: Mapping[str, tuple[tuple[str, ...], ...]], at: int, after: int) -> int:
    """The token after the phrase of `table` that stands at `at`, or `at` when none does."""
    for words in table.get(script.forms[at], ()):
        if at + len(words) <= after and script.forms[at : at + len(words)] == words:
            return at + len(words)
    return at


def cue_at(script: Script, lex: Lexicon, at: int, after: int) -> Cue | None:
    """The expression of saying that begins at `at`, with its auxiliaries, or None."""
    form = script.forms[at]
    rows = lex.light.get(form)
    if rows is not None:
        cue = _light(script, lex, rows, at, after)
        if cue is not None:
            return cue
    if form in _SEPARATE_FOLDED and at + 1 < after and form + script.forms[at + 1] in lex.simple:
        name, takes, flags = lex.simple[form + script.forms[at + 1]]
        return Cue(at, at + 2, takes, flags, name)
    if form not in lex.simple:
        return None
    name, takes, flags = lex.simple[form]
    if _is_noun(script, flags, at, after):
        return None
    end = _auxiliaries(script, lex, at + 1, after) if "perfect" in flags else at + 1
    if "perfect" in takes and ("perfect" not in flags or (end == at + 1 and not form.endswith("است"))):
        return None
    return Cue(at, end, takes, _passive(script, flags, at + 1, end), name)


def _is_noun(script: Script, flags: frozenset[str], at: int, after: int) -> bool:
    """Whether the form is a noun here: گفت و گو (a talk), به گفته (in the words of)."""
    following = script.forms[at + 1] if at + 1 < after else ""
    if following.startswith("وگو") or (
        following == "و" and script.forms[at + 2 : at + 3][:1] and script.forms[at + 2].startswith("گو")
    ):
        return True
    if at > 0 and script.forms[at - 1] in ("ميتوان", "نميتوان", "بتوان", "توان"):
        return True  # می‌توان گفت, one may say
    return "perfect" in flags and at > 0 and script.forms[at - 1] in ("به", "طبق", "بنا", "بر", "اين", "اساس")


_SEPARATE_FOLDED = frozenset(fold(word) for word in _SEPARATE)


def _light(
    script: Script,
    lex: Lexicon,
    rows: tuple[tuple[tuple[str, ...], frozenset[str], frozenset[str]], ...],
    at: int,
    after: int,
) -> Cue | None:
    for parts, verbs, takes in rows:
        place = at + len(parts)
        if place >= after or script.forms[at:place] != parts:
            continue
        if script.forms[place] == "و" and takes & _BEFORE and _shares_verb(script, lex, verbs, place + 1, after):
            return Cue(at, place, takes, frozenset(), " ".join(parts))
        form, size = script.forms[place], 1
        if form in _SEPARATE_FOLDED and place + 1 < after:
            form, size = form + script.forms[place + 1], 2
        found = lex.light_forms.get(form)
        if found is None or found[0] not in verbs:
            continue
        infinitive, flags = found
        end = _auxiliaries(script, lex, place + size, after) if "perfect" in flags else place + size
        if infinitive == "شدن" and parts[0] not in ("مدعي", "يادآور", "متذكر", "خواستار", "ياداور"):
            flags = flags | {"passive"}
        return Cue(at, end, takes, _passive(script, flags, place + size, end), " ".join(parts))
    return None


def _shares_verb(script: Script, lex: Lexicon, verbs: frozenset[str], at: int, after: int) -> bool:
    """Whether a light verb further on serves this noun too: بر C تأکید و خاطرنشان کرد."""
    for place in range(at, min(after, at + _SHARED)):
        if script.forms[place] in (":", "كه") or script.forms[place] in COMMAS:
            return False
        found = lex.light_forms.get(script.forms[place])
        if found is not None:
            return found[0] in verbs and script.forms[place - 1] in lex.light
    return False


def _auxiliaries(script: Script, lex: Lexicon, at: int, after: int) -> int:
    while at < after and script.forms[at] in lex.auxiliaries:
        at += 1
    return at


def _passive(script: Script, flags: frozenset[str], first: int, after: int) -> frozenset[str]:
    passive = any(script.forms[at] in ("شد", "شده", "ميشود", "ميشد") for at in range(first, after))
    first_person = any(script.forms[at] in ("ام", "ايم") for at in range(first, after))
    return flags | ({"passive"} if passive else set()) | ({"first"} if first_person else set())
