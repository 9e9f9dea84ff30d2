"""`onrecord check`: every problem of a config at once; with --online, every source tried."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from alerts.deliver import check_url
from alerts.render import Templates
from config import Probes
from crawler.fetch import Fetcher
from crawler.rendering import browser
from onrecord.cli.common import DEFAULT_CONFIG, ConfigOption, console, hostile, many, settings_of, table
from onrecord.cli.rules import rule_fault
from onrecord.daemon import clock
from onrecord.errors import ConfigError, FeedError, FetchError, Problem
from onrecord.model import Outlet, Settings, Source, SourceState
from onrecord.pipeline.asking import Answer, ask


def check(
    config: ConfigOption = DEFAULT_CONFIG,
    online: Annotated[bool, typer.Option("--online", help="Also try every source, politely.")] = False,
) -> None:
    """Find every problem of the config: file, line, key, and what to do. Exit code 2 when there is one.

    With --online every source is asked once, and the answer says which to keep; exit code 1 when one did not work.
    """
    settings = sound_settings(config)
    out = console()
    out.print(
        f"{config}: fine. {many(len(settings.outlets), 'outlet')} with {many(len(settings.sources), 'source')}, "
        f"{many(len(settings.groups), 'group')}, {many(len(settings.persons), 'person')}, "
        f"{many(len(settings.watchlists), 'watchlist')}, {many(len(settings.channels), 'channel')}",
        markup=False,
    )
    if online:
        asked = f"asking {many(len(settings.sources), 'source')}, which takes as long as the slowest: up to a minute"
        console(stderr=True).print(asked, markup=False)
        raise typer.Exit(_print(asyncio.run(_try_all(settings))))


def sound_settings(config: Path) -> Settings:
    """The config, checked to the end: also by those who compile its keyword rules and open its channels.

    Raises:
        ConfigError: with every problem at once.
        BrowserError: an outlet needs a browser, and there is none.
    """
    settings = settings_of(config, Probes(channel=check_url, rule=rule_fault))
    if fault := Templates(settings.templates).fault():
        raise ConfigError([Problem(str(settings.templates), 0, "", fault)])
    if any(outlet.render for outlet in settings.outlets):
        browser(settings.chromium, user_agent=settings.user_agent)
    return settings


@dataclass(frozen=True, slots=True)
class Trial:
    """What one source answered. `entries` is None when it did not work."""

    source: Source
    entries: int | None
    detail: str = ""


async def _try_all(settings: Settings) -> list[Trial]:
    fetcher = Fetcher(settings.user_agent)
    await fetcher.start()
    try:
        return list(
            await asyncio.gather(
                *(_try(fetcher, source, outlet) for outlet in settings.outlets for source in outlet.sources)
            )
        )
    finally:
        await fetcher.stop()


async def _try(fetcher: Fetcher, source: Source, outlet: Outlet) -> Trial:
    try:
        answer = await ask(source, outlet, SourceState(next_poll_at=clock.now()), fetcher)
    except (FetchError, FeedError) as error:
        return Trial(source, None, f"{error.kind}: {error.cause}")
    found = len(answer.entries) if isinstance(answer, Answer) else 0
    return Trial(source, found, "" if found else "answers, but holds nothing")


def _print(trials: list[Trial]) -> int:
    out = console()
    listed = table("source", "verdict", "entries", "evidence", "detail")
    for trial in sorted(trials, key=lambda trial: (trial.entries is not None, trial.source.id)):
        works = trial.entries is not None
        if works and trial.source.unverified:
            verdict = Text("keep; drop `unverified`", "green")
        elif works:
            verdict = Text("keep", "green")
        else:
            verdict = Text("remove or mend" if trial.source.unverified else "failing", "red")
        listed.add_row(
            trial.source.id,
            verdict,
            str(trial.entries) if works else "–",
            trial.source.evidence or "–",
            hostile(trial.detail),
        )
    out.print(listed)
    working = sum(trial.entries is not None for trial in trials)
    out.print(f"{working} of {len(trials)} sources work", markup=False)
    return 0 if working == len(trials) else 1
