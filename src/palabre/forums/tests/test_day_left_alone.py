"""A day whose hosts left is taken up by two people whom others know, and by nobody alone."""

import pytest
from django.urls import reverse

from palabre.forums.day.host_rights import hosts
from palabre.forums.models import ForumDay, Host
from palabre.forums.tests.scene import as_, at, day_now, prepared
from palabre.people.access.departure import leave_space
from palabre.people.models import Person
from tests.builders import a_group, a_member

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


def accepts(person, day):
    return as_(person).post(at(day, "helper", Host.objects.get().pk), {"accept": "1"}).status_code


def test_who_asked_is_accepted_by_another_whom_people_know_and_not_alone(scene):
    day, sabine, odile, malo = scene
    leave_space(sabine, at=sabine.joined_at)

    alone, page = accepts(malo, day), as_(odile).get(day.forum.get_absolute_url()).content.decode()
    together = accepts(odile, day)

    assert (alone, together, hosts(malo, day_now(day.forum))) == (409, 302, True)
    assert page.count('name="accept"') == 1


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
