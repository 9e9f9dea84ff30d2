"""A bot in Slack: what goes on from a message is put into its thread."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.deliver import Deliverer
from alerts.render import render
from onrecord.model import Alert, Channel, Receipt, Secret
from tests.alerts.parsers import Mrkdwn, seen
from tests.alerts.samples import ENGLISH, NOW
from tests.alerts.slack_api import TOKEN, Workspace, slack

UPDATE = replace(ENGLISH, id="0a0b0c0d0e0f", kind="update", reached=3, follows=ENGLISH.id)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with slack(Workspace()) as made:
        yield made


async def send(workspace: Workspace, alert: Alert, thread: str = "", *, url: str = "") -> Receipt:
    to = Channel("slack", "slack", Secret(url or workspace.url))
    made = Deliverer([to], io.StringIO(), clock=lambda: NOW)
    try:
        return await made.send(replace(render(alert, to, now=NOW), thread=thread), to.id)
    finally:
        made.close()


async def test_the_receipt_says_where_the_next_message_goes_on(workspace: Workspace) -> None:
    receipt = await send(workspace, ENGLISH)
    (posted,) = workspace.posted
    assert receipt == Receipt(True, "200 ok", NOW, thread=posted.ts)
    assert ENGLISH.told[0].words in seen(Mrkdwn.of(posted.text).shown)


async def test_an_update_goes_into_the_thread_and_the_next_into_the_same(workspace: Workspace) -> None:
    first = await send(workspace, ENGLISH)
    second = await send(workspace, UPDATE, first.thread)
    third = await send(workspace, replace(UPDATE, id="0b", reached=5), second.thread)
    root, *replies = workspace.posted
    assert [reply.thread for reply in replies] == [root.ts, root.ts]
    assert third.thread == first.thread == root.ts
    assert root.thread == ""


async def test_a_message_of_several_parts_is_gone_on_from_at_its_first(workspace: Workspace) -> None:
    told = tuple(replace(ENGLISH.told[0], statement_id=str(number), words="word " * 600) for number in range(4))
    receipt = await send(workspace, replace(ENGLISH, told=told))
    assert len(workspace.posted) > 2
    assert receipt.thread == workspace.posted[0].ts
    assert {posted.thread for posted in workspace.posted} == {""}


@pytest.mark.parametrize("gone", [True, False])
async def test_an_update_of_a_message_that_takes_no_replies_is_posted_by_itself(
    workspace: Workspace, gone: bool
) -> None:
    first = await send(workspace, ENGLISH)
    if gone:
        workspace.remove(first.thread)
    else:
        workspace.locked.add(first.thread)
    assert (await send(workspace, UPDATE, first.thread)).ok
    posted = workspace.posted[-1]
    assert posted.thread == ""
    assert f"onrecord alerts show {ENGLISH.id}" in posted.text


async def test_a_thread_that_the_address_names_stays(workspace: Workspace) -> None:
    root = await send(workspace, ENGLISH)
    into = f"{workspace.url}:{root.thread}"
    first = await send(workspace, ENGLISH, url=into)
    await send(workspace, UPDATE, first.thread, url=into)
    assert [posted.thread for posted in workspace.posted] == ["", root.thread, root.thread]


async def test_a_bot_that_posts_too_fast_is_told_how_long_to_wait(workspace: Workspace) -> None:
    workspace.limited = 1
    receipt = await send(workspace, ENGLISH)
    assert (receipt.ok, receipt.retryable, receipt.retry_after) == (False, True, timedelta(seconds=30))
    assert "429" in receipt.detail
    assert (await send(workspace, ENGLISH)).ok


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (f"onrecord-slack://127.0.0.1:PORT/{TOKEN}/elsewhere", "channel_not_found"),
        ("onrecord-slack://127.0.0.1:PORT/xoxb-9999-9999-abcdefabcdef/desk", "invalid_auth"),
    ],
)
async def test_what_no_next_try_mends_is_given_up_with_slack_s_word_for_it(
    workspace: Workspace, url: str, error: str
) -> None:
    receipt = await send(workspace, ENGLISH, url=url.replace("PORT", str(workspace.port)))
    assert receipt == Receipt(False, f"Slack says {error}", NOW, retryable=False)
    assert workspace.posted == []
