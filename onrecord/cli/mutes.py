"""`onrecord alerts mute | mutes | unmute`: be quiet about a group, an outlet or a statement for a while."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import Connection

from onrecord.cli.common import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    call,
    console,
    end,
    hostile,
    opened,
    print_lines,
    stamp,
    table,
)
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Group, Settings
from store import alerts as rows
from store import statements
from store.alerts import Mute
from store.rows import UnknownId


class Muted(StrEnum):
    """What can be muted."""

    GROUP = "group"
    OUTLET = "outlet"
    STATEMENT = "statement"


KindOption = Annotated[Muted | None, typer.Option(help="What the id is of, where that is not clear.")]


def mute(
    key: Annotated[
        str,
        typer.Argument(metavar="ID", help="An alert's id: mutes its group. Or the id of a group, outlet or statement."),
    ],
    kind: KindOption = None,
    until: Annotated[str, typer.Option(help="The end: 12h, 3d, 2w from now, or an ISO date.")] = "1d",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Tell nothing of a group, an outlet or a statement for a while. It is still collected and listed."""
    at = end(until, clock.now())
    with opened(config) as (settings, store), store.begin() as tx:
        kind, key = _meant(tx, key, kind, settings)
        rows.mute(tx, kind.value, key, at)
    out = console()
    out.print(f"{kind.value} {key} is muted until {stamp(at)} UTC", markup=False)
    out.print(f"lift it with: {call(f'alerts unmute {key}', config)}", markup=False)


def mutes(config: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """List what is muted, and until when, the first to end first."""
    with opened(config) as (settings, store), store.read() as tx:
        found = [(one, _name(tx, one, settings)) for one in rows.mutes(tx, clock.now())]
    if as_json:
        print_lines(
            json.dumps(
                {"kind": one.kind, "id": one.key, "until": one.until.isoformat(), "name": name}, ensure_ascii=False
            )
            for one, name in found
        )
        return
    listed = table("id", "kind", "until", "what")
    for one, name in found:
        listed.add_row(one.key, one.kind, stamp(one.until), hostile(name))
    console().print(listed if found else "nothing is muted")


def unmute(
    key: Annotated[str, typer.Argument(metavar="ID", help="What was muted: the id that was given, or `mutes` shows.")],
    kind: KindOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Lift a mute before its end.

    What stayed silent meanwhile is not told now: see `onrecord alerts silent`.
    """
    with opened(config) as (_, store), store.begin() as tx:
        now = rows.mutes(tx, clock.now())
        found = [one for one in now if kind in (None, one.kind) and _is(one, key, _group_of_alert(tx, key))]
        if len(found) != 1:
            listed = ", ".join(f"{one.kind} {one.key}" for one in found or now) or "nothing is muted"
            raise OnRecordError(key, f"could be several, say --kind: {listed}" if found else f"not muted ({listed})")
        rows.unmute(tx, found[0])
    console().print(f"{found[0].kind} {found[0].key} is not muted any more", markup=False)


def _is(one: Mute, key: str, group: str) -> bool:
    if one.kind == "statement":
        return one.key.startswith(key.lower())
    return one.key == key or (one.kind == "group" and one.key == group)


def _group_of_alert(tx: Connection, key: str) -> str:
    """The group of the alert with this id; empty when no alert has it."""
    try:
        return rows.get(tx, key).alert.group
    except UnknownId:
        return ""


def _name(tx: Connection, one: Mute, settings: Settings) -> str:
    """What a mute's id stands for, as people know it; empty when it is not known any more."""
    match one.kind:
        case "group":
            return next((entity.name for entity in settings.entities if entity.id == one.key), "")
        case "outlet":
            return next((outlet.name for outlet in settings.outlets if outlet.id == one.key), "")
        case "statement":
            return statements.get(tx, one.key).statement.words


def _meant(tx: Connection, key: str, kind: Muted | None, settings: Settings) -> tuple[Muted, str]:
    """What is to be muted, and its whole id.

    Raises:
        OnRecordError: there is no such thing, or muting it would do nothing.
    """
    kind = kind or _kind_of(key, settings)
    match kind:
        case Muted.GROUP:
            _check_group(key, settings)
            return kind, key
        case Muted.OUTLET:
            _check_outlet(key, settings)
            return kind, key
        case Muted.STATEMENT:
            return kind, statements.get(tx, key).statement.id
    try:
        alert = rows.get(tx, key).alert
    except UnknownId:
        return _statement(tx, key)
    if not alert.group:
        raise OnRecordError(
            f"alert {alert.id}", f"is of no group; mute its outlet: --kind outlet {alert.article.outlet}"
        )
    return Muted.GROUP, alert.group


def _kind_of(key: str, settings: Settings) -> Muted | None:
    """The kind of an id of the config; None when it is none."""
    group = key in {entity.id for entity in settings.entities}
    outlet = key in {one.id for one in settings.outlets}
    if group and outlet:
        raise OnRecordError(key, "is a group and an outlet: say --kind group or --kind outlet")
    return Muted.GROUP if group else Muted.OUTLET if outlet else None


def _statement(tx: Connection, key: str) -> tuple[Muted, str]:
    try:
        return Muted.STATEMENT, statements.get(tx, key).statement.id
    except UnknownId as error:
        raise OnRecordError(key, "no group, outlet, alert or statement has this id") from error


def _check_outlet(outlet: str, settings: Settings) -> None:
    if outlet not in {one.id for one in settings.outlets}:
        raise OnRecordError(f"outlet {outlet}", "not in the config")


def _check_group(group: str, settings: Settings) -> None:
    """Refuse to mute what no alert would ever be about."""
    entity = {entity.id: entity for entity in settings.entities}.get(group)
    if entity is None:
        raise OnRecordError(f"group {group}", "not in the config")
    if isinstance(entity, Group):
        above = entity.parent
    else:
        today = clock.now().date()
        above = next((role.group for role in entity.roles if role.current(today)), None)
    if above:
        raise OnRecordError(f"group {group}", f"what it says counts for {above}: mute that")
