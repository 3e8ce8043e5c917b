"""The channel by which news reaches people by mail: a letter in the outbox, which leaves where there is a server."""

from __future__ import annotations

import html

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from palabre.journal import sockets
from palabre.journal.listing import OF_AN_ENTRY
from palabre.journal.models import Delivery, Letter
from palabre.journal.outbox import ADDRESS, SUBJECT_LENGTH, let_go, mail_is_configured, rewrite, write
from palabre.people.models import News, Person
from palabre.spaces.models import Space
from palabre.web.origins import known_origin


def reaches(person: Person) -> bool:
    """Whoever gave an address that is good, and did not ask for silence: what comes at once is for her."""
    return bool(person.email) and person.email_refused_at is None and person.news != News.NONE


def send(delivery: Delivery) -> None:
    """Write what happened to this person, once. It leaves by itself where a server knows its own address."""
    person, about = delivery.person, f"{OF_AN_ENTRY}{delivery.entry_id}"
    with transaction.atomic():
        Space.hold(person.space_id)
        if Letter.objects.filter(to=person, about=about).exists():
            return
        subject, body = words(delivery)
        letter = write(person, by=None, about=about, subject=subject, body=body, link=None)
        rewrite(letter, stops=True)
        if mail_is_configured() and (origin := known_origin()):
            let_go(letter, at=timezone.now(), origin=origin)


def words(delivery: Delivery) -> tuple[str, str]:
    """Return the subject and the text: the sentence of the journal, and where to read on."""
    space, person = delivery.entry.space, delivery.person
    (told,) = sockets.told([delivery.entry], space=space, person=person)
    sentence = " ".join(html.unescape(strip_tags(told.sentence)).split())
    hello = _("Hello %(name)s,") % {"name": person.first_name}
    more = _("Read more in “%(space)s”: %(address)s") % {"space": space.name, "address": ADDRESS}
    less = _("To hear more, less or nothing: “You”, at the head of each page.")
    return sentence[:SUBJECT_LENGTH], f"{hello}\n\n{sentence}\n\n{more}\n\n{less}\n"
