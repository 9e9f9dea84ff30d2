"""`onrecord statements`: what tracked groups said, and who carried it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from alerts.escape import line
from onrecord.cli.common import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    LimitOption,
    call,
    console,
    hostile,
    many,
    moment,
    opened,
    print_lines,
    stamp,
    table,
    unknown,
)
from onrecord.daemon import clock
from onrecord.model import DOUBTS, Kind, When
from store import statements as rows
from store.statements import Echo, StatementRow


def statements(
    config: ConfigOption = DEFAULT_CONFIG,
    group: Annotated[str | None, typer.Option(help="Only this group's.")] = None,
    person: Annotated[str | None, typer.Option(help="Only this person's.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only those that this outlet reported.")] = None,
    since: Annotated[str, typer.Option(help="First seen since then: 12h, 3d, 2w or an ISO date.")] = "7d",
    when: Annotated[When | None, typer.Option(help="Only new ones, or only background.")] = None,
    echoes: Annotated[str | None, typer.Option(metavar="ID", help="List every report of one statement.")] = None,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")] = False,
) -> None:
    """List the statements of tracked groups, the latest first, with how many articles and outlets carried each."""
    with opened(config) as (settings, store):
        if echoes is not None:
            with store.read() as tx:
                chain = rows.echoes(tx, echoes)
            _print_chain(chain, as_json)
            return
        with store.read() as tx:
            found = rows.listing(
                tx,
                group=group,
                person=person,
                outlet=outlet,
                since=moment(since, clock.now()),
                when=when,
                limit=limit,
            )
    if as_json:
        print_lines(json.dumps(record(row), ensure_ascii=False) for row in found)
    elif as_csv:
        typer.echo(as_spreadsheet(found), nl=False)
    else:
        missing = unknown(settings, group=group, person=person, outlet=outlet)
        _print_table(found, f"no statements first seen since {since}{missing}", call("statements --echoes ID", config))


FIELDS = (
    *("id", "first_seen", "group", "person", "speaker", "capacity", "kind", "language", "words", "flags", "acts"),
    *("when", "baseline", "said_on", "outlet", "url", "title", "articles", "outlets"),
    *("independent", "languages", "occasion", "restates"),
)


def record(row: StatementRow) -> dict[str, Any]:
    """A statement as a flat record for JSON and CSV: the values of `FIELDS`."""
    said = row.statement
    return {
        "id": said.id,
        "first_seen": said.first_seen.isoformat(),
        "group": said.group,
        "person": said.person,
        "speaker": said.speaker_name,
        "capacity": row.capacity,
        "kind": said.kind.value,
        "language": said.language,
        "words": said.words,
        "flags": list(row.flags),
        "acts": list(said.acts),
        "when": row.when.value,
        "baseline": row.baseline,
        "said_on": said.said_on.isoformat() if said.said_on else None,
        "outlet": said.outlet,
        "url": said.article_url,
        "title": row.article_title,
        "articles": row.articles,
        "outlets": row.outlets,
        "independent": row.independent,
        "languages": row.languages,
        "occasion": said.occasion,
        "restates": row.restates,
    }


def _print_table(found: Sequence[StatementRow], nothing: str, again: str) -> None:
    out = console()
    if not found:
        out.print(nothing, markup=False)
        return
    listed = table("id", "first seen", "speaker", "statement", "at", "articles", "outlets")
    for row in found:
        said = row.statement
        style = "" if row.when is When.NEW and not row.baseline else "dim"
        who = said.speaker_name or said.group or said.person or ""
        listed.add_row(
            said.id[:8],
            stamp(said.first_seen),
            hostile(who if who == said.group or not said.group else f"{who} ({said.group})"),
            hostile(marked(said.words, said.kind, (*_doubts(row.flags), *said.acts)), style),
            hostile(_carried(row)),
            str(row.articles),
            str(row.outlets),
        )
    out.print(listed)
    out.print("“…”: the exact words; without marks: as reported; dim: told again, or known from a source's first poll")
    if any(set(row.flags) & DOUBTS for row in found):
        out.print(
            "[negated]: reported as not said; [withheld]: declined to say; [conditional]: would say", markup=False
        )
    out.print("independent: outlets with a text of their own; copies and reports that credit one agency count once")
    out.print(f"every report of one statement: {again}", markup=False)


def marked(words: str, kind: Kind, labels: Sequence[str]) -> str:
    """The words as a list shows them: direct ones in marks, behind what they do and what speaks against them."""
    said = f"“{words}”" if kind is Kind.DIRECT else words
    return f"[{', '.join(labels)}] {said}" if labels else said


def _doubts(flags: Sequence[str]) -> list[str]:
    return [flag for flag in flags if flag in DOUBTS]


def _carried(row: StatementRow) -> str:
    """The first outlet and, where others followed, how many of them all have a text of their own, in what languages."""
    lines = [row.statement.outlet]
    if row.independent < row.outlets:
        lines.append(f"{row.independent} independent")
    if row.languages > 1:
        lines.append(f"{row.languages} languages")
    return "\n".join(lines)


def _print_chain(chain: Sequence[Echo], as_json: bool) -> None:
    if as_json:
        print_lines(
            json.dumps(
                {
                    "statement": link.statement_id,
                    "outlet": link.outlet,
                    "url": link.article_url,
                    "title": link.article_title,
                    "version": link.version,
                    "first_seen": link.first_seen.isoformat(),
                    "published": link.published.isoformat() if link.published else None,
                    "novelty": link.novelty.value,
                    "similarity": round(link.similarity, 3),
                    "language": link.language,
                    "voice": link.voice,
                    "copy_of": link.copy_of,
                    "source": link.source,
                    "kind": link.kind.value,
                    "words": link.words,
                    "flags": list(link.flags),
                    "why": link.why,
                },
                ensure_ascii=False,
            )
            for link in chain
        )
        return
    listed = table("first seen", "outlet", "verdict", "whose text", "words", "why", "article")
    for link in chain:
        listed.add_row(
            stamp(link.first_seen),
            link.outlet,
            link.novelty.value,
            hostile(link.source or "its own"),
            hostile(marked(link.words, link.kind, _doubts(link.flags))),
            hostile(link.why),
            hostile(link.article_url),
        )
    out = console()
    out.print(listed)
    out.print(hostile(summary(chain)))


def summary(chain: Sequence[Echo]) -> str:
    """Who was first, and how far the statement has gone since."""
    first = chain[0]
    later = {link.outlet for link in chain} - {first.outlet}
    voices = {link.voice for link in chain} - {first.voice}
    languages = {link.language for link in chain}
    return (
        f"first seen at {first.outlet}, {stamp(first.first_seen)}; since then at {many(len(later), 'outlet')}, "
        f"{len(voices)} of them independent, in {many(len(languages), 'language')}"
    )


# At the start, and where a spreadsheet that splits at semicolons would see one.
_FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－＠])")


def _cell(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula (OWASP: CSV injection), on one line, with nothing unseen."""
    text = " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return _FORMULA.sub("'", line(text))


def as_spreadsheet(found: Sequence[StatementRow]) -> str:
    """The records as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(FIELDS)
    writer.writerows([_cell(value) for value in record(row).values()] for row in found)
    return buffer.getvalue()
