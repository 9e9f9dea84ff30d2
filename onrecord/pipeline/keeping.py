"""Keeping a page as evidence: into the archive, then into the database where it stands."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import Protocol

from crawler.archive import Archive
from onrecord.model import Page, Settings
from store import captures
from store.database import Store

log = logging.getLogger(__name__)


class Keeps(Protocol):
    """What can keep pages: a `Keeper`, or `Nowhere`."""

    async def keep(self, page: Page, outlet: str) -> None:
        """Keep a page that was fetched for an outlet."""
        ...


class Nowhere:
    """Keeps nothing."""

    async def keep(self, page: Page, outlet: str) -> None:
        """Let it go."""


class Keeper:
    """Keeps pages. One instance serves all outlets."""

    def __init__(self, store: Store, archive: Archive) -> None:
        self._store, self._archive = store, archive

    async def keep(self, page: Page, outlet: str) -> None:
        """Keep a page, away from the loop.

        A folder that cannot be written to (a full disk) stops no alert: the page is read all the same, and the log
        says loudly that there is no evidence of it.
        """
        try:
            await asyncio.to_thread(self._keep, page, outlet)
        except OSError as error:
            log.critical("no evidence is kept of %s: %s", page.url, error)

    def _keep(self, page: Page, outlet: str) -> None:
        with self._store.read() as tx:
            original = captures.original(tx, outlet, body_digest(page))
        capture = self._archive.keep(page, outlet, original)
        with self._store.begin() as tx:
            captures.save(tx, capture, original)


def keeper(store: Store, settings: Settings) -> Keeps:
    """What keeps pages the way the config wants it."""
    folder = settings.evidence_folder
    return Nowhere() if folder is None else Keeper(store, Archive(folder))


def body_digest(page: Page) -> str:
    """SHA-256 of a page's body, hexadecimal: what the article row keeps."""
    return hashlib.sha256(page.body).hexdigest()
