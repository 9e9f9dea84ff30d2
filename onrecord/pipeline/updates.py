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

    Of several thresholds of a route that are reached at once only the highest is told; the id of an update is derived
    from watchlist, statement and threshold, so that none is told twice.

    Args:
        tx: the transaction in which the article was stored.
        placements: of its reports.
        watchlists: all that there are.
        article: the article that carried the statements further.
        outlet: its outlet.
    """
    asking = [each for each in watchlists if any(route.levels for route in each.routes)]
    if not asking:
        return ()
    echoed = dict.fromkeys(each.statement_id for each in placements if each.novelty is Novelty.ECHO)
    known = statements.some(tx, echoed)
    rows = [known[statement_id] for statement_id in echoed if statement_id in known]
    return tuple(
        alert
        for watchlist in asking
        for row in rows
        for reached in _reached(watchlist, row.independent)
        for alert in _told_again(tx, watchlist, row, reached, article, outlet)
    )


def _reached(watchlist: Watchlist, independent: int) -> list[int]:
    """Of each route's thresholds the highest that is reached, each once."""
    reached = ([at for at in route.levels if at <= independent] for route in watchlist.routes)
    return sorted({max(levels) for levels in reached if levels})


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
        follows=before.id,
    )


def spread(row: StatementRow) -> str:
    """Where a statement was first seen, and how far it has gone, in words."""
    first = row.statement
    return (
        f"first seen at {first.outlet}, {first.first_seen:%Y-%m-%d %H:%M} UTC; now at {row.outlets} outlets, "
        f"{row.independent} of them independent, in {row.languages} language{'s' if row.languages > 1 else ''}"
    )
