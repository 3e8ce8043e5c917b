"""A meeting as a calendar's entry, read back by the library's parser and opened by a real calendar, khal."""

import datetime

import pytest
from icalendar import Calendar

from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.calendars.tests.khal import in_khal
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.refusal import Refusal
from tests import builders

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 10, 1, 8, tzinfo=datetime.UTC)
ON = datetime.date(2026, 10, 27)
ORIGIN = "https://palabre.example"


def called(*, title="Réunion des porteurs", **facts):
    """Return a meeting and whom it calls."""
    space = builders.a_space()
    said = {"on": ON, "at": datetime.time(14), "lasts": 90, "by": builders.a_member(space, "Inès Cardoso")} | facts
    meeting = builders.a_meeting(space, title, **said)
    person = builders.a_person(space, "Hugo Lemaire")
    person.may_be_reached_at("hugo@example.org", by=None)
    return meeting, person


def read(meeting, **how):
    text = entry_of(meeting, **{"method": None, "at": AT, "origin": ORIGIN} | how)
    calendar = Calendar.from_ical(text)
    return calendar, calendar.walk("VEVENT")[0]


def test_an_invitation_says_what_it_is_about_and_for_whom():
    meeting, person = called(place="Mairie; salle 2, au fond")

    calendar, event = read(meeting, method="REQUEST", attendee=person)

    assert calendar["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == "mailto:hugo@example.org"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["ORGANIZER"].params["CN"] == "Inès Cardoso"
    assert event["LOCATION"] == "Mairie; salle 2, au fond"
    assert event["URL"] == ORIGIN + meeting.get_absolute_url()


def test_the_answer_that_she_gave_stands_in_an_update():
    meeting, person = called()
    Attendance.objects.create(meeting=meeting, person=person, presence=Presence.COMING)

    _calendar, event = read(meeting, method="REQUEST", attendee=person)

    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancellation_is_of_the_same_entry():
    meeting, person = called()
    _calendar, before = read(meeting, method="REQUEST", attendee=person)
    meeting.sequence += 1

    calendar, event = read(Meeting.objects.get(pk=meeting.pk), method="CANCEL", attendee=person)

    assert calendar["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["UID"]) == ("CANCELLED", before["UID"])


def test_an_entry_that_is_only_kept_names_nobody_and_writes_nothing():
    meeting, _person = called()

    calendar, event = read(meeting)

    assert "METHOD" not in calendar
    assert not {"ATTENDEE", "ORGANIZER"} & event.keys()
    assert Meeting.objects.get(pk=meeting.pk).uid is None


def test_the_identity_that_was_sent_outlives_the_secret(settings):
    meeting, person = called()
    _calendar, before = read(meeting, method="REQUEST", attendee=person)
    settings.SECRET_KEY = "another"

    _calendar, after = read(Meeting.objects.get(pk=meeting.pk))

    assert after["UID"] == before["UID"]


def test_hours_are_those_of_the_place():
    meeting, _person = called(zone="Indian/Reunion")

    _calendar, event = read(meeting)

    assert event["DTSTART"].dt.utcoffset() == datetime.timedelta(hours=4)
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(minutes=90)


def test_a_zone_that_means_nothing_is_that_of_paris():
    meeting, _person = called(zone="../../etc/passwd")

    _calendar, event = read(meeting)

    assert event["DTSTART"].params["TZID"] == "Europe/Paris"


def test_without_an_hour_it_is_the_whole_day():
    meeting, _person = called(at=None)

    _calendar, event = read(meeting)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (ON, ON + datetime.timedelta(days=1))


def test_without_a_day_it_is_refused():
    meeting, _person = called(on=None)

    with pytest.raises(Refusal):
        entry_of(meeting, method=None, at=AT)


def test_words_are_no_properties():
    meeting, person = called(title="Bilan\r\nATTENDEE:mailto:x@example.org\x07")
    person.is_written('Hugo "le grand"\r\nX-EVIL:1')

    _calendar, event = read(meeting, method="REQUEST", attendee=person)

    assert event["SUMMARY"] == "Bilan\nATTENDEE:mailto:x@example.org "
    assert event["ATTENDEE"].params["CN"] == "Hugo ’le grand’ X-EVIL:1"
    assert "X-EVIL" not in event


def test_a_real_calendar_elsewhere_opens_it_at_the_right_hour(tmp_path):
    meeting, person = called(place="Foyer, salle 2")

    listed = in_khal(entry_of(meeting, method="REQUEST", attendee=person, at=AT, origin=ORIGIN), tmp_path)

    assert "2026-10-27 09:00|2026-10-27 10:30|Réunion des porteurs|Foyer, salle 2" in listed  # winter there, not here
