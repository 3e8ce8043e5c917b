"""The mailbox to which calendars answer: an IMAP folder, or a folder of mails (.eml, or a Maildir) on this machine."""

from __future__ import annotations

import datetime
import email
import imaplib
import logging
import ssl
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import OperationalError

from palabre.meetings.calendars.calendar_replies import LARGEST, NAMED, take_reply

EVERY = datetime.timedelta(minutes=5)
PORT = 993
MOST, PATIENCE = 100, 20  # mails at once, seconds
logger = logging.getLogger(__name__)


def read_mailbox(now: datetime.datetime) -> None:
    """Scheduled task: read what is new in the IMAP folder that is set. A mailbox that is away is read next time."""
    if not settings.ANSWERS_IMAP:
        return
    try:
        read_imap(settings.ANSWERS_IMAP, now)
    except (OSError, imaplib.IMAP4.error) as fault:
        logger.warning("The mailbox of calendars’ answers could not be read: %s", type(fault).__name__)


def read_imap(url: str, now: datetime.datetime) -> int:
    """Read the unseen mails of imaps://name:secret@host/FOLDER, mark them as seen, return how many were answers."""
    parts = urllib.parse.urlsplit(url)
    name, secret = (urllib.parse.unquote(part or "") for part in (parts.username, parts.password))
    secure = ssl.create_default_context()  # the library's own checks no certificate
    box = imaplib.IMAP4_SSL(parts.hostname or "", parts.port or PORT, ssl_context=secure, timeout=PATIENCE)
    try:
        box.login(name, secret)
        box.select(parts.path.strip("/") or "INBOX")
        _status, (found,) = box.search(None, "UNSEEN")
        return sum(take_from(box, number.decode(), now) for number in found.split()[:MOST])
    finally:
        box.logout()


def take_from(box: imaplib.IMAP4_SSL, number: str, now: datetime.datetime) -> bool:
    _status, data = box.fetch(number, f"(BODY.PEEK[]<0.{LARGEST}>)")
    content = next((one[1] for one in data if isinstance(one, tuple)), b"")
    is_answer = is_taken(content, now)
    box.store(number, "+FLAGS", "\\Seen")
    return is_answer


def read_folder(folder: Path, now: datetime.datetime) -> int:
    """Read each mail of the folder, return how many were answers. A mail that is read again changes nothing."""
    return sum(is_taken(content, now) for content in mails_in(folder))


def mails_in(folder: Path) -> Iterator[bytes]:
    files = [*folder.glob("*.eml"), *(one for part in ("new", "cur") for one in (folder / part).glob("*"))]
    for file in sorted(one for one in files if one.is_file()):
        with file.open("rb") as opened:
            yield opened.read(LARGEST)


def is_taken(content: bytes, now: datetime.datetime) -> bool:
    """Record the answer in this mail, and return whether there was one. A mail that cannot be read is left aside.

    Anybody may write to this mailbox: no mail may keep those after it from being read. All wait for a database that is
    away.
    """
    if not NAMED.search(content):
        return False
    try:
        return take_reply(email.message_from_bytes(content), now)
    except OperationalError:
        raise
    except Exception as fault:
        logger.warning("A mail to the mailbox of calendars’ answers could not be read: %s", type(fault).__name__)
        return False
