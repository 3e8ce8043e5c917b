"""Who is called to a meeting of a group does not tell whom minutes in preparation say to carry it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group
from palabre.meetings.invitations.meeting_invitees import people_of
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import A_DAY, brought
from palabre.minutes.tests.test_roles_in_preparation import OTHERS
from palabre.people.models import Person
from tests.builders import a_meeting, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadege():
    return a_member(a_space(), "Nadège Kerouanton")


@pytest.fixture
def meeting(nadege):
    """A meeting of a group, in a space that knows the name of Karim from elsewhere."""
    open_to_space(brought(nadege), by=nadege, at=timezone.now())
    group = Group.objects.get(memberships__person__name="Bastien Lorrimer")
    Person.objects.filter(name="Karim Belkacem").first() or a_person(nadege.space, "Karim Belkacem")
    return a_meeting(nadege.space, group=group, on=timezone.localdate())


def ticked(meeting, by):
    page = entered(Client(), by).get(reverse("meetings:calling", args=[meeting.space.slug, meeting.pk]))
    return [person.name for person, tick, _address, _is_hidden in page.context["form"].rows() if tick.data["selected"]]


def test_nobody_is_ticked_for_a_role_in_preparation(nadege, meeting):
    malo = a_member(nadege.space, "Malo Kersauze")

    reading = import_minutes(nadege.space, OTHERS, by=malo, on=A_DAY)
    before = ticked(meeting, nadege)
    open_to_space(reading, by=malo, at=timezone.now())

    assert ("Bastien Lorrimer" in before, "Karim Belkacem" in before) == (True, False)
    assert "Karim Belkacem" in ticked(meeting, nadege)
    assert people_of(meeting).filter(name="Karim Belkacem").exists()
