"""No word of a letter that somebody edited is lost by a gesture of another that is undone."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.invitations.tests.edited_letters import WORDS, edited, left
from palabre.meetings.models import Invitation, Meeting
from palabre.minutes.outbox.space_outbox import letters
from palabre.people.reader import Reader
from palabre.post.models import Letter
from tests.builders import a_person, entered

pytestmark = pytest.mark.django_db


def press(client, meeting, *doors):
    for door in doors:
        client.post(reverse(f"meetings:{door}", args=[meeting.space.slug, meeting.pk]))


def moved(meeting, days=1):
    Meeting.objects.filter(pk=meeting.pk).update(on=meeting.on + datetime.timedelta(days=days))


def test_cancelled_told_and_restored_it_waits_again_with_its_words(his, meeting, letter, zoe):
    press(his, meeting, "cancellation", "telling_called")
    assert not meeting_invitations.letters_of(meeting)

    press(his, meeting, "restoration")

    again = Letter.objects.get()
    assert (again.pk, again.by, again.body, again.about) == (letter.pk, zoe, WORDS, letter.about)
    assert (Invitation.objects.get().letter, Invitation.objects.get().cancelled_at) == (again, None)


def test_off_again_it_is_set_aside_again(his, meeting, letter):
    press(his, meeting, "cancellation", "telling_called", "restoration", "cancellation", "telling_called")

    assert not meeting_invitations.letters_of(meeting)
    assert Letter.objects.get().body == WORDS


def test_told_again_once_restored_its_words_are_in_the_new_letter(his, meeting, letter, zoe):
    press(his, meeting, "cancellation", "telling_called", "restoration", "telling_called")

    again = Letter.objects.get()
    assert (again.by, again.is_waiting, "PRIVÉ" in again.body) == (zoe, True, True)


def test_while_it_is_aside_no_page_and_no_outbox_shows_it_and_it_does_not_leave(his, zoe, meeting, letter):
    Letter.objects.update(approved_at=timezone.now(), due_at=timezone.now())
    press(his, meeting, "cancellation", "telling_called")
    hers, slug = entered(Client(), zoe), meeting.space.slug

    assert hers.get(reverse("outbox:letter", args=[slug, letter.pk])).status_code == 404
    assert "MES MOTS" not in hers.get(reverse("outbox:outbox", args=[slug])).content.decode()
    assert not letters(Reader(meeting.space, zoe, timezone.localdate())).exists()
    assert (Letter.objects.get().approved_at, Letter.objects.get().due_at) == (None, None)


def test_a_worker_that_is_sending_it_finds_it_gone(his, meeting, letter):
    press(his, meeting, "cancellation", "telling_called")

    assert not Letter.objects.filter(pk=letter.pk, message_id=letter.message_id).exists()


def test_the_words_that_announce_a_change_stay_when_it_changes_again(his, meeting, letter, zoe):
    left(letter)
    moved(meeting)
    meeting_invitations.tell_change(meeting, by=zoe, at=timezone.now())
    edited(Letter.objects.get(sent_at=None), zoe, "Le jour change, PRIVÉ : {address}")
    moved(meeting, days=2)

    press(his, meeting, "telling_called")

    again = Letter.objects.get(sent_at=None)
    assert ("Le jour change, PRIVÉ" in again.body, again.by) == (True, zoe)


def test_the_words_that_call_it_off_are_not_put_under_its_new_plan(his, meeting, letter, zoe):
    left(letter)
    press(his, meeting, "cancellation", "telling_called")
    edited(Letter.objects.get(sent_at=None), zoe, "Rien ce jour-là : {address}")

    press(his, meeting, "restoration", "telling_called")
    (waiting,) = [one for one in meeting_invitations.letters_of(meeting) if one.is_waiting]
    assert "Rien ce jour-là" not in waiting.body

    press(his, meeting, "cancellation", "telling_called")
    (waiting,) = [one for one in meeting_invitations.letters_of(meeting) if one.is_waiting]
    assert (waiting.body, waiting.by) == ("Rien ce jour-là : {address}", zoe)


def test_a_letter_that_nobody_edited_goes_as_before(zoe, his, meeting):
    meeting_invitations.call(meeting, by=zoe, at=timezone.now(), persons=[a_person(zoe.space, "Karim Belkacem")])

    press(his, meeting, "cancellation", "telling_called")

    assert not Letter.objects.exists()


@pytest.mark.parametrize(("days", "is_kept"), [(20, True), (40, False)])
def test_it_is_deleted_a_month_after_a_meeting_that_did_not_take_place(his, meeting, letter, days, is_kept):
    press(his, meeting, "cancellation", "telling_called")

    meeting_invitations.forget_letters_aside(timezone.now() + datetime.timedelta(days=days))

    assert Letter.objects.exists() is is_kept
