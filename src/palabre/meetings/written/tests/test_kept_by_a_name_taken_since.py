"""« Gardons-le entre nous » of a member who is named by a name that they took since: who writes the page opens it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Publication
from palabre.people.models import Audience, Person
from tests.builders import a_meeting, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


def told(space):
    """A meeting whose minutes everybody reads."""
    page = a_page(
        space, "Compte rendu", "Budget Participatif : voté. Karim est malade.", audience=Audience.everybody(space)
    )
    meeting = a_meeting(space, minutes=page)
    Publication.objects.create(meeting=meeting, given_at=timezone.now(), public_at=timezone.now())
    return meeting


def typed(space, name):
    """A member who came by the link of the space, and typed this name."""
    member = a_member(space, name)
    Person.objects.filter(pk=member.pk).update(is_self_named=True)
    return member


def opens_again(meeting, *, kept_by, taking=""):
    """Return how another member is answered, who opens to all what this one kept."""
    client, odile = entered(Client(), kept_by), a_member(meeting.space, "Odile Marchais")
    if taking:
        client.post(reverse("you:spelling", args=[meeting.space.slug]), {"name": taking})
        assert Person.objects.get(pk=kept_by.pk).name == taking
    client.post(reverse("meetings:among_us", args=[meeting.space.slug, meeting.pk]))
    assert Publication.objects.get(meeting=meeting).kept_at is not None
    door = reverse("meetings:minutes_opening", args=[meeting.space.slug, meeting.pk])
    return entered(Client(), odile).post(door).status_code


@pytest.mark.parametrize("came", ["as another", "under these words"])
def test_words_of_the_page_taken_as_a_name_keep_it_from_nobody(space, came):
    malo = a_member(space, "Malo Riou")
    meeting = told(space)

    if came == "as another":
        answer = opens_again(meeting, kept_by=malo, taking="Budget Participatif")
    else:
        answer = opens_again(meeting, kept_by=typed(space, "Budget Participatif"))

    assert answer == 302


@pytest.mark.parametrize("taking", ["", "Karim Oualid-Petit"])
@pytest.mark.parametrize("is_typed", [False, True])
def test_who_bore_the_name_before_keeps_it_whatever_they_are_called_since(space, is_typed, taking):
    karim = typed(space, "Karim Oualid") if is_typed else a_member(space, "Karim Oualid")
    karim.refresh_from_db()

    assert opens_again(told(space), kept_by=karim, taking=taking) == 409
