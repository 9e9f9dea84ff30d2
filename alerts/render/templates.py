"""The Jinja2 templates, one environment per medium: whatever a template prints is escaped for that medium."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from alerts.escape import Direction, Marked, Plain, bare_link, direction, link
from alerts.escape import bare as escape_bare
from alerts.escape import plain as escape_plain
from alerts.forms import Dialect
from alerts.labels import Labels
from alerts.render.marks import MARKS, Marks

__all__ = ["SHIPPED", "Labelled", "TemplateError", "Templates"]

_CONSOLE_WIDTH: Final = 88
_QUOTED: Final = re.compile("([“„][^“”„]*[”“]|«[^«»]*»)")


class Labelled(Protocol):
    """What a template shows: an alert's or a digest's view."""

    @property
    def labels(self) -> Labels:
        """The reader's words."""
        ...


class Templates:
    """The templates, those in `folder` before the shipped ones.

    They run in Jinja2's sandbox: they see the view and nothing else, and what they print is escaped for the medium.
    A mark-up character of a medium is written in the template itself.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._html = _environment(folder, autoescape=True)
        self._html.filters["mixed"] = _mixed
        self._plain = _environment(folder, finalize=_finalize_plain)
        self._plain.filters |= {"alone": escape_plain, "address": _address}
        self._bare = _environment(folder, finalize=_finalize_bare)
        self._bare.filters |= {"alone": escape_bare, "address": bare_link}
        self._console = _environment(folder, finalize=_finalize_console)
        self._console.filters["wrap"] = _wrap
        self._chats = {markup: _chat(folder, marks) for markup, marks in MARKS.items()}

    def mail(self, what: str, seen: Labelled) -> str:
        """The HTML of an e-mail. `what` is ``alert`` or ``digest``, here and below."""
        return self._html.get_template(f"{what}.html").render(view=seen)

    def plain(self, what: str, seen: Labelled) -> str:
        """Plain text: an e-mail's other half."""
        return self._plain.get_template(f"{what}.txt").render(view=seen)

    def console(self, what: str, seen: Labelled) -> str:
        """Text for a terminal of 88 columns: without isolates, which many terminals show as boxes."""
        return self._console.get_template(f"{what}.console.txt").render(view=seen)

    def chat(self, what: str, seen: Labelled, markup: Dialect) -> str:
        """A chat's mark-up; a template for it alone goes before the one for all chats."""
        if markup == "bare":
            return self._bare.get_template(f"{what}.txt").render(view=seen)
        return self._chats[markup].select_template(_chat_names(what, markup)).render(view=seen)

    def fault(self) -> str | None:
        """What is wrong with the templates, in words; None when all can be read."""
        for what in ("alert", "digest"):
            asked = [(self._html, [f"{what}.html"]), (self._plain, [f"{what}.txt"])]
            asked += [(self._console, [f"{what}.console.txt"])]
            asked += [(chat, _chat_names(what, markup)) for markup, chat in self._chats.items()]
            for environment, names in asked:
                try:
                    environment.select_template(names)
                except TemplateError as error:
                    name = getattr(error, "name", None) or names[-1]
                    return f"template {name}: {error.message or type(error).__name__}"
        return None


def _chat_names(what: str, markup: Dialect) -> list[str]:
    return [f"{what}.{MARKS[markup].name}.txt", f"{what}.chat.txt"]


def _chat(folder: Path | None, marks: Marks) -> ImmutableSandboxedEnvironment:
    @pass_context
    def finalize(context: Context, value: object) -> str:
        text = value if isinstance(value, Marked) else str(value)
        return marks.escape(text, context["view"].labels.direction)

    environment = _environment(folder, finalize=finalize)
    environment.filters["link"] = marks.link
    for mark in (marks.alone, marks.bold, marks.italic, marks.code, marks.quote):
        environment.filters[mark.__name__] = _in_its_line(mark)
    return environment


def _in_its_line(mark: Callable[[str, Direction], Marked]) -> Callable[[Context, str], Marked]:
    """A filter that knows the direction of the line that it stands in."""

    @pass_context
    def filtered(context: Context, text: str) -> Marked:
        return mark(text, context["view"].labels.direction)

    return filtered


def _environment(
    folder: Path | None, *, autoescape: bool = False, finalize: Callable[..., object] | None = None
) -> ImmutableSandboxedEnvironment:
    shipped = PackageLoader("alerts")
    return ImmutableSandboxedEnvironment(
        loader=shipped if folder is None else ChoiceLoader([FileSystemLoader(folder), shipped]),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )


@pass_context
def _finalize_plain(context: Context, value: object) -> str:
    return escape_plain(value if isinstance(value, Plain) else str(value), context["view"].labels.direction)


def _finalize_console(value: object) -> str:
    return escape_plain(value if isinstance(value, Plain) else str(value))


@pass_context
def _finalize_bare(context: Context, value: object) -> str:
    return escape_bare(value if isinstance(value, Plain) else str(value), context["view"].labels.direction)


def _address(url: str) -> Plain:
    """A web address, or nothing."""
    return Plain(link(url))


def _mixed(text: str) -> Markup:
    """A sentence around quoted words for HTML: it runs in its own direction, the words in theirs and in their place."""
    parts = _QUOTED.split(text)
    around = "".join(parts[::2])
    inner = Markup("").join(
        Markup("<bdi>{}</bdi>").format(part) if k % 2 else escape(part) for k, part in enumerate(parts)
    )
    if not any(char.isalpha() for char in around):
        return Markup("<bdi>{}</bdi>").format(inner)
    return Markup('<bdi dir="{}">{}</bdi>').format(direction(around), inner)


def _wrap(text: str, indent: str = "") -> Plain:
    one = escape_plain(text)
    return Plain(
        textwrap.fill(one, _CONSOLE_WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
    )


SHIPPED: Final = Templates()
"""Ours alone."""
