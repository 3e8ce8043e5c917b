"""Letters to a mail address of which no person is known: written by a slice above, looked at, forgotten.

They leave by the queue of all letters, when they are due. What they say is given here, or composed when they leave by
the kind that their slice registered (see hooks).
"""

from __future__ import annotations

import dataclasses
import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction

from palabre.post.calendar_enclosure import Enclosure
from palabre.post.hooks import kind_of_letters_about
from palabre.post.models import Letter
from palabre.post.outbox import SUBJECT_LENGTH
from palabre.post.placeholders import unfolded
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class Addressee:
    """An address, and what a letter to it is about; see `write_to_address`."""

    email: str
    about: str
    origin: str = ""
    language: str = ""


def write_to_address(
    email: str,
    *,
    space: Space,
    about: str,
    due_at: datetime.datetime,
    origin: str = "",
    language: str = "",
    subject: str = "",
    body: str = "",
    enclosure: Enclosure | None = None,
) -> Letter:
    """Have a letter leave for this address at `due_at`, within three days of now: one at a time `about` each thing.

    One that has not left is written over, and is another message from then on: if it is just leaving, both leave.
    """
    kind_of_letters_about(about)
    words = {"subject": " ".join(subject.split())[:SUBJECT_LENGTH], "body": body, "html": ""}
    words |= (
        {"calendar": unfolded(enclosure.text), "calendar_method": enclosure.method} if enclosure else {"calendar": ""}
    )
    goes = {"to_email": email, "language": language, "origin": origin, "due_at": due_at, "approved_at": due_at}
    anew = {"message_id": uuid.uuid4().hex, "leased_until": None, "attempts": 0, "refused": "", "trouble": ""}
    with transaction.atomic():
        Space.hold(space.pk)
        letter, _is_new = Letter.objects.update_or_create(
            space=space, to=None, about=about, sent_at=None, defaults=words | goes | anew
        )
        return letter


def write_to_addresses(addressees: Iterable[Addressee], *, space: Space, due_at: datetime.datetime) -> None:
    """Have a letter that its kind composes leave for each of these, as `write_to_address` does, in a few queries."""
    facts = {"space": space, "due_at": due_at, "approved_at": due_at}
    letters = [
        Letter(to_email=one.email, about=one.about, origin=one.origin, language=one.language, **facts)
        for one in addressees
    ]
    for letter in letters:
        kind_of_letters_about(letter.about)
        letter.message_id = uuid.uuid4().hex
    with transaction.atomic():
        Space.hold(space.pk)
        abouts = [letter.about for letter in letters]
        Letter.objects.filter(space=space, to=None, sent_at=None, about__in=abouts).delete()
        Letter.objects.bulk_create(letters)


def last_letter(space: Space, about: str) -> Letter | None:
    """Return the last letter to an address about this: it says whether it is leaving, left, or why it did not."""
    return Letter.objects.filter(space=space, to=None, about=about).order_by("-pk").first()


def last_letters(space: Space, abouts: Iterable[str]) -> dict[str, Letter]:
    """Return the last letter about each of these, in one query; those without a letter are missing."""
    rows = Letter.objects.filter(space=space, to=None, about__in=list(abouts)).order_by("pk")
    return {letter.about: letter for letter in rows}


def forget(space: Space, abouts: Iterable[str]) -> None:
    """Delete every letter to an address about these, sent or not: what is in a worker's hands may still leave once."""
    with transaction.atomic():
        Space.hold(space.pk)
        Letter.objects.filter(space=space, to=None, about__in=list(abouts)).delete()
