"""In a world made at random, each kept screen that a reader is given is the one that would be made for them.

Readers differ by what they are (member, guest, passer-by, nobody) and by their seats: joined, expired, only to read,
widened since. The comparison itself is in compared_screens.py.
"""

import datetime
import random

import pytest
from django.test import Client
from django.utils import timezone

from palabre.minutes.models import Import
from palabre.people.models import Audience, AudienceKind, Person, Seat
from palabre.wiki.models import Page
from tests.addresses import address
from tests.builders import a_member, a_page, a_person, a_space, entered
from tests.compared_screens import KeptScreenDiffers
from tests.lengths import is_whole
from tests.test_shared_screens import KEPT
from tests.things import one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YESTERDAY = datetime.timedelta(days=-1)


def some_people(space, dice):
    """Members, guests who were let in, and passers-by who typed a name."""
    people = [a_member(space, f"Membre Kerdoncuff{letter}") for letter in "ab"]
    people += [a_person(space, f"Invitée Lescoat{letter}") for letter in "ab"]
    Person.objects.filter(pk__in=[one.pk for one in people[2:]]).update(came_at=timezone.now())
    Person.objects.filter(pk=people[3].pk).update(is_self_named=dice.random() < 0.5)
    return people


def some_audiences(space, people, dice):
    """Three restricted ones, of which one may be joined to another, and one may be read by all members since."""
    found = [Audience.objects.create(space=space, kind=AudienceKind.SEATS) for _number in range(3)]
    for audience in found:
        for person in dice.sample(people, 2):
            until = dice.choice([None, None, timezone.now() + YESTERDAY])
            Seat.objects.create(audience=audience, person=person, may_write=dice.random() < 0.6, until=until)
    if dice.random() < 0.5:
        found[0].join([found[1].pk])
    if dice.random() < 0.5:
        found[2].widen_to_space()
    return found


def a_world(dice):
    space = a_space(public=True)
    people = some_people(space, dice)
    audiences = [*some_audiences(space, people, dice), Audience.everybody(space)]
    some = [
        one_of_everything(space, audience, by=people[0], secret=f"Mot{number}")
        for number, audience in enumerate(audiences)
    ]
    Import.objects.update(opened_at=timezone.now())  # until then only its author has a seat
    pages = [things["page"] for things in some]
    for page in pages[:3]:
        Page.objects.filter(pk=page.pk).update(parent=dice.choice([None, pages[3]]))
    return space, people, some


def test_no_guest_is_given_the_page_of_another(settings):
    """What these audiences restrict is a page, and nothing else: the key of its screen is made from what is near it."""
    settings.KEEP_SCREENS = True
    dice, found = random.Random(3), []
    space = a_space(public=True)
    people = some_people(space, dice)
    clients = [Client(), *(entered(Client(), one) for one in people)]

    for _number in range(10):
        for audience in some_audiences(space, people, dice):
            things = {"page": a_page(space, f"Feuille {audience.pk}", audience=audience)}
            found += compared("wiki:page", things, space, clients, dice)

    assert found == []


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 8))])
def test_no_reader_is_given_the_screen_of_another(seed, settings):
    settings.KEEP_SCREENS = True
    dice = random.Random(seed)
    space, people, some = a_world(dice)
    clients = [Client(), *(entered(Client(), one) for one in people)]

    some = some if is_whole else dice.sample(some, 2)
    found = [wrong for name in KEPT for things in some for wrong in compared(name, things, space, clients, dice)]

    assert found == []


def compared(name, things, space, clients, dice):
    """Return how what is given to these readers, one after the other, is not as it would be made."""
    found = []
    for client in dice.sample(clients, 4):
        try:
            client.get(address(name, things, space=space))
        except KeptScreenDiffers as differs:
            found.append(f"{name}: {differs}")
    return found
