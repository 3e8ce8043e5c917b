"""A room that is opened again opens nobody the page in which its meeting is told, once it is kept to a group."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.meetings.models import Meeting, Room
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.models import Audience, Link
from palabre.wiki.models import Page
from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
KEPT = "Le local ferme"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def meeting(space):
    """A meeting of her group that all may read, whose page Odile keeps to the group once its room has ended."""
    odile = a_member(space, "Odile Morvan")
    group = a_group(space, "Le verger", convened_by=(odile,))
    meeting, hers = a_meeting(space, on=timezone.localdate(), group=group), entered(Client(), odile)
    hers.post(reverse("room:room", args=[space.slug, meeting.pk]))
    page = Meeting.objects.get(pk=meeting.pk).minutes
    said = {"text": "Le local ferme, entre nous.", "base": page.note.revision}
    hers.post(reverse("wiki:text", args=[space.slug, page.slug]), said)
    hers.post(reverse("room:gesture", args=[space.slug, meeting.pk, "end"]))
    hers.post(reverse("wiki:readers", args=[space.slug, page.slug]), {"to": f"groups.group:{group.pk}"})
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def his(space, meeting):
    """Malo, who does not read it, opens the room again."""
    client = entered(Client(), a_member(space, "Malo Kersauze"))
    assert client.get(meeting.minutes.get_absolute_url()).status_code == 404
    client.post(reverse("room:room", args=[space.slug, meeting.pk]))
    return client


def come_in(client):
    way = client.post(reverse("came_in:door"), {"code": Room.objects.get().code}).url
    client.post(way, {"name": "Passant"})
    return Link.objects.get(person__name="Passant")


def test_who_does_not_read_it_does_not_come_in_by_the_code_to_read_and_write_it(his):
    guest = Client()
    link = come_in(guest)
    address = reverse("opened:text", args=[link.pk])

    read = guest.get(address)
    wrote = guest.post(address, {"text": "Rien.", "base": str(Page.objects.get().note.revision)})

    assert (read.status_code, wrote.status_code) == (404, 404)
    assert KEPT not in read.content.decode()
    assert KEPT in Page.objects.get().note.body_md


def test_nor_follows_it_live(his, meeting):
    guest = Client()
    link, note = come_in(guest), meeting.minutes.note_id
    visitor = LiveVisitor(note, link.person_id, link.pk)

    synced = guest.post(reverse("opened:sync", args=[link.pk, note]))

    assert (synced.status_code, rights_of_visitors([visitor])[visitor]) == (404, Right.WITHDRAWN)
    assert reverse("opened:text", args=[link.pk]) not in guest.get(reverse("came_in:room", args=[link.pk])).text


@pytest.mark.parametrize("role", ["scribe", "phone", "facilitator"])
def test_nor_reads_it_on_a_screen_of_the_room(his, space, meeting, role):
    screen = his.get(reverse("room:room", args=[space.slug, meeting.pk]), {"as": role}).content.decode()

    assert KEPT not in screen
    assert reverse("wiki:text", args=[space.slug, meeting.minutes.slug]) not in screen


def test_a_group_that_keeps_the_page_of_its_own_meeting_writes_it_with_its_guests(space):
    odile = a_member(space, "Odile Morvan")
    group = a_group(space, "Le verger", convened_by=(odile,), audience=Audience.of_persons(odile))
    meeting = a_meeting(space, on=timezone.localdate(), group=group, audience=group.audience)
    entered(Client(), odile).post(reverse("room:room", args=[space.slug, meeting.pk]))

    guest = Client()
    link = come_in(guest)

    assert guest.get(reverse("opened:text", args=[link.pk])).status_code == 200
