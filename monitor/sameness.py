"""Whether two wordings of one speaker are the same statement, with what speaks for it and against it.

What speaks for it: the same words, one wording inside the other, or enough of the same content: stems, and concepts in
their place where the table knows them (token-set similarity). Between languages: concepts, places, names by their
consonants, tracked entities and numbers. What speaks against it, whatever is shared: other numbers, other places or
names, another day of the week, another thing of the same kind (a school, not a mosque), the opposite polarity, and one
word put in another's place in otherwise equal sentences. Telling twice is a nuisance, swallowing a new statement a
fault: every veto counts for "new".

Pure; the thresholds are set on the tuning half of `benchmarks.novelty`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import JaroWinkler

from monitor.concepts import loose
from monitor.skeletons import FEWEST_OF_NAME, skeleton
from monitor.stems import stem
from monitor.wording import Wording, pieces, sentence_count
from onrecord.model import KnownStatement, Speaker

SAME_SHARE = 0.6
"""Share of the shorter wording's items that the longer one must hold."""
SAME_JACCARD = 0.34
"""Shared items over all items: keeps a short wording from drowning in a long one."""
EXCERPT_SHARE = 0.75
"""Share of a wording's items that a sentence or two of a longer one must hold to be what it was taken from."""
FEWEST_ITEMS = 3
"""Under so many items only equal wordings are the same: "we will respond" is said too often."""
CROSS_SHARE = 0.5
"""Between languages: share of the items of the poorer wording that have a counterpart."""
CROSS_JACCARD = 0.3
CROSS_FEWEST = 3
"""Between languages: so many counterparts at least, and one more where no name, place or number is among them."""
CROSS_EXCERPT = 0.8
"""The same for an excerpt that names nobody and no place."""
CROSS_TOLD = 0.55
"""Between languages: share of all content words, unknown ones too, of the poorer wording that have a counterpart: of a
place, a number and much that no table knows nobody can tell what is said of them."""
CROSS_MANY = 8
"""Between languages: so many counterparts tell enough, whatever else is said."""
LONGER = 2.0
"""A wording with so many times the items of another is compared sentence by sentence."""
ALIKE_LONG = 1.5
"""Between languages wordings that differ by less in length should name the same things, both ways."""
RARE = 4
"""So many shared words that no table knows are names enough to be the same event."""
SPELLING = 0.88
"""Jaro-Winkler similarity from which two words are spellings of one."""

_SHORT = 3  # letters of a word that may be an auxiliary or a pronoun of any language


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two wordings are, and what says so.

    Attributes:
        similarity: 0 to 1; 1 only for the same words.
        why: in words for the analyst.
        alike: enough is shared, whatever was said against it.
    """

    same: bool
    similarity: float
    why: str
    alike: bool = False


def same_speaker(speaker: Speaker, known: KnownStatement) -> bool:
    """Whether a known statement is by the one who speaks: the person where both are known, else the group."""
    if speaker.person and known.person:
        return speaker.person == known.person
    return bool(speaker.group) and speaker.group == known.group


def compare(a: Wording, b: Wording) -> Likeness:
    """Whether two wordings of one speaker are the same statement."""
    if a.taken_back != b.taken_back and (denied := _denied(a, b)):
        return Likeness(False, 0.0, denied, alike=a.tokens == b.tokens)
    if a.tokens == b.tokens:
        return Likeness(bool(a.tokens), 1.0, "the same words", alike=bool(a.tokens))
    return _one_language(a, b) if a.language == b.language else _across(a, b)


def _one_language(a: Wording, b: Wording) -> Likeness:
    short, long = sorted((a, b), key=_order)
    if len(short.items) < FEWEST_ITEMS and _size(short) < FEWEST_ITEMS + 1:
        return Likeness(False, 0.0, "too short to compare")
    if f" {short.tokens} " in f" {long.tokens} " and (short.negated == long.negated or _size(long) > _size(short) + 2):
        return Likeness(True, 0.99, "one wording holds the other", alike=True)
    direct = _judged(short, long, SAME_SHARE, SAME_JACCARD)
    if direct.same or _size(long) < LONGER * _size(short):
        return direct
    parts = (_judged(short, piece, EXCERPT_SHARE, 0.0) for piece in pieces(long, sentence_count(short)))
    return max((direct, *parts), key=lambda found: (found.same, found.alike, found.similarity))


def _judged(short: Wording, long: Wording, least_share: float, least_jaccard: float) -> Likeness:
    first, second = _units(short), _units(long)
    shared = len(first & second)
    share = shared / max(min(len(first), len(second)), 1)
    jaccard = shared / max(len(first | second), 1)
    alike = share >= least_share and jaccard >= least_jaccard
    if not alike:
        return Likeness(False, jaccard, f"{share:.0%} of the shorter wording shared")
    against = veto(short, long) or _substituted(short, long)
    if against:
        return Likeness(False, jaccard, against, alike=True)
    return Likeness(
        True, min(jaccard, 0.98), f"{shared} content words shared, {share:.0%} of the shorter wording", True
    )


def _units(words: Wording) -> frozenset[str]:
    return frozenset((*words.items, *words.places, *(f"={number}" for number in words.numbers)))


def _size(words: Wording) -> int:
    return len(words.order)


def _order(words: Wording) -> tuple[int, str]:
    return _size(words), words.tokens


def veto(a: Wording, b: Wording) -> str:
    """What makes two wordings different statements whatever they share, in words; empty when nothing does."""
    return next(_vetoes(a, b), "")


def _vetoes(a: Wording, b: Wording) -> Iterator[str]:
    if _apart(a.numbers, b.numbers):
        yield f"other numbers: {_listed(a.numbers)}, not {_listed(b.numbers)}"
    if recounted := _recounted(a, b):
        yield f"other numbers: {_listed(recounted)}"
    if a.weekdays and b.weekdays and not a.weekdays & b.weekdays:
        yield f"another day: {_listed(a.weekdays)}, not {_listed(b.weekdays)}"
    mine, theirs = _places_of(a, b), _places_of(b, a)
    if (mine and theirs) or _unfound(a, b) or _unfound(b, a):
        yield f"other places or names: {_listed(mine)}, not {_listed(theirs)}"
    if denied := _denied(a, b):
        yield denied
    if other := _other_things(a, b):
        yield other


def _recounted(a: Wording, b: Wording) -> frozenset[str]:
    """What both count, but first to another number: five members killed, no longer three as was said before."""
    mine, theirs = (_by_thing(words.counted) for words in (a, b))
    return frozenset(
        thing
        for thing in mine.keys() & theirs.keys()
        if mine[thing][0] not in theirs[thing] or theirs[thing][0] not in mine[thing]
    )


def _by_thing(counted: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = {}
    for thing, number in counted:
        numbers.setdefault(thing, []).append(number)
    return numbers


def elsewhere(a: Wording, b: Wording) -> bool:
    """Whether two statements name other numbers or places: the same template, filled in for another event."""
    return _apart(a.numbers, b.numbers) or bool(_recounted(a, b)) or bool(_places_of(a, b) and _places_of(b, a))


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether each names something that the other does not: told in part is told, told otherwise is not."""
    return bool(a - b and b - a)


def _listed(ids: frozenset[str]) -> str:
    return ", ".join(sorted(ids))


def _places_of(a: Wording, b: Wording) -> frozenset[str]:
    """The places and names of one wording that the other does not have."""
    places = a.places - b.places
    if a.language == b.language:
        return (
            places | (a.where - b.items) | frozenset(name for name in a.names if stem(name, a.language) not in b.items)
        )
    # Between languages only the consonants of an unknown word can be found again.
    return places | frozenset(
        word
        for word in a.where | a.names
        if (bones := skeleton(word, FEWEST_OF_NAME)) and bones not in _bones(b) and not _found(bones, b)
    )


def _unfound(a: Wording, b: Wording) -> bool:
    """Whether most names of one wording, known by their capitals, are not among the words of another language."""
    names = [bones for name in a.names if (bones := skeleton(name))] if a.language != b.language else []
    return 2 * sum(not _found(bones, b) for bones in names) > len(names)


def _found(bones: str, other: Wording) -> bool:
    return any(each.startswith(bones) or bones.startswith(each) for each in other.skeletons)


def _denied(a: Wording, b: Wording) -> str:
    """What one of them denies and the other affirms."""
    if (a.denied & b.denied) - (a.refused & b.refused):
        return ""
    for one, other in ((a, b), (b, a)):
        affirmed = (one.denied & other.items) - other.denied
        if affirmed:
            return f"only one denies: {_listed(affirmed)}"
    return "only one of them denies" if a.negated != b.negated else ""


def _other_things(a: Wording, b: Wording) -> str:
    """Things that only one of them names, on both sides."""
    mine, theirs = _things(a, b) - b.items, _things(b, a) - a.items
    if a.language != b.language:
        return _unmatched(a, b, mine, theirs)
    if _rare(a, b) > max(len(mine), len(theirs)):
        # So many names in common, and one paper adds how, the other what came of it: only what a table knows counts.
        mine, theirs = mine & a.concepts, theirs & b.concepts
    else:
        # A thing has its counterpart in some word: where words are left over on the other side, it may be one of them.
        mine, theirs = (
            mine or ((a.items - b.items) if theirs & b.concepts else mine),
            theirs or ((b.items - a.items) if mine & a.concepts else theirs),
        )
    return f"other things: {_listed(mine)}, not {_listed(theirs)}" if mine and theirs else ""


def _unmatched(a: Wording, b: Wording, mine: frozenset[str], theirs: frozenset[str]) -> str:
    """Between languages: the things that the shorter one names alone; of two that are about as long, either."""
    alone = mine if _order(a) < _order(b) else theirs
    both = (mine | theirs) if max(_size(a), _size(b)) < ALIKE_LONG * min(_size(a), _size(b)) else alone
    return f"other things: {_listed(both)}" if both else ""


def _rare(a: Wording, b: Wording) -> int:
    """How many shared words no table knows, where they are enough to be telling; else none."""
    shared = sum(item[0] != "~" and len(item) > _SHORT for item in a.items & b.items)
    return shared if shared >= RARE else 0


def _things(words: Wording, other: Wording) -> frozenset[str]:
    """Concepts that are things and, in one language, words that no table knows: only a dictionary could tell them."""
    known = frozenset(item for item in words.concepts if item[1:] not in loose())
    if words.language != other.language:
        return known
    return known | frozenset(item for item in words.items if item[0] != "~" and len(item) > _SHORT)


def _substituted(a: Wording, b: Wording) -> str:
    """One thing in another's place: the same items in the same order but for one stretch, which is no spelling."""
    if not 0.5 <= len(a.order) / max(len(b.order), 1) <= 2.0:
        return ""
    changes = [
        code for code in SequenceMatcher(None, a.order, b.order, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    if len(changes) != 1 or changes[0][0] != "replace":
        return ""
    _, start, end, other_start, other_end = changes[0]
    mine, theirs = " ".join(a.order[start:end]), " ".join(b.order[other_start:other_end])
    if max(end - start, other_end - other_start) > 2 or JaroWinkler.similarity(mine, theirs) >= SPELLING:
        return ""
    return f"{theirs.lstrip('~')} in the place of {mine.lstrip('~')}"


def _across(a: Wording, b: Wording) -> Likeness:
    short, long = sorted((a, b), key=_order)
    if _size(long) >= LONGER * _size(short) and (parts := pieces(long, sentence_count(short))):
        # A place of one sentence and a number of another are no evidence: only what stands together is.
        judged = (_across_whole(short, piece, excerpt=True) for piece in parts)
        return max(judged, key=lambda found: (found.same, found.alike, found.similarity))
    return _across_whole(short, long)


def _across_whole(a: Wording, b: Wording, *, excerpt: bool = False) -> Likeness:
    where = (a.places & b.places) | (a.entities & b.entities) | _shared_names(a, b)
    soft = (a.concepts & b.concepts) | (a.weekdays & b.weekdays) | _loans(a, b)
    hard = where | (a.numbers & b.numbers)
    shared = len(hard) + len(soft - where)
    mine, theirs = _translatable(a), _translatable(b)
    share = shared / max(mine if excerpt else min(mine, theirs), 1)
    jaccard = shared / max(mine + theirs - shared, 1)
    unnamed = not where and (_names_something(a) or (_names_something(b) and not excerpt))
    least = CROSS_EXCERPT if excerpt and not where else CROSS_SHARE
    fewest = CROSS_FEWEST if hard else CROSS_FEWEST + 1
    told = shared / max(min(len(set(a.order)), len(set(b.order))), 1)
    if told < CROSS_TOLD and shared < CROSS_MANY:
        return Likeness(False, jaccard, f"{shared} names, numbers and concepts shared, {told:.0%} of what is told")
    if unnamed or shared < fewest or share < least or (jaccard < CROSS_JACCARD and not excerpt):
        return Likeness(False, jaccard, f"{shared} names, numbers and concepts shared")
    against = veto(a, b)
    if against:
        return Likeness(False, jaccard, against, alike=True)
    return Likeness(True, min(jaccard, 0.9), f"translated: {_evidence(hard, soft)} shared", alike=True)


def _names_something(words: Wording) -> bool:
    return bool(words.places or words.names or words.where or words.entities)


def _translatable(words: Wording) -> int:
    return len(words.concepts) + len(words.numbers) + len(words.places) + len(words.names) + len(words.entities)


def _shared_names(a: Wording, b: Wording) -> frozenset[str]:
    """Names of both by their consonants: short ones where both stand as names do, longer ones where one does."""
    mine, theirs = _bones(a), _bones(b)
    return (mine & theirs) | (mine & b.skeletons) | (theirs & a.skeletons)


def _loans(a: Wording, b: Wording) -> frozenset[str]:
    """Words that Arabic and Persian have in common, by their consonants."""
    return a.skeletons & b.skeletons if not (a.names or b.names) else frozenset()


def _bones(words: Wording) -> frozenset[str]:
    """The consonants of what is known for a name by its capital or by the preposition before it."""
    return frozenset(bones for name in words.names | words.where if (bones := skeleton(name, FEWEST_OF_NAME)))


def _evidence(hard: frozenset[str], soft: frozenset[str]) -> str:
    return ", ".join((*sorted(hard), *sorted(item.lstrip("~") for item in soft)))
