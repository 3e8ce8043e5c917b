"""A rhythm that is kept: its days, over the changes of hour, and the meetings that are made of them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from palabre.meetings.calendars.calendar_entry import PARIS
from palabre.meetings.models import Meeting, Series
from palabre.meetings.series import cadence, occurrence_changes
from palabre.meetings.series.cadence import Wish
from palabre.meetings.series.next_occurrence import keep_ahead, meeting_on, next_meeting
from palabre.meetings.series.occurrences import days_of, first_day, occurrences
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests import builders
from tests.builders import a_group, a_member, a_series, a_space
from tests.lengths import often

NOW = datetime.datetime(2026, 10, 1, 8, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 10, 1)  # a Thursday
TUESDAY = datetime.date(2026, 10, 13)
LATER = datetime.date(2026, 12, 1)
rules = st.sampled_from(
    [
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=TU,TH",
        "FREQ=MONTHLY;BYDAY=1TH",
        "FREQ=MONTHLY;BYDAY=5TH",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=2",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    ]
)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 1, 1))


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Cardoso")


def kept(space, by, words="tous les 15 jours", **wish):
    said = {"on": TUESDAY, "at": datetime.time(14), "lasts": 90} | wish
    return cadence.begin_series(space, Wish(words, **said), by=by, today=TODAY)


def counted_elsewhere(rrule, start, since, until):
    """Return the instants that another library counts for this rule, at 14:00 in Paris, by the zone's own rules."""
    lines = ["BEGIN:VCALENDAR", PARIS.strip().replace("\n", "\r\n"), "BEGIN:VEVENT", "UID:1"]
    lines += [f"DTSTART;TZID=Europe/Paris:{start:%Y%m%d}T140000", f"RRULE:{rrule}", "END:VEVENT", "END:VCALENDAR"]
    calendar = Calendar.from_ical("\r\n".join(lines))
    found = recurring_ical_events.of(calendar).between(since, until + datetime.timedelta(days=1))
    return sorted(one["DTSTART"].dt for one in found)


@settings(deadline=None, max_examples=often(80))
@given(rrule=rules, start=days)
def test_the_days_of_a_rhythm_are_those_of_another_library_at_the_same_hour_all_year(rrule, start):
    start = first_day(rrule, since=start)
    until = start + datetime.timedelta(days=800)

    ours = list(days_of(Series(rrule=rrule, starts_on=start), since=start, until=until))

    theirs = counted_elsewhere(rrule, start, start, until)
    assert ours == [one.date() for one in theirs]
    assert {one.astimezone(ZoneInfo("Europe/Paris")).hour for one in theirs} <= {14}


@settings(deadline=None, max_examples=often(80))
@given(rrule=rules, start=days, late=st.integers(0, 700))
def test_where_one_begins_to_look_changes_no_day(rrule, start, late):
    series, since = Series(rrule=rrule, starts_on=start), start + datetime.timedelta(days=late)
    until = start + datetime.timedelta(days=1000)

    assert list(days_of(series, since=since, until=until)) == [
        day for day in days_of(series, since=start, until=until) if day >= since
    ]


@pytest.mark.parametrize("rrule", ["FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2"])
def test_a_rule_that_means_nothing_has_no_day(rrule):
    series = Series(rrule=rrule, starts_on=TUESDAY)

    assert list(days_of(series, since=TODAY, until=TODAY + datetime.timedelta(days=5000))) == []


def test_a_month_without_its_day_is_left_out(space, ines):
    series = kept(space, ines, "le 31 de chaque mois", on=TODAY)

    until = datetime.date(2027, 3, 31)
    assert [day.month for day in occurrences(series, since=TODAY, until=until)] == [10, 12, 1, 3]


def test_every_fortnight_is_every_other_week(space, ines):
    series = kept(space, ines)

    found = occurrences(series, since=TODAY, until=datetime.date(2026, 11, 30))
    assert [str(day) for day in found] == ["2026-10-13", "2026-10-27", "2026-11-10", "2026-11-24"]


def test_one_tuesday_in_two_begins_with_the_first_tuesday(space, ines):
    series = kept(space, ines, "un mardi sur deux", on=datetime.date(2026, 10, 7))

    assert series.starts_on == TUESDAY


def test_august_is_skipped_if_wished(space, ines):
    series = kept(space, ines, skips_august=True)

    found = occurrences(series, since=datetime.date(2027, 7, 20), until=datetime.date(2027, 9, 20))
    assert {day.month for day in found} == {7, 9}


def test_the_hour_may_be_in_the_words(space, ines):
    series = kept(space, ines, "le premier jeudi du mois à 18h30", on=None, at=None)

    assert (series.at, series.starts_on) == (datetime.time(18, 30), TODAY)


@pytest.mark.parametrize(
    "words", ["bientôt", "", "mardi 13 octobre", "tous les lundis, et un mardi sur deux", "x" * 400]
)
def test_words_without_one_rhythm_are_refused(space, ines, words):
    with pytest.raises(Refusal):
        kept(space, ines, words)

    assert not Series.objects.exists()


@pytest.mark.parametrize(
    "wish",
    [
        {"on": datetime.date(2036, 1, 1)},
        {"lasts": 0},
        {"lasts": 9999},
        {"video_url": "javascript:x"},
        {"video_url": "https://salle"},  # as a meeting that is moved
        {"place": "x" * 400},
    ],
)
def test_what_no_rhythm_can_be_is_refused(space, ines, wish):
    with pytest.raises(Refusal):
        kept(space, ines, **wish)


def test_who_did_not_join_keeps_nothing(space, ines):
    series, guest, neighbour = kept(space, ines), builders.a_person(space, "Gaël"), a_member(a_space("Ailleurs"))

    for other in (guest, neighbour):
        with pytest.raises(Refusal):
            kept(space, other)
        with pytest.raises(Refusal):
            cadence.pause(series, by=other, at=NOW)
        with pytest.raises(Refusal):
            next_meeting(series, after=TODAY, by=other, at=NOW)


def test_the_same_form_sent_twice_keeps_one_rhythm(space, ines):
    assert kept(space, ines) == kept(space, ines)


def test_what_was_only_read_in_minutes_is_kept_with_its_words(space, ines):
    said = a_series(space, "On se voit tous les 15 jours, sauf l’été.")

    cadence.keep_series(said, Wish("Tous les quinze jours", on=TUESDAY), by=ines, today=TODAY)

    said.refresh_from_db()
    assert (said.words, said.starts_on, said.is_kept) == ("On se voit tous les 15 jours, sauf l’été.", TUESDAY, True)


def test_a_rhythm_that_nobody_keeps_has_no_day(space):
    assert occurrences(a_series(space), since=TODAY, until=LATER) == []


def test_paused_it_has_no_day_and_resumed_those_that_it_always_had(space, ines):
    series = kept(space, ines)
    cadence.pause(series, by=ines, at=NOW)
    assert occurrences(Series.objects.get(), since=TODAY, until=LATER) == []

    cadence.resume(series, by=ines)

    assert occurrences(Series.objects.get(), since=TUESDAY, until=LATER)[1] == datetime.date(2026, 10, 27)


def test_ended_twice_it_is_ended_once_and_taken_up_again(space, ines):
    series = kept(space, ines)

    for _time in range(2):
        cadence.end_series(series, by=ines, at=NOW)
    cadence.resume(series, by=ines)

    assert [one.verb for one in space.entries.order_by("pk")] == ["series.kept", "series.ended", "series.resumed"]
    assert Series.objects.get().is_kept


def test_the_clock_makes_the_next_meeting_and_no_other(space, ines):
    series = kept(space, ines, place="Foyer")

    for _time in range(2):
        keep_ahead(NOW)

    meeting = Meeting.objects.get()
    assert (meeting.series, meeting.occurrence_on, meeting.on) == (series, TUESDAY, TUESDAY)
    assert (meeting.at, meeting.lasts, meeting.place, meeting.audience) == (
        datetime.time(14),
        90,
        "Foyer",
        series.audience,
    )


def test_the_clock_sends_nothing(space, ines):
    kept(space, ines)

    keep_ahead(NOW)

    assert not space.letters.exists()


def test_the_clock_waits_until_the_day_is_near(space, ines):
    kept(space, ines, on=datetime.date(2026, 11, 10))

    keep_ahead(NOW)

    assert not Meeting.objects.exists()


def test_the_clock_passes_by_what_is_paused_and_what_is_in_preparation(space, ines):
    cadence.pause(kept(space, ines), by=ines, at=NOW)
    hidden = a_space("En préparation", opened=False)
    kept(hidden, a_member(hidden))

    keep_ahead(NOW)

    assert not Meeting.objects.exists()


def test_one_rhythm_that_fails_stops_no_other(space, ines, monkeypatch, caplog):
    broken, fine = kept(space, ines), kept(space, ines, "un jeudi sur deux", on=None)
    real = next_meeting
    monkeypatch.setattr(
        "palabre.meetings.series.next_occurrence.next_meeting",
        lambda series, **how: 1 / 0 if series == broken else real(series, **how),
    )

    keep_ahead(NOW)

    assert {one.series for one in Meeting.objects.all()} == {fine}
    assert str(broken.pk) in caplog.text


def test_a_meeting_that_was_moved_is_still_that_of_its_day(space, ines):
    series = kept(space, ines)
    meeting = next_meeting(series, after=TODAY, by=ines, at=NOW)
    occurrence_changes.move(meeting, TUESDAY + datetime.timedelta(days=2), datetime.time(18), by=ines, at=NOW)

    assert next_meeting(series, after=TODAY, by=ines, at=NOW) == meeting
    assert next_meeting(series, after=TUESDAY, by=ines, at=NOW).on == datetime.date(2026, 10, 27)


def test_after_a_day_that_was_cancelled_comes_the_next(space, ines):
    series = kept(space, ines)
    off = occurrence_changes.not_that_day(series, TUESDAY, by=ines, at=NOW)

    after = next_meeting(series, after=TODAY, by=ines, at=NOW)

    assert (off.on, after.on) == (TUESDAY, datetime.date(2026, 10, 27))


def test_none_for_now_cancels_the_next_one_and_pauses_the_rhythm(space, ines):
    series = kept(space, ines, on=TODAY)
    keep_ahead(NOW)
    ending, coming = Meeting.objects.order_by("on")

    for _time in range(2):
        occurrence_changes.none_for_now(ending, by=ines, at=NOW)

    assert Meeting.objects.get(pk=coming.pk).cancelled_at is not None
    assert Meeting.objects.get(pk=ending.pk).cancelled_at is None
    assert Series.objects.get(pk=series.pk).paused_at is not None


def test_none_for_now_of_what_nobody_had_planned_changes_nothing(space, ines):
    series = kept(space, ines)
    meeting = meeting_on(series, TUESDAY, by=ines, at=NOW)

    occurrence_changes.none_for_now(meeting, by=ines, at=NOW)

    assert Series.objects.get().is_kept


def test_a_day_that_was_cancelled_takes_place_after_all(space, ines):
    series = kept(space, ines)
    off = occurrence_changes.not_that_day(series, TUESDAY, by=ines, at=NOW)

    assert occurrence_changes.that_day(series, TUESDAY, by=ines, at=NOW) == off
    assert Meeting.objects.get().cancelled_at is None


@pytest.mark.parametrize(
    "on", [TUESDAY + datetime.timedelta(days=1), datetime.date(2026, 9, 29), datetime.date(2028, 10, 10)]
)
def test_a_day_on_which_it_does_not_come_is_refused(space, ines, on):
    with pytest.raises(Refusal):
        meeting_on(kept(space, ines), on, by=ines, at=NOW)


def test_the_meetings_of_a_group_bear_its_name_and_its_readers(space, ines):
    group = a_group(space, "Le verger partagé", audience=Audience.of_persons(ines))
    series = cadence.begin_series(space, Wish("tous les 15 jours", on=TUESDAY), by=ines, today=TODAY, group=group)

    meeting = next_meeting(series, after=TODAY, by=None, at=NOW)

    assert (meeting.title, meeting.group, meeting.audience) == ("Le verger partagé", group, group.audience)


def test_screens_that_were_kept_are_made_anew_once_the_clock_has_passed(space, ines):
    kept(space, ines)
    before = Space.objects.get(pk=space.pk).version

    keep_ahead(NOW)

    assert Space.objects.get(pk=space.pk).version > before


def test_to_change_its_hour_leaves_the_meetings_that_are_there(space, ines):
    series = kept(space, ines)
    keep_ahead(NOW)

    cadence.keep_series(series, Wish("Tous les quinze jours", on=TUESDAY, at=datetime.time(18)), by=ines, today=TODAY)

    assert Meeting.objects.get().at == datetime.time(14)
    assert meeting_on(series, datetime.date(2026, 10, 27), by=ines, at=NOW).at == datetime.time(18)


def test_now_is_a_day_in_paris_even_at_night(space, ines):
    kept(space, ines, on=TODAY)
    night = datetime.datetime(2026, 9, 30, 23, tzinfo=datetime.UTC)

    keep_ahead(night)

    assert Meeting.objects.order_by("on")[0].on == timezone.localdate(night)


def test_on_the_day_of_a_meeting_the_next_one_is_there_to_be_read_out_at_its_end(space, ines):
    kept(space, ines, "le premier jeudi du mois", on=None)

    for _time in range(2):
        keep_ahead(NOW)

    assert [str(one.on) for one in Meeting.objects.order_by("on")] == ["2026-10-01", "2026-11-05"]
