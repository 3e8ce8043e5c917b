"""The importer sees and mends who was at a meeting that others read: these presences wait for the opening."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Attendance
from palabre.minutes.choices import import_choices
from palabre.minutes.choices.people_list import people_of
from palabre.minutes.choices.tests.test_import_choices import TEXT, key_of
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import again, brought
from palabre.people.models import Audience, Person
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
LISTED = [("Aïcha Le Goff", "Foyer rural"), ("Bruno Sauvage", ""), ("Gurvan Guilcher", "")], [("Chloé Marty", "")]


@pytest.fixture(params=["public", "members"])
def reading(request):
    """Minutes that a member brought, of a meeting that others read."""
    space = a_space("Val", public=True)
    hugo, ana = a_member(space, "Hugo Ferreira"), a_member(space, "Ana Tual")
    readers = Audience.everybody(space) if request.param == "public" else Audience.of_space(space)
    meeting = a_meeting(space, on=datetime.date(2026, 11, 17), audience=readers, by=ana)
    reading = brought(hugo, TEXT.replace("Service Voirie", "Gurvan Guilcher"))
    assert reading.meeting_id == meeting.pk
    return again(reading)


def opened(reading):
    """Return who was there and how, once the minutes are open."""
    open_to_space(again(reading), by=reading.by, at=timezone.now())
    return dict(Attendance.objects.filter(meeting=reading.meeting_id).values_list("person__name", "presence"))


def send(reading, **said):
    door = reverse("minutes:presences", args=[reading.space.slug, reading.pk])
    return entered(Client(), reading.by).post(door, said, follow=True)


def test_those_who_will_be_read_at_opening_are_listed_before(reading):
    shown = entered(Client(), reading.by).get(reading.get_absolute_url()).text

    assert not Attendance.objects.exists()
    assert people_of(reading) == LISTED
    assert "Aïcha Le Goff, Foyer rural\nBruno Sauvage\nGurvan Guilcher" in shown
    assert sorted(opened(reading)) == ["Aïcha Le Goff", "Bruno Sauvage", "Chloé Marty", "Gurvan Guilcher"]
    assert people_of(again(reading)) == LISTED


def test_a_list_that_nobody_changed_says_at_opening_those_whom_it_showed(reading):
    send(reading, present="Aïcha Le Goff, Foyer rural\nBruno Sauvage\nGurvan Guilcher", excused="Chloé Marty")

    assert again(reading).choices["people"]["present"][0] == ["Aïcha Le Goff", ["Foyer rural"]]
    assert not Attendance.objects.exists()
    assert len(opened(reading)) == 4


def test_what_was_mended_holds_at_opening(reading):
    bruno = Person.objects.get(name="Bruno Sauvage")

    send(reading, present="Aïcha Le Goff, Foyer rural\nBruno Sauvaget\nDora Lind", excused="")

    assert not Person.objects.filter(name__in=("Gurvan Guilcher", "Chloé Marty")).exists()
    assert opened(reading) == dict.fromkeys(("Aïcha Le Goff", "Bruno Sauvaget", "Dora Lind"), "present")
    assert Person.objects.get(pk=bruno.pk).name == "Bruno Sauvaget"


def test_a_list_left_as_text_says_nobody_at_opening(reading):
    send(reading, as_text="")

    assert opened(reading) == {}


def test_who_was_taken_out_is_not_listed(reading):
    import_choices.take_out(reading, key_of(reading, Person.objects.get(name="Gurvan Guilcher")), by=reading.by)

    assert people_of(again(reading)) == ([*LISTED[0][:2]], LISTED[1])


def test_only_the_text_lists_nobody(reading):
    import_choices.keep_text_only(reading, by=reading.by)

    assert people_of(again(reading)) == ([], [])


def test_a_person_known_here_is_listed_by_their_name_of_today(reading):
    Person.objects.filter(name="Bruno Sauvage").update(name="Bruno Le Sauvage")

    assert ("Bruno Le Sauvage", "") in people_of(reading)[0]
