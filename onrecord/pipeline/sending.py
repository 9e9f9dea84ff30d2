"""One sending: mark the delivery, render and send it, settle what came of it. At least once, never lost."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from traceback import format_exception
from typing import Final, Protocol

from sqlalchemy import Connection

from alerts import retry
from alerts.masking import masked, secrets_of
from alerts.pace import pace
from alerts.render import SHIPPED, TemplateError, Templates, render, render_digest, render_notices
from alerts.schedule import after_quiet
from onrecord.model import Alert, Channel, Delivery, DeliveryState, Digest, Message, Notice, Receipt, Settings
from onrecord.pipeline import outages
from onrecord.pipeline.bundling import Bundler
from onrecord.pipeline.dispatch import Dispatcher
from onrecord.pipeline.notifying import Operator
from onrecord.pipeline.outcomes import Sent
from onrecord.pipeline.polling import Clock
from store import bundles, channels, deliveries
from store.database import Store

_TOLD_BEFORE: Final = "nothing new: all of it was told to this channel before"

log = logging.getLogger(__name__)


class Delivers(Protocol):
    """What can send a message: `alerts.deliver.Deliverer`."""

    async def send(self, message: Message, channel_id: str) -> Receipt:
        """Send it, and tell what came of it."""
        ...


class Sender:
    """Sends deliveries. One instance serves all channels."""

    def __init__(
        self, store: Store, deliverer: Delivers, settings: Settings, *, clock: Clock, rng: random.Random
    ) -> None:
        self._store, self._deliverer, self._clock, self._rng = store, deliverer, clock, rng
        self._retry_for = settings.retry_for
        self._operator = Operator(settings)
        self._channels = {channel.id: channel for channel in settings.channels}
        self._bundler = Bundler(settings)
        self._dispatcher = Dispatcher(settings)
        self._templates = Templates(settings.templates)
        self._open_again: datetime | None = None

    def recover(self) -> int:
        """Take up what was being sent when the process died. Call once, before anything is sent."""
        with self._store.begin() as tx:
            return deliveries.recover(tx, self._clock())

    def due(self, busy: frozenset[str], limit: int) -> Sequence[Delivery]:
        """The next delivery of every channel that is free."""
        now = self._clock()
        if self._open_again is None or now >= self._open_again:
            with self._store.begin() as tx:
                self._open_again = self._dispatcher.open_heartbeats(tx, now)
        with self._store.read() as tx:
            return deliveries.due(tx, now, limit, exclude_channels=busy)

    async def send(self, delivery: Delivery) -> Sent | None:
        """Send one delivery and commit what came of it; None when another sender was faster, or it has to wait.

        Where the channel's limit says so, what is sent is a bundle of all that waits for it.
        """
        channel = self._channels.get(delivery.channel)
        with self._store.begin() as tx:
            claimed = self._claim(tx, delivery, channel)
        if claimed is None:
            return None
        delivery, digest = claimed
        if channel is None:
            words = f"channel {delivery.channel} is no longer configured"
            return self._settle(delivery, Receipt(False, words, self._clock(), retryable=False), None, tried=False)
        if delivery.alert is None and not delivery.notices and digest is None:
            return self._settle(delivery, Receipt(True, _TOLD_BEFORE, self._clock()), channel, tried=False)
        return self._settle(delivery, await self._attempt(delivery, digest, channel), channel, tried=True)

    def _claim(
        self, tx: Connection, delivery: Delivery, channel: Channel | None
    ) -> tuple[Delivery, Digest | None] | None:
        """What to send now, claimed, as it is by now; with its digest, if it is a bundle."""
        now = self._clock()
        waits = deliveries.lock(tx, delivery.id)
        if waits is None:
            return None
        delivery = waits
        if channel is not None and channel.limit is not None:
            tried = bundles.attempted(tx, channel.id, now - channel.limit.per)
            step = pace(tried, bundles.untried(tx, channel.id, now), channel.limit, now)
            if step.wait_until is not None:
                channels.hold(tx, channel.id, step.wait_until)
                return None
            if step.bundle and delivery.alert is not None:
                delivery = _bundle_of(delivery, bundles.gather(tx, channel.id, now), now)
        digest = None
        if channel is not None and delivery.alert is None and not delivery.notices:
            digest = self._bundler.digest(tx, delivery, channel)
            if digest is None and delivery.attempts == 0 and not bundles.carried(tx, delivery.id):
                bundles.discard(tx, delivery.id)
                return None
        return (delivery, digest) if deliveries.start(tx, delivery.id, now) else None

    async def _attempt(self, delivery: Delivery, digest: Digest | None, channel: Channel) -> Receipt:
        """Render and send. What nobody expected is a failed attempt, logged loudly: it stops no other channel."""
        try:
            message = replace(self._message(delivery, digest, channel), taken=delivery.taken)
            return await self._deliverer.send(message, channel.id)
        except Exception as error:  # noqa: BLE001 - logged below, but masked: it might hold the channel's secrets
            secrets = secrets_of(channel)
            trace = masked("".join(format_exception(error)), secrets)
            log.critical("delivery %d ended in an error nobody expected: %s", delivery.id, trace)
            detail = masked(f"unexpected: {type(error).__name__}: {error}", secrets)
            return Receipt(ok=False, detail=detail[:300], at=self._clock())

    def _message(self, delivery: Delivery, digest: Digest | None, channel: Channel) -> Message:
        """Render. A template of the user's that fails costs its looks and no message."""
        try:
            return self._rendered(delivery, digest, channel, self._templates)
        except (TemplateError, OverflowError, TypeError):
            log.exception("a template of your own failed: the message goes out by the shipped one")
            return self._rendered(delivery, digest, channel, SHIPPED)

    def _rendered(self, delivery: Delivery, digest: Digest | None, channel: Channel, by: Templates) -> Message:
        now = self._clock()
        if delivery.alert is not None:
            message = render(delivery.alert, channel, now=now, by=by)
            return replace(message, thread=self._thread(delivery.alert, channel)) if message.follows else message
        if digest is not None:
            return render_digest(digest, channel, now=now, by=by)
        key = f"notice.{delivery.id}.{delivery.created_at:%Y%m%dT%H%M%SZ}"
        return render_notices(delivery.notices, key, channel, now=now)

    def _thread(self, alert: Alert, channel: Channel) -> str:
        with self._store.read() as tx:
            return deliveries.thread(tx, alert.follows, channel.id)

    def _settle(self, delivery: Delivery, receipt: Receipt, channel: Channel | None, *, tried: bool) -> Sent:
        """Commit what came of it; of how the channel fares only what was `tried` there says anything."""
        now = self._clock()
        with self._store.begin() as tx:
            if tried:
                fares = outages.note(tx, delivery, receipt, self._operator, now=now, rng=self._rng)
            else:
                fares = channels.get(tx, delivery.channel)
            next_try = retry.next_try(
                delivery.attempts + 1,
                now,
                receipt,
                created_at=delivery.created_at,
                retry_for=self._retry_for,
                rng=self._rng,
                channel=fares,
            )
            if next_try is not None and channel is not None:
                next_try = after_quiet(channel, next_try)
            state = deliveries.settle(tx, delivery.id, receipt, next_try)
            if state is DeliveryState.DEAD:
                self._operator.tell(tx, (_given_up(delivery, receipt),), now, by=delivery.channel)
        return Sent(delivery, receipt, state, next_try)


def _bundle_of(first: Delivery, bundle: int, now: datetime) -> Delivery:
    """The bundle that takes the place of the first delivery in it."""
    return replace(
        first, id=bundle, alert=None, attempts=0, created_at=now, next_try_at=now, slot=None, taken=frozenset()
    )


def _given_up(delivery: Delivery, receipt: Receipt) -> Notice:
    again = f"onrecord alerts retry {delivery.alert.id}" if delivery.alert else "onrecord alerts retry"
    tries = delivery.attempts + 1
    return Notice(
        "given_up",
        f"{delivery.subject} to {delivery.channel}",
        f"given up after {tries} attempt{'s' * (tries != 1)}: {receipt.detail}. Send it again with: {again}",
    )
