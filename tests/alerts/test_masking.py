from __future__ import annotations

import logging
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.masking import Masking, masked, secrets_of
from onrecord.model import Channel, ChannelKind
from tests.alerts.samples import channel

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=4, max_size=12)


@given(WORDS, st.sampled_from(["email", "slack", "webhook", "apprise"]))
def test_a_password_is_masked_as_written_and_as_meant(password: str, kind: ChannelKind) -> None:
    written = quote(password, safe="")
    secrets = secrets_of(channel(kind, f"jsons://user:{written}@host.example/path"))
    for shown in (password, written):
        assert shown not in masked(f"said {shown} twice {shown}", secrets) or shown in "said *** twice ***"


@pytest.mark.parametrize("kind", ["email", "slack", "webhook", "apprise"])
def test_the_whole_url_and_any_other_url_is_masked(kind: ChannelKind) -> None:
    secrets = secrets_of(channel(kind, "jsons://user:hidden@host.example/path/token?key=value"))
    said = "posting to jsons://user:hidden@host.example/path/token?key=value and https://other.example/t/o/ken."
    assert masked(said, secrets) == "posting to *** and https://***"


def test_words_that_are_no_secret_stay() -> None:
    secrets = secrets_of(channel("webhook", "json://u:hidden@host.example:8080/a?x=1"))
    said = "429 Too Many Requests, host.example: unusual"
    assert masked(said, secrets) == said


def test_a_mail_server_may_be_named_but_not_its_password() -> None:
    secrets = secrets_of(channel("email", "mailto://bot:hidden@mail.example/reader@desk.example?from=bot@mail.example"))
    assert masked("mail.example says 550 reader@desk.example, hidden", secrets) == (
        "mail.example says 550 reader@desk.example, ***"
    )


def test_a_login_is_masked_as_http_sends_it() -> None:
    secrets = secrets_of(channel("webhook", "json://Aladdin:open%20sesame@host.example/"))
    assert masked("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", secrets) == "Authorization: Basic ***"


def test_a_channel_without_url_or_with_nonsense_has_what_there_is() -> None:
    assert secrets_of(Channel("c", "console")) == ()
    assert secrets_of(channel("webhook", "https://[oops")) == ("https://[oops",)


def test_a_log_record_is_masked_with_its_arguments_and_traceback(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("tests.masking")
    rule = Masking(["hidden"])
    logger.addFilter(rule)
    try:
        int("hidden")
    except ValueError:
        logger.warning("posting %s to %s", "hidden", "https://host.example/hidden", exc_info=True)
    finally:
        logger.removeFilter(rule)
    assert caplog.messages == ["posting *** to https://***"]
    assert "hidden" not in caplog.text
