"""People are called to a meeting by mail, with a real calendar entry; told of a change; told that it is off."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from icalendar import Calendar

from palabre.journal.models import Entry
from palabre.meetings.attendance.attendance import attend, is_coming, stay_away
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned, is_untold
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.invitations.meeting_invitees import people_of
from palabre.meetings.invitations.tests.calls import DAY, HOUR, ORIGIN, TUESDAY, a_call, called, event_in, sent, waiting
from palabre.meetings.models import Meeting
from palabre.people.access import links
from palabre.people.models import News
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter, Way
from palabre.post.tests.mail_server import a_mail_server
from palabre.refusal import Refusal
from tests.builders import a_group, a_meeting, a_member, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with a_mail_server(settings) as server:
        yield server


def again(meeting):
    return Meeting.objects.select_related("space", "by").get(pk=meeting.pk)


def moved(meeting, by, on=datetime.date(2026, 12, 3)):
    plan = Planned(on, datetime.time(18), 90, "Mairie de Brennes", "")
    return meeting_changes.change_meeting(again(meeting), plan, by=by, at=TUESDAY)


def told(meeting, by, at=TUESDAY):
    return meeting_invitations.tell_change(again(meeting), by=by, at=at, origin=ORIGIN)


def test_a_call_is_a_real_request_that_a_calendar_reads_beside_plain_words(server):
    meeting, by, _ines, _malo = a_call()

    sent(called(meeting, by), by)

    (mail,) = server.received
    method, event = event_in(mail)
    assert (method, event["SEQUENCE"], str(event["SUMMARY"])) == ("REQUEST", 0, "Le minibus")
    assert event["DTSTART"].dt.isoformat() == "2026-12-01T14:00:00+01:00"
    assert event["ATTENDEE"] == "mailto:ines@exemple.fr"
    assert event["ORGANIZER"] == "mailto:palabre@exemple.fr"
    assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert mail["List-Id"].startswith(f"<{meeting.space.slug}.")


def test_its_words_hold_the_day_the_place_and_three_answers_by_her_own_link(server):
    meeting, by, ines, _malo = a_call()

    sent(called(meeting, by), by)

    said = server.received[0].get_body(("plain",)).get_content()
    own = ORIGIN + links.link_path(links.link_to(meeting, person=ines, by=None, at=TUESDAY))
    assert [line for line in said.splitlines() if "answer=" in line][:3] == [
        f"J’y vais : {own}?answer=coming",
        f"Voici des nouvelles : {own}?answer=news",
        f"Rien de neuf, tout va bien : {own}?answer=fine",
    ]
    assert "Mardi 1er décembre 2026, 14 h\nFoyer de Brennes" in said.replace("\r", "")
    assert server.received[0]["Subject"] == "Mardi 1er décembre 2026, 14 h : Le minibus"


def test_the_file_that_goes_with_it_is_the_same_calendar(server):
    meeting, by, _ines, _malo = a_call()

    sent(called(meeting, by), by)

    (file,) = [part for part in server.received[0].walk() if part.get_filename()]
    (event,) = Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    assert (file.get_filename(), event["UID"]) == ("meeting.ics", again(meeting).uid)


def test_a_change_is_told_to_exactly_those_whose_call_has_left(server):
    meeting, by, _ines, malo = a_call()
    sent(called(meeting, by), by)
    moved(meeting, by)

    written = told(meeting, by)
    sent([one.letter for one in written], by)

    (first, second) = server.received
    (_m, before), (method, after) = event_in(first), event_in(second)
    assert (method, after["SEQUENCE"], after["UID"]) == ("REQUEST", 1, before["UID"])
    assert after["DTSTART"].dt.isoformat() == "2026-12-03T18:00:00+01:00"
    assert "Changement" in second["Subject"]
    (to_malo,) = [letter for letter in waiting(meeting) if letter.to == malo]
    assert to_malo.subject.startswith("Jeudi 3 décembre 2026, 18 h")


def test_what_was_told_is_not_told_again(server):
    meeting, by, _ines, _malo = a_call()
    sent(called(meeting, by), by)
    moved(meeting, by)
    told(meeting, by)

    assert told(meeting, by) == []
    assert again(meeting).sequence == 1


def test_a_change_that_was_undone_is_told_to_nobody(server):
    meeting, by, _ines, _malo = a_call()
    sent(called(meeting, by), by)
    moved(meeting, by)
    assert is_untold(again(meeting))

    meeting_changes.undo_meeting_change(meeting, Entry.objects.get(verb="meeting.moved").pk, by=by)

    assert (is_untold(again(meeting)), told(meeting, by)) == (False, [])


def test_off_a_cancel_goes_to_who_was_told_and_what_waited_for_the_others_is_gone(server):
    meeting, by, ines, _malo = a_call()
    sent(called(meeting, by), by)

    meeting_invitations.call_off(again(meeting), by=by, at=TUESDAY, origin=ORIGIN)
    sent(waiting(meeting), by)

    method, event = event_in(server.received[1])
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert list(Letter.objects.filter(sent_at=None)) == []
    assert Letter.objects.filter(to=ines).count() == 2
    assert meeting_invitations.call_off(again(meeting), by=by, at=TUESDAY) == []


def test_on_again_it_is_asked_for_anew(server):
    meeting, by, _ines, _malo = a_call()
    sent(called(meeting, by), by)
    meeting_invitations.call_off(again(meeting), by=by, at=TUESDAY, origin=ORIGIN)
    sent(waiting(meeting), by)

    meeting_changes.restore_meeting(meeting, by=by)
    told(meeting, by)
    sent(waiting(meeting), by)

    method, event = event_in(server.received[2])
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 2)


def test_called_twice_each_has_one_letter_and_a_newcomer_hers():
    meeting, by, _ines, _malo = a_call()
    called(meeting, by)
    assert called(meeting, by) == []

    hugo = a_member(meeting.space, "Hugo Ferreira")
    meeting_invitations.call(meeting, by=by, at=TUESDAY, persons=[hugo])

    assert sorted(letter.to.name for letter in waiting(meeting)) == ["Hugo Ferreira", "Inès Courtois", "Malo Riou"]


def test_an_address_that_comes_later_is_in_the_calendar(server):
    meeting, by, _ines, malo = a_call()
    (letter,) = [letter for letter in called(meeting, by) if letter.to == malo]
    malo.may_be_reached_at("malo@exemple.fr", by=None)

    meeting_invitations.address_again(letter, at=TUESDAY, origin=ORIGIN)
    sent([Letter.objects.get(pk=letter.pk)], by)

    assert event_in(server.received[0])[1]["ATTENDEE"] == "mailto:malo@exemple.fr"


def test_words_that_she_changed_stay_when_the_day_moves_below_what_is_planned_now():
    meeting, by, ines, _malo = a_call()
    (letter,) = [letter for letter in called(meeting, by) if letter.to == ines]
    meeting_invitations.outbox.change_letter(letter, "Un mot", "Apporte les clés. {address}", by=by, at=TUESDAY)
    moved(meeting, by)

    told(meeting, by)

    (now,) = [letter for letter in waiting(meeting) if letter.to == ines]
    assert (now.subject, now.body.splitlines()[-1]) == ("Un mot", "Apporte les clés. {address}")
    assert now.body.startswith("Ce qui est prévu maintenant : jeudi 3 décembre 2026, 18 h, Mairie de Brennes.")


def test_a_server_that_asks_to_come_back_later_is_tried_again(server):
    server.answers = ["450 Plus tard"]
    meeting, by, _ines, _malo = a_call()
    sent(called(meeting, by), by)
    assert server.received == []

    post_one(TUESDAY + HOUR)

    assert event_in(server.received[0])[0] == "REQUEST"


def test_what_is_approved_in_the_evening_leaves_in_the_morning(server):
    meeting, by, _ines, _malo = a_call()
    evening = TUESDAY + 11 * HOUR

    sent(called(meeting, by), by, at=evening)
    assert server.received == []
    post_one(TUESDAY + DAY - 2 * HOUR)

    assert len(server.received) == 1


def test_without_a_mail_server_the_link_is_given_by_hand_and_a_change_is_told_to_her_too():
    meeting, by, ines, _malo = a_call()
    (letter,) = [letter for letter in called(meeting, by) if letter.to == ines]
    meeting_invitations.outbox.gave_by_hand(letter, by=by, at=TUESDAY, how=Way.BY_HAND)
    moved(meeting, by)

    told(meeting, by)

    (now,) = [letter for letter in waiting(meeting) if letter.to == ines]
    assert now.subject.startswith("Changement")


def test_who_asked_for_silence_and_who_is_gone_are_not_called():
    meeting, by, ines, malo = a_call()
    ines.hear(News.NONE)
    malo.lose_name("une personne", TUESDAY)

    assert called(meeting, by) == []
    assert list(people_of(meeting)) == [by]


def test_without_a_group_those_who_carry_one_are_called():
    space = a_space()
    by, ines = a_member(space, "Odile Tanneguy"), a_person(space, "Inès Courtois")
    a_group(space, convened_by=(ines,))
    a_person(space, "Hugo Ferreira")

    assert list(people_of(a_meeting(space, by=by))) == [ines]


@pytest.mark.parametrize("facts", [{"on": None}, {"on": datetime.date(2026, 11, 23)}, {"cancelled_at": TUESDAY}])
def test_nobody_is_called_to_what_has_no_day_is_over_or_off(facts):
    meeting, by, _ines, _malo = a_call()
    Meeting.objects.update(**facts)

    with pytest.raises(Refusal) as refused:
        called(again(meeting), by)

    assert refused.value.instead


def test_neither_who_is_only_named_nor_who_is_of_another_space_calls_or_changes():
    meeting, _by, ines, _malo = a_call()
    acts = [called, moved, told, lambda meeting, by: meeting_invitations.call_off(meeting, by=by, at=TUESDAY)]

    for who in (ines, a_member(a_space("Ailleurs"))):
        for act in acts:
            with pytest.raises(Refusal):
                act(meeting, who)

    assert Letter.objects.count() == 0


def test_the_address_in_a_guest_s_calendar_is_her_link_and_opens_without_a_place(server, client):
    meeting, by, ines, _malo = a_call()
    sent(called(meeting, by), by)
    letter = Letter.objects.get(to=ines)

    _method, event = event_in(server.received[0])

    assert str(event["URL"]) == ORIGIN + links.link_path(letter.link)
    assert ORIGIN + links.link_path(letter.link) in str(event["DESCRIPTION"])
    assert client.get(str(event["URL"]).removeprefix(ORIGIN), follow=True).status_code == 200


def test_a_member_s_calendar_leads_to_the_meeting_itself(server):
    meeting, by, ines, _malo = a_call()
    ines.join(TUESDAY)
    sent(called(meeting, by), by)

    _method, event = event_in(server.received[0])

    assert str(event["URL"]) == ORIGIN + meeting.get_absolute_url()


def test_a_moved_meeting_asks_anew_and_says_the_former_day(server):
    meeting, by, ines, _malo = a_call()
    sent(called(meeting, by), by)
    attend(meeting, by=ines, at=TUESDAY)

    moved(meeting, by)
    sent([one.letter for one in told(meeting, by) if one.letter], by)

    words = " ".join(Letter.objects.filter(to=ines).order_by("pk").last().body.split())
    assert not is_coming(ines, meeting.pk)
    assert "n’a plus lieu le mardi 1er décembre 2026, 14 h" in words.replace("\u202f", " ").replace("\xa0", " ")
    assert "Votre réponse reste valable" not in words


def test_another_place_alone_leaves_each_answer_and_says_so(server):
    meeting, by, ines, _malo = a_call()
    sent(called(meeting, by), by)
    attend(meeting, by=ines, at=TUESDAY)

    elsewhere = dataclasses.replace(Planned.of(again(meeting)), place="Ailleurs")
    meeting_changes.change_meeting(again(meeting), elsewhere, by=by, at=TUESDAY)
    told(meeting, by)

    assert is_coming(ines, meeting.pk)
    assert "Votre réponse reste valable" in Letter.objects.filter(to=ines).order_by("pk").last().body


def test_who_moves_it_still_comes_and_its_undo_gives_the_others_back_unless_they_answered(server):
    meeting, by, ines, malo = a_call()
    for person in (by, ines, malo):
        attend(meeting, by=person, at=TUESDAY)
    moved(meeting, by)
    attend(again(meeting), by=malo, at=TUESDAY + HOUR)
    stay_away(again(meeting), by=malo)

    before = [is_coming(one, meeting.pk) for one in (by, ines)]
    change = meeting_changes.changes_of(meeting).filter(verb=meeting_changes.MOVED).first()
    meeting_changes.undo_meeting_change(again(meeting), change.pk, by=by)

    assert (before, is_coming(ines, meeting.pk)) == ([True, False], True)
