"""Given minutes whose page is kept among members again do not open by themselves when their day comes."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.meetings.models import Meeting, Publication
from palabre.meetings.written.minutes_publication import open_what_is_due
from palabre.meetings.written.tests.meeting_held import a_meeting_held
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_page_shown_early_and_kept_again_stays_among_members(is_kept):
    space = a_space(public=True)
    ines, lou = a_member(space, "Inès Courtois"), a_member(space, "Lou Berric")
    meeting = a_meeting_held(space, by=ines)
    giving = reverse("meetings:giving", args=[space.slug, meeting.pk])
    assert entered(Client(), ines).post(giving, {"readers": "soon"}).status_code == 302
    page, due = Meeting.objects.get(pk=meeting.pk).minutes, Publication.objects.get().due_at
    readers = reverse("wiki:readers", args=[space.slug, page.slug])
    if is_kept:
        entered(Client(), ines).post(readers, {"to": "public"})
        entered(Client(), lou).post(readers, {"to": "space"})
    assert Client().get(page.get_absolute_url()).status_code == 404

    open_what_is_due(due + datetime.timedelta(minutes=11))

    assert Client().get(page.get_absolute_url()).status_code == (404 if is_kept else 200)


def test_everybody_chosen_again_keeps_nothing():
    space = a_space(public=True)
    ines = a_member(space, "Inès Courtois")
    meeting = a_meeting_held(space, by=ines)
    entered(Client(), ines).post(reverse("meetings:giving", args=[space.slug, meeting.pk]), {"readers": "now"})
    page = Meeting.objects.get(pk=meeting.pk).minutes

    entered(Client(), ines).post(reverse("wiki:readers", args=[space.slug, page.slug]), {"to": "public"})

    publication = Publication.objects.get()
    assert (publication.public_at is not None, publication.kept_at) == (True, None)
    assert Client().get(page.get_absolute_url()).status_code == 200
