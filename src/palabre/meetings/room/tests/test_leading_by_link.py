"""« Un lien ouvre une seule chose et ne connecte jamais » : a member's personal link, forwarded, leads her meeting."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Room
from palabre.people.access import links
from tests.builders import a_decision, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The room of a meeting, and whoever holds the link that Palabre mailed to a member: she forwarded it."""
    zoe = a_member(a_space(), "Zoé Petit")
    meeting = a_meeting(zoe.space, on=timezone.localdate())
    entered(Client(), zoe).post(reverse("room:opening", args=[zoe.space.slug, meeting.pk]))
    link = links.link_to(meeting, person=zoe, by=None, at=timezone.now())
    stranger = Client()
    stranger.get(links.link_path(link))
    assert stranger.get(zoe.space.get_absolute_url()).status_code == 404  # she is not signed in by it
    return meeting, link, stranger


def test_it_ends_no_room(scene):
    meeting, link, stranger = scene

    stranger.post(f"/opened/{link.pk}/room/end/", {"next": "none"})

    assert Room.objects.get(meeting=meeting).ended_at is None


def test_it_adopts_no_decision(scene):
    meeting, link, stranger = scene
    decision = a_decision(meeting.space, "On vend la maison.", meeting=meeting, proposed_at=timezone.now())

    stranger.post(f"/opened/{link.pk}/room/adoption/?decision={decision.pk}")

    decision.refresh_from_db()
    assert decision.adopted_at is None


def test_it_takes_neither_the_lead_nor_the_pen(scene):
    meeting, link, stranger = scene
    Room.objects.filter(meeting=meeting).update(facilitator=None)

    for gesture in ("facilitation", "pen"):
        stranger.post(f"/opened/{link.pk}/room/{gesture}/")

    room = Room.objects.get(meeting=meeting)
    assert (room.facilitator, room.scribe) == (None, None)
