"""Updates: a statement that a watchlist was told of has reached as many independent outlets as a route asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from onrecord.model import Alert, Article, ArticleRef, Novelty, Outlet, Placement, Watchlist
from onrecord.text import derived_id
from store import alerts, statements
from store.statements import StatementRow


def updates(
    tx: Connection, placements: Sequence[Placement], watchlists: Iterable[Watchlist], article: Article, outlet: Outlet
) -> tuple[Alert, ...]:
    """What to tell again, now that an article with echoes is stored.

    Of several thresholds that are reached at once only the highest is told; the id of an update is derived from
    watchlist, statement and threshold, so that none is told twice.

    Args:
        tx: the transaction in which the article was stored.
        placements: of its reports.
        watchlists: all that there are.
        article: the article that carried the statements further.
        outlet: its outlet.
    """
    thresholds = {each: sorted({at for route in each.routes for at in route.updates}) for each in watchlists}
    if not any(thresholds.values()):
        return ()
    echoed = dict.fromkeys(each.statement_id for each in placements if each.novelty is Novelty.ECHO)
    rows = [statements.get(tx, statement_id) for statement_id in echoed]
    return tuple(
        alert
        for watchlist, levels in thresholds.items()
        for row in rows
        for reached in [at for at in levels if at <= row.independent][-1:]
        for alert in _told_again(tx, watchlist, row, reached, article, outlet)
    )


def _told_again(
    tx: Connection, watchlist: Watchlist, row: StatementRow, reached: int, article: Article, outlet: Outlet
) -> Iterator[Alert]:
    """The update, where the watchlist was told of the statement at all; the longest wording is shown."""
    said = row.statement
    before = alerts.telling(tx, watchlist.id, said.id)
    told = next((one for one in before.told if one.statement_id == said.id), None) if before else None
    if before is None or told is None:
        return
    if told.language == said.language:
        told = replace(told, words=said.words, kind=said.kind)
    yield replace(
        before,
        id=derived_id("update", watchlist.id, said.id, str(reached), length=12),
        kind="update",
        article=ArticleRef.to(article, outlet.name),
        told=(told,),
        notes=(spread(row),),
        reached=reached,
    )


def spread(row: StatementRow) -> str:
    """Where a statement was first seen, and how far it has gone, in words."""
    first = row.statement
    return (
        f"first seen at {first.outlet}, {first.first_seen:%Y-%m-%d %H:%M} UTC; now at {row.outlets} outlets, "
        f"{row.independent} of them independent, in {row.languages} language{'s' if row.languages > 1 else ''}"
    )
