"""What would be an effect, in what each medium's reader made of a message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from alerts.escape import bare_link, line, link
from alerts.forms import Dialect
from onrecord.model import Alert
from tests.alerts.parsers import Html, Markdown, Mrkdwn, seen

# What chats make of bare words: a call, an address, a channel or command, an emoji, a formula.
_CHATTY: Final = (
    re.compile(r"(?<!\w)@\w|@(?:here|channel|everyone|room|all)\b", re.IGNORECASE),
    re.compile(r"\w://\w|\bwww\.\w|\w\.[^\W\d_ˍ]{2}"),
    re.compile(r"(?<!\w)[#!/]\w"),
    re.compile(r"(?<!\d):[A-Za-z0-9_+'-]+:|:\d*[A-Za-z_+'-][A-Za-z0-9_+'-]*:"),
)


def _names(of: str) -> frozenset[str]:
    return frozenset(of.split())


MAIL_TAGS: Final = _names(
    "a bdi blockquote body code details div h2 head html meta p span strong style summary table td title tr"
)
MAIL_ATTRIBUTES: Final = _names("cellpadding cellspacing charset class content dir href lang name role style")
ENTRY_TAGS: Final = _names("a bdi blockquote div p span strong")
CARD_TAGS: Final = _names("a blockquote body code dd dl dt h1 h2 head html mark meta p section style title")
CHAT_TAGS: Final = _names("a b blockquote br code i")
MARKDOWN_KINDS: Final = _names(
    "inline text softbreak hardbreak paragraph_open paragraph_close strong_open strong_close em_open em_close"
    " blockquote_open blockquote_close link_open link_close code_inline text_special"
)
# Numbers, dashes and headings of our own templates are among them.
BARE_KINDS: Final = _names(
    "inline text softbreak paragraph_open paragraph_close text_special heading_open heading_close hr"
    " ordered_list_open ordered_list_close bullet_list_open bullet_list_close list_item_open list_item_close"
)


def check_characters(text: str) -> None:
    """Nothing hides, reorders, or speaks to a terminal."""
    text.encode("utf-8")
    odd = [char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char != "\n"]
    assert not odd, odd
    assert not {unicodedata.bidirectional(char) for char in text} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}


def check_isolates(text: str) -> None:
    """Every isolate ends on its line, so that a line after it runs as it should."""
    for row in text.split("\n"):
        assert row.count("\u2068") == row.count("\u2069")


def check_chatty(text: str) -> None:
    """A chat calls nobody, links to nothing and runs nothing for it."""
    for effect in _CHATTY:
        found = effect.search(text)
        assert found is None, found


def check_html(text: str, tags: frozenset[str], attributes: frozenset[str], targets: Iterable[str]) -> Html:
    """Only our own elements, nested well; only our own links."""
    page = Html.of(text)
    assert page.nested
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= tags
    assert {name for _, named in page.tags for name in named} <= attributes
    assert set(page.attributes("href")) <= set(targets)
    assert set(page.attributes("dir")) <= {"ltr", "rtl"}
    assert all(re.fullmatch(r"[A-Za-z0-9-]*", language) for language in page.attributes("lang"))
    assert not any(set(style) & set('<>{}"\\&\n') or "url" in style for style in page.attributes("style"))
    check_characters("".join(page.text))
    return page


def check_chat(parts: Iterable[str], dialect: Dialect, targets: set[str]) -> str:
    """A chat message of one part or several, read as its service reads it; what a person sees of it."""
    readers = {"mrkdwn": _check_mrkdwn, "markdown": _check_markdown, "html": _check_tags, "bare": _check_bare}
    return " ".join(readers[dialect](part, targets) for part in parts)


def _check_mrkdwn(part: str, targets: set[str]) -> str:
    read = Mrkdwn.of(part)
    for construct in read.constructs:
        url, _, shown = construct.partition("|")
        assert url.replace("&amp;", "&") in targets
        assert shown
    assert not set(_without(part, (f"<{each}>" for each in read.constructs))) & set("<~")
    check_chatty(_without(part, (f"<{each.partition('|')[0]}|" for each in read.constructs)))
    check_characters(read.shown)
    return read.shown


def _check_markdown(part: str, targets: set[str]) -> str:
    read = Markdown.of(part)
    assert read.kinds <= MARKDOWN_KINDS
    assert {target for target, _ in read.links} <= {
        target.replace("(", "%28").replace(")", "%29") for target in targets
    }
    check_chatty(read.shown)
    # Discord knows no entities, and others no backslash: the source itself calls nobody either.
    check_chatty(_without(part, (f"({target})" for target, _ in read.links)))
    check_characters(read.shown)
    return read.shown


def _check_tags(part: str, targets: set[str]) -> str:
    page = check_html(part, CHAT_TAGS, frozenset({"href"}), targets)
    check_chatty("".join(page.text))
    return "".join(page.text)


def _check_bare(part: str, targets: set[str]) -> str:
    read = Markdown.of(part)
    assert read.kinds <= BARE_KINDS
    assert not read.links
    shown = _without(part, map(bare_link, targets))
    assert not set(shown) & set("<>[]*_`~|\\$")
    check_chatty(shown)
    check_characters(part)
    return part


def check_said(shown: str, alert: Alert) -> None:
    """The quotes are still there, whatever else was taken away."""
    for told in alert.told:
        assert _letters(told.words) in _letters(shown)
    assert _letters(alert.excerpt) in _letters(shown)


def addresses(alerts: Iterable[Alert]) -> set[str]:
    """The only addresses that a message may link to."""
    return {link(alert.article.url) for alert in alerts} - {""}


def _letters(text: str) -> str:
    """What of a text no escape and no cut may take away."""
    return "".join(seen(line(text)).replace(">", "").split())


def _without(text: str, parts: Iterable[str]) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text
