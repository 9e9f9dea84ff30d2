"""Planted secrets stay where they were put: nothing that is printed, kept or listed holds one, whatever fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.alerts import servers
from tests.command import onrecord
from tests.journeys.small_press import small_press

ROOT = Path(__file__).parents[2]
URLS = {
    "mail": "mailto://bot:mail-p%40ss%2Fword@{nobody}/reader@desk.example?from=bot@desk.example",
    "slack": "onrecord-slack://{host}/xoxb-1234-1234-slackbottoken/desk",
    "hook": "json://bot:hook-p%40ss@{host}/path-token-33?secret=signing-secret-1&%2BX-Key=header-secret-2",
    "mattermost": "mmost://{host}/mattermosttoken66666666666",
    "gotify": "gotify://{host}/gotifytoken4444",
    "ntfy": "ntfy://bot:ntfy-p%40ss@{host}/ntfy-topic-55",
    "telegram": "tgram://123456789:AAplantedTelegramTokenOfThirtyFive/12345",
}
SECRETS = {
    "mail": ("mail-p@ss/word",),
    "slack": ("xoxb-1234-1234-slackbottoken",),
    "hook": ("hook-p@ss", "path-token-33", "signing-secret-1", "header-secret-2"),
    "mattermost": ("mattermosttoken66666666666",),
    "gotify": ("gotifytoken4444",),
    "ntfy": ("ntfy-p@ss", "ntfy-topic-55"),
    "telegram": ("123456789:AAplantedTelegramTokenOfThirtyFive", "AAplantedTelegramTokenOfThirtyFive"),
}
SENT = {
    "slack": "xoxb-1234-1234-slackbottoken",
    "hook": "path-token-33",
    "mattermost": "mattermosttoken66666666666",
    "gotify": "gotifytoken4444",
}
"""What is in a request's path or headers as it is."""


@dataclass(frozen=True)
class Desk:
    """A config whose channels need secrets, their servers, and what its commands have printed."""

    config: Path
    folder: Path
    endpoints: dict[str, servers.Endpoint]
    printed: list[str]
    processes: list[str]

    def run(self, *arguments: str) -> int:
        """Run a command, and remember all that it shows."""
        ran = onrecord(*arguments, "--config", self.config)
        self.printed.extend((ran.out, ran.err))
        return ran.code

    def watch(self) -> int:
        """Run a pass of the daemon as a process of its own: remember its log, and what a process list shows of it."""
        command = [sys.executable, "-m", "onrecord", "run", "--once", "--verbose", "--config", str(self.config)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as started:
            listed = ""
            while not listed and started.poll() is None:  # it is empty for a moment after the process began
                listed = Path(f"/proc/{started.pid}/cmdline").read_text("utf-8")
            self.processes.append(listed)
            self.printed.extend(started.communicate(timeout=240))
        return started.returncode

    def answer(self, status: int, body: bytes | None = None) -> None:
        """Let every server answer so; without a body, with all that it was told in confidence."""
        for name, endpoint in self.endpoints.items():
            told = f"you said {' '.join(SECRETS[name])}".encode()
            endpoint.answers[:] = [(status, {}, told if body is None else body)]

    @property
    def everything(self) -> dict[str, str]:
        """What was printed, listed or written, but for the file that holds a secret by itself."""
        files = {
            str(path): path.read_bytes().decode("utf-8", "replace")
            for path in self.folder.rglob("*")
            if path.is_file() and path.name != "hook.url"
        }
        return {**files, "printed": "\n".join(self.printed), "process list": "\n".join(self.processes)}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Alerts go to seven channels with secrets."""
    with ExitStack() as stack:
        config, _ = stack.enter_context(small_press(tmp_path))
        nobody = stack.enter_context(servers.nobody())
        endpoints = {name: stack.enter_context(servers.http()) for name in URLS if "{host}" in URLS[name]}
        for name, url in URLS.items():
            host = endpoints[name].host if name in endpoints else f"127.0.0.1:{nobody}"
            monkeypatch.setenv(name.upper(), url.format(host=host, nobody=host))
        (tmp_path / "hook.url").write_text(os.environ["HOOK"])
        monkeypatch.delenv("HOOK")
        # Nothing leaves this machine: what is not on loopback goes to a proxy that is not there.
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{nobody}")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        monkeypatch.setenv("COLUMNS", "200")
        add_channels(config)
        made = Desk(config, tmp_path, endpoints, [], [])
        made.answer(500)
        yield made


def add_channels(config: Path) -> None:
    kinds = {"mail": "email", "slack": "slack", "hook": "webhook"}
    sources = {name: "file:hook.url" if name == "hook" else f"env:{name.upper()}" for name in URLS}
    rows = "".join(f"  - {{ id: {name}, kind: {kinds.get(name, 'apprise')}, url: {sources[name]} }}\n" for name in URLS)
    routes = ", ".join(f"{{ channel: {name} }}" for name in URLS)
    text = config.read_text("utf-8").replace("onrecord: { database", "onrecord: { operator: screen, database")
    text = text.replace("channels:\n", f"channels:\n  - {{ id: screen, kind: console }}\n{rows}")
    config.write_text(text.replace("routes: [{ channel: inbox }]", f"routes: [{routes}]"), "utf-8")


def test_no_secret_is_printed_logged_kept_or_listed_through_failures_and_success(desk: Desk) -> None:
    assert desk.run("check") == 0
    assert desk.watch() == 1, "every channel fails"
    desk.answer(403)
    for channel in URLS:
        assert desk.run("alerts", "test", channel) == 1
    desk.run("alerts", "retry")
    desk.answer(200, b'{"ok": true, "ts": "1764200000.000001"}')
    assert 0 in [desk.run("alerts", "test", channel) for channel in desk.endpoints]
    desk.watch()
    desk.run("alerts", "list")
    desk.run("alerts", "preview", "--output", str(desk.folder / "preview"))
    desk.run("alerts", "test", "nowhere")
    seen = desk.everything
    assert any(name.endswith("onrecord.db") for name in seen)
    assert "***" in seen["printed"]
    assert "onrecord" in seen["process list"]
    for secrets in SECRETS.values():
        for secret in {*secrets, *(quote(secret, safe="") for secret in secrets)}:
            assert not [place for place, text in seen.items() if secret in text], secret
    for name, secret in SENT.items():
        sent = "".join(f"{each.path} {each.headers}" for each in desk.endpoints[name].requests)
        assert secret in sent, "it did go where it is for"


def test_a_url_that_is_no_use_is_told_without_its_secret(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK", "slack://xoxb-planted")
    monkeypatch.setenv("TELEGRAM", "tgram://planted-telegram-token")
    monkeypatch.setenv("GOTIFY", "gotify://")
    assert desk.run("check") == 2
    assert desk.run("run", "--once") == 2
    told = "\n".join(desk.printed)
    assert "Apprise does not know this url" in told
    assert "planted" not in told
