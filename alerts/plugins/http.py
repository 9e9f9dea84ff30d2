"""One POST, and what its answer means."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import requests

from alerts.escape import short
from onrecord.errors import DeliveryError

# Enough of an answer to judge it: Slack's bot API echoes the message it took.
_ANSWER: Final = 256 * 1024
_WORDS: Final = 200
_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}
# Not the request's fault: a time-out, "too early", "too many requests".
_TRY_AGAIN: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the start of the body as text, and how long to stay away, where it says."""

    status: int
    text: str
    retry_after: timedelta | None

    @property
    def words(self) -> str:
        """The answer on one line, for people."""
        phrase = _PHRASES.get(self.status, "")
        return " ".join(filter(None, (str(self.status), phrase, short(self.text, _WORDS))))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to post, and how. `timeout` is (connect, read) in seconds."""

    channel: str
    url: str
    timeout: tuple[float, float]
    verify: bool = True
    auth: tuple[str, str] | None = None


def post(endpoint: Endpoint, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Answer:
    """Post `body`. Redirects are not followed: a secret goes to the address that was configured, or nowhere.

    Raises:
        DeliveryError: nobody answered, or the status is not 2xx; retryable when unreachable, 408, 425, 429 or 5xx.
    """
    try:
        with requests.Session() as session:
            # Neither proxies nor .netrc of the environment: what is sent is what the channel says.
            session.trust_env = False
            with session.post(
                endpoint.url,
                data=body,
                headers={"User-Agent": "onrecord", **headers},
                timeout=endpoint.timeout,
                verify=endpoint.verify,
                auth=endpoint.auth,
                allow_redirects=False,
                stream=True,
            ) as response:
                answer = Answer(
                    response.status_code,
                    response.raw.read(_ANSWER, decode_content=True).decode("utf-8", "replace"),
                    retry_after(response.headers.get("Retry-After", ""), at),
                )
    except (requests.RequestException, OSError) as error:
        raise DeliveryError(endpoint.channel, _unreachable(error), retryable=True) from None
    if not 200 <= answer.status < 300:
        again = answer.status in _TRY_AGAIN or answer.status >= 500
        raise DeliveryError(endpoint.channel, answer.words, retryable=again, retry_after=answer.retry_after)
    return answer


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Retry-After (RFC 9110 §10.2.3): seconds or an HTTP date; None when absent, unreadable or past."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return timedelta(seconds=int(value))
    try:
        wait = parsedate_to_datetime(value) - now
    except (TypeError, ValueError):
        return None
    return wait if wait > timedelta() else None


def _unreachable(error: BaseException) -> str:
    """The cause in words, without the URL that the library's own message carries."""
    if isinstance(error, requests.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, (requests.Timeout, TimeoutError)):
        return "no answer in time; it may have arrived"
    if isinstance(error, requests.exceptions.SSLError):
        return "the server's certificate is not valid, or it speaks no TLS"
    found = re.search(r"\[Errno (-?\d+)\]", str(error))
    number = int(found[1]) if found else 0
    if number in errno.errorcode:
        return f"unreachable: {os.strerror(number).lower()}"
    if "NameResolution" in str(error) or number:
        return "unreachable: unknown host name"
    return "the connection broke; it may have arrived"
