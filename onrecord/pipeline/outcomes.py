"""What came of one poll, one reading, one sending: plain values for the log, the console and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from onrecord.model import Alert, Article, Delivery, DeliveryState, Edit, Failure, Notice, Receipt, Silence


@dataclass(frozen=True, slots=True)
class Polled:
    """One source was asked.

    Attributes:
        found: entries in the answer; 0 when it was not modified or failed.
        new: those never seen before.
        baseline: it was the source's first successful poll: what it found is stored and not alerted.
        failure: why there is nothing, or None.
    """

    source: str
    at: datetime
    found: int = 0
    new: int = 0
    unchanged: bool = False
    baseline: bool = False
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """One article was understood and filed.

    Attributes:
        quotations: how many reports of speech it holds, whoever speaks.
        statements: how many statements of tracked groups and persons it holds.
        new: how many of them are statements nobody knew.
        mentioned: ids of the tracked groups and persons that it names, each once.
        alerts: those raised and stored now, each for the first time.
        silences: tracked statements that raise no alert, with the reason.
    """

    article: Article
    article_id: int
    quotations: int
    statements: int
    new: int
    mentioned: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """One entry was read: from its page, from the feed only, or not at all.

    Attributes:
        filed: None when nothing could be read.
        failure: why the page could not be read, or None.
        given_up: the failure is final; otherwise the page is tried again.
    """

    url: str
    outlet: str
    at: datetime
    filed: Filed | None = None
    failure: Failure | None = None
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery was attempted."""

    delivery: Delivery
    receipt: Receipt
    state: DeliveryState
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was too old was forgotten: how many of each."""

    texts: int = 0
    silences: int = 0
    deliveries: int = 0
    keys: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The page of an alert was looked at again.

    Attributes:
        edits: what was found there for the first time.
        alerts: those raised and stored now.
        failure: why the page could not be looked at, or None.
    """

    url: str
    outlet: str
    at: datetime
    edits: tuple[Edit, ...] = ()
    alerts: tuple[Alert, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """The operator is to be told, by a channel, which sources are in trouble and which are well again."""

    notices: tuple[Notice, ...]
    channel: str


Outcome: TypeAlias = Polled | Read | Sent | Pruned | Rechecked | Watched
