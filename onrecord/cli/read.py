"""`onrecord read`: analyse one article and explain, storing nothing."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from config import Probes
from crawler import extract
from crawler.fetch import Fetcher
from crawler.rendering import with_browser
from monitor import novelty
from monitor.analysis import Analysis, Analyst
from monitor.decide import Decider, Decision
from monitor.verdicts import Circumstances
from onrecord.cli.bidi import Bidi
from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, console, settings_of
from onrecord.cli.read_record import record
from onrecord.cli.read_view import View, show
from onrecord.cli.rules import rule_fault
from onrecord.daemon import clock
from onrecord.errors import OnRecordError
from onrecord.model import Article, Entry, Outlet, Page, Placement, Settings
from onrecord.pipeline.reading import extracted

BY_HAND = Outlet(id="by-hand", name="by hand", country="", languages=())
_HTML = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, read without a store."""

    analysis: Analysis
    placements: tuple[Placement, ...]
    decision: Decision


def read(
    source: Annotated[str, typer.Argument(help="A URL, an HTML or text file, or - for standard input.")],
    config: ConfigOption = DEFAULT_CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document (docs/read.md).")] = False,
    explain: Annotated[bool, typer.Option("--explain", "-e", help="Show the whole reason of every quotation.")] = False,
    outlet: Annotated[str | None, typer.Option(help="Read as an article of this outlet of the config.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="When it was published, for texts without a date."),
    ] = None,
    language: Annotated[str | None, typer.Option("--lang", help="Its language, if you know better.")] = None,
    bidi: Annotated[Bidi, typer.Option(help="Who puts right-to-left text in order on this terminal.")] = Bidi.AUTO,
) -> None:
    """Analyse one article: who says what in it, what is tracked, new or told again, what would alert, and why.

    Nothing is stored. It is read as if it had just been published: age does not count, and no statement is known yet.
    Without a config the starter config's groups and persons are used.
    """
    settings = _settings(config)
    where = _outlet(settings, outlet)
    now = clock.now()
    article = _article(source, where, settings, now)
    if published is not None:
        article = replace(article, published=published.replace(tzinfo=UTC))
    if language is not None:
        article = replace(article, language=language)
    reading = read_article(article, where, settings)
    if as_json:
        typer.echo(json.dumps(record(reading.analysis, reading.placements, reading.decision), ensure_ascii=False))
    else:
        show(View(reading.analysis, reading.placements, reading.decision), console(), explain=explain, bidi=bidi)


def read_article(article: Article, outlet: Outlet, settings: Settings) -> Reading:
    """Understand an article and decide, against an empty store. Pure."""
    analysis = Analyst(settings.entities, (*settings.outlets, BY_HAND)).analyse(article)
    placements = novelty.place(analysis.reports, (), article=article, day=analysis.day)
    around = Circumstances(outlet=outlet, baseline=False, now=article.published or article.fetched_at)
    return Reading(
        analysis, placements, Decider(settings.watchlists, settings.entities).decide(analysis, placements, around)
    )


def _settings(path: Path) -> Settings:
    if path.exists() or path != DEFAULT_CONFIG:
        return settings_of(path, Probes(rule=rule_fault))
    with as_file(files("config") / "starter") as starter:
        return settings_of(starter)


def _outlet(settings: Settings, outlet_id: str | None) -> Outlet:
    if outlet_id is None:
        return BY_HAND
    for outlet in settings.outlets:
        if outlet.id == outlet_id:
            return outlet
    raise OnRecordError(f"outlet {outlet_id}", "not in the config")


def _article(source: str, outlet: Outlet, settings: Settings, now: datetime) -> Article:
    if source.startswith(("http://", "https://")):
        return asyncio.run(_fetched(source, outlet, settings, now))
    body = _bytes(source)
    languages: Sequence[str] = outlet.languages
    if source.lower().endswith(_HTML) or body.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
        article = extract.from_html(body, url=source, now=now, languages=languages, timezone=outlet.timezone)
    else:
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise OnRecordError(source, f"not UTF-8 text (byte {error.start}); save it as UTF-8 or as .html") from error
        article = extract.from_text(text, url=source, now=now, languages=languages)
    return replace(article, outlet=outlet.id)


def _bytes(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise OnRecordError(source, f"cannot be read: {error.strerror}") from error


async def _fetched(url: str, outlet: Outlet, settings: Settings, now: datetime) -> Article:
    fetcher = Fetcher(settings.user_agent)
    await fetcher.start()
    try:
        async with with_browser(fetcher, (outlet,), program=settings.chromium, user_agent=settings.user_agent) as pages:
            page = await pages.get(url, outlet=outlet)
    finally:
        await fetcher.stop()
    if page.status != HTTPStatus.OK:
        raise OnRecordError(url, f"status {page.status}")
    if page.headers.get("content-type", "").startswith("text/plain"):
        return replace(extract.from_text(page.body.decode("utf-8", "replace"), url=url, now=now), outlet=outlet.id)
    return await extracted(_Here(), page, outlet, now)


class _Here:
    """Extraction in this process: there is one page to read, and nobody waits for another."""

    async def extract(self, page: Page, *, outlet: Outlet, first_seen: datetime, hint: Entry | None = None) -> Article:
        return extract.extract(page, outlet=outlet, first_seen=first_seen, hint=hint)
