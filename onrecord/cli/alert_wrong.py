"""`onrecord alerts wrong`: file what an alert got wrong, as a case for the benchmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from onrecord.cli import cases
from onrecord.cli.case_folder import Folder
from onrecord.cli.cases import Because, Correction, Line
from onrecord.cli.common import DEFAULT_CONFIG, AlertArgument, ConfigOption, console, many, opened
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Alert, Settings
from store import alerts as rows
from store import articles, exhibits
from store.rows import UnknownId

DEFAULT_CASES = Path("onrecord-cases")


def wrong(
    alert_id: AlertArgument,
    because: Annotated[Because, typer.Option(help="What is wrong.")] = Because.OTHER,
    statement: Annotated[
        list[int] | None, typer.Option(help="Which of its statements, by number; without it, all.", show_default=False)
    ] = None,
    speaker: Annotated[str, typer.Option(help="With `speaker`: who said it; without it, nobody is named.")] = "",
    group: Annotated[str, typer.Option(help="With `speaker`: id of the group or person that it counts for.")] = "",
    words: Annotated[str, typer.Option(help="With `words`: the right ones, as they stand in the article.")] = "",
    of: Annotated[str, typer.Option(metavar="ID", help="With `echo`: the alert or statement that told it first.")] = "",
    note: Annotated[str, typer.Option(help="In your own words.")] = "",
    folder: Annotated[Path, typer.Option("--cases", help="The folder of cases.")] = DEFAULT_CASES,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Mark an alert as wrong, and file its article as a case: gold for `python -m benchmarks.cases FOLDER`."""
    cases_filed = Folder(folder)
    with opened(config) as (settings, store), store.begin() as tx:
        alert = rows.get(tx, alert_id).alert
        correction = Correction(
            alert=alert.id,
            because=because,
            statements=_meant(alert, statement),
            speaker=speaker,
            group=_tracked(group, settings),
            words=words,
            note=note,
            at=clock.now().isoformat(),
        )
        _filed(tx, alert, correction, of, settings, cases_filed)
        row = rows.mark_wrong(tx, alert.id, f"{because}: {note}" if note else str(because), clock.now())
    total = many(len(cases_filed.cases), "case")
    console().print(f"{row.alert.id} is marked wrong ({because}); filed in {folder}: {total} there", markup=False)
    if because is Because.OTHER:
        kinds = ", ".join(kind for kind in Because if kind is not Because.OTHER)
        console().print(f"say what was wrong, so that it can be scored: --because {kinds}", markup=False)
    else:
        console().print(
            f"whether it is right by now, from a checkout: python -m benchmarks.cases {folder}", markup=False
        )


def _meant(alert: Alert, numbers: list[int] | None) -> tuple[str, ...]:
    """The ids of the statements with these numbers.

    Raises:
        OnRecordError: the alert has none of that number.
    """
    told = {number: one.statement_id for number, one in enumerate(alert.told, start=1)}
    for number in numbers or ():
        if number not in told:
            raise OnRecordError(f"alert {alert.id}", f"has no statement {number}: it has {len(told)}")
    return tuple(told[number] for number in numbers or told)


def _tracked(group: str, settings: Settings) -> str:
    if group and group not in {entity.id for entity in settings.entities}:
        raise OnRecordError(f"group {group}", "not in the config")
    return group


def _filed(tx: Connection, alert: Alert, correction: Correction, of: str, settings: Settings, folder: Folder) -> None:
    """File the case.

    Raises:
        OnRecordError: the article's text was forgotten, the right words do not stand in it, or what it echoes is not
            known.
    """
    told = [one.statement_id for one in alert.told]
    line = _case(tx, rows.get(tx, alert.id).article_id, told, settings)
    if correction.because is Because.ECHO:
        if not of:
            raise OnRecordError(f"alert {alert.id}", "an echo of what? Name the alert or statement with --of ID")
        first = _case(tx, _article_of(tx, of), (), settings)
        folder.keep(cases.filed(folder.cases.get(first["id"]), first))
        folder.pair(first["id"], line["id"], alert.group)
        correction = replace(correction, of=first["id"], group=alert.group)
    try:
        folder.keep(cases.filed(folder.cases.get(line["id"]), line, correction))
    except ValueError as error:
        raise OnRecordError(f"alert {alert.id}", f"these words do not stand in its article: {error}") from error
    folder.write(cases.watchlist(settings.entities))


def _case(tx: Connection, article_id: int, told: Iterable[str], settings: Settings) -> Line:
    stored = articles.get(tx, article_id)
    if stored is None or not stored.article.text:
        raise OnRecordError(f"article {article_id}", "its text has been forgotten (onrecord: keep: texts:)")
    article = stored.article
    name = next((outlet.name for outlet in settings.outlets if outlet.id == article.outlet), article.outlet)
    return cases.case(article, name, exhibits.reports(tx, article_id), told)


def _article_of(tx: Connection, key: str) -> int:
    """The article of an alert, or the one where a statement was first seen."""
    try:
        return rows.get(tx, key).article_id
    except UnknownId:
        return exhibits.of_statement(tx, key)[0].article.id
