"""Names that stand beside what is said, without a verb: headlines, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Final

from monitor.languages import section
from monitor.quotations.english import clauses, noun_phrases, shapes
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document, Sentence
from monitor.quotations.english.drafts import Draft, Range

_HEADLINE_SOURCES: Final = frozenset(section("en", "quotations")["headline"]["sources"].split())
_FIRST_PERSON: Final = lx.words("first_person")
_LONGEST_LABEL: Final = 9
_BAR: Final = 4
_PARAGRAPHS: Final = 8
"""Paragraphs of a communiqué that are taken, at most."""
_NAME_PARTS: Final = lx.CAP | lx.PREP | lx.POSS | lx.DET | lx.CC
_FEWEST_TITLED: Final = 3
_VERB_AHEAD: Final = 40
"""Tokens behind a label in which the verb of what is said stands."""
_ITEMS: Final = 24
"""Sentences above an item in which the line that opens the list stands."""
_OFFICES: Final = frozenset(noun for nouns in section("en", "speakers")["people"].values() for noun in nouns)
_LONGEST_SIGNATURE: Final = 25


def headlines(doc: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Adds headlines that report without a verb, in place of what was found in them.

    The words before the colon must name somebody who speaks elsewhere in the text, or a kind of source.

    headline: Ruiz: No Talks Before Friday / Army spokesman: Road to the north open
    """
    known = {
        doc.words[k].low
        for draft in drafts
        if draft.speaker
        for k in range(*draft.speaker)
        if doc.bits[k] & lx.CAP and not doc.bits[k] & (lx.DET | lx.PERSONAL | lx.PREP)
    }
    added: dict[int, Draft] = {}
    paragraph = -1
    for number, sentence in enumerate(doc.sentences):
        if sentence.paragraph == paragraph:
            continue
        paragraph = sentence.paragraph
        start = _behind_bar(doc, sentence)
        i = _label_end(doc, start, sentence.hi, known)
        if i is not None:
            stop = sentence.hi - 1 if doc.bits[sentence.hi - 1] & lx.STOP else sentence.hi
            flags = frozenset({"headline"})
            added[number] = Draft([(i + 1, stop)], (i, i + 1), (start, i), "headline", number, flags)
    return [draft for draft in drafts if draft.sentence not in added] + list(added.values())


def _behind_bar(doc: Document, sentence: Sentence) -> int:
    """Behind a mark of urgency: “Urgent | …”."""
    ahead = range(sentence.lo, min(sentence.hi - 1, sentence.lo + _BAR))
    return next((i + 1 for i in ahead if doc.words[i].low == "|"), sentence.lo)


def _label_end(doc: Document, lo: int, hi: int, known: set[str]) -> int | None:
    """The colon behind a speaker's name at the start of a sentence."""
    for i in range(lo + 1, min(hi - 2, lo + _LONGEST_LABEL)):
        bits = doc.bits[i]
        if bits & lx.COLON:
            return i if _is_label(doc, lo, i, known) else None
        if bits & (lx.PUNCT | lx.QUOTE) or (bits & lx.AUX and not bits & lx.CAP):
            return None
    return None


def _is_label(doc: Document, lo: int, i: int, known: set[str]) -> bool:
    if doc.begin[i + 1] == doc.end[i]:
        return False
    if doc.words[i + 1].low in _FIRST_PERSON and doc.bits[i - 1] & lx.CAP:  # “Movement leader Karim Haddad: We …”
        return not any(doc.bits[k] & (lx.PREP | lx.VERB | lx.SUB) for k in range(lo, i))
    if _titled(doc, lo, i):
        return True
    if not all(doc.bits[k] & _NAME_PARTS for k in range(lo, i)):
        return False
    words = [doc.words[k].low for k in range(lo, i)]
    place = next((n for n, word in enumerate(words) if word in ("on", "at", "in", "to")), len(words))
    return words[place - 1] in known or words[place - 1] in _HEADLINE_SOURCES


def _titled(doc: Document, lo: int, i: int) -> bool:
    """Whether an office with a name stands before the colon and a sentence behind it: “UN envoy Ana Ruiz: We …”."""
    office = any(doc.words[k].low in _OFFICES for k in range(lo, i - 1))
    named = all(doc.bits[k] & lx.CAP and not doc.bits[k] & (lx.PREP | lx.DET) for k in range(i - 2, i))
    plain = all(doc.bits[k] & _NAME_PARTS or doc.words[k].low in _OFFICES for k in range(lo, i))
    return (
        office
        and named
        and plain
        and i - lo >= _FEWEST_TITLED
        and clauses.has_verb(doc, i + 1, min(i + _VERB_AHEAD, len(doc.bits)))
    )


def listed(doc: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives the items of a list, each a verb without its subject, the speaker whom the line above it names.

    The Dawn Party: ¶ - Condemns the raid. ¶ - Calls on all to stay calm. / The council stressed: ¶ 1. Rejects …
    """
    told = {draft.sentence: draft.speaker for draft in drafts if draft.speaker}
    speakers = dict[int, Range | None]()
    found = []
    for draft in drafts:
        first = doc.sentences[draft.sentence]
        if draft.speaker is None and draft.cue and _opens_item(doc, first, draft.cue[0]):
            if first.paragraph not in speakers:
                speakers[first.paragraph] = _above(doc, told, draft.sentence)
            found.append(replace(draft, speaker=speakers[first.paragraph]))
        else:
            found.append(draft)
    return found


def _opens_item(doc: Document, sentence: Sentence, verb: int) -> bool:
    """Whether nothing but a bullet or a number stands before a verb at the beginning of a paragraph."""
    return all(doc.bits[k] & (lx.PUNCT | lx.NUM) for k in range(sentence.lo, verb))


def _above(doc: Document, told: Mapping[int, Range], number: int) -> Range | None:
    """Who speaks in the last sentence above a list that ends in a colon, or None where there is none close by."""
    for at in range(number - 1, max(-1, number - _ITEMS), -1):
        sentence = doc.sentences[at]
        colon = sentence.hi - 1
        if not doc.bits[colon] & lx.COLON:
            continue
        phrase = None if at in told else noun_phrases.before(doc, colon - 1, sentence.lo)
        return told.get(at) or ((phrase.start, phrase.stop) if phrase else None)
    return None


def signatures(doc: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Adds quotations that a dash and a name follow, in the same paragraph or in the next.

    signature: “We will stay in the town.” — Karim Haddad, spokesman
    """
    taken = {draft.sentence for draft in drafts}
    added = []
    for number, sentence in enumerate(doc.sentences):
        dash = _signature(doc, sentence)
        if dash is None or number in taken:
            continue
        first = number if dash > sentence.lo else _quoted_before(doc, number)
        if first is not None and first not in taken:
            name = _name_end(doc, dash + 1, sentence.hi)
            start, stop = doc.sentences[first].lo, dash if first == number else doc.sentences[number - 1].hi
            added.append(Draft([(start, stop)], (dash, dash + 1), (dash + 1, name), "signature", number))
    return [*drafts, *added]


def _signature(doc: Document, sentence: Sentence) -> int | None:
    """The dash before a name, where nothing but quotation marks stands before it and no verb behind it."""
    k = sentence.lo
    while k < sentence.hi and doc.bits[k] & lx.QUOTE:
        k += 1
    if sentence.hi - k > _LONGEST_SIGNATURE or k + 1 >= sentence.hi or not doc.bits[k] & lx.DASH:
        return None
    named = doc.bits[k + 1] & lx.CAP and not doc.bits[k + 1] & (lx.DET | lx.PERSONAL | lx.PREP)
    return k if named and not any(shapes.finite(doc, i, k + 1) for i in range(k + 1, sentence.hi)) else None


def _quoted_before(doc: Document, number: int) -> int | None:
    """The sentence in quotation marks that makes up the paragraph before."""
    if not number:
        return None
    before = doc.sentences[number - 1]
    return None if before.mask & ~(lx.QUOTE | lx.PUNCT) or not before.mask & lx.QUOTE else number - 1


def _name_end(doc: Document, k: int, hi: int) -> int:
    while k < hi and doc.bits[k] & (lx.CAP | lx.DOTTED):
        k += 1
    return k


def communiques(doc: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives a sentence that ends in a colon the paragraphs behind it, where they speak as “we” without marks.

    communiqué: The Dawn Brigades said in a statement: ¶ We have targeted a base. ¶ Our fighters are safe.
    """
    taken: set[int] = set()
    for draft in drafts:
        if not draft.parts and draft.rule == "colon" and _ends_paragraph(doc, draft.sentence):
            numbers = list(_first_person(doc, draft.sentence + 1))
            if numbers:
                taken.update(numbers)
                draft.parts.append((doc.sentences[numbers[0]].lo, doc.sentences[numbers[-1]].hi))
    return [draft for draft in drafts if draft.sentence not in taken]


def _ends_paragraph(doc: Document, number: int) -> bool:
    """Whether the next sentence stands in another paragraph."""
    sentences = doc.sentences
    return number + 1 < len(sentences) and sentences[number + 1].paragraph != sentences[number].paragraph


def _first_person(doc: Document, number: int) -> Iterator[int]:
    """The sentences of the paragraphs from one on that speak in the first person and hold no quotation marks."""
    numbers = range(number, len(doc.sentences))
    following = groupby(numbers, key=lambda at: doc.sentences[at].paragraph)
    for _, group in islice(following, _PARAGRAPHS):
        paragraph = list(group)
        sentences = [doc.sentences[at] for at in paragraph]
        words = (doc.words[k].low for sentence in sentences for k in range(sentence.lo, sentence.hi))
        if any(sentence.mask & lx.QUOTE for sentence in sentences) or not any(w in _FIRST_PERSON for w in words):
            return
        yield from paragraph
