"""A small config with its database, and articles filed into it, for the tests of the commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import config as configs
from onrecord.daemon import clock
from onrecord.model import Article, Settings
from onrecord.pipeline.desk import Assignment, Desk
from onrecord.pipeline.outcomes import Filed
from store import sources
from store.database import Store
from tests.build import HOUR, MINUTE, NOW, article
from tests.rig import FILLER, new_database, says

CONFIG = """\
onrecord: {{ database: "{database}", workers: 1 }}
channels:
  - {{ id: screen, kind: console }}
  - {{ id: inbox, kind: webhook, url: "json://127.0.0.1:9/token-of-the-inbox" }}
outlets:
  - id: gazette
    name: The Gazette
    country: "NO"
    languages: [en]
    sources: [{{ kind: feed, name: feed, url: "https://gazette.example/feed.xml" }}]
  - id: courier
    name: The Courier
    country: "NO"
    languages: [en]
    sources: [{{ kind: feed, name: feed, url: "https://courier.example/feed.xml", unverified: true }}]
groups:
  - {{ id: guild, name: Weavers Guild, type: party }}
  - {{ id: loom, name: Loom Wing, type: armed_group, parent: guild }}
persons:
  - id: marit
    name: Marit Solheim
    gender: f
    aliases: {{ latin: [Solheim], ar: [ماريت سولهايم], fa: [ماریت سولهایم] }}
    roles: [{{ group: guild, title: chair }}]
  - {{ id: vik, name: Tora Vik, gender: f }}
watchlists:
  - {{ id: desk, name: Desk, groups: [guild], routes: [{{ channel: screen }}, {{ channel: inbox }}] }}
"""


@dataclass(frozen=True, slots=True)
class Office:
    """A config file, what it says, and its database."""

    config: Path
    settings: Settings
    store: Store

    def file(self, *said: str, number: int = 1, outlet: str = "gazette", **changes: Any) -> Filed:
        """File an article in which the guild's chair says so; articles come in the order of their numbers."""
        text = "\n".join([FILLER[0], *map(says, said), FILLER[1]])
        seen = NOW - HOUR + number * MINUTE
        of = article(text, url=f"https://{outlet}.example/{number}", outlet=outlet, first_seen=seen, **changes)
        return self.filed(of)

    def filed(self, of: Article) -> Filed:
        """File an article."""
        desk = Desk(self.store, self.settings)
        where = next(one for one in self.settings.outlets if one.id == of.outlet)
        return desk.file(desk.analyse(of), Assignment(of, where, baseline=False, now=NOW))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG.format(database=new_database(tmp_path)), encoding="utf-8")
    settings = configs.load(path, env={})
    store = Store.open(settings.database)
    with store.begin() as tx:
        sources.sync(tx, settings.sources, NOW)
    yield Office(path, settings, store)
    store.close()
