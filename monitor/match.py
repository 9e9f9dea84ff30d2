"""Which tracked entities an article names, and where.

One pass of an Aho-Corasick automaton over the normalised text finds every spelling of every alias (Aho and Corasick
1975); what does not stand as a word of its own, clitics aside, is dropped; of overlapping finds the longest stays
(*Kata'ib Hezbollah*, not *Hezbollah*); an ambiguous alias stays only where the article shows who is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from monitor import affixes
from monitor.aliases import Form, context_forms, forms, vocabulary
from monitor.reading import reading
from monitor.transliteration import Transliterations
from onrecord.model import Entity, Mention, Person, Span
from onrecord.text import Normalised, normalise

# Codes of one language that detectors and aliases use side by side.
_SAME_LANGUAGE = {"ckb": "ku", "kmr": "ku", "iw": "he", "prs": "fa"}
_LATIN_LANGUAGES = frozenset({"az", "cs", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "pl", "pt", "sv", "tr"})
_APOSTROPHES = frozenset("'’ʼ‘`´")
_INFLECT_AFTER_APOSTROPHE = frozenset({"az", "ku", "tr"})
_LONGEST_CLITICS = 5
_WORD_END = re.compile(r"[^\W_]*")
_ADDRESS = re.compile(r"\W*(?:https?://|www\.|[\w.-]+\.[a-z]{2,}/)", re.IGNORECASE)
_ADDRESS_REACH = 200  # how far back from a find an address is looked for
# "… Party of Iran" and "الحزب … الإيراني" are longer names than "… Party" and "الحزب …".
_BODY = re.compile(
    r"\b(?:army|brigades?|command|corps|council|forces?|front|government|guards?|ministry|movement|organi[sz]ation"
    r"|party|union|units)$"
)
_OF = re.compile(r" of (?:the )?(\w+)")
_DEFINITE = re.compile(r" ال\w+$")
_ADJECTIVE = re.compile(r"[\"»”]? (ال\w+يه?)\b")


@dataclass(frozen=True, slots=True)
class _Find:
    """Forms of one spelling at a place of the normalised text."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def clear(self) -> Form | None:
        """The form of the only entity that has this spelling without ambiguity, or None."""
        clear = {form.entity: form for form in self.forms if not form.ambiguous}
        return next(iter(clear.values())) if len(clear) == 1 else None


class Matcher:
    """Finds the mentions of tracked entities. Built once from all of them; pure, and safe to share."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Builds the automaton.

        Args:
            entities: groups and persons. An entity's name is an alias too, unambiguous unless an alias of the same
                spelling says otherwise.
        """
        everybody = tuple(entities)
        self._related = _relations(everybody)
        self._vocabulary = {entity.id: vocabulary(entity) for entity in everybody}
        named = [form for entity in everybody for form in forms(entity)]
        self._names = _by_words(named)
        self._transliterations = Transliterations(
            (form for form in named if not form.generated),
            groups=frozenset(entity.id for entity in everybody if not isinstance(entity, Person)),
        )
        self._hints = _by_words(form for entity in everybody for form in context_forms(entity))
        self._patterns = tuple({**self._names, **self._hints})
        self._automaton = AhoCorasick(self._patterns)

    def mentions(self, text: str, *, title: str = "", language: str) -> tuple[Mention, ...]:
        """The mentions in a text, in order, none overlapping another.

        An ambiguous alias counts only when text or title also name the entity by an unambiguous one, or its group,
        its parent, a body or a person of it, or hold one of its context words. An alias that several entities share
        is ambiguous for all of them, and counts where that decides for one.

        Args:
            text: the article's text.
            title: its headline: never a mention, only context.
            language: ISO 639-1 of the text; aliases for another language are left out, but for those in Latin
                letters within a text in another script.

        Returns:
            Mentions whose spans are in `text`, clitics and endings not included.
        """
        code = _SAME_LANGUAGE.get(language, language)
        normal = reading(text, language).normal
        finds, hints = self._finds(normal, code)
        in_title, title_hints = self._finds(normalise(title), code)
        named = {find.clear.entity for find in (*finds, *in_title) if find.clear}
        hinted = hints | title_hints
        found = []
        for find in finds:
            form = find.clear or self._decided(find, named, hinted)
            if form is not None:
                span = normal.span(find.start + form.clitic, find.end)
                found.append(Mention(span, form.entity, form.alias))
        return tuple(found)

    def _finds(self, normal: Normalised, language: str) -> tuple[list[_Find], set[str]]:
        """The longest finds in text order, and the entities whose context words are there."""
        finds: list[_Find] = []
        hinted: set[str] = set()
        for pattern, start, end in self._automaton.find_matches_as_indexes(normal.text, overlapping=True):
            words = self._patterns[pattern]
            if not _stands(normal, start, end, words, language):
                continue
            hinted.update(form.entity for form in self._hints.get(words, ()))
            fitting = _fitting(self._names.get(words, ()), normal, start, end, language)
            if fitting and not _in_address(normal.original, normal.span(start, end)):
                read = (self._as_it_goes_on(form, normal, end) for form in fitting)
                finds.append(_Find(start, end, tuple(form for form in read if form is not None)))
        # After the exact finds, because of two of equal length the first stays.
        finds += (_Find(start, end, forms) for start, end, forms in self._transliterations.find(normal))
        return _longest(finds, len(normal.text)), hinted

    def _as_it_goes_on(self, form: Form, normal: Normalised, end: int) -> Form | None:
        """The form as what follows lets it be read: the text may go on to a longer name, of somebody else.

        After the name of a body, *of* and a place that this entity's aliases do not know make the form ambiguous; an
        ambiguous Arabic name is not meant where one more definite adjective follows that its aliases do not know.
        """
        own = self._vocabulary[form.entity]
        if _BODY.search(form.words) and (beyond := _OF.match(normal.text, end)) and beyond[1] not in own:
            place = normal.span(*beyond.span(1)).of(normal.original)
            return replace(form, ambiguous=True) if place[:1].isupper() else form
        if form.ambiguous and _DEFINITE.search(form.words) and (beyond := _ADJECTIVE.match(normal.text, end)):
            return form if not own.isdisjoint({beyond[1], beyond[1].removesuffix("ه")}) else None
        return form

    def _decided(self, find: _Find, named: set[str], hinted: set[str]) -> Form | None:
        """The form of the only entity that the article shows to be meant, or None."""
        shown = {
            form.entity: form
            for form in find.forms
            if form.entity in named or form.entity in hinted or not self._related[form.entity].isdisjoint(named)
        }
        return next(iter(shown.values())) if len(shown) == 1 else None


def _relations(entities: Iterable[Entity]) -> dict[str, set[str]]:
    """For every entity its groups, its parent, its bodies and its persons."""
    related: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if isinstance(entity, Person):
            above = [role.group for role in entity.roles]
        else:
            above = [entity.parent] if entity.parent else []
        for group in above:
            related[entity.id].add(group)
            related[group].add(entity.id)
    return related


def _by_words(every: Iterable[Form]) -> dict[str, tuple[Form, ...]]:
    """Forms by spelling, those that give way left out."""
    found: dict[str, list[Form]] = defaultdict(list)
    for form in every:
        found[form.words].append(form)
    return {words: tuple(form for form in same if not _gives_way(form, same)) for words, same in found.items()}


def _gives_way(form: Form, same: Iterable[Form]) -> bool:
    """Whether a generated spelling gives way to one that was written: another entity's, or its own as ambiguous."""
    if not form.generated:
        return False
    return any(not other.generated and (other.entity != form.entity or other.ambiguous) for other in same)


def _fitting(candidates: Sequence[Form], normal: Normalised, start: int, end: int, language: str) -> tuple[Form, ...]:
    """The forms that are for this language and whose capitals are there."""
    return tuple(form for form in candidates if _is_for(form, language) and _capitalised(form, normal, start, end))


def _is_for(form: Form, language: str) -> bool:
    if form.language is None or form.language == language:
        return True
    return affixes.script(form.words) == "latin" and language not in _LATIN_LANGUAGES


def _capitalised(form: Form, normal: Normalised, start: int, end: int) -> bool:
    """Whether a Latin name is written like one. A text without any capital is forgiven."""
    if form.case == "any":
        return True
    shown = normal.span(start, end).of(normal.original)
    fits = shown != shown.lower() if form.case == "capital" else shown == shown.upper()
    return fits or normal.original.islower()


def _stands(normal: Normalised, start: int, end: int, words: str, language: str) -> bool:
    """Whether what was found is a word of its own, clitics and endings aside."""
    text = normal.text
    if start and text[start - 1].isalnum():
        first = start - 1
        while first and start - first <= _LONGEST_CLITICS and text[first - 1].isalnum():
            first -= 1
        if text[first:start] not in affixes.before(words, language):
            return False
    if end < len(text) and text[end].isalnum():
        ending = _WORD_END.match(text, end)
        if ending and ending[0] in affixes.after(words, language):
            return True
        return language in _INFLECT_AFTER_APOSTROPHE and _apostrophe_follows(normal, start, end)
    return True


def _apostrophe_follows(normal: Normalised, start: int, end: int) -> bool:
    after = normal.span(start, end).end
    return normal.original[after : after + 1] in _APOSTROPHES


def _in_address(text: str, span: Span) -> bool:
    """Whether the place is inside a web address: an address names a page, not an entity."""
    before = text[max(0, span.start - _ADDRESS_REACH) : span.start].rsplit(None, 1)
    if not before or text[span.start - 1 : span.start].isspace():
        return False
    return bool(_ADDRESS.match(before[-1]))


def _longest(finds: Sequence[_Find], length: int) -> list[_Find]:
    """Of finds that overlap, the longest (the first of equals), in text order. Linear in the text's length."""
    taken = bytearray(length)
    kept = []
    for find in sorted(finds, key=lambda find: (find.start - find.end, find.start)):
        if not any(taken[find.start : find.end]):
            taken[find.start : find.end] = b"\x01" * (find.end - find.start)
            kept.append(find)
    return sorted(kept, key=lambda find: find.start)
