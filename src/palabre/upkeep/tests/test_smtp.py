"""What the mail server answers, read once for letters, codes and words about accounts."""

import contextlib
import smtplib
import socket
import threading
from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from django.db import OperationalError

from palabre.settings import mailers
from palabre.upkeep import smtp
from palabre.upkeep.smtp import FaultKind, kind_of_fault


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 No such user")}), FaultKind.ADDRESS),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"5.7.1 Relaying denied")}), FaultKind.US),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (451, b"4.7.1 Come back later")}), FaultKind.LATER),
        (smtplib.SMTPRecipientsRefused({}), FaultKind.LATER),
        (smtplib.SMTPDataError(552, b"5.2.2 Mailbox full"), FaultKind.MESSAGE),
        (smtplib.SMTPDataError(530, b"Who are you?"), FaultKind.US),
        (smtplib.SMTPSenderRefused(550, b"No", "a@b.example"), FaultKind.US),
        (smtplib.SMTPServerDisconnected(), FaultKind.AWAY),
        (ConnectionRefusedError(), FaultKind.AWAY),
        (KeyError("a fault of ours"), FaultKind.AWAY),
        (ValueError("a line break in an address"), FaultKind.INVALID),
    ],
)
def test_each_answer_is_read_as_one_kind_of_fault(fault, kind):
    assert kind_of_fault(fault) is kind


def test_a_message_that_left_has_no_fault(mailoutbox):
    assert smtp.send(EmailMessage(subject="x", body="x", to=["a@b.example"])) is None
    assert len(mailoutbox) == 1


def test_a_database_that_is_away_is_for_the_caller_to_wait_for():
    def compose():
        raise OperationalError

    with pytest.raises(OperationalError):
        smtp.attempt(compose)


def test_a_server_that_answers_without_end_is_hung_up_on(settings, monkeypatch):
    monkeypatch.setattr(smtp, "LONGEST_ANSWER", 0.2)
    with an_endless_server() as port:
        settings.MAILERS = mailers(f"smtp://127.0.0.1:{port}")

        fault = smtp.send(EmailMessage(subject="x", body="x", from_email="c@d.example", to=["a@b.example"]))

    assert kind_of_fault(fault) is FaultKind.AWAY


@contextlib.contextmanager
def an_endless_server() -> Iterator[int]:
    """Greet one client, then answer a line at a time until it leaves; refuse it after a thousand lines."""
    pause = threading.Event()

    def answer() -> None:
        client, _from = listening.accept()
        with client, contextlib.suppress(OSError):
            client.sendall(b"220 hello\r\n")
            for _line in range(1_000):
                client.sendall(b"250-more\r\n")
                pause.wait(0.005)
            client.sendall(b"250 done\r\n550 no\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        talker = threading.Thread(target=answer)
        talker.start()
        yield listening.getsockname()[1]
        pause.set()
        talker.join()
