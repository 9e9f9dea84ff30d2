"""The card of a statement: one small HTML file that loads nothing and runs nothing, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts.escape import Direction, clean, direction, language_tag, line, link
from onrecord.cli.common import stamp
from store.edits import EditRow
from store.exhibits import Exhibit
from store.statements import StatementRow

_AROUND = 600
"""Characters of a paragraph that are shown on each side of the quotation."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: quoted, or around the quotation."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One report as the card shows it. `url` is a safe web address, or empty; so may `modified` and `dateline` be."""

    outlet: str
    title: str
    url: str
    first_seen: str
    published: str
    modified: str
    dateline: str
    pieces: tuple[Piece, ...]
    language: str
    direction: Direction
    rule: str
    body_sha256: str
    captures: tuple[str, ...]


def card(row: StatementRow, found: Sequence[Exhibit], changed: Sequence[EditRow]) -> str:
    """The card as HTML: the statement, every report in its paragraph, the hashes, and what was edited since."""
    environment = Environment(
        loader=PackageLoader("onrecord.cli", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    said = row.statement
    return environment.get_template("card.html").render(
        id=said.id,
        speaker=line(said.speaker_name or said.group or said.person or ""),
        capacity=line(row.capacity),
        group=said.group or "",
        kind=said.kind.value,
        words=line(said.words),
        language=language_tag(said.language),
        direction=direction(said.words, said.language),
        first_seen=stamp(said.first_seen),
        said_on=said.said_on.isoformat() if said.said_on else "",
        outlets=row.outlets,
        independent=row.independent,
        reports=[_shown(exhibit) for exhibit in found],
        edits=[(stamp(each.found_at), line(each.article_url), line(each.edit.told)) for each in changed],
    )


def _shown(exhibit: Exhibit) -> Shown:
    article, report = exhibit.article.article, exhibit.report
    return Shown(
        outlet=line(article.outlet),
        title=line(article.title),
        url=link(article.url),
        first_seen=stamp(article.first_seen),
        published=stamp(article.published),
        modified=stamp(article.modified) if article.modified else "",
        dateline=line(article.dateline or ""),
        pieces=tuple(_pieces(article.text, report["parts"])) or (Piece(str(report["words"]), quoted=True),),
        language=language_tag(article.language),
        direction=direction(article.text, article.language),
        rule=str(report["rule"]),
        body_sha256=exhibit.article.body_sha256 or "",
        captures=tuple(f"{stamp(capture.fetched_at)} UTC, {capture.file}" for capture in exhibit.captures),
    )


def _pieces(text: str, parts: Sequence[Any]) -> Iterator[Piece]:
    """The paragraphs that hold a quotation, its parts told apart; nothing where the text has been forgotten."""
    if not text or not parts:
        return
    first, last = parts[0][0], parts[-1][1]
    at = max(text.rfind("\n", 0, first) + 1, first - _AROUND)
    until = text.find("\n", last)
    end = min(len(text) if until < 0 else until, last + _AROUND)
    for start, stop in parts:
        yield Piece(text[at:start], quoted=False)
        yield Piece(text[start:stop], quoted=True)
        at = stop
    yield Piece(text[at:end], quoted=False)
