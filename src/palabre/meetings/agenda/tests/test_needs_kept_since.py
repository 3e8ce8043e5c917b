"""A need that is kept among members leaves the agenda of a meeting that everybody reads, at once."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.people.models import Audience
from tests.builders import a_group, a_meeting, a_member, a_need, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "De l’argent pour Maël"


def test_it_does_as_it_is_kept():
    space = a_space(public=True)
    berthe = a_member(space, "Berthe Loric")
    group = a_group(space, convened_by=(berthe,))
    need = a_need(space, WORDS, group=group, audience=Audience.everybody(space))
    on = timezone.localdate() + datetime.timedelta(days=7)
    meeting = a_meeting(space, group=group, on=on, audience=group.audience)
    item = meeting.agenda.create(text="Les besoins", position=1, brings=NEEDS, parts=[WORDS])
    before = WORDS in Client().get(meeting.get_absolute_url()).text

    kept = entered(Client(), berthe).post(reverse("groups:need_hidden", args=[space.slug, need.pk]))

    item.refresh_from_db()
    assert (before, kept.status_code, item.parts) == (True, 302, [])
    assert WORDS not in Client().get(meeting.get_absolute_url()).text
