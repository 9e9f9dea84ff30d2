"""Secrets by reference only."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.references import ReferenceFault, Vault, holds_secret


def test_a_whole_reference_is_taken_as_it_is() -> None:
    assert Vault({"URL": "slack://a/b/c?x=1"}, Path()).resolve("env:URL") == "slack://a/b/c?x=1"


def test_a_part_is_percent_encoded() -> None:
    assert Vault({"PW": "p@ss/w:rd"}, Path()).resolve("mailtos://me:${env:PW}@h/") == "mailtos://me:p%40ss%2Fw%3Ard@h/"


def test_a_file_is_read_from_the_config_folder_without_its_last_newline(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc\n", encoding="utf-8")
    vault = Vault({}, tmp_path)
    assert vault.resolve("file:token") == "abc"
    assert vault.resolve("https://h/${file:token}") == "https://h/abc"
    assert vault.resolve(f"file:{tmp_path / 'token'}") == "abc"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("env:GONE", "env:GONE is not set"),
        ("env:BLANK", "env:BLANK is empty"),
        ("file:gone", "file:gone cannot be read: No such file"),
        ("file:.", "file:. cannot be read"),
        ("file:blank", "file:blank is empty"),
        ("file:binary", "file:binary is not text"),
        ("https://h/${gpg:x}", "unknown reference gpg:x"),
    ],
)
def test_a_fault_names_the_reference(tmp_path: Path, reference: str, message: str) -> None:
    (tmp_path / "blank").write_text(" \n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00secret")
    with pytest.raises(ReferenceFault) as caught:
        Vault({"BLANK": " "}, tmp_path).resolve(reference)
    assert message in caught.value.message


@pytest.mark.parametrize(
    "url",
    [
        "mailtos://me:word@smtp.example.org",
        "postgresql+psycopg://me:word@db.example.org/news",
        "https://hooks.slack.com/services/T0/B0/x",
        "slack://a/b/c",
        "https://desk.example.org/in?api_key=1",
        "https://desk.example.org/in/9f86d081884c7d659a2feaa0c55ad015",
        "https://desk.example.org/${env:TEAM}/3kTMd8q2ZxWbn5Rv7y1LcA",
        "tgram://123456:ABCDEF/42",
    ],
)
def test_secrets_in_plain_sight(url: str) -> None:
    assert holds_secret(url)


@pytest.mark.parametrize(
    "url",
    [
        "env:SLACK",
        "file:secrets/slack",
        "mailtos://me:${env:PW}@smtp.example.org/?from=a@example.org&to=b@example.org",
        "https://hooks.slack.com/services/${env:SLACK_PATH}",
        "slack://${env:A}/${env:B}/${env:C}",
        "https://desk.example.org/onrecord/alerts-of-the-night-desk",
        "json://localhost:8080/hook?token=test",
        "mailto://me:word@127.0.0.1:2525",
        "https://me:word@hooks.example.test/",
        "sqlite:///onrecord.db",
        "ntfy://ntfy.example.org/our-desk",
        "http://[broken",
    ],
)
def test_what_may_stand_there(url: str) -> None:
    assert not holds_secret(url)
