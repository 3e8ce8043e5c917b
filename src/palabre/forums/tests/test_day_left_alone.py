"""A day whose hosts left is taken up by two people whom others know, or after everybody was told; by nobody alone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.forums.day import accepted_hosts
from palabre.forums.day.host_rights import hosts, is_left_alone
from palabre.forums.models import ForumDay, Host
from palabre.forums.tests.scene import as_, at, day_now, prepared
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.people.access.departure import leave_space
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return a day, a member who took up the care of the space in one click and would help, and one who carries."""
    day, sabine = prepared()
    space = day.forum.space
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    a_group(space, convened_by=(odile,))
    space.persons.update(joined_at=sabine.joined_at.replace(year=2025), came_at=sabine.joined_at.replace(year=2025))
    as_(malo).post(reverse("here:care", args=[space.slug]))
    as_(malo).post(at(day, "helping"))
    return day, sabine, odile, Person.objects.get(pk=malo.pk)


def known_by_a_third(*persons):
    """Have each carry a group to which somebody else came."""
    zoe = a_member(persons[0].space, "Zoé Petit")
    for one in persons:
        door = reverse("groups:carrying", args=[one.space.slug, a_question(one.space, f"Et {one} ?").pk])
        as_(one).post(door)
        come_along(one.memberships.latest("pk").group, by=zoe, at=timezone.now())


def accepts(person, day):
    return as_(person).post(at(day, "helper", Host.objects.get().pk), {"accept": "1"}).status_code


def test_who_asked_is_accepted_by_another_whom_people_know_and_not_alone(scene):
    day, sabine, odile, malo = scene
    known_by_a_third(odile, malo)
    leave_space(sabine, at=sabine.joined_at)

    alone, page = accepts(malo, day), as_(odile).get(day.forum.get_absolute_url()).content.decode()
    together = accepts(odile, day)

    assert (alone, together, hosts(malo, day_now(day.forum))) == (409, 302, True)
    assert page.count('name="accept"') == 1


def test_a_name_that_was_joined_to_that_of_a_member_hosts_nothing(scene):
    """It keeps what it had, the care of the space too, though nobody comes under it any longer."""
    day, sabine, _odile, malo = scene
    leave_space(sabine, at=sabine.joined_at)
    bis = a_member(day.forum.space, "Malo Bis")
    bis.sign_in_as(Account.objects.create(email="bis@exemple.example"))

    merge_pair(bis, malo, by=malo, at=timezone.now())

    assert Person.objects.get(pk=malo.pk).steward_since is not None
    assert is_left_alone(day_now(day.forum))


@pytest.mark.parametrize("days", [6, 8])
def test_one_who_counts_alone_waits_until_everybody_was_told(scene, days):
    day, sabine, odile, malo = scene
    leave_space(sabine, at=sabine.joined_at)

    assert (accepts(odile, day), hosts(malo, day_now(day.forum))) == (302, False)
    later = timezone.now() + datetime.timedelta(days=days)
    accepted_hosts.accept_host(Host.objects.get(), by=odile, at=later)

    assert hosts(malo, day_now(day.forum)) == (days > 7)
    assert Entry.objects.filter(verb="forum.help_told", by=odile).count() == 1


def test_everybody_is_told_again_once_a_host_came_back_and_left(scene):
    day, sabine, odile, malo = scene
    leave_space(sabine, at=sabine.joined_at)
    accepts(odile, day)
    Person.objects.filter(pk=sabine.pk).update(joined_at=sabine.joined_at)
    leave_space(Person.objects.get(pk=sabine.pk), at=timezone.now())

    later = timezone.now() + datetime.timedelta(days=200)
    answers = [
        accepted_hosts.accept_host(Host.objects.get(), by=odile, at=later + datetime.timedelta(days=days))
        for days in (0, 1)
    ]

    assert (answers, hosts(malo, day_now(day.forum))) == ([False, True], True)
    assert Entry.objects.filter(verb="forum.help_told", by=odile).count() == 2


def test_any_member_sets_it_aside_meanwhile(scene):
    day, sabine, odile, _malo = scene
    zoe = a_member(day.forum.space, "Zoé Petit")
    leave_space(sabine, at=sabine.joined_at)
    accepts(odile, day)

    answer = as_(zoe).post(at(day, "helper", Host.objects.get().pk), {})

    assert (answer.status_code, Host.objects.exists()) == (302, False)


def test_two_whom_nobody_knows_take_up_nothing(scene):
    day, sabine, _odile, malo = scene
    leave_space(sabine, at=sabine.joined_at)

    answer = accepts(a_member(day.forum.space, "Zoé Petit"), day)

    assert (answer, hosts(malo, day_now(day.forum))) == (409, False)


def test_while_somebody_hosts_they_alone_accept(scene):
    day, _sabine, odile, malo = scene

    assert accepts(odile, day) == 403
    assert 'name="accept"' not in as_(odile).get(day.forum.get_absolute_url()).content.decode()
    assert not hosts(malo, ForumDay.objects.select_related("forum").get())
