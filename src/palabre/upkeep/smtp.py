"""The one way out for mail: a message is handed to the mail server here, and the server's answer is read here.

Letters, the codes by which people sign in and the words about an account all leave by it. Whether and when a message
is tried again is for the caller to say.
"""

from __future__ import annotations

import contextlib
import enum
import smtplib
import socket
import threading
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import InterfaceError, OperationalError

from palabre.pure.mail_address import mailable

REFUSED = 500  # codes of SMTP from here on are a no that will not change
ABOUT_US = (530, 535)
LONGEST_ANSWER = 60  # seconds of one answer of the mail server; the `timeout` of a socket is that of each of its pieces


class FaultKind(enum.Enum):
    """Whose fault it is that a message did not leave, and for how long."""

    AWAY = "the server does not answer, or ours failed"
    LATER = "the other side asks to come back later"
    US = "the server does not take our messages: its settings are to be looked at"
    ADDRESS = "the other side knows no such address"
    MESSAGE = "the other side will never take this message"
    INVALID = "no header can hold its address"

    @property
    def is_final(self) -> bool:
        """The other side said a no that will not change."""
        return self in (FaultKind.ADDRESS, FaultKind.MESSAGE)


class _BoundedAnswers(smtplib.SMTP):
    """A server that answers without end, a line at a time, is hung up on: its reader has other letters to send."""

    def getreply(self) -> tuple[int, bytes]:
        end = threading.Timer(LONGEST_ANSWER, hang_up, [self.sock])
        end.daemon = True
        end.start()
        try:
            return super().getreply()
        finally:
            end.cancel()


class _BoundedAnswersBySsl(_BoundedAnswers, smtplib.SMTP_SSL):
    """The same, of a connection that is encrypted from its beginning."""


def hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it is closed already
        line.shutdown(socket.SHUT_RDWR)


class BoundedBackend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _BoundedAnswersBySsl if self.use_ssl else _BoundedAnswers


def mail_is_configured() -> bool:
    return bool(getattr(settings, "MAIL_IS_CONFIGURED", False))


def send(message: EmailMessage) -> Exception | None:
    """Hand a message to the mail server, outside of any transaction; return what went wrong, None once it left."""
    _sent, fault = attempt(partial(deliver, message))
    return fault


def deliver(message: EmailMessage) -> None:
    message.to = [mailable(address) for address in message.to]
    message.send()


def attempt[Value](act: Callable[[], Value]) -> tuple[Value | None, Exception | None]:
    """Compose or send a message; return what `act` returns, or what went wrong: it holds up no other message."""
    try:
        return act(), None
    except (OperationalError, InterfaceError):
        raise  # the database is away: the caller waits for it
    except Exception as fault:
        return None, fault


def kind_of_fault(fault: BaseException) -> FaultKind:
    """Read what the mail server said.

    5.7.x and 530 speak of us, not of the other side: a relay that is closed, a password that was not asked for.
    """
    code, words = spoken_by(fault)
    is_refused = code >= REFUSED and code not in ABOUT_US and b"5.7." not in words
    match fault:
        case smtplib.SMTPRecipientsRefused() if is_refused:
            return FaultKind.ADDRESS
        case smtplib.SMTPDataError() if is_refused:
            return FaultKind.MESSAGE
        case smtplib.SMTPRecipientsRefused() | smtplib.SMTPDataError() if code < REFUSED:
            return FaultKind.LATER
        case smtplib.SMTPServerDisconnected() | smtplib.SMTPConnectError():
            return FaultKind.AWAY
        case smtplib.SMTPException():
            return FaultKind.US
        case ValueError():
            return FaultKind.INVALID
    return FaultKind.AWAY


def spoken_by(fault: BaseException) -> tuple[int, bytes]:
    """Return the code and the words of the server's answer; 0 when it gave none."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return next(iter(fault.recipients.values()), (0, b""))
    if isinstance(fault, smtplib.SMTPResponseException):
        words = fault.smtp_error
        return fault.smtp_code, words if isinstance(words, bytes) else str(words).encode()
    return 0, b""
