"""Everything that onrecord raises on purpose.

    OnRecordError
    ├── ConfigError(problems)          the config is wrong; nothing was started
    ├── FetchError(url)                a request brought no usable answer
    │   ├── Unreachable                DNS, connection, TLS, time-out
    │   │   └── BrokenOff              the connection broke before the answer was complete
    │   ├── RateLimited(retry_after)   429, or 503 with Retry-After
    │   ├── Refused(status)            any other status that is not a success
    │   ├── RobotsDisallowed           robots.txt says no
    │   ├── TooLarge                   over the size limit, before or after decompression
    │   └── Blocked                    a bot wall or a forbidden address
    ├── FeedError(url)                 the answer is not the feed it should be
    ├── ExtractError(url)              the page holds no article text
    ├── StoreError(resource)           the database cannot be used as it is
    └── DeliveryError(channel)         a message was not accepted; retryable or not

`str()` of every one names the resource and the cause. Expected failures are caught at the edge that knows
what to do and kept as a `Failure` value on the row; what nobody expects crashes the job loudly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta


class OnRecordError(Exception):
    """Root of the tree.

    Attributes:
        resource: what the error is about (a URL, a file, a channel id); empty when it is about nothing in particular.
        cause: what went wrong, in words for the operator.
    """

    def __init__(self, resource: str, cause: str) -> None:
        super().__init__(resource, cause)
        self.resource = resource
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.resource}: {self.cause}" if self.resource else self.cause


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a config file.

    Attributes:
        file: path as the user gave it.
        line: 1-based line, or 0 when the problem is about the whole file.
        key: path of the key, such as ``outlets[3].sources[0].url``.
        message: what is wrong.
        hint: what to do, or empty.
    """

    file: str
    line: int
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}:{key} {self.message}{hint}"


class ConfigError(OnRecordError):
    """The config is wrong. Carries every problem at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        noun = "problem" if len(self.problems) == 1 else "problems"
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__("config", f"{len(self.problems)} {noun}\n{listed}")


class FetchError(OnRecordError):
    """A request brought no usable answer. The resource is the URL."""

    kind = "fetch failed"


class Unreachable(FetchError):
    """DNS, connection, TLS or time-out."""

    kind = "unreachable"


class BrokenOff(Unreachable):
    """The connection broke before the answer was complete."""


class RateLimited(FetchError):
    """The server asks us to come back later."""

    kind = "rate limited"

    def __init__(self, resource: str, cause: str, retry_after: timedelta | None = None) -> None:
        super().__init__(resource, cause)
        self.retry_after = retry_after


class Refused(FetchError):
    """A status that is not a success."""

    kind = "refused"

    def __init__(self, resource: str, cause: str, status: int) -> None:
        super().__init__(resource, cause)
        self.status = status


class RobotsDisallowed(FetchError):
    """robots.txt forbids this URL to us."""

    kind = "robots"


class TooLarge(FetchError):
    """The body is over the size limit."""

    kind = "too large"


class Blocked(FetchError):
    """A bot wall, or an address that we do not talk to."""

    kind = "blocked"


class FeedError(OnRecordError):
    """The body is not the kind of source that the config says it is."""

    kind = "not a feed"


class ExtractError(OnRecordError):
    """No article text could be found in a page."""

    kind = "no article"


class StoreError(OnRecordError):
    """The database cannot be used as it is."""


class DeliveryError(OnRecordError):
    """A message was not accepted by its channel. The resource is the channel id, never its URL."""

    def __init__(self, resource: str, cause: str, *, retryable: bool, retry_after: timedelta | None = None) -> None:
        super().__init__(resource, cause)
        self.retryable = retryable
        self.retry_after = retry_after
