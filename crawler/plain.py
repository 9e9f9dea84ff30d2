"""Plain text out of feed titles, summaries and meta tags: no tags, no entities, nothing invisible that deceives."""

from __future__ import annotations

import html
import re

# C0 and C1 controls but tab and newline; soft hyphen, zero-width space, word joiner, byte order mark; overrides,
# embeddings and isolates of text direction; interlinear annotation. ZWNJ and ZWJ stay: Persian spelling needs them; so
# do the plain marks LRM and RLM.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_UNSEEN = re.compile(r"<(?:(script|style|template)\b.*?(?:</\1\s*>|\Z)|!--.*?(?:-->|\Z))", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|blockquote|section|article|figure|hr)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|![^<>]*)>")


def clean(text: str) -> str:
    """`text` without control and direction-override characters, spaces collapsed, one newline between lines."""
    lines = (" ".join(words.split()) for words in text.splitlines())
    # What str calls printable holds nothing invisible: most lines are spared the search.
    return "\n".join(seen for words in lines if (seen := words if words.isprintable() else _visible(words)))


def _visible(words: str) -> str:
    return " ".join(_INVISIBLE.sub("", words).split())


def line(text: str) -> str:
    """`clean`, on one line: for titles and names."""
    return " ".join(clean(text).split())


def from_html(markup: str) -> str:
    """Plain text of an HTML fragment, paragraphs separated by one newline.

    Text without any tag or entity comes back as it is (cleaned). Entities are read after tags are gone, so that
    ``&lt;b&gt;`` stays visible as ``<b>``.
    """
    if "<" in markup:
        markup = " ".join(_UNSEEN.sub(" ", markup).splitlines())
        markup = _TAG.sub("", _BLOCK.sub("\n", markup))
    return clean(html.unescape(markup) if "&" in markup else markup)
