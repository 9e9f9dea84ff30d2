"""Commands that are imported when they are invoked, not when they are listed.

Scrapy, trafilatura and Apprise take their time to import; ``onrecord --help`` and ``onrecord statements`` need none of
them. The way is the one that click documents as "Lazily Loading Subcommands".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command that is not imported yet.

    Attributes:
        place: ``module:attribute`` of its function, or of the Typer that holds its commands.
        help: what the list of commands says of it: the first sentence of its own help.
    """

    place: str
    help: str


class LazyGroup(TyperGroup):
    """A group that lists placeholders, and imports the one that is invoked."""

    lazy: ClassVar[Mapping[str, Lazy]] = {}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the arguments ask for, imported."""
        name, placeholder, rest = super().resolve_command(ctx, args)
        found = self.lazy.get(name or "")
        return name, load(name or "", found) if found else placeholder, rest


def load(name: str, lazy: Lazy) -> Any:
    """Import a command."""
    module, _, attribute = lazy.place.partition(":")
    target = getattr(import_module(module), attribute)
    if not isinstance(target, typer.Typer):
        alone = bare()
        alone.command(name)(target)
        target = alone
    return get_command(target)


def lazy_typer(
    commands: Mapping[str, Lazy], *, by_itself: Callable[..., None] | None = None, **options: Any
) -> typer.Typer:
    """A Typer of commands that are imported when they are invoked.

    Args:
        commands: by name.
        by_itself: what the group does without a command; None: it shows its help.
        options: for Typer.
    """
    group = type("Commands", (LazyGroup,), {"lazy": commands})
    app = bare(cls=group, no_args_is_help=by_itself is None, invoke_without_command=by_itself is not None, **options)
    if by_itself is not None:
        app.callback()(by_itself)
    for name, lazy in commands.items():
        app.command(name, help=lazy.help)(_placeholder)
    return app


def bare(**options: Any) -> typer.Typer:
    """A Typer in the house's style: plain help, plain errors."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **options)


def _placeholder() -> None:
    """What stands in the list; `LazyGroup` puts the command in its place."""
