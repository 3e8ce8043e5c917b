"""« Tout copier »: the texts of the letters that wait, one after the other, to be sent from one's own mailbox."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.minutes.outbox.space_outbox import letters_in_reach, readable_letters
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.models import Letter, Way
from palabre.refusal import Refusal

MOST = 100  # letters copied at once: each gets a link of its own
RULE = "\n\n" + "-" * 20 + "\n\n"


def copies(letters: Iterable[Letter], *, by: Person, at: datetime.datetime, origin: str) -> list[tuple[Letter, str]]:
    """Return the letters that `by` may copy, each with its text and the link that its reader alone uses."""
    found, knows = [], permissions.addresses_known_to(by)
    for letter in list(filter(permissions.letters_open_to(by), letters))[:MOST]:
        try:
            outbox.lend(letter, by=by, at=at)
        except Refusal:
            continue  # `by` no longer reads what it opens
        if outbox.is_shown_to(letter, by):
            found.append((letter, one_copy(letter, knows=knows, origin=origin)))
    return found


def one_copy(letter: Letter, *, knows: Callable[[Person], bool], origin: str) -> str:
    """Return the text of one letter below its recipient, whose address is shown if the copier may know it."""
    reader = letter.reader
    address = reader.email if knows(reader) else ""
    to = f"{reader.name} <{address}>" if address else reader.name
    head = [_("To: %(name)s") % {"name": to}, _("Subject: %(words)s") % {"words": letter.subject}]
    return "\n".join([*head, "", outbox.as_sent(letter, origin=origin).strip()])


def noted_with(letter: Letter, reader: Reader, *, every: bool) -> list[Letter]:
    """Return the letters noted as sent from a mailbox at the same instant as this one, which the reader may open."""
    at_once = {"sent_at": letter.sent_at, "sent_how": Way.MAILBOX, "sent_at__isnull": False}
    rows = letters_in_reach(reader, every=every).filter(**at_once).select_related("link", "by").order_by("pk")
    return list(filter(permissions.letters_open_to(reader.person), readable_letters(rows, reader)))


def in_one_text(copied: Iterable[tuple[Letter, str]]) -> str:
    return RULE.join(text for _letter, text in copied)
