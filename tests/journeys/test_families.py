"""Families of articles about one event, in three languages: what of them an analyst is told, and in what words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Alias, Article, Outlet, Settings
from onrecord.pipeline.desk import Assignment, Desk
from store import Store
from tests.build import GUILD, NOW, SPEAKER, watchlist
from tests.rig import new_database

FAMILIES = tomllib.loads((Path(__file__).parent / "families.toml").read_text("utf-8"))["family"]
GROUP = replace(GUILD, aliases=(Alias("نقابة النساجين", "ar"), Alias("اتحادیه بافندگان", "fa")))
CHAIR = replace(SPEAKER, aliases=(*SPEAKER.aliases, Alias("ماريت سولهايم", "ar"), Alias("ماریت سولهایم", "fa")))
OUTLETS = {
    name: Outlet(id=name, name=name.title(), country="NO", languages=(language,), timezone=zone)
    for name, language, zone in (
        *((name, "en", "UTC") for name in ("gazette", "courier", "mail")),
        *((name, "ar", "Asia/Beirut") for name in ("nahar", "safir")),
        *((name, "fa", "Asia/Tehran") for name in ("rooz", "omid")),
    )
}
SETTINGS = Settings(outlets=tuple(OUTLETS.values()), groups=(GROUP,), persons=(CHAIR,), watchlists=(watchlist(),))


def told(desk: Desk, number: int, of: Mapping[str, Any]) -> tuple[list[str], str]:
    """The statements that the desk tells of an article, and what it notes of them."""
    outlet, at = OUTLETS[of["outlet"]], NOW + timedelta(hours=of["after"])
    article = Article(
        url=f"https://{outlet.id}.example/{number}",
        outlet=outlet.id,
        title="",
        text=of["text"].strip(),
        language=outlet.languages[0],
        fetched_at=at,
        first_seen=at,
        published=at,
    )
    filed = desk.file(desk.analyse(article), Assignment(article, outlet, baseline=False, now=at))
    statements = [one.words for alert in filed.alerts for one in alert.told]
    return statements, "; ".join(note for alert in filed.alerts for note in alert.notes)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["name"])
def test_family(family: Mapping[str, Any], tmp_path: Path) -> None:
    store = Store.open(new_database(tmp_path))
    desk = Desk(store, SETTINGS)
    for number, of in enumerate(family["articles"]):
        statements, note = told(desk, number, of)
        assert len(statements) == len(of["told"]), (of["outlet"], of["after"], statements)
        assert all(words.startswith(start) for words, start in zip(statements, of["told"], strict=True))
        expected = of.get("note", "")
        assert note.startswith(expected)
        assert bool(note) == bool(expected)
    store.close()
