"""`onrecord init` and `onrecord check`: a config to begin with, and every problem of one at once."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from crawler.fetch import Fetcher
from onrecord.errors import FetchError, Unreachable
from onrecord.model import Outlet, Page
from tests.command import onrecord
from tests.onrecord.cli.conftest import Office
from tests.rig import page, rss


class TestInit:
    def test_copies_a_config_that_is_fine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        made = onrecord("init")
        assert (made.code, made.err) == (0, "")
        assert "onrecord check\n" in made.out
        checked = onrecord("check")
        assert checked.code == 0, checked.err
        assert re.search(r"fine\. \d{2,} outlets with \d{2,} sources, \d{2} groups", checked.out)

    def test_says_how_to_go_on_with_a_folder_of_another_name(self, tmp_path: Path) -> None:
        made = onrecord("init", tmp_path / "mine")
        assert f"onrecord run --config {tmp_path / 'mine'}" in made.out.replace("\n", "")

    def test_overwrites_nothing_and_writes_nothing_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "groups.yaml").write_text("mine", encoding="utf-8")
        made = onrecord("init", tmp_path)
        assert (made.code, made.out) == (2, "")
        assert "groups.yaml exists already; nothing was written" in made.err
        assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("groups.yaml", "mine")]


class TestCheck:
    def test_a_config_that_is_not_there(self, tmp_path: Path) -> None:
        checked = onrecord("check", "--config", tmp_path / "none")
        assert checked.code == 2
        assert "no such config; make one with: onrecord init" in checked.err

    def test_tells_every_problem_at_once_with_file_line_and_key(self, office: Office) -> None:
        text = office.config.read_text("utf-8")
        broken = text.replace("channel: screen", "channel: scren").replace("type: party", "type: partei")
        office.config.write_text(broken, "utf-8")
        checked = onrecord("check", "--config", office.config)
        assert (checked.code, checked.out) == (2, "")
        assert "2 problems" in checked.err
        assert re.search(r"config\.yaml:\d+: watchlists\[0\]", checked.err)
        assert "scren" in checked.err
        assert "partei" in checked.err

    def test_an_outlet_that_needs_a_browser_where_there_is_none(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = office.config.read_text("utf-8")
        office.config.write_text(
            text.replace('    country: "NO"\n', '    country: "NO"\n    render: true\n', 1), "utf-8"
        )
        monkeypatch.setenv("ONRECORD_CHROMIUM", "/nowhere/chromium")
        for command in (("check",), ("run", "--once")):
            ran = onrecord(*command, "--config", office.config)
            assert (ran.code, ran.out) == (2, "")
            assert "/nowhere/chromium: no such browser; install Chromium, or say where it is" in ran.err

    def test_an_address_that_no_sender_takes_is_a_problem_that_shows_no_secret(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INBOX", "slack://hunter22-is-no-token")
        text = office.config.read_text("utf-8").replace("kind: webhook", "kind: slack")
        office.config.write_text(re.sub(r'"json://[^"]+"', '"env:INBOX"', text), "utf-8")
        for command in (("check",), ("run", "--once")):
            refused = onrecord(*command, "--config", office.config)
            assert (refused.code, refused.out) == (2, "")
            assert "channels[1].url: " in refused.err
            assert "hunter22" not in refused.err

    def test_an_address_that_no_sender_takes_comes_with_all_other_problems(self, office: Office) -> None:
        text = office.config.read_text("utf-8").replace("groups: [guild]", "groups: [gild]")
        text = text.replace("{ id: screen, kind: console }", "{ id: screen, kind: apprise, url: 'nosuch://desk' }")
        office.config.write_text(text, "utf-8")
        refused = onrecord("check", "--config", office.config)
        assert (refused.code, refused.out) == (2, "")
        assert "config: 2 problems" in refused.err
        assert re.search(r"config\.yaml:3: channels\[0\]\.url: Apprise does not know this url", refused.err)
        assert "unknown group “gild” (did you mean guild?)" in refused.err

    @pytest.mark.parametrize("command", [("check",), ("run", "--once"), ("read", "-")])
    def test_an_invalid_rule_in_the_file_stops_every_command_that_needs_it(
        self, office: Office, command: tuple[str, ...]
    ) -> None:
        text = office.config.read_text("utf-8")
        rule = "groups: [guild], conditions: { keywords: [{ name: odd, all: ['wo*ol'] }] },"
        office.config.write_text(text.replace("groups: [guild],", rule), "utf-8")
        refused = onrecord(*command, "--config", office.config, stdin=b"Some text.")
        assert (refused.code, refused.out) == (2, "")
        assert "wo*ol" in refused.err


class TestCheckOnline:
    ANSWERS: dict[str, bytes | FetchError]

    @pytest.fixture(autouse=True)
    def web(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answers = self.ANSWERS = {}

        async def nothing(_: Fetcher) -> None:
            await asyncio.sleep(0)

        async def get(_: Fetcher, url: str, *, outlet: Outlet, **_known: object) -> Page:
            answer = answers.get(url, Unreachable(url, "no route to host"))
            if isinstance(answer, FetchError):
                raise answer
            return page(url, answer)

        for name, replacement in (("start", nothing), ("stop", nothing), ("get", get)):
            monkeypatch.setattr(Fetcher, name, replacement)

    def test_says_which_sources_to_keep(self, office: Office) -> None:
        self.ANSWERS["https://courier.example/feed.xml"] = rss({"link": "https://courier.example/1", "title": "One"})
        checked = onrecord("check", "--online", "--config", office.config)
        assert checked.code == 1
        gazette, courier = (
            next(line for line in checked.out.splitlines() if line.startswith(name)) for name in ("gazette", "courier")
        )
        assert "failing" in gazette
        assert "unreachable: no route to host" in gazette
        assert "keep; drop `unverified`" in courier
        assert "1 of 2 sources work" in checked.out

    def test_is_content_when_all_work(self, office: Office) -> None:
        self.ANSWERS |= {source.url: rss() for source in office.settings.sources}
        checked = onrecord("check", "--online", "--config", office.config)
        assert checked.code == 0
        assert "answers, but holds nothing" in checked.out

    def test_a_page_where_a_feed_should_be_is_failing(self, office: Office) -> None:
        self.ANSWERS |= {source.url: b"<!doctype html><p>Log in</p>" for source in office.settings.sources}
        checked = onrecord("check", "--online", "--config", office.config)
        assert checked.code == 1
        assert "not a feed" in checked.out
