"""Apprise's reading of a channel URL."""

from __future__ import annotations

from typing import Final, TypeVar

from apprise import Apprise, AppriseAsset
from apprise.plugins.base import NotifyBase

ASSET: Final = AppriseAsset(
    app_id="onrecord",
    app_desc="onrecord news monitor",
    app_url="",
    # Apprise would have Discord and Teams load its logo from elsewhere.
    image_url_mask="",
    image_url_logo="",
    secure_logging=True,
    storage_mode="memory",
)

ServiceT = TypeVar("ServiceT", bound=NotifyBase)


def service(url: str, kind: type[ServiceT], *, otherwise: str) -> ServiceT:
    """The one service, of Apprise's class `kind`, and the one recipient that `url` stands for.

    Raises:
        ValueError: with `otherwise`, when Apprise does not read it as such; or it names several recipients.
    """
    read = Apprise.instantiate(url, asset=ASSET)
    # A subclass is another service (GroundMail is a NotifyEmail) with another way to send.
    if read is None or not isinstance(read, kind) or (kind is not NotifyBase and type(read) is not kind):
        raise ValueError(otherwise)
    if len(read) > 1:
        raise ValueError(
            f"the url names {len(read)} recipients: give each its own channel, so that one that fails holds up nobody"
        )
    return read
