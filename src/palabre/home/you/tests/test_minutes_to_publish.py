"""Who made the space public is led to the minutes that everybody does not read yet."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.you.minutes_to_publish import WHILE
from palabre.home.you.my_day import first_awaited
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.agreements import agreements
from palabre.people.models import Agreement, Audience
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = "# Le four\n\nDécision : on garde le samedi.\n"
NAMED = "le publier"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def reading(ines):
    reading = import_minutes(ines.space, TEXT, by=ines, on=timezone.localdate())
    open_to_space(reading, by=ines, at=timezone.now())
    return reading


def made_public(by):
    agreements.say_yes(by.space, "publish", by=by, at=timezone.now())


def pages(person):
    """Return the front page and the day of this person."""
    slug, here = person.space.slug, entered(Client(), person)
    return [
        here.get(one).content.decode() for one in (person.space.get_absolute_url(), reverse("you:day", args=[slug]))
    ]


def test_who_made_the_space_public_is_led_to_minutes_that_members_alone_read(ines, reading):
    before = pages(ines)
    made_public(ines)

    assert all(NAMED not in page for page in before)
    assert all(NAMED in page and f"{reading.get_absolute_url()}#suite" in page for page in pages(ines))
    publish(reading, by=ines)
    assert all(NAMED not in page for page in pages(ines))


def test_nobody_else_is(ines, reading):
    hugo = a_member(ines.space, "Hugo Ferreira")
    Agreement.objects.create(space=ines.space, kind="publish", by=ines, at=timezone.now(), done_at=timezone.now())
    Space.objects.update(public_at=timezone.now())

    assert [kind for kind, _one in awaited(hugo)] == []
    assert [kind for kind, _one in awaited(ines)] == ["minutes"]


@pytest.mark.parametrize("what", ["closed again", "not open yet", "page kept", "long ago", "undone"])
def test_nothing_is_said_of_what_she_may_not_publish(ines, reading, what):
    made_public(ines)
    if what == "closed again":
        Space.objects.update(public_at=None)
    elif what == "not open yet":
        type(reading).objects.update(opened_at=None)
    elif what == "page kept":
        Page.objects.update(audience=Audience.of_persons(ines))
    elif what == "long ago":
        Agreement.objects.update(done_at=timezone.now() - WHILE - datetime.timedelta(days=1))
    else:
        type(reading).objects.update(undone_at=timezone.now())

    assert awaited(ines) == []


def awaited(person):
    space = Space.objects.get(pk=person.space_id)
    first = first_awaited(Reader(space, person, timezone.localdate()), person)
    return [first] if first else []
