"""The address in each letter that stops letters of its kind, in one click and without signing in (RFC 8058).

Its token is the person's id, the kind, and a keyed digest of both. It is stored nowhere, and is valid as long as the
instance knows the secret that made it, for an old letter must still be stopped. It opens nothing else. A GET changes
nothing: mail filters open links. Any holder of a letter may stop it; the page says at once how to come back. The letter
to a name that was merged since stops those to the person they are only where both are the same mailbox.
"""

from __future__ import annotations

import dataclasses
import re

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.people.access.links import LinkClosed
from palabre.people.models import News, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web import keyed_digests

SALT = "palabre.people.stopping"
DIGEST, CALLS = "digest", "calls"  # news of the community; letters to a person who is called on
TOKEN = re.compile(r"([0-9]{1,18})-(digest|calls)-([0-9a-f]{32})")
REGULAR = (News.WEEK, News.FORTNIGHT)


@dataclasses.dataclass(frozen=True, slots=True)
class Stop:
    """The person and the kind of letters that an address stops."""

    person: Person
    kind: str

    @property
    def is_stopped(self) -> bool:
        return self.person.news == News.NONE or (self.kind == DIGEST and self.person.news not in REGULAR)


def unsubscribe_path(person: Person, kind: str) -> str:
    """Return the path, token included, that stops letters of this kind: for the person's letters, and nowhere else."""
    return reverse("links:stop", args=[f"{person.pk}-{kind}-{mac(person.pk, kind)}"])


def opened_by(token: str) -> Stop:
    """Return what this token stops. Raises LinkClosed when it was truncated, or when the person is gone."""
    found = TOKEN.fullmatch(token)
    whole = found is not None and keyed_digests.is_digest(found[3], SALT, f"{int(found[1])}:{found[2]}", length=32)
    person = Person.objects.select_related("space", "same_as__space").filter(pk=found[1]).first() if found else None
    if not whole or found is None or person is None:
        raise LinkClosed(
            _("This link is incomplete: part of it was lost on the way."),
            instead=_("Open it again from the message, or copy it whole."),
        )
    return Stop(written_to(person), found[2])


def written_to(person: Person) -> Person:
    """Return whom the person was merged into, if letters to both go to one mailbox that no member noted for the name.

    Else whoever noted an address beside a name would decide for the person who came, by merging the two.
    """
    kept = person.same_as
    if kept is None or not person.email or person.email != kept.email:
        return person
    return person if kept.has_come and person.address_by_id is not None else kept


def stop(asked: Stop) -> None:
    """Write no more letters of this kind to the person. Idempotent."""
    if not asked.is_stopped:
        hear(asked.person, News.CALLED if asked.kind == DIGEST else News.NONE)


def come_back(asked: Stop, news: str) -> None:
    """Store the news that the person wants after all. Raises a Refusal for an unknown choice."""
    if news not in News.values:
        raise Refusal(_("That is not one of the answers."), instead=_("Choose one of the buttons."))
    if asked.person.erased_at is None:
        hear(asked.person, news)


def hear(person: Person, news: str) -> None:
    with transaction.atomic():
        Space.hold(person.space_id)
        person.hear(news)


def mac(number: int, kind: str) -> str:
    return keyed_digests.digest(SALT, f"{number}:{kind}")[:32]
