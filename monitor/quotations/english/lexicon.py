"""English words as the rules see them: word classes and cue verbs with their frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from monitor.languages import section

# Word classes, as bits: a word may be in several.
CAP: Final = 1 << 0  # begins with a capital letter
NUM: Final = 1 << 1  # holds a digit
DET: Final = 1 << 2
PRON: Final = 1 << 3  # can be a subject by itself
PERSONAL: Final = 1 << 4
OBJECT: Final = 1 << 5  # object pronoun
POSS: Final = 1 << 6  # possessive pronoun, or the clitic 's
PREP: Final = 1 << 7
AUX: Final = 1 << 8
BE: Final = 1 << 9
HAVE: Final = 1 << 10
MODAL: Final = 1 << 11
DO: Final = 1 << 12
NEG: Final = 1 << 13
COND: Final = 1 << 14
ADV: Final = 1 << 15
CC: Final = 1 << 16
SUB: Final = 1 << 17
REL: Final = 1 << 18
WH: Final = 1 << 19
TIME: Final = 1 << 20
VERB: Final = 1 << 21  # a finite form of a verb in plain use
ED: Final = 1 << 22
ING: Final = 1 << 23
CUE: Final = 1 << 24
COMMA: Final = 1 << 25
DASH: Final = 1 << 26
COLON: Final = 1 << 27
SEMI: Final = 1 << 28
STOP: Final = 1 << 29
OPEN: Final = 1 << 30
CLOSE: Final = 1 << 31
QUOTE: Final = 1 << 32  # a whole stretch in quotation marks
THAT: Final = 1 << 33
TO: Final = 1 << 34
NOUN: Final = 1 << 35  # a noun that reports, with “that” behind it
DOTTED: Final = 1 << 36  # an abbreviation with its full stop, which may be the sentence's too
ACCORDING: Final = 1 << 37
PRESENT: Final = 1 << 38  # may be a present form of a verb in plain use, or a noun of the same form
PUNCT: Final = COMMA | DASH | COLON | SEMI | STOP | OPEN | CLOSE

_CLASSES: Final[Mapping[str, int]] = {
    "determiner": DET,
    "subject_pronoun": PRON,
    "personal": PERSONAL,
    "object_pronoun": OBJECT,
    "possessive": POSS,
    "preposition": PREP,
    "auxiliary": AUX,
    "be": BE | AUX | VERB,
    "have": HAVE | AUX | VERB,
    "modal": MODAL | AUX | VERB,
    "do": DO | AUX | VERB,
    "negative": NEG,
    "conditional": COND,
    "adverb": ADV,
    "coordinator": CC,
    "subordinator": SUB,
    "relative": REL,
    "question_word": WH,
    "time": TIME,
}
_MARKS: Final[Mapping[str, int]] = {
    ",": COMMA, "،": COMMA,
    "-": DASH, "--": DASH, "---": DASH, "–": DASH, "—": DASH, "―": DASH, "−": DASH,
    ":": COLON, ";": SEMI,
    ".": STOP, "!": STOP, "?": STOP, "…": STOP, "...": STOP, "....": STOP, "..": STOP,
    "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE,
}  # fmt: skip
_BY_FORM: Final[Mapping[str, int]] = {"base": PRESENT, "s": PRESENT, "past": VERB, "ing": ING}
_VOWELS: Final = "aeiou"
_SHORT: Final = 4
_ABBREVIATED: Final = section("en", "quotations")["abbreviations"]
BEFORE_NAME: Final = frozenset(_ABBREVIATED["before_name"].split())
ABBREVIATIONS: Final = BEFORE_NAME | frozenset(_ABBREVIATED["anywhere"].split())


@dataclass(frozen=True, slots=True)
class Sense:
    """A cue verb in one of its readings.

    Attributes:
        base: the base form, with its particle.
        particle: the word that belongs to it ("out" of "point out"), or "".
        frames: the frames of the data file that it allows.
    """

    base: str
    particle: str
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word form by itself.

    Attributes:
        low: lower case, with straight apostrophes.
        bits: its word classes.
        sense: its readings as a cue verb, in one: the union of their frames; or None.
        particles: its readings with a particle, by the particle.
        forms: which forms of those it can be: any of "base", "s", "past", "pp", "ing".
    """

    low: str
    bits: int
    sense: Sense | None = None
    particles: Mapping[str, Sense] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()

    @property
    def frames(self) -> frozenset[str]:
        """The frames of its readings without a particle."""
        return self.sense.frames if self.sense else frozenset()


def inflect(base: str, doubling: frozenset[str] = frozenset()) -> dict[str, str]:
    """The regular forms of an English verb.

    Args:
        base: the base form, one word.
        doubling: verbs of several syllables that double their last letter.

    Returns:
        Form by name: "base", "s", "past", "pp", "ing".
    """
    if base.endswith(("s", "x", "z", "ch", "sh", "cho", "to")):
        third = base + "es"
    elif base.endswith("y") and base[-2] not in _VOWELS:
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    stem = base
    if base.endswith("e"):
        past, ing = base + "d", base + "ing" if base.endswith("ee") else base[:-1] + "ing"
    elif base.endswith("y") and base[-2] not in _VOWELS:
        past, ing = base[:-1] + "ied", base + "ing"
    else:
        if base in doubling or _doubles(base):
            stem = base + base[-1]
        past, ing = stem + "ed", stem + "ing"
    return {"base": base, "s": third, "past": past, "pp": past, "ing": ing}


def _doubles(base: str) -> bool:
    """Whether a verb of one syllable doubles its last letter: consonant, one vowel, consonant."""
    vowels = sum(letter in _VOWELS for letter in base.replace("qu", "q"))
    return vowels == 1 and len(base) > 2 and base[-1] not in "wxyaeiou" and base[-2] in _VOWELS


def words(name: str) -> frozenset[str]:
    """The words of a class of the data file."""
    return frozenset(section("en", "quotations")["classes"][name].split())


class Lexicon:
    """The words of one language's data file, looked up by form."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._bits: dict[str, int] = defaultdict(int)
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._bits.update(_MARKS)
        classes = _table(data, "classes")
        for name, bit in _CLASSES.items():
            for word in classes[name].split():
                self._bits[word] |= bit
        self._not_adverb = frozenset(classes["not_adverb"].split())
        self._not_ing = frozenset(classes["not_ing"].split())
        self._time_capital = frozenset(classes["time_capital"].split())
        for noun in _table(data, "nouns")["that"].split():
            self._bits[noun] |= NOUN
        self._bits["according"] |= ACCORDING
        self._bits["per"] |= ACCORDING
        self._bits["that"] |= THAT
        self._bits["to"] |= TO
        doubling = frozenset(_table(data, "spelling")["doubling"].split())
        irregular = _table(data, "irregular")
        self._add_common(_table(data, "common"), doubling)
        for base, frames in _table(data, "verbs").items():
            self._add_verb(base, frames, irregular.get(base), doubling)

    def _add_common(self, common: Mapping[str, str], doubling: frozenset[str]) -> None:
        for base in common["regular"].split():
            forms = inflect(base, doubling)
            self._bits[forms["past"]] |= VERB | ED
            self._bits[forms["ing"]] |= ING
            self._bits[forms["base"]] |= PRESENT
            self._bits[forms["s"]] |= PRESENT
        for form in common["irregular"].split():
            self._bits[form] |= VERB
        for base in common["present"].split():
            self._bits[base] |= PRESENT
            self._bits[inflect(base)["s"]] |= PRESENT

    def _add_verb(self, base: str, frames: str, irregular: str | None, doubling: frozenset[str]) -> None:
        verb, _, particle = base.partition(" ")
        forms = inflect(verb, doubling)
        if irregular:
            forms = dict(zip(("base", "s", "past", "pp", "ing"), [verb, *irregular.split()], strict=True))
        sense = Sense(base, particle, frozenset(frames.split()))
        for name, form in forms.items():
            self._bits[form] |= CUE | _BY_FORM.get(name, 0)
            if name in ("past", "pp") and form.endswith("ed"):
                self._bits[form] |= ED
            if sense not in self._senses[form]:
                self._senses[form].append(sense)
            self._forms[form].add(name)

    def look_up(self, form: str) -> Word:
        """What is known of a word form, as it stands in a text."""
        low = form.lower().replace("’", "'")
        first = form[0]
        bits = TIME if first.isupper() and low in self._time_capital else self._bits.get(low, 0)
        if first.isupper():
            bits |= CAP
        elif first.isdigit():
            bits |= NUM
        if len(low) > _SHORT and not bits & CAP:
            bits |= self._by_ending(low)
        if len(low) > 2 and low.endswith(".") and low.strip(".") and form[:-1] not in BEFORE_NAME:
            bits |= DOTTED
        senses = self._senses.get(low, ())
        particles = {sense.particle: sense for sense in senses if sense.particle}
        plain = [sense for sense in senses if not sense.particle]
        merged = Sense(plain[0].base, "", frozenset().union(*(sense.frames for sense in plain))) if plain else None
        return Word(low, bits, merged, MappingProxyType(particles), frozenset(self._forms.get(low, ())))

    def _by_ending(self, low: str) -> int:
        if low.endswith("ing") and low not in self._not_ing:
            return ING
        if low.endswith("ed"):
            return ED
        if low.endswith("ly") and low not in self._not_adverb:
            return ADV
        return 0


def _table(data: Mapping[str, object], name: str) -> Mapping[str, str]:
    table = data[name]
    if not isinstance(table, Mapping):
        raise TypeError(f"quotations.{name} in the language file must be a table")
    return table


ENGLISH: Final = Lexicon(section("en", "quotations"))


@lru_cache(maxsize=65536)
def word(form: str) -> Word:
    """What is known of an English word form."""
    return ENGLISH.look_up(form)
