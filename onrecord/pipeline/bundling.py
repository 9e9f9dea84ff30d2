"""Bundling: from what a bundle carries, and what the store knows around it, to a Digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import Connection

from alerts import digest
from alerts.route import digests_at
from alerts.schedule import previous_slot
from onrecord.model import (
    Channel,
    Delivery,
    Digest,
    DigestEntry,
    Schedule,
    Settings,
    Silence,
    Spread,
    Trouble,
)
from store import bundles, silences, sources, statements
from store.bundles import Carried
from store.statements import StatementRow

MANY_FAILURES = 3
"""After so many failures in a row a source is in trouble."""
BACKGROUND = 40
"""So many statements that were told again are shown at most."""


@dataclass(frozen=True, slots=True)
class _Due:
    """The digests that are due at one hour on one channel."""

    watchlists: frozenset[str]
    schedules: tuple[Schedule, ...]


class Bundler:
    """Makes digests. One instance serves a config."""

    def __init__(self, settings: Settings) -> None:
        self._watchlists = settings.watchlists
        self._unverified = frozenset(source.id for source in settings.sources if source.unverified)

    def digest(self, tx: Connection, bundle: Delivery, channel: Channel) -> Digest | None:
        """What a bundle tells; None when that is nothing, and nobody asked to be told so."""
        carried = bundles.carried(tx, bundle.id)
        due = self._due(bundle.slot, channel)
        rows = statements.some(tx, {one.statement_id for each in carried for one in each.alert.told})
        made = digest.compose(
            key(bundle, channel, carried),
            bundle.slot if due.schedules else None,
            (_entry(each, rows) for each in carried),
            known=bundles.known(tx, channel.id, _first_told(carried), but=bundle.id),
            background=self._background(tx, due, bundle.slot, channel),
            troubles=self._troubles(tx) if due.schedules else (),
        )
        return made if made.sections or any(schedule.heartbeat for schedule in due.schedules) else None

    def _due(self, slot: datetime | None, channel: Channel) -> _Due:
        found = digests_at(self._watchlists, channel, slot) if slot else ()
        return _Due(frozenset(watchlist.id for watchlist, _ in found), tuple(schedule for _, schedule in found))

    def _background(self, tx: Connection, due: _Due, slot: datetime | None, channel: Channel) -> Sequence[Silence]:
        if slot is None or not due.schedules:
            return ()
        since = bundles.before(tx, channel.id, slot) or min(
            previous_slot(schedule, channel, slot) for schedule in due.schedules
        )
        return silences.background(tx, due.watchlists, since, slot, limit=BACKGROUND)

    def _troubles(self, tx: Connection) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(each.source_id, f"{each.failure.kind}: {each.failure.detail}")
            for each in sources.failing(tx, MANY_FAILURES)
            if each.worked or each.source_id not in self._unverified
        )


def key(bundle: Delivery, channel: Channel, carried: Sequence[Carried]) -> str:
    """The idempotency key of a bundle: of its hour, or of the first alert in it."""
    of = f"{bundle.slot:%Y%m%dT%H%M%SZ}" if bundle.slot else carried[0].alert.id if carried else str(bundle.id)
    return f"bundle.{quote(of, safe='')}.{quote(channel.id, safe='')}"


def _first_told(carried: Iterable[Carried]) -> set[str]:
    return {one.statement_id for each in carried if each.alert.kind == "statement" for one in each.alert.told}


def _entry(carried: Carried, rows: dict[str, StatementRow]) -> DigestEntry:
    found = [rows.get(one.statement_id) for one in carried.alert.told]
    first = found[0].statement if found and found[0] else None
    return DigestEntry(
        alert=carried.alert,
        raised_at=carried.raised_at,
        occasion=(first.occasion or first.id) if first else "",
        spreads=tuple(Spread(row.outlets, row.independent) if row else Spread() for row in found),
    )
