"""A real mail server for the tests, which answers what it is told to: accepted, refused, come back later."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

OK = "250 OK"


class MailServer:
    """`answers` to the next recipients, then OK; `at_the_end`: to the next texts. `received` are the mails it took."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.at_the_end: list[str] = []
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.port = free_port()

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.pop(0) if self.answers else OK
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = self.at_the_end.pop(0) if self.at_the_end else OK
        if answer == OK:
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return answer


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def a_mail_server(settings) -> Iterator[MailServer]:
    """Have one answer, and Palabre write to it."""
    server = MailServer()
    given_to(settings, server.port)
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def given_to(settings, port: int) -> None:
    """Say where the mail server is, as the settings do when a server was configured."""
    settings.MAIL_IS_CONFIGURED = True
    settings.PALABRE_MAIL_FROM = "palabre@exemple.fr"
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }


def text_of(mail: EmailMessage) -> str:
    """Return the plain text of a received mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).strip()
