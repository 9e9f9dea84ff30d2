"""What a digest holds, and in which order. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from onrecord.model import Digest, DigestEntry, Section, Silence, Trouble


def compose(
    key: str,
    at: datetime | None,
    entries: Iterable[DigestEntry],
    *,
    known: Collection[str] = (),
    background: Sequence[Silence] = (),
    troubles: Sequence[Trouble] = (),
) -> Digest:
    """Group by who speaks, then by occasion, the newest first; no statement twice.

    Args:
        key: of the delivery.
        at: the hour it was asked for, or None.
        entries: the alerts, in any order.
        known: ids of statements that the channel was told before. They are left out, but for updates and edits, which
            tell one again.
        background: what was told again; of one statement only the first.
        troubles: the sources that cannot be read.
    """
    fresh = _once(sorted(entries, key=_age), frozenset(known))
    groups: defaultdict[str, list[DigestEntry]] = defaultdict(list)
    for entry in sorted(fresh, key=_age, reverse=True):
        groups[entry.alert.group_name or entry.alert.watchlist].append(entry)
    sections = tuple(Section(name, _occasions(of_group)) for name, of_group in groups.items())
    return Digest(key, at, sections, _distinct(background), tuple(troubles))


def _once(entries: Iterable[DigestEntry], known: frozenset[str]) -> list[DigestEntry]:
    """The entries with each statement only where it comes first; those of which nothing is left go.

    An update of a statement that is new in this digest says nothing: the spread is shown anyway. An edit always says
    something.
    """
    told = set(known)
    updated: set[str] = set()
    kept: list[DigestEntry] = []
    for entry in sorted(entries, key=lambda entry: entry.alert.kind == "update"):
        if entry.alert.kind == "edit":
            kept.append(entry)
            continue
        seen = updated if entry.alert.kind == "update" else told
        new = [number for number, one in enumerate(entry.alert.told) if one.statement_id not in seen]
        if entry.alert.kind == "update":
            here = {one.statement_id for other in kept for one in other.alert.told if other.alert.kind == "statement"}
            new = [number for number in new if entry.alert.told[number].statement_id not in here]
        if not new and entry.alert.told:
            continue
        seen.update(one.statement_id for one in entry.alert.told)
        statements = tuple(entry.alert.told[number] for number in new)
        spreads = tuple(entry.spreads[number] for number in new)
        kept.append(replace(entry, alert=replace(entry.alert, told=statements), spreads=spreads))
    return kept


def _occasions(entries: Sequence[DigestEntry]) -> tuple[tuple[DigestEntry, ...], ...]:
    """Entries that are newest first, those of one occasion together at the place of its newest."""
    occasions: defaultdict[str, list[DigestEntry]] = defaultdict(list)
    for entry in entries:
        occasions[entry.occasion or entry.alert.id].append(entry)
    return tuple(map(tuple, occasions.values()))


def _distinct(silences: Iterable[Silence]) -> tuple[Silence, ...]:
    first: dict[str, Silence] = {}
    for one in silences:
        first.setdefault(one.statement_id or one.words, one)
    return tuple(first.values())


def _age(entry: DigestEntry) -> tuple[datetime, str]:
    return entry.raised_at, entry.alert.id
