"""News pages for measuring: texts set into HTML as outlets have it. ``python -m benchmarks.pages FOLDER [--every N]``.

The frame holds what surrounds an article on real pages: menus, teasers, metadata, scripts, nesting, long attributes.
The command shows that it is as heavy as they are: it measures the saved pages of a folder (``*.html``, ``*.html.gz``)
whose article has 3,000 to 5,000 characters in a language that the monitor reads, and ours, and prints the medians side
by side.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import lxml.html
import trafilatura

from benchmarks.texts import Text, written
from crawler.language import identify
from monitor import languages

_SHORTEST, _LONGEST = 3_000, 5_000


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and the text that its article is to have."""

    url: str
    html: bytes
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes a page heavy.

    Attributes:
        text: characters of the article as trafilatura extracts it.
        markup: bytes of HTML for each of these characters.
        visible: characters of all text, the article's and what surrounds it.
        scripts: characters of scripts and styles.
        depth: elements around the innermost paragraph.
    """

    text: int
    bytes: int
    markup: float
    visible: int
    scripts: int
    elements: int
    links: int
    paragraphs: int
    depth: int


def samples(texts: Iterable[Text]) -> Iterator[Sample]:
    """The texts, each in a page of its own."""
    for number, one in enumerate(texts):
        url = f"https://outlet.example/{one.language}/news/{number}"
        paragraphs = [line for line in one.text.split("\n") if line.strip()]
        title = f"{paragraphs[0][:60].strip()} {number}"
        yield Sample(url, page(url, title, paragraphs, one.language, number).encode(), title, one.text, one.language)


def bodies(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and HTML of the saved pages of a folder, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.name.endswith((".html", ".html.gz")):
            yield path.name, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def readable(html: bytes) -> Text | None:
    """The article of a page and its language, or None when it holds none or one that the monitor cannot read.

    What the monitor cannot read costs it nothing and would flatter it.
    """
    text = trafilatura.extract(html, include_comments=False)
    language = identify(text) if text else ""
    return Text(text, language) if text and languages.section(language, "quotations") else None


def shape(html: bytes) -> Shape | None:
    """The measures of a page, or None when it holds no article that the monitor reads."""
    article = readable(html)
    if article is None:
        return None
    text = article.text
    tree = lxml.html.fromstring(html)
    scripts = sum(len(element.text or "") for element in tree.iter("script", "style"))
    nested = [sum(1 for _ in paragraph.iterancestors()) for paragraph in tree.iter("p")]
    return Shape(
        text=len(text),
        bytes=len(html),
        markup=len(html) / len(text),
        visible=len(tree.text_content()) - scripts,
        scripts=scripts,
        elements=sum(1 for element in tree.iter() if isinstance(element.tag, str)),
        links=sum(1 for _ in tree.iter("a")),
        paragraphs=len(nested),
        depth=max(nested, default=0),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: prints the medians."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="saved pages")
    parser.add_argument("--every", type=int, default=1, help="read only every n-th of them (default 1)")
    chosen = parser.parse_args(arguments)
    saved = _of_length(html for number, (_, html) in enumerate(bodies(chosen.folder)) if number % chosen.every == 0)
    ours = _of_length(page.html for page in samples(written(each=4)))
    print(f"{'median':12}{len(saved):>6} saved{len(ours):>6} ours")
    for name in asdict(ours[0]):
        columns = (statistics.median(getattr(one, name) for one in shapes) for shapes in (saved, ours))
        print(f"{name:12}" + "".join(f"{value:>12,.0f}" for value in columns))
    return 0


def _of_length(pages: Iterable[bytes]) -> list[Shape]:
    shapes = (shape(html) for html in pages)
    return [one for one in shapes if one is not None and _SHORTEST <= one.text <= _LONGEST]


def page(url: str, title: str, paragraphs: Sequence[str], language: str, number: int) -> str:
    """A page with these paragraphs in the frame; what surrounds them differs with `number`."""
    direction = "rtl" if language in {"ar", "fa", "he"} else "ltr"
    when, heading = f"2026-05-14T09:{number % 60:02d}:00+03:00", escape(title)
    body = "\n".join(_paragraph(paragraph, place) for place, paragraph in enumerate(paragraphs))
    wrappers = "".join(f'<div class="layout layout__level-{n} grid-row" data-slot="main-{n}">' for n in range(6))
    return f"""<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<title>{heading} | The Outlet</title><link rel="canonical" href="{url}"><meta property="og:type" content="article">
<meta property="og:title" content="{heading}"><meta property="og:url" content="{url}">
{_metadata(heading, when) if number % 5 < 2 else ""}
{_assets()}</head><body class="article single">
<header><form action="/search"><input name="q"><input type="submit"></form>
<nav><ul>{_menu("nav", 32)}</ul></nav></header>
{wrappers}<main class="content"><article><h1>{heading}</h1>
<div class="byline">By A. Writer <time datetime="{when}">14 May 2026</time></div>
<figure><img src="/img/lead.jpg" alt=""><figcaption>A picture of the bay</figcaption></figure>
<div class="article-body"><div class="text">{body}</div></div>
<div class="share"><a href="#">Share</a><a href="#">Post</a></div></article>
<aside class="related"><h2>Related</h2>{_teasers(number)}</aside></main>{"</div>" * 6}
<footer><ul>{_menu("foot", 28)}</ul><p>Copyright The Outlet. {"All rights are reserved to their owners. " * 24}</p>
</footer></body></html>"""


def _paragraph(paragraph: str, place: int) -> str:
    """A paragraph with what stands between paragraphs on real pages: a slot, an embedded post, a picture."""
    between = (
        '<div class="ad"><div id="slot"></div></div>',
        '<figure class="inline"><img src="/img/inline.jpg" alt=""><figcaption>At the bay</figcaption></figure>',
        '<div class="embed"><blockquote><a href="https://posts.example/1">A post</a></blockquote></div>',
    )
    first, _, rest = escape(paragraph).partition(" ")
    words = f'<a class="inline-link" href="https://outlet.example/topic/{place}">{first}</a> {rest}' if rest else first
    return f"<p>{words if place % 2 else escape(paragraph)}</p>" + (between[place // 3 % 3] if place % 3 == 2 else "")


def _metadata(heading: str, when: str) -> str:
    """What two pages in five tell of author and date; on the others both stand in the byline only."""
    return f"""<meta name="author" content="A. Writer"><meta property="article:published_time" content="{when}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{heading}",
"datePublished":"{when}","author":{{"@type":"Person","name":"A. Writer"}}}}</script>"""


def _menu(kind: str, items: int) -> str:
    return "".join(
        f'<li class="{kind}-item {kind}-item--level-1 menu-item menu-item-type-taxonomy" id="{kind}-menu-item-{n}">\n'
        f'    <a class="{kind}-link link link--plain" href="https://outlet.example/section/{n}/?from={kind}" '
        f'data-track="navigation:{kind}:{n}"><span>Section number {n}</span></a>\n</li>\n'
        for n in range(items)
    )


def _teasers(number: int) -> str:
    return "\n".join(
        f'<div class="teaser teaser--small grid-item" data-id="{number}-{n}" data-track="related:{n}" '
        f'data-position="{n}" data-analytics="category=related;action=click;label=teaser-{n};value={number}">\n'
        f'    <div class="teaser__media"><a href="https://outlet.example/news/{number}-{n}/what-else-there-was">'
        f'<img class="lazy image--cover" alt="" width="320" height="180" src="https://images.example/{n}-16x9.jpg" '
        f'srcset="{_images(n)}" sizes="(min-width: 980px) 320px, (min-width: 740px) 33vw, 100vw" loading="lazy">'
        "</a></div>\n"
        f'    <div class="teaser__text"><h3 class="teaser__title">'
        f'<a href="https://outlet.example/news/{number}-{n}/what-else-there-was">What else there was in town {n}</a>'
        f'</h3>\n    <div class="teaser__lead">One line of the article behind number {n}, as the desk wrote it.</div>\n'
        '    <div class="teaser__meta"><svg aria-hidden="true" viewBox="0 0 24 24"><use href="#clock"/></svg>'
        f"{n} h</div>\n"
        "</div></div>\n"
        for n in range(34)
    )


def _images(number: int) -> str:
    return ", ".join(
        f"https://images.example/photo/{number}/lead-{width}x.jpg?quality=85&amp;fit=crop {width}w"
        for width in (160, 240, 320, 480, 640, 960, 1280, 1920)
    )


def _assets() -> str:
    rules = "".join(f".c{n}{{margin:{n % 9}px;color:#{n % 4096:03x};display:flex}}" for n in range(180))
    slots = ",".join(f'{{"id":"slot-{n}","sizes":[[300,250],[728,90]],"target":"a{n % 13}"}}' for n in range(190))
    scripts = "".join(f"<script>window.q{n}=window.q{n}||[];q{n}.push({{slot:{n}}});</script>" for n in range(12))
    return f'<style>{rules}</style><script>window.__STATE__={{"slots":[{slots}]}};</script>{scripts}'


if __name__ == "__main__":
    raise SystemExit(main())
