"""`onrecord outlets find` and `import`: config to paste, out of what strangers wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.cli.outlet_find import discover
from onrecord.cli.outlet_yaml import FoundOutlet, FoundSource, as_yaml, by_site
from onrecord.errors import OnRecordError
from onrecord.model import Outlet
from tests.command import onrecord
from tests.rig import Clock, Web, rss

HOME = "https://www.press.example.iq/"
FRONT = b"""<html lang="ar"><head><title>The Press</title>
<link rel="alternate" type="application/rss+xml" href="/rss">
<link rel="alternate" type="application/rss+xml" href="/dead">
</head><body></body></html>"""
ONE = {"link": f"{HOME}1", "title": "One"}
PRESS = Outlet("found", "", "", ())


@pytest.fixture
def web() -> Web:
    return Web(Clock(), {HOME: FRONT, f"{HOME}rss": rss(ONE)})


async def test_what_works_is_found_and_what_does_not_is_left_out(web: Web) -> None:
    web.answers[f"{HOME}robots.txt"] = f"Sitemap: {HOME}map.xml".encode()
    web.answers[f"{HOME}map.xml"] = f"<urlset><url><loc>{HOME}1</loc></url></urlset>".encode()
    web.answers[f"{HOME}feed"] = b"<html>no feed</html>"
    found = await discover(HOME, PRESS, web)
    assert (found.name, found.language) == ("The Press", "ar")
    assert [(each.kind, each.url, each.remark) for each in found.sources] == [
        ("feed", f"{HOME}rss", "1 link"),
        ("sitemap", f"{HOME}map.xml", "1 link"),
    ]


async def test_custom_places_are_tried_where_the_page_names_little(web: Web) -> None:
    web.answers = {HOME: b"<html><body>Nothing.</body></html>", f"{HOME}feed": rss(ONE)}
    assert [each.url for each in (await discover(HOME, PRESS, web)).sources] == [f"{HOME}feed"]


async def test_the_front_page_itself_is_a_section_where_nothing_else_works(web: Web) -> None:
    link = '<main><a href="/2026/03/0{}/a-story-of-the-day">A story of the day that is long</a></main>'
    web.answers = {HOME: f"<html><body>{link.format(1)}{link.format(2)}</body></html>".encode()}
    assert [(each.kind, each.url) for each in (await discover(HOME, PRESS, web)).sources] == [("section", HOME)]


async def test_a_front_page_that_cannot_be_read_is_said_so(web: Web) -> None:
    with pytest.raises(OnRecordError, match="no route"):
        await discover("https://gone.example/", PRESS, web)


def test_config_says_what_is_known_and_what_is_to_be_filled_in() -> None:
    sources = (FoundSource("feed", f"{HOME}rss", remark="1 link"), FoundSource("feed", f"{HOME}en"))
    written = as_yaml(
        [FoundOutlet(HOME, "The Press", "ar", sources), FoundOutlet("https://x.example", "", "", sources)]
    )
    first, second = YAML(typ="safe", pure=True).load(written)["outlets"]
    assert (first["id"], first["country"], first["languages"]) == ("press_example", "IQ", ["ar"])
    assert [each.get("name") for each in first["sources"]] == [None, "feed_2"]
    assert (second["country"], second["languages"]) == ("??", ["??"])
    assert written.count("# fill in") == 2


def test_no_text_breaks_out_of_its_place() -> None:
    evil = '"\n  - id: evil\n#'
    (outlet,) = YAML(typ="safe", pure=True).load(
        as_yaml(by_site([("https://a.example/", FoundSource("feed", "https://a.example/f", evil, evil), "en")]))
    )["outlets"]
    assert outlet["name"] == '" - id: evil #'
    assert outlet["sources"] == [{"kind": "feed", "name": "id_evil", "url": "https://a.example/f"}]


class TestImport:
    LIST = '<opml><body><outline text="A" xmlUrl="https://a.example/1"/><outline xmlUrl="https://a.example/2"/></body></opml>'

    def test_prints_one_outlet_per_site(self, tmp_path: Path) -> None:
        (tmp_path / "f.opml").write_text(self.LIST)
        ran = onrecord("outlets", "import", tmp_path / "f.opml")
        assert (ran.code, len(YAML(typ="safe", pure=True).load(ran.out)["outlets"])) == (0, 1)
        assert "1 outlet, 2 feeds" in ran.err

    def test_writes_a_new_file_and_never_an_old_one(self, tmp_path: Path) -> None:
        (tmp_path / "f.opml").write_text(self.LIST)
        assert onrecord("outlets", "import", tmp_path / "f.opml", "-o", tmp_path / "new.yaml").code == 0
        assert "https://a.example/2" in (tmp_path / "new.yaml").read_text()
        again = onrecord("outlets", "import", tmp_path / "f.opml", "-o", tmp_path / "new.yaml")
        assert (again.code, "is there already" in again.err) == (2, True)

    @pytest.mark.parametrize(("text", "why"), [("<opml/>", "holds no feeds"), ("<rss/>", "not an OPML file")])
    def test_what_holds_no_feeds_is_bad_input(self, tmp_path: Path, text: str, why: str) -> None:
        (tmp_path / "f.opml").write_text(text)
        ran = onrecord("outlets", "import", tmp_path / "f.opml")
        assert (ran.code, why in ran.err) == (2, True)

    def test_a_file_that_is_not_there_is_bad_input(self, tmp_path: Path) -> None:
        assert onrecord("outlets", "import", tmp_path / "none.opml").code == 2
