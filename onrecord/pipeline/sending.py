"""One sending: mark the delivery, render and send it, settle what came of it. At least once, never lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol

from alerts import retry
from alerts.render import render
from onrecord.model import Channel, Delivery, Message, Receipt, Settings
from onrecord.pipeline.outcomes import Sent
from onrecord.pipeline.polling import Clock
from store import deliveries
from store.database import Store


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
            receipt = await self._deliverer.send(self._message(delivery, channel), channel.id)
        return self._settle(delivery, receipt)

    def _message(self, delivery: Delivery, channel: Channel) -> Message:
        return render(delivery.alert, channel, now=self._clock())

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
