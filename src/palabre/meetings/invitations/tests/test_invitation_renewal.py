"""An invitation approved in the evening says in the morning what its meeting says then, or waits."""

import datetime

import pytest

from palabre.meetings.agenda.agenda_items import drop_point
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.invitations.meeting_invitations import address_again
from palabre.meetings.invitations.tests.calls import DAY, ORIGIN, TUESDAY, a_call, called, event_in, sent
from palabre.meetings.models import Meeting
from palabre.people.erasures import delayed_erasure
from palabre.people.erasures.name_erasure import erase
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.outbox import approve_all, change_letter
from palabre.post.tests.mail_server import a_mail_server, text_of
from tests.builders import a_member

pytestmark = pytest.mark.django_db
EVENING = TUESDAY + datetime.timedelta(hours=10)
MORNING = TUESDAY + datetime.timedelta(hours=22, minutes=5)


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


def approved(letters, by):
    approve_all(letters, by=by, at=EVENING, origin=ORIGIN)


def leave(at=MORNING):
    while post_one(at):
        pass


def again(meeting):
    return Meeting.objects.select_related("space", "by").get(pk=meeting.pk)


def a_call_with_a_point():
    """A call approved in the evening, whose agenda says « Ma maladie » then."""
    meeting, by, *_called = a_call()
    point = meeting.agenda.create(text="Ma maladie", position=1, proposed_by=by)
    letters = called(meeting, by)
    assert "Ma maladie" in letters[0].body
    return meeting, by, point, letters


def test_a_point_taken_back_leaves_neither_in_the_words_nor_in_the_calendar(server):
    _meeting, by, point, letters = a_call_with_a_point()
    approved(letters, by)
    drop_point(point, by=by, at=EVENING)

    leave()

    (mail,) = server.received
    assert "maladie" not in text_of(mail) + str(event_in(mail)[1].to_ical())
    assert "maladie" not in Letter.objects.get(to__name="Inès Courtois").body


@pytest.mark.parametrize("is_edited", [False, True])
def test_a_point_that_somebody_adds_since_leaves_neither_in_the_words_nor_in_the_calendar(server, is_edited):
    meeting, by, _point, letters = a_call_with_a_point()
    letter = next(one for one in letters if one.email)
    if is_edited:
        change_letter(letter, "Venez", "Je vous attends : {address}", by=by, at=EVENING)
    approved(Letter.objects.filter(pk=letter.pk), by)
    meeting.agenda.create(text="Virez 30 € : https://evil.example/", position=2)
    address_again(letter, at=EVENING, origin=ORIGIN)

    leave()

    (mail,) = server.received
    words = text_of(mail) + str(event_in(mail)[1].to_ical(), "utf-8").replace("\r\n ", "")
    assert ("evil.example" in words, "Ma maladie" in words) == (False, True)


def test_an_invitation_waits_for_its_author_once_somebody_gave_its_meeting_another_title(server):
    _meeting, by, _point, letters = a_call_with_a_point()
    approved(letters, by)
    Meeting.objects.update(title="Virez 30 €")
    leave()
    letter = Letter.objects.get(to__name="Inès Courtois")
    assert (server.received, letter.is_waiting, "Virez 30 €" in letter.body) == ([], True, True)

    sent([letter], by, at=MORNING)

    assert len(server.received) == 1


def test_words_that_a_person_edited_stay_and_the_calendar_is_of_now(server):
    _meeting, by, point, letters = a_call_with_a_point()
    edited = next(one for one in letters if one.email)
    change_letter(edited, "Venez", "Je vous attends : {address}", by=by, at=EVENING)
    approved(Letter.objects.filter(pk=edited.pk), by)
    drop_point(point, by=by, at=EVENING)

    leave()

    (mail,) = server.received
    assert (mail["Subject"], "Je vous attends" in text_of(mail)) == ("Venez", True)
    assert "maladie" not in str(event_in(mail)[1].to_ical())


def test_the_invitation_to_a_meeting_that_is_off_waits_and_leaves_once_it_takes_place(server):
    meeting, by, *_called = a_call()
    approved(called(meeting, by), by)
    meeting_changes.cancel(meeting, by=by, at=EVENING)
    leave()
    assert (server.received, {letter.is_waiting for letter in Letter.objects.all()}) == ([], {True})

    meeting_changes.restore_meeting(again(meeting), by=by)
    sent(list(Letter.objects.all()), by, at=MORNING)

    assert len(server.received) == 1


def test_a_cancellation_waits_where_the_meeting_takes_place_after_all(server):
    meeting, by, *_called = a_call()
    sent(called(meeting, by), by)
    approved([one.letter for one in meeting_invitations.call_off(meeting, by=by, at=EVENING) if one.letter], by)
    meeting_changes.restore_meeting(again(meeting), by=by)

    leave()

    assert len(server.received) == 1
    assert Letter.objects.get(calendar_method="CANCEL").is_waiting


def test_a_change_says_the_day_of_now_and_what_was_told_before(server):
    meeting, by, *_called = a_call()
    sent(called(meeting, by), by)
    plan = Planned(datetime.date(2026, 12, 3), datetime.time(18), 90, "Mairie de Brennes")
    meeting_changes.change_meeting(again(meeting), plan, by=by, at=EVENING)
    told = meeting_invitations.tell_change(again(meeting), by=by, at=EVENING, origin=ORIGIN)
    approved([one.letter for one in told], by)
    Meeting.objects.update(place="Salle du port")

    leave()

    text = text_of(server.received[1])
    assert "n’a plus lieu le mardi 1er décembre 2026" in text.replace("\xa0", " ")
    assert ("Salle du port" in text, "Mairie" in text) == (True, False)


def test_an_invitation_taken_back_with_its_meeting_does_not_leave(server):
    meeting, by, *_called = a_call()
    approved(called(meeting, by), by)
    meeting.invitations.all().delete()

    leave(MORNING + DAY)

    assert (server.received, Letter.objects.filter(approved_at__isnull=False).exists()) == ([], False)


@pytest.mark.parametrize("before", range(20, 60, 5))
def test_a_removed_name_is_taken_out_of_the_calendar_that_is_kept_wherever_its_line_is_folded(before):
    meeting, by, *_called = a_call()
    meeting.agenda.create(text=f"{'x' * before} Zoé Quilliou présente", position=1)
    called(meeting, by)

    erase(a_member(meeting.space, "Zoé Quilliou"), at=TUESDAY)
    delayed_erasure.finish_due(TUESDAY + 3 * DAY)

    assert "Quilliou" not in Letter.objects.get(to__name="Inès Courtois").calendar.replace("\r\n ", "")
