"""Whom a tracked name inside a speaker's noun phrase stands for.

"Hamas" speaks, "a Hamas official" and "the leader of Hamas" speak for it; "Hamas critics", "the Hamas-run ministry",
"an expert on Hamas" and "the ambassador to Israel" do neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.reading import Word
from monitor.speakers.lexicon import Lexicon
from monitor.speakers.register import Register
from onrecord.model import Mention


class Standing:
    """Judges tracked names in the noun phrases of one language."""

    def __init__(self, words: Lexicon, register: Register) -> None:
        self._lexicon, self._register = words, register

    def of(self, segment: Sequence[Word], mention: Mention) -> str:
        """Whether the mention is the speaker ("is"), is spoken for ("for"), or neither."""
        left = [word for word in segment if word.end <= mention.span.start]
        right = [word for word in segment if word.start >= mention.span.end]
        hyphened = bool(right) and right[0].gap in {"-", "‑"} and self._lexicon.head_last
        person = self._register.names_person(mention)
        if hyphened or (not person and any(self._lexicon.blocks(word.form) for word in left)):
            return ""
        if person:
            return self._person_standing(left, right)
        if self._lexicon.head_last:
            after = self._after(right)
            return self._before(left) if after == "is" else after
        return self._role_before(left) or ("is" if all(self._is_class(word.form) for word in left) else "")

    def _person_standing(self, left: Sequence[Word], right: Sequence[Word]) -> str:
        if self._lexicon.head_last:
            return self._english_person(left, right)
        last = left[-1].form if left else ""
        if last and last not in self._lexicon.titles and self._lexicon.blocks(last):
            return ""
        if last and (self._lexicon.is_part(last) or last in self._lexicon.links):
            return self._role_before(left)
        return "is"

    def _english_person(self, left: Sequence[Word], right: Sequence[Word]) -> str:
        if right and right[0].form == "s" and right[0].gap in {"'", "’"}:
            return "for" if self._after(right) == "for" else ""
        named = [word.form for word in left if word.form not in self._lexicon.titles]
        if named and named[-1] in self._lexicon.links:
            return "for" if self._before(left) == "for" else ""
        return "" if named and named[-1] in self._lexicon.blockers else "is"

    def _after(self, right: Sequence[Word]) -> str:
        """English, words after a name: "Hamas officials" speak for it, "Hamas critics" do not."""
        standing = "is"
        for word in right:
            form = word.form
            if form == "s" and word.gap in {"'", "’"}:
                standing = ""
                continue
            if form in self._lexicon.links or form in self._lexicon.conjunctions:
                break
            if self._lexicon.blocks(form):
                return ""
            person = self._lexicon.person_noun(form)
            if person:
                return "" if self._lexicon.people[person] == "other" else "for"
            if self._lexicon.is_part(form) or self._lexicon.paper_noun(form) in self._lexicon.issued:
                return "for"
            if not (word.capital or self._lexicon.body_noun(form)):
                standing = ""
        return standing

    def _before(self, left: Sequence[Word]) -> str:
        """English, words before a name: "the leader of Hamas" speaks for it, "an expert at Hamas" does not."""
        linking = self._lexicon.links | self._lexicon.issuers
        links = [index for index, word in enumerate(left) if word.form in linking]
        roles = left[: links[-1]] if links else left
        for word in reversed(roles):
            form = word.form
            person = self._lexicon.person_noun(form)
            if person:
                return "" if self._lexicon.people[person] == "other" else "for"
            paper = self._lexicon.paper_noun(form)
            if self._lexicon.is_part(form) or (paper and paper in self._lexicon.issued):
                return "for"
            if links and self._lexicon.body_noun(form):
                return ""
        return "" if links else "is"

    def _role_before(self, left: Sequence[Word]) -> str:
        """Arabic and Persian, where the role comes first: «المتحدث باسم حماس», «سخنگوی حماس»."""
        for word in reversed(left):
            person = self._lexicon.person_noun(word.form)
            if person:
                return "" if self._lexicon.people[person] == "other" else "for"
            paper = self._lexicon.paper_noun(word.form)
            if self._lexicon.is_part(word.form) or (paper and paper in self._lexicon.issued):
                return "for"
        return ""

    def _is_class(self, word: str) -> bool:
        return bool(self._lexicon.body_noun(word)) or word in self._lexicon.definite or word in self._lexicon.titles
