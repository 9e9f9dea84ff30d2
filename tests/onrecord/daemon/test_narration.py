"""One line for everything that happens."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.console import Console

from onrecord.daemon.narration import narrate
from onrecord.model import Delivery, DeliveryState, Failure, Notice, Receipt
from onrecord.pipeline.outcomes import Filed, Outcome, Polled, Pruned, Read, Sent, Watched
from tests.build import NOW, article
from tests.store.builders import alert

HOSTILE = "\x1b]0;owned\x07[bold red]A\u202etitle[/]\r\nwith\x9b31m tricks"
BROKEN = Failure("unreachable", "timed out\x1b[2J", NOW)


def told(outcome: Outcome) -> str:
    out = io.StringIO()
    narrate(outcome, Console(file=out, width=300, highlight=False))
    return out.getvalue()


def sent(receipt: Receipt, state: DeliveryState) -> Sent:
    delivery = Delivery(7, alert("a", "harbour", group_name=HOSTILE), "desk-mail", state, 0, NOW, NOW)
    again = NOW + timedelta(minutes=1) if state is DeliveryState.RETRY else None
    return Sent(delivery, receipt, state, again)


def bundle(**changes: object) -> Sent:
    delivery = Delivery(9, None, "desk-mail", DeliveryState.SENT, 0, NOW, NOW)
    done = Receipt(True, "250 ok", NOW)
    return Sent(replace(delivery, **changes), done, DeliveryState.SENT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (
            Polled("a/feed", NOW, found=3, new=3, baseline=True),
            "polled a/feed: first contact, 3 entries are the baseline",
        ),
        (Polled("a/feed", NOW, found=3, new=1), "polled a/feed: 1 new of 3"),
        (Polled("a/feed", NOW, found=3), ""),
        (Polled("a/feed", NOW, unchanged=True), ""),
        (Polled("a/feed", NOW, failure=BROKEN), "polled a/feed: unreachable, timed out[2J"),
        (
            Read("https://a.example/1", "a", NOW, failure=BROKEN),
            "  not read https://a.example/1: unreachable, timed out",
        ),
        (
            Read("u", "a", NOW, filed=Filed(article(), 1, 5, 2, 1)),
            "  read A day at the mill (a): 5 quotations, 2 by tracked groups, 1 new",
        ),
        (
            Read("u", "a", NOW, filed=Filed(article(), 1, 1, 1, 1, alerts=(alert(),)), failure=BROKEN),
            "1 new [from feed only: unreachable] → 1 alert",
        ),
        (sent(Receipt(True, "250 ok", NOW), DeliveryState.SENT), " to desk-mail ("),
        (bundle(slot=NOW), "    sent digest of 2026-03-02 12:00 UTC to desk-mail"),
        (bundle(), "    sent bundle 9 to desk-mail"),
        (bundle(notices=(Notice("given_up", "alert 1", "died"),)), "    sent notice to desk-mail"),
        (
            Watched((Notice("source_trouble", "a/feed", "x"), Notice("source_well", "b/feed", "y")), "pager"),
            "telling the operator by pager: 1 source in trouble, 1 well again",
        ),
        (
            sent(Receipt(False, "451 later", NOW), DeliveryState.RETRY),
            "    not sent to desk-mail: 451 later; next try 12:01:00 UTC",
        ),
        (sent(Receipt(False, "550 no", NOW), DeliveryState.DEAD), "    not sent to desk-mail: 550 no; given up"),
        (Pruned(texts=3, deliveries=1, keys=9), "forgot 3 texts, 1 sent message, kept long enough"),
        (Pruned(keys=9), ""),
    ],
)
def test_every_outcome_is_told_in_one_line_or_not_at_all(outcome: Outcome, line: str) -> None:
    shown = told(outcome)
    assert line in shown
    assert shown.count("\n") == (1 if line else 0)


def test_what_strangers_wrote_keeps_its_words_and_loses_its_power() -> None:
    shown = told(Read("u", "a", NOW, filed=Filed(replace(article(), title=HOSTILE), 1, 0, 0, 0)))
    assert "[bold red]Atitle[/] with" in shown, "mark-up is text"
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(shown)
    assert shown.count("\n") == 1
