"""Notices shown once on a device that knows a person: they entered elsewhere, or an account has claimed them."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.accounts.device_sessions import mark, signed_in_elsewhere
from palabre.people.devices.person_cookie import RememberedPerson, entry_stamp
from palabre.people.models import Person
from palabre.web import dates_in_words

TOLD = -1  # `entering` once the claim was told


def words_for(request: HttpRequest, person: Person | None, known: list[Person]) -> str:
    """Return the notice to show, and record it in the cookie. A cookie of the old format is updated."""
    if person is None:
        return claimed(request, known[0]) if known else ""
    if person.account is not None:
        return elsewhere(signed_in_elsewhere(request.session, person.account))
    slug, kept = person.space.slug, RememberedPerson.of(request, person.space.slug)
    last = entry_stamp(person)
    if kept is None or kept.entering == last:
        return ""
    mark(request.session)
    RememberedPerson(person.pk, person.nonce, last).put(request, slug)
    return elsewhere(person.entered_at) if kept.entering is not None and kept.entering < last else ""


def claimed(request: HttpRequest, person: Person) -> str:
    slug = person.space.slug
    kept = RememberedPerson.of(request, slug)
    if kept is None or kept.number != person.pk or kept.entering == TOLD:
        return ""
    RememberedPerson(person.pk, kept.nonce, TOLD).put(request, slug)  # never a key that this device lacked
    words = {"name": person.name, "space": person.space.name}
    said = _("In “%(space)s”, %(name)s now comes in with an email address. Sign in with it to come back.") % words
    if not person.has_account_since_two(timezone.now()):
        return said
    return f"{said} {_('This address is not yours? Two members of the space give you your link back.')}"


def elsewhere(at: datetime.datetime | None) -> str:
    if at is None:
        return ""
    day = timezone.localdate(at)
    return _("Another phone also came in under your name %(day)s. Was it not you? “You” lets you sign it out.") % {
        "day": device_day_in_words(day, today=timezone.localdate())
    }


def device_day_in_words(day: datetime.date, *, today: datetime.date) -> str:
    """« aujourd’hui », « hier », « mardi », « mardi 13 octobre »"""
    gap = (today - day).days
    if gap <= 1:
        return dates_in_words.distance(day, today=today)
    near = dates_in_words.near(day, today=today)
    return near.partition(" ")[0] if gap < 7 else near


def show_notice_next(request: Any) -> None:
    """Show the notice on the next page that is made for the person."""
    if request.words_of_devices:
        messages.info(request, request.words_of_devices)
        request.words_of_devices = ""
