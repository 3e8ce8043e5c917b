"""« Retirer mon nom » by a link that rests on one member's word waits for a day, and any member may say no."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import Membership
from palabre.journal.models import Entry
from palabre.people.access import departure, links
from palabre.people.erasures import slow_removal
from palabre.people.erasures.tests.scene import after
from palabre.people.models import Audience, Link, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW, DAY = timezone.now(), datetime.timedelta(days=1)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def claire(space):
    """A convener read from minutes, who never came."""
    her = a_person(space, "Claire Aubanel")
    a_group(space, convened_by=(her,))
    return her


def asks(her, *, by):
    """Open a link that `by` made for her, and have the name removed."""
    link = links.link_to(a_page(her.space, "Ouverte"), person=her, by=by, at=timezone.now())
    client = Client()
    client.get(links.link_path(link))
    assert client.get(f"/opened/{link.pk}/name/").status_code == 200
    assert client.post(f"/opened/{link.pk}/name/").status_code == 302
    return client.get(f"/opened/{link.pk}/name/")


def tomorrow():
    return timezone.now() + datetime.timedelta(days=1, minutes=1)


def is_gone(her):
    return Person.objects.get(pk=her.pk).erased_at is not None


def test_nothing_goes_at_once_and_all_are_told(malo, claire):
    page = asks(claire, by=malo).content.decode()
    slow_removal.finish_due(timezone.now())

    assert "Claire Aubanel" in page
    assert not is_gone(claire)
    assert Membership.objects.held().filter(person=claire).exists()
    assert Entry.objects.filter(verb="removal.asked").exists()


def test_the_next_day_her_name_goes(malo, claire):
    asks(claire, by=malo)

    slow_removal.finish_due(tomorrow())
    slow_removal.finish_due(tomorrow())

    assert is_gone(claire)
    assert Entry.objects.filter(verb="name.removed").count() == 1


def test_any_member_keeps_it_by_one_click(space, malo, claire):
    asks(claire, by=malo)
    client = entered(Client(), a_member(space, "Odile Tanneguy"))
    address = f"/s/{space.slug}/words/"

    front, shown = (client.get(one).content.decode() for one in (f"/s/{space.slug}/", address))
    client.post(address, {"person": claire.pk})
    slow_removal.finish_due(tomorrow())

    assert address in front
    assert "Claire Aubanel" in shown
    assert not is_gone(claire)
    assert Entry.objects.get(verb="removal.kept").by.name == "Odile Tanneguy"


def test_who_is_not_of_the_space_keeps_no_name(space, malo, claire):
    asks(claire, by=malo)
    guest = Person.objects.create(space=space, name="Guy Penvern", came_at=timezone.now())

    for by in (guest, a_member(a_space("Ailleurs"), "Une autre")):
        with pytest.raises(Refusal):
            slow_removal.cancel_removal(space, claire.pk, by=by)

    assert list(slow_removal.waiting(space)) == [claire]


def test_who_joined_meanwhile_stays(malo, claire):
    asks(claire, by=malo)
    Person.objects.get(pk=claire.pk).join(timezone.now())
    before = Space.objects.get().version

    slow_removal.finish_due(tomorrow())

    assert not is_gone(claire)
    assert not slow_removal.waiting(claire.space).exists()
    assert Space.objects.get().version > before  # the front page said that a name is leaving


def test_of_a_member_such_a_link_removes_nothing(space, malo):
    zoe = a_member(space, "Zoé Petit")
    link = links.link_to(a_page(space, "Ouverte"), person=zoe, by=malo, at=timezone.now())
    client = Client()
    client.get(links.link_path(link))

    assert client.post(f"/opened/{link.pk}/name/").status_code == 409
    assert not slow_removal.waiting(space).exists()


def test_who_made_the_link_does_not_ask_again_each_day(space, malo, claire):
    asks(claire, by=malo)
    slow_removal.cancel_removal(space, claire.pk, by=a_member(space, "Odile Tanneguy"))
    another = links.link_to(a_page(space, "Une autre"), person=claire, by=malo, at=timezone.now())
    (client := Client()).get(links.link_path(another))

    again = client.post(f"/opened/{another.pk}/name/").status_code

    assert (again, slow_removal.waiting(space).exists()) == (409, False)
    asks(claire, by=a_member(space, "Zoé Petit"))
    assert slow_removal.waiting(space).exists()


def test_a_month_later_the_same_link_may_ask_again(space, malo, claire):
    asks(claire, by=malo)
    slow_removal.cancel_removal(space, claire.pk, by=malo)
    link = Link.objects.get()

    slow_removal.ask_slow_removal(claire, link, at=timezone.now() + slow_removal.ASKED_ONCE_IN)

    assert slow_removal.waiting(space).exists()


@pytest.fixture
def ines(space):
    """A member whom a device knows."""
    her = a_member(space, "Inès Carvalho")
    Person.objects.filter(pk=her.pk).update(entered_at=timezone.now())
    return her


def test_a_letter_that_was_passed_on_takes_no_member_away_at_once(ines):
    asks(ines, by=None)
    assert not is_gone(ines)

    slow_removal.cancel_removal(ines.space, ines.pk, by=ines)
    slow_removal.finish_due(tomorrow())

    assert not is_gone(ines)
    assert Person.objects.get(pk=ines.pk).is_member


def test_a_day_later_it_does_if_nobody_said_no(ines):
    asks(ines, by=None)

    slow_removal.finish_due(tomorrow())

    assert is_gone(ines)


def test_so_it_is_by_a_link_that_they_gave_themselves(ines):
    """As that of a poll: also from what they do not read, since nobody else gave the name."""
    others = Audience.of_persons(a_member(ines.space, "Odile Tanneguy"))
    page = a_page(ines.space, "Entre nous", "Inès Carvalho apporte le pain.", audience=others)
    asks(ines, by=ines)
    assert not is_gone(ines)

    slow_removal.finish_due(tomorrow())

    assert is_gone(ines)
    assert "Carvalho" not in after(page, days=3)


def test_whom_no_device_knows_goes_at_once_by_the_letter_that_is_all_they_have(space):
    her = a_member(space, "Zoé Petit")
    link = links.link_to(a_page(space, "Ouverte"), person=her, by=None, at=timezone.now())
    phone = Client()
    phone.get(links.link_path(link))

    phone.post(f"/opened/{link.pk}/name/")

    assert is_gone(her)


def test_who_left_and_came_back_keeps_the_name_that_a_link_asked_to_remove(space, malo):
    her = a_member(space, "Vera Lestrange")
    Person.objects.filter(pk=her.pk).update(joined_at=NOW - 30 * DAY)
    departure.leave_space(Person.objects.get(pk=her.pk), at=NOW)
    link = links.link_to(space, person=her, by=malo, at=NOW, space=space)

    slow_removal.ask_slow_removal(her, link, at=NOW)
    facts = Entry.objects.get(verb="person.left").facts
    departure.come_back(Person.objects.get(pk=her.pk), facts, at=NOW)
    seen = Person.objects.get(pk=her.pk)
    slow_removal.finish_due(NOW + 2 * DAY)

    assert (seen.is_member, seen.leaving_at, Person.objects.get(pk=her.pk).erased_at) == (True, None, None)


def test_a_removal_asked_by_a_link_takes_no_member_away_even_if_they_are_as_of_before():
    her = a_member(a_space(), "Vera Lestrange")
    link = links.link_to(her.space, person=her, by=a_member(her.space, "Malo"), at=NOW, space=her.space)
    link.ask_for_removal(NOW)
    Person.objects.filter(pk=her.pk).update(joined_at=NOW - 30 * DAY, leaving_at=NOW + DAY)

    slow_removal.finish_due(NOW + 2 * DAY)

    assert Person.objects.get(pk=her.pk).erased_at is None
