"""Somebody enters under a name that they type, or that others joined to theirs, and removes it."""

import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.notes.models import Note
from palabre.people import guests
from palabre.people.erasures import delayed_erasure, name_erasure, slow_removal
from palabre.people.models import Merging, Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_group, entered

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


def after(page: Page, **span: float) -> str:
    """Return what the page says after this time, in which the names that are due go."""
    at = timezone.now() + datetime.timedelta(**span)
    slow_removal.finish_due(at)
    delayed_erasure.finish_due(at)
    return said_in(page)


def given_by(member: Person, name: str = "Budget Participatif") -> Person:
    """Return a person whom minutes name that this member brings."""
    text = f"# Compte rendu du 3 mars 2026\n\nPrésents : {name}, Zoé Riou.\n\n- Bonjour.\n"
    open_to_space(brought(member, text), by=member, at=timezone.now())
    return Person.objects.get(name=name)


def joined_by(member: Person, kept: Person, absorbed: Person) -> None:
    """Have a member who carries a group join a name to another, two days ago: what they say of others counts."""
    a_group(member.space, convened_by=(member,))
    Person.objects.filter(pk=member.pk).update(joined_at=NOW - datetime.timedelta(days=9))
    client = entered(Client(), member)
    client.post(reverse("here:merging", args=[member.space.slug]), {"one": kept.pk, "other": absorbed.pk})
    told_for_long()


def told_for_long() -> None:
    """Have all names been joined two days ago."""
    Merging.objects.update(at=NOW - datetime.timedelta(days=2))
