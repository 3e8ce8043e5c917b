"""The meetings of a space, page after page: those to come the nearest first, those past the latest first."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.dates import meeting_list
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


def test_many_meetings_come_in_pages(client, monkeypatch):
    monkeypatch.setattr(meeting_list, "PAGE", 2)
    space, today = a_space("Val"), timezone.localdate()
    for days in (-3, -2, -1, 0, 1):
        a_meeting(space, f"Réunion {days}", on=today + datetime.timedelta(days=days))
    a_meeting(space, "Sans date", on=None)
    entered(client, a_member(space, "Inès"))

    pages = [client.get(reverse("meetings:meetings", args=[space.slug]), {"page": page}) for page in (1, 2)]

    told = [
        [[one.title for one in part] for part in (shown.to_come, shown.undated, shown.past)]
        for shown in (page.context["page"] for page in pages)
    ]
    assert told == [
        [["Réunion 0", "Réunion 1"], ["Sans date"], ["Réunion -1", "Réunion -2"]],
        [[], [], ["Réunion -3"]],
    ]
    said = [" ".join(page.content.decode().split()) for page in pages]
    assert ['rel="next"' in one for one in said] == [True, False]
    assert ['rel="prev"' in one for one in said] == [False, True]
    assert "Pas encore de prochaine réunion" not in said[1]
