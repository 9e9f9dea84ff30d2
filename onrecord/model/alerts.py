"""What is told: Reason, Alert, Delivery, Message, Receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias

from onrecord.model.articles import Article, Origin
from onrecord.model.notices import Notice
from onrecord.model.statements import Kind

FROM_FEED = "from feed only"
"""Note of an alert whose article's page could not be read yet."""
CONFIRMED = "first from the feed only, since confirmed by the page"

AlertKind: TypeAlias = Literal["statement", "mention", "keyword", "update", "edit"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain that led to an alert, or away from it.

    Attributes:
        stage: alias, cue, speaker, role, rule, keyword, recency or novelty.
        detail: what was found there, in words for the analyst.
    """

    stage: str
    detail: str


Reason: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One statement inside an alert, with all that a message shows of it.

    Attributes:
        statement_id: see `Placement`.
        words: the content as published, without outer quotation marks.
        cue: the reporting words as published, or empty.
        speaker: display name, or empty where nobody is named.
        surface: how the article names the speaker here ("he", "the movement"), or empty.
        capacity: what the speaker speaks as, or empty.
        acts: names of acts.
        restates: id of the earlier statement of another day that it says again, or empty.
        person: id of the speaker, or empty.
    """

    statement_id: str
    words: str
    kind: Kind
    cue: str
    speaker: str
    surface: str
    capacity: str
    language: str
    acts: tuple[str, ...]
    reason: Reason
    restates: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article an alert points to."""

    url: str
    title: str
    outlet: str
    outlet_name: str
    language: str
    published: datetime | None
    first_seen: datetime
    origin: Origin

    @classmethod
    def to(cls, article: Article, outlet_name: str) -> ArticleRef:
        """The reference to an article of an outlet of that name."""
        return cls(
            url=article.url,
            title=article.title,
            outlet=article.outlet,
            outlet_name=outlet_name,
            language=article.language,
            published=article.published,
            first_seen=article.first_seen,
            origin=article.origin,
        )


@dataclass(frozen=True, slots=True)
class Alert:
    """The decision to tell: what one speaker newly says in one article × one watchlist.

    Attributes:
        id: hexadecimal, derived from watchlist, article and statements: deciding twice gives the same id.
        group: id of the group or, for a person without one, of the person; empty for a keyword alert.
        group_name: its canonical name.
        told: the new statements of that group in that article, in text order; of an update the one statement that was
            told before, of an edit those whose words were changed or removed since; empty for mention and keyword
            alerts.
        notes: what the reader must know about it ("from feed only", "undated, first seen …").
        reason: for mention and keyword alerts; statements carry their own.
        excerpt: for mention and keyword alerts, the paragraph that matched.
        reached: for an update, which threshold of independent outlets its statement has reached; else 0.
        follows: for an update or an edit, id of the alert that told its statement first; else empty.
    """

    id: str
    kind: AlertKind
    watchlist: str
    group: str
    group_name: str
    article: ArticleRef
    told: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()
    reason: Reason = ()
    excerpt: str = ""
    reached: int = 0
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """A report that raised no alert, and why: nothing is dropped without a word.

    Attributes:
        why: background, echo, baseline, old, condition, untracked-capacity …: one word to group by.
        detail: the same in words.
        watchlist: which watchlist stayed silent, or empty when all did.
    """

    why: str
    detail: str
    words: str
    speaker: str
    group: str
    statement_id: str
    watchlist: str = ""


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sending to one channel, a row of the outbox: of one alert, unique on (alert, channel); or of a bundle.

    A bundle is a delivery without an alert. It carries other deliveries, which share its fate and are not sent by
    themselves; `slot` is the hour for which it was opened, unique on (channel, slot), or None for one that was made of
    what came too fast. One with `notices` is for the operator, with neither.

    `created_at` is when it was first allowed to go out, or when an operator last asked for it again: the time for which
    a failed one is tried again counts from there. All times are aware and in UTC. `taken` are the ids of those parts of
    its message that the other side has, while others are still to come.
    """

    id: int
    alert: Alert | None
    channel: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_try_at: datetime
    last_error: str = ""
    sent_at: datetime | None = None
    slot: datetime | None = None
    carrier: int | None = None
    notices: tuple[Notice, ...] = ()
    taken: frozenset[str] = frozenset()

    @property
    def subject(self) -> str:
        """What it is, in a few words for the operator."""
        if self.alert is not None:
            return f"alert {self.alert.id}"
        if self.notices:
            return "notice"
        return f"digest of {self.slot:%Y-%m-%d %H:%M} UTC" if self.slot else f"bundle {self.id}"


@dataclass(frozen=True, slots=True)
class Message:
    """An alert rendered for one medium.

    Attributes:
        subject: one line, no control characters.
        body: in the medium's own markup (HTML for e-mail, mrkdwn for Slack, JSON for webhooks, as its service
            shows it for a chat, text otherwise); a chat's is split and gets its line breaks when it is sent.
        plain: the same as plain text.
        key: stable idempotency key: the same delivery always has the same.
        follows: key of the message on the same channel that this one goes on from, or empty.
        thread: the `thread` of that message's receipt, or empty.
        taken: the ids of those parts of it, by receipts of earlier attempts, that are not to be sent again.
    """

    subject: str
    body: str
    plain: str
    key: str
    follows: str = ""
    thread: str = ""
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one attempt to send.

    Attributes:
        ok: the other side said yes.
        detail: its words, without secrets.
        retryable: whether another attempt makes sense.
        retry_after: how long the other side asked us to wait, if it did.
        thread: what a later message names to go on from this one (Slack's ``ts``, a mail's key); empty where the medium
            has no threads.
        taken: of a message in several parts that did not get through as a whole, the ids of those that were taken in
            this attempt; `thread` is then that of the first of them.
    """

    ok: bool
    detail: str
    at: datetime
    retryable: bool = True
    retry_after: timedelta | None = None
    thread: str = ""
    taken: tuple[str, ...] = ()
