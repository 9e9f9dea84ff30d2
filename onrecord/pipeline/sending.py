"""One sending: mark the delivery, render and send it, settle what came of it. At least once, never lost."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from traceback import format_exception
from typing import Protocol

from alerts import retry
from alerts.masking import masked, secrets_of
from alerts.render import render
from onrecord.model import Channel, Delivery, Message, Receipt, Settings
from onrecord.pipeline.outcomes import Sent
from onrecord.pipeline.polling import Clock
from store import deliveries
from store.database import Store

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
        self._channels = {channel.id: channel for channel in settings.channels}

    def recover(self) -> int:
        """Take up what was being sent when the process died. Call once, before anything is sent."""
        with self._store.begin() as tx:
            return deliveries.recover(tx, self._clock())

    def due(self, busy: frozenset[str], limit: int) -> Sequence[Delivery]:
        """The next delivery of every channel that is free."""
        with self._store.read() as tx:
            return deliveries.due(tx, self._clock(), limit, exclude_channels=busy)

    async def send(self, delivery: Delivery) -> Sent | None:
        """Send one delivery and commit what came of it; None when another sender was faster."""
        now = self._clock()
        with self._store.begin() as tx:
            if not deliveries.start(tx, delivery.id, now):
                return None
        channel = self._channels.get(delivery.channel)
        if channel is None:
            receipt = Receipt(
                ok=False, detail=f"channel {delivery.channel} is no longer configured", at=now, retryable=False
            )
        else:
            receipt = await self._attempt(delivery, channel)
        return self._settle(delivery, receipt)

    async def _attempt(self, delivery: Delivery, channel: Channel) -> Receipt:
        """Render and send. What nobody expected is a failed attempt, logged loudly: it stops no other channel."""
        try:
            message = render(delivery.alert, channel, now=self._clock())
            return await self._deliverer.send(message, channel.id)
        except Exception as error:  # noqa: BLE001 - logged below, but masked: it might hold the channel's secrets
            secrets = secrets_of(channel)
            trace = masked("".join(format_exception(error)), secrets)
            log.critical("delivery %d ended in an error nobody expected: %s", delivery.id, trace)
            detail = masked(f"unexpected: {type(error).__name__}: {error}", secrets)
            return Receipt(ok=False, detail=detail[:300], at=self._clock())

    def _settle(self, delivery: Delivery, receipt: Receipt) -> Sent:
        next_try = retry.next_try(
            delivery.attempts + 1,
            self._clock(),
            receipt,
            created_at=delivery.created_at,
            retry_for=self._retry_for,
            rng=self._rng,
        )
        with self._store.begin() as tx:
            state = deliveries.settle(tx, delivery.id, receipt, next_try)
        return Sent(delivery, receipt, state, next_try)
