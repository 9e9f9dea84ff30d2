"""Notifying: what happened goes to the operator's channel, through the outbox, so that a server that is down delays it.

Where the config names no operator, nobody is told. Nothing is told of the operator's own channel: it could not arrive.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from alerts.schedule import after_quiet
from onrecord.model import Notice, Settings
from store import notices


class Operator:
    """Who is told how the program itself does.

    Attributes:
        channel: the operator's, or None when the config names none.
    """

    def __init__(self, settings: Settings) -> None:
        self.channel = next((one for one in settings.channels if one.id == settings.operator), None)

    def tell(self, tx: Connection, told: Sequence[Notice], now: datetime, *, by: str | None = None) -> None:
        """Queue these notices, not into quiet hours.

        Args:
            tx: the transaction in which they happened.
            told: in the order in which they happened.
            now: aware UTC.
            by: id of the channel that they are about, if they are about one.
        """
        if self.channel is not None and self.channel.id != by:
            notices.add(tx, self.channel.id, told, after_quiet(self.channel, now))
