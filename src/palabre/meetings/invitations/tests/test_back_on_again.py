"""A meeting that was called off takes place after all: what its letters said is no longer true."""

import dataclasses
import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Meeting, Presence
from palabre.post.models import Letter
from palabre.web.dates_in_words import in_full
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


def again(meeting):
    return Meeting.objects.select_related("space").get(pk=meeting.pk)


@pytest.fixture
def odile():
    return a_member(a_space("Val"), "Odile Tanneguy")


@pytest.fixture
def back_on(odile):
    """Moved by two days, called off, told so in a letter that nobody sent, then on again. Nadia had said yes."""
    now, nadia = timezone.now(), a_member(odile.space, "Nadia Ferhat")
    meeting = a_meeting(odile.space, on=timezone.localdate() + datetime.timedelta(days=6))
    meeting.attendances.create(person=nadia, presence=Presence.COMING, answered_at=now)
    was = Planned.of(meeting)
    later = dataclasses.replace(was, on=was.on + datetime.timedelta(days=2))
    meeting_changes.change_meeting(meeting, later, by=odile, at=now)
    meeting_invitations.call_off(again(meeting), by=odile, at=now)
    meeting_changes.restore_meeting(again(meeting), by=odile)
    return again(meeting)


def test_the_letter_that_says_that_it_is_off_says_that_this_is_no_longer_true(odile, back_on):
    her, letter = entered(Client(), odile), Letter.objects.get()
    address = reverse("outbox:letter", args=["val", letter.pk])
    shown, called = (
        her.get(one).content.decode() for one in (address, reverse("meetings:calling", args=["val", back_on.pk]))
    )

    meeting_changes.cancel(back_on, by=odile, at=timezone.now())

    assert reverse("meetings:calling", args=["val", back_on.pk]) in shown
    assert ("n’est plus vrai" in shown, "n’est plus vrai" in her.get(address).content.decode()) == (True, False)
    assert "1 message est prêt" not in called


def test_the_next_letter_names_the_day_for_which_she_had_said_yes(odile, back_on):
    meeting_invitations.tell_change(back_on, by=odile, at=timezone.now())

    letter = Letter.objects.get(calendar_method="REQUEST")
    assert "Cette réunion n’a plus lieu" in letter.body
    assert "Votre réponse reste valable" not in letter.body


def test_who_was_told_of_no_move_reads_the_day_that_they_know_in_the_letter_that_calls_it_off(odile, back_on):
    known = Planned.of(back_on).on - datetime.timedelta(days=2)

    letter = Letter.objects.get()

    assert (in_full(known) in letter.body, in_full(back_on.on) in letter.body) == (True, False)
