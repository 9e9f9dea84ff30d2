"""The rules in their order, and what each is worth."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from monitor.quotations.english import cues, floating, labels, postposed, preposed, relays, verbless
from monitor.quotations.english import lexicon as lx
from monitor.quotations.english.document import Document
from monitor.quotations.english.drafts import Draft, quotation
from monitor.quotations.english.reader import Reader
from onrecord.model import Quotation

CONFIDENCE: Final[Mapping[str, float]] = MappingProxyType(
    {
        "signature": 0.98,
        "relative": 0.95,
        "qsv": 0.95,
        "qvs": 0.94,
        "as": 0.87,
        "headline": 0.85,
        "csv": 0.8,
        "according": 0.8,
        "cvs": 0.79,
        "svc": 0.76,
        "colon": 0.71,
        "passive": 0.65,
        "participle": 0.64,
        "infinitive": 0.51,
        "noun": 0.5,
    }
)
"""Share of each rule's findings that have the right content and the right speaker, as measured on news text."""

_SPEAKS: Final = lx.CUE | lx.ACCORDING | lx.NOUN | lx.COLON
_PREPOSED: Final = MappingProxyType(
    {
        cues.FINITE: preposed.finite,
        cues.ING: preposed.participle,
        cues.INFINITIVE: preposed.infinitive,
        cues.PASSIVE: preposed.passive,
    }
)


def find(text: str) -> tuple[Quotation, ...]:
    """All reported speech in an English text, in text order.

    Args:
        text: an article's text, one or more newlines between paragraphs.

    Returns:
        One Quotation for each cue clause, with its rule and the rule's confidence. The speaker is the expression in
        the cue clause, a relative pronoun included; quotations without a cue are parts of the report before them.
    """
    doc = Document(text)
    drafts: list[Draft] = []
    for number, sentence in enumerate(doc.sentences):
        if sentence.mask & _SPEAKS:
            drafts.extend(sieve(Reader(doc, sentence, number)))
    for rule in (labels.headlines, labels.signatures, labels.communiques):
        drafts = rule(doc, drafts)
    drafts = floating.merge(doc, labels.listed(doc, drafts))
    found = [quotation(doc, draft, CONFIDENCE[draft.rule]) for draft in drafts]
    return tuple(sorted(found, key=lambda q: (q.parts[0].start, q.parts[-1].end)))


def sieve(r: Reader) -> list[Draft]:
    """Applies the rules to one sentence: each sees only what the ones before it have left."""
    for cue in r.found.values():
        whole = relays.closing(r, cue) if cue.form == cues.PASSIVE else cue
        if whole is not None and whole.form == cues.FINITE and not r.covered(cue.verb):
            postposed.rule(r, whole)
    if r.mask & lx.ACCORDING:
        verbless.according(r)
        verbless.per(r)
    for cue in r.found.values():
        if r.open(cue) and relays.heard(r, cue):
            _PREPOSED[cue.form](r, cue)
    if r.mask & lx.NOUN and r.mask & lx.THAT:
        verbless.nouns(r)
    if r.mask & lx.COLON:
        verbless.colon(r)
        verbless.colon_at_end(r)
    return r.drafts
