"""E-mail by SMTP."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header, decode_header, make_header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from functools import cache
from typing import Final

from apprise.plugins.email.base import NotifyEmail, PGPMode
from apprise.plugins.email.common import SecureMailMode

from alerts.escape import header
from alerts.plugins.progress import Progress
from alerts.plugins.service import service
from alerts.plugins.taken import Taken
from onrecord.errors import DeliveryError
from onrecord.model import Message

_FORM: Final = "not a mail address: use mailtos://USER:PASSWORD@HOST/TO?from=FROM (mailto:// without TLS)"
_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class _Server:
    """Where the mail is handed in, and how."""

    host: str
    port: int
    mode: str
    user: str
    password: str
    verify: bool
    timeout: float

    def __repr__(self) -> str:
        return f"_Server({self.host}:{self.port})"


@dataclass(frozen=True, slots=True)
class Party:
    """Who sends or gets a mail. `name` may be empty."""

    name: str
    address: str


class MailSender:
    """Sends one HTML mail, with plain text beside it, to one recipient.

    The URL is Apprise's ``mailto://`` or ``mailtos://``; copies (cc, bcc) and PGP are not supported.
    """

    def __init__(self, channel: str, url: str) -> None:
        self._channel = channel
        read = service(url, NotifyEmail, otherwise=_FORM)
        if not read.targets:
            raise ValueError("the url names no valid recipient")
        if read.cc or read.bcc:
            raise ValueError("cc and bcc are not supported: give each recipient a channel of its own")
        if read.pgp_mode != PGPMode.NONE:
            raise ValueError("pgp is not supported")
        self._server = _Server(
            host=read.smtp_host,
            port=int(read.port or 0),
            mode=str(read.secure_mode),
            user=read.user or "",
            password=read.password or "",
            verify=read.verify_certificate,
            # Apprise's own choice: the time to connect (cto) holds for every step.
            timeout=read.socket_connect_timeout,
        )
        self._from = _party(read.from_addr)
        self._to = _party(read.targets[0])
        self._headers: dict[str, str] = {header(name): header(value, 900) for name, value in read.headers.items()}

    def send(self, message: Message, at: datetime, _progress: Progress, /) -> Taken:
        """Hand the mail in; what the server answers to its last line is the receipt."""
        mail = compose(message, sender=self._from, recipient=self._to, at=at, headers=self._headers)
        try:
            server = _connection(self._server)
        except (smtplib.SMTPException, OSError) as error:
            raise self._failure(error) from None
        try:
            words = _hand_in(server, mail, self._from.address, self._to.address)
            return Taken(words, thread=message.key)
        except (smtplib.SMTPException, OSError) as error:
            raise self._failure(error, lost="; it may have arrived") from None
        finally:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _failure(self, error: smtplib.SMTPException | OSError, *, lost: str = "") -> DeliveryError:
        """What went wrong; `lost` is added where nobody knows whether the server took the mail.

        SMTP says 4xx for "later" and 5xx for "never" (RFC 5321 §4.2.1).
        """
        where = f"{self._server.host}:{self._server.port}"
        retryable = True
        if isinstance(error, smtplib.SMTPResponseException):
            words = _said(error.smtp_code, error.smtp_error)
            retryable = not 500 <= error.smtp_code < 600
        elif isinstance(error, smtplib.SMTPNotSupportedError):
            words = f"{where} does not offer TLS, or no login that we know"
            retryable = False
        elif isinstance(error, TimeoutError) or "timed out" in str(error):
            words = f"{where} did not answer in time{lost}"
        elif isinstance(error, smtplib.SMTPException):
            words = f"{where} closed the connection{lost}"
        elif isinstance(error, ssl.SSLError):
            words = f"{where} has no valid certificate, or speaks no TLS"
        else:
            words = f"{where} is unreachable: {(error.strerror or 'no connection').lower()}{lost}"
        return DeliveryError(self._channel, words, retryable=retryable)


def compose(message: Message, *, sender: Party, recipient: Party, at: datetime, headers: Mapping[str, str]) -> bytes:
    """The mail as sent: plain text and HTML. `headers` are the operator's own and win over ours.

    Message-ID comes from the message's key: a message that is sent twice shows as the same mail. One that goes on from
    another names that one's, so that both stand in one thread.
    """
    # The older classes, because Python's newer EmailMessage loses spaces when it folds a subject that is partly ASCII.
    mail = MIMEMultipart("alternative", policy=policy.compat32.clone(linesep="\r\n"))
    domain = sender.address.rpartition("@")[2]
    fields = {
        "Subject": header(message.subject),
        "From": formataddr((sender.name, sender.address), charset="utf-8"),
        "To": formataddr((recipient.name, recipient.address), charset="utf-8"),
        "Date": format_datetime(at),
        "Message-ID": f"<{message.key}@{domain}>",
        "List-Id": f"onrecord alerts <alerts.onrecord.{domain}>",
        # RFC 3834: no robot answers a robot.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Idempotency-Key": message.key,
    }
    if message.follows:
        # The first may have come in a digest: that is the mail to go on from.
        first = message.thread or message.follows
        fields |= dict.fromkeys(("In-Reply-To", "References"), f"<{first}@{domain}>")
    for name, value in {**fields, **headers}.items():
        mail[name] = value if value.isascii() else Header(value, "utf-8", header_name=name).encode()
    mail.attach(MIMEText(message.plain, "plain", "utf-8"))
    mail.attach(MIMEText(message.body, "html", "utf-8"))
    return mail.as_bytes()


def _party(pair: Sequence[object]) -> Party:
    """A party out of Apprise's (name or False, address)."""
    name, address = pair
    if not isinstance(address, str) or not re.fullmatch(r"[!-~]+@[A-Za-z0-9.:\[\]-]+", address):
        raise ValueError("an address in the url cannot be used")
    # Apprise has it encoded for a header already.
    return Party(header(str(make_header(decode_header(name)))) if isinstance(name, str) else "", address)


def _connection(server: _Server) -> smtplib.SMTP:
    """A connection, encrypted and logged in as the URL says."""
    if server.mode == SecureMailMode.SSL:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout, context=_context(verify=server.verify)
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.mode == SecureMailMode.STARTTLS:
            smtp.starttls(context=_context(verify=server.verify))
        if server.user and server.password:
            smtp.login(server.user, server.password)
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp


@cache
def _context(*, verify: bool) -> ssl.SSLContext:
    """How connections are encrypted. Reading the system's certificates takes tens of milliseconds, so once."""
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _hand_in(server: smtplib.SMTP, mail: bytes, sender: str, recipient: str) -> str:
    """The dialogue of `smtplib.SMTP.sendmail` for one recipient, but with the server's last words kept.

    They hold the number under which the mail was queued, which is how an operator finds it in the server's log.
    """
    server.ehlo_or_helo_if_needed()
    code, words = server.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, words, sender)
    code, words = server.rcpt(recipient)
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, words)
    code, words = server.data(mail)
    if code != 250:
        raise smtplib.SMTPDataError(code, words)
    return _said(code, words)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return header(f"{code} {text}", _WORDS)
