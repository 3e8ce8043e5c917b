"""A meeting to which Zoé called somebody, in her own words, and Malo, a member as she is."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.invitations.tests.edited_letters import edited
from palabre.post.models import Letter
from tests.builders import a_meeting, a_member, a_person, a_space, entered


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def his(zoe):
    return entered(Client(), a_member(zoe.space, "Malo Riou"))


@pytest.fixture
def meeting(zoe):
    return a_meeting(zoe.space, "Le four", on=timezone.localdate() + datetime.timedelta(days=3))


@pytest.fixture
def letter(zoe, meeting):
    """Zoé called somebody, and wrote in her own words."""
    meeting_invitations.call(meeting, by=zoe, at=timezone.now(), persons=[a_person(zoe.space, "Karim Belkacem")])
    return edited(Letter.objects.get(), zoe)
