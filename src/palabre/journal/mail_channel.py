"""Channel that sends news by mail: a letter in the outbox, sent automatically when there is a mail server."""

from __future__ import annotations

import html
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from palabre.journal import hooks
from palabre.journal.announcements import is_still_told
from palabre.journal.models import Delivery, Entry
from palabre.people.access import links
from palabre.people.devices.account_vouchers import as_mailed
from palabre.people.hooks import openings
from palabre.people.models import Link, News, Person
from palabre.people.reader import Reader
from palabre.post.models import Letter
from palabre.post.outbox import rewrite, say_again, schedule_letter, write_letter
from palabre.post.placeholders import ADDRESS, STOP, stored
from palabre.spaces.models import Space
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.origins import known_origin

OF_AN_ENTRY = "entry:"  # `about` of a letter with news


def reaches(person: Person) -> bool:
    """Return whether the person has a valid address and did not refuse all news."""
    return bool(person.email) and person.email_refused_at is None and person.news != News.NONE


def send(delivery: Delivery) -> None:
    """Write the letter of this delivery, once. It is scheduled if mail and the server's URL are configured."""
    person, about = as_mailed(delivery.person), f"{OF_AN_ENTRY}{delivery.entry_id}"
    with transaction.atomic():
        Space.hold(person.space_id)
        if Letter.objects.filter(to=person, about=about).exists():
            return
        subject, body = news_letter_words(delivery)
        letter = write_letter(person, by=None, about=about, subject=subject, body=body, link=her_link(delivery))
        rewrite(letter, stops=True)
        if mail_is_configured() and (origin := known_origin()):
            schedule_letter(letter, at=timezone.now(), origin=origin)


def is_still_heard(letter: Letter) -> bool:
    """Return whether the reader is still to be told: see `is_still_told`."""
    entry = entry_of_letter(letter)
    return entry is not None and is_still_told(entry, letter.reader.pk)


def entries_read(abouts: Collection[str], reader: Reader) -> set[str]:
    """Return those of these `about` whose entry the reader may read."""
    rows = reader.may_read(Entry).filter(pk__in={one.removeprefix(OF_AN_ENTRY) for one in abouts})
    return {f"{OF_AN_ENTRY}{number}" for number in rows.values_list("pk", flat=True)}


def renew_news(letter: Letter) -> bool:
    """Compose the letter again from its entry; return False when what it tells is gone.

    What holds the address of somebody else is added in memory only.
    """
    entry = entry_of_letter(letter)
    if entry is None:
        return False
    delivery = Delivery(entry=entry, person=letter.reader)
    if is_about_nothing(delivery):
        return False
    say_again(letter, *news_letter_words(delivery))
    if letter.changed_at is None and entry.verb in hooks.unstored_mores:
        _subject, body = news_letter_words(delivery, is_leaving=True)
        letter.body = stored(body)
    return True


def entry_of_letter(letter: Letter) -> Entry | None:
    rows = Entry.objects.select_related("audience", "space", "by")
    return rows.filter(pk=letter.about.removeprefix(OF_AN_ENTRY), space=letter.space_id).first()


def is_about_nothing(delivery: Delivery) -> bool:
    """Return whether the thing is gone, or can no longer be read by who is told of it."""
    if hooks.asks_by_name(delivery.entry.verb):
        return thing_of(delivery.entry) is None
    return told(delivery).is_about_nothing


def news_letter_words(delivery: Delivery, *, is_leaving: bool = False) -> tuple[str, str]:
    """Return the subject and the text: the request by name, or the journal's sentence; and where to read on.

    `is_leaving`: the text that leaves, with what is stored nowhere.
    """
    space, person = delivery.entry.space, delivery.person
    sentence = request_as_text(delivery) if hooks.asks_by_name(delivery.entry.verb) else entry_as_text(delivery)
    hello = _("Hello %(name)s,") % {"name": person.first_name}
    more = _("Read more in “%(space)s”: %(address)s") % {"space": space.name, "address": ADDRESS}
    if person.is_member:
        less = _(
            "To hear more, less or nothing: “My day”, at the top of each page, then “Your roles, your news, your name”."
        )
    else:
        less = _("To receive no more messages: %(address)s") % {"address": STOP}
    if is_outside(delivery):
        more, less = _("Say yes or no, without an account: %(address)s") % {"address": ADDRESS}, foot()
    mores = hooks.mores | hooks.unstored_mores if is_leaving else hooks.mores
    besides = mores.get(delivery.entry.verb, nothing_more)(delivery.entry, person)
    paragraphs = [hello, sentence, besides, more, less]
    subject = hooks.subjects.get(delivery.entry.verb, nothing_more)(delivery.entry, person)
    return subject or sentence, "\n\n".join(one for one in paragraphs if one) + "\n"


def nothing_more(entry: Entry, person: Person) -> str:
    return ""


def entry_as_text(delivery: Delivery) -> str:
    return " ".join(html.unescape(strip_tags(told(delivery).sentence)).split())


def told(delivery: Delivery) -> hooks.EntryInWords:
    """Return the entry in words, as its reader may read it now."""
    (found,) = hooks.entries_in_words([delivery.entry], space=delivery.entry.space, person=delivery.person)
    return found


def request_as_text(delivery: Delivery) -> str:
    """Return the request by name, with the thing's title: the person can read it by their link."""
    entry = delivery.entry
    thing = thing_of(entry)
    words = " ".join(hooks.kinds[entry.subject_kind].title(thing).split()) if thing is not None else ""
    said = {"name": entry.by.name if entry.by else entry.space.name, "thing": words}
    return _("%(name)s asks whether you would take care of this: “%(thing)s”.") % said


def foot() -> str:
    """Return the reason for the message to a non-member, and the link to have their name removed."""
    why = _("You get this message because you are asked by name.")
    leave, data = ({"address": f"{ADDRESS}?answer={answer}"} for answer in ("remove", "data"))
    return "\n".join([why, _("Remove my name: %(address)s") % leave, _("Who keeps this data: %(address)s") % data])


def her_link(delivery: Delivery) -> Link | None:
    """Return the link that opens the thing to a non-member; it is shown to nobody else."""
    thing = thing_of(delivery.entry)
    if thing is None or not is_outside(delivery):
        return None
    return links.link_to(thing, person=delivery.person, by=None, at=timezone.now())


def is_outside(delivery: Delivery) -> bool:
    return not delivery.person.is_member and delivery.entry.subject_kind in openings


def thing_of(entry: Entry) -> Any:
    rows = apps.get_model(entry.subject_kind)._default_manager
    return rows.select_related("space").filter(pk=entry.subject_id, space=entry.space_id).first()
