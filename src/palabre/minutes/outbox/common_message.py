"""« Écrire à tous »: one message in blind copy, from one's own mailbox, to those whose messages wait in the outbox.

It holds no personal link. Addresses are those that the letters already show to who reads the outbox.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from urllib.parse import quote

from django.utils.translation import gettext as _

from palabre.meetings.permissions import addresses_known_to
from palabre.people.models import News, Person
from palabre.post.models import Letter
from palabre.spaces.models import Space

LONGEST_MAILTO = 1900  # characters: some mail programs drop longer URLs


@dataclasses.dataclass(frozen=True, slots=True)
class CommonMessage:
    """`mailto` opens the message in a mail program; it leaves out the text, then the addresses, when it is too long."""

    addresses: list[str]
    without_address: list[str]
    subject: str
    text: str
    mailto: str

    @property
    def in_one_line(self) -> str:
        return ", ".join(self.addresses)


def common_message(letters: Iterable[Letter], space: Space, *, by: Person, door: str) -> CommonMessage:
    """Return the message to the readers of these letters; `door` is the address that lets them in, "" for none.

    It holds the addresses that `by` may know.
    """
    readers = {letter.reader.pk: letter.reader for letter in letters}.values()
    reached = [one for one in readers if one.news != News.NONE and one.email_refused_at is None]
    knows = addresses_known_to(by)
    known = [one for one in reached if one.email and knows(one)]
    addresses = sorted({one.email for one in known})
    names = sorted(one.name for one in reached if one not in known)
    subject, text = _("A word from “%(space)s”") % {"space": space.name}, body(space, by=by, door=door)
    return CommonMessage(addresses, names, subject, text, mailto(addresses, subject, text))


def body(space: Space, *, by: Person, door: str) -> str:
    words = [
        _("Hello,"),
        _("I am writing to you from “%(space)s”.") % {"space": space.name},
        _("Everything is here: %(address)s") % {"address": door} if door else "",
        _("You need no account. If you do not wish to be written to, tell me."),
        by.name,
    ]
    return "\n\n".join(filter(None, words))


def mailto(addresses: list[str], subject: str, text: str) -> str:
    copied = f"bcc={quote(','.join(addresses), safe='@,')}"
    parts = [copied, f"subject={quote(subject)}", f"body={quote(text.replace(chr(10), chr(13) + chr(10)))}"]
    ways = (parts, parts[:2], parts[1:])
    urls = [f"mailto:?{'&'.join(way)}" for way in ways]
    return next((url for url in urls if len(url) <= LONGEST_MAILTO), "mailto:")
