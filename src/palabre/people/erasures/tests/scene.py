"""Somebody enters under a name that they type, and removes it."""

import datetime

from django.utils import timezone

from palabre.notes.models import Note
from palabre.people import guests
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page

NOW = timezone.now()
LATER = NOW + datetime.timedelta(days=2)


def entering(space: Space, name: str) -> Person:
    """Have somebody enter under a name that they type, and become a member."""
    person = guests.welcome(space, name, form_token=name, at=NOW)
    person.join(NOW)
    return person


def gone(person: Person) -> None:
    """Remove the name of the person, and end the day that it waits."""
    name_erasure.erase(person, at=NOW)
    delayed_erasure.finish_due(LATER)


def said_in(page: Page) -> str:
    return Note.objects.get(pk=page.note_id).body_md
