"""The shipped Jinja2 templates, one environment per medium: whatever a template prints is escaped for that medium."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Final

from jinja2 import PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from alerts.escape import Mrkdwn, Plain, direction, mrkdwn, mrkdwn_link
from alerts.escape import plain as escape_plain
from alerts.render.view import View

_CONSOLE_WIDTH: Final = 88
_QUOTED: Final = re.compile("([“„][^“”„]*[”“]|«[^«»]*»)")


def mail(seen: View) -> str:
    """The HTML of an e-mail."""
    return _HTML.get_template("mail.html").render(view=seen)


def plain(seen: View) -> str:
    """Plain text: an e-mail's other half, and every Apprise service without a renderer of its own."""
    return _PLAIN.get_template("plain.txt").render(view=seen)


def console(seen: View) -> str:
    """Text for a terminal of 88 columns: without isolates, which many terminals show as boxes."""
    return _CONSOLE.get_template("console.txt").render(view=seen)


def slack(seen: View) -> str:
    """Slack mrkdwn."""
    return _SLACK.get_template("slack.txt").render(view=seen)


def _environment(*, autoescape: bool, finalize: Callable[..., object] | None = None) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=PackageLoader("alerts"),
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
def _finalize_slack(context: Context, value: object) -> str:
    return mrkdwn(value if isinstance(value, Mrkdwn) else str(value), context["view"].labels.direction)


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


_HTML: Final = _environment(autoescape=True)
_HTML.filters["mixed"] = _mixed
_PLAIN: Final = _environment(autoescape=False, finalize=_finalize_plain)
_PLAIN.filters["alone"] = escape_plain
_CONSOLE: Final = _environment(autoescape=False, finalize=_finalize_console)
_CONSOLE.filters["wrap"] = _wrap
_SLACK: Final = _environment(autoescape=False, finalize=_finalize_slack)
_SLACK.filters["alone"] = mrkdwn
_SLACK.filters["link"] = mrkdwn_link
