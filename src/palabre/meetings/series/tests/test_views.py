"""The page of a rhythm, and the gestures on it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Meeting, Series
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.meetings.series import cadence, occurrence_changes
from palabre.meetings.series.cadence import Wish
from palabre.meetings.series.next_occurrence import next_meeting
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.search.tests.scene import titles
from tests.builders import a_group, a_member, a_person, a_series, a_space, entered

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)
GESTURES = ("series_pause", "series_ending", "series_resuming", "occurrence", "no_occurrence")


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Cardoso")


@pytest.fixture
def as_ines(client, ines):
    return entered(client, ines)


DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def weekly(days=3):
    """Return « chaque mardi à 14 h », of the weekday in three days: on its own day, the meeting after is there too."""
    return f"chaque {DAYS[(timezone.localdate() + datetime.timedelta(days=days)).weekday()]} à 14 h"


def at(name, series, **more):
    return reverse(f"meetings:{name}", args=[series.space.slug, series.pk])


def kept(space, by, *, days=3, **wish):
    today = timezone.localdate()
    said = {"on": today + datetime.timedelta(days=days), "at": datetime.time(14)} | wish
    return cadence.begin_series(space, Wish("tous les 15 jours", **said), by=by, today=today)


def shown(client, series):
    answer = client.get(series.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_rhythm_is_kept_in_one_form_and_its_next_meeting_is_there(as_ines, space):
    new = reverse("meetings:new_series", args=[space.slug])

    answer = as_ines.post(new, {"words": weekly(), "place": "Foyer"}, follow=True)

    meeting = Meeting.objects.get()
    assert (meeting.at, meeting.place, meeting.on) == (datetime.time(14), "Foyer", timezone.localdate() + 3 * A_DAY)
    assert "Ce rythme est gardé. Personne n’a reçu de message." in answer.content.decode()
    assert meeting.minutes_id is not None  # its note waits


def test_the_form_sent_twice_keeps_one_rhythm_and_one_meeting(as_ines, space):
    for _time in range(2):
        as_ines.post(reverse("meetings:new_series", args=[space.slug]), {"words": weekly()})

    assert (Series.objects.count(), Meeting.objects.count()) == (1, 1)


def test_what_was_typed_is_there_again_when_it_is_refused(as_ines, space):
    answer = as_ines.post(
        reverse("meetings:new_series", args=[space.slug]), {"words": "bientôt", "place": "Foyer de Brennes"}
    )

    assert answer.status_code == 409
    assert 'value="Foyer de Brennes"' in answer.content.decode()


def test_a_rhythm_in_too_many_words_comes_back(as_ines, space):
    long = "x" * 301

    answer = as_ines.post(reverse("meetings:new_series", args=[space.slug]), {"words": long})

    assert (answer.status_code, f'value="{long}"' in answer.content.decode()) == (422, True)
    assert "C’est trop long" in answer.content.decode()


def test_what_a_field_cannot_be_is_said_beside_it(as_ines, space):
    answer = as_ines.post(
        reverse("meetings:new_series", args=[space.slug]), {"words": "chaque mardi", "lasts": "-1", "on": "demain"}
    )

    assert answer.status_code == 422
    assert answer.content.decode().count('class="why"') == 2


def test_a_rhythm_only_read_in_minutes_has_one_gesture(as_ines, space):
    series = a_series(space)

    page = shown(as_ines, series)

    assert at("keeping", series) in page
    assert not any(at(name, series) in page for name in GESTURES)


def test_a_rhythm_read_in_minutes_is_kept_at_the_hour_that_they_tell(as_ines, space):
    series = a_series(space, words="On se retrouve tous les quinze jours, le mardi à 18 h, au foyer.")

    assert 'value="18:00"' in as_ines.get(at("keeping", series)).text


def test_to_change_a_rhythm_begins_with_what_it_is(as_ines, space, ines):
    series = kept(space, ines, place="Foyer", lasts=90)

    form = as_ines.get(at("keeping", series)).content.decode()

    for value in ("Tous les quinze jours", "Foyer", "90", "14:00", series.starts_on.isoformat()):
        assert f'value="{value}"' in form


def test_the_words_that_a_change_replaced_are_read_under_its_form(as_ines, space, ines):
    series = kept(space, ines, place="Au fournil", title="L’atelier du levain")
    said = {"words": "tous les quinze jours", "at": "14:00", "on": series.starts_on.isoformat(), "title": "L’atelier"}

    as_ines.post(at("keeping", series), said | {"place": "À la mairie"})

    page = as_ines.get(at("keeping", series))
    assert [one.texts for one in page.context["former"]] == [
        {"words": "Tous les quinze jours", "at": "14:00", "title": "L’atelier du levain", "place": "Au fournil"}
    ]
    again = as_ines.get(f"{at('keeping', series)}?former={page.context['former'][0].number}")
    assert 'value="Au fournil"' in again.text


def test_a_pause_is_said_and_taken_back(as_ines, space, ines):
    series = kept(space, ines)

    as_ines.post(at("series_pause", series))
    assert "Ce rythme est en pause" in shown(as_ines, series)
    as_ines.post(at("series_resuming", series))

    assert "Ce rythme est en pause" not in shown(as_ines, series)


def test_an_end_is_said_and_taken_back(as_ines, space, ines):
    series = kept(space, ines)

    as_ines.post(at("series_ending", series))
    assert "Ce rythme est fini" in shown(as_ines, series)
    as_ines.post(at("series_resuming", series))

    assert Series.objects.get().is_kept


def test_one_day_is_left_out_then_has_its_meeting_after_all(as_ines, space, ines):
    series = kept(space, ines)
    day = {"day": series.starts_on.isoformat()}

    as_ines.post(at("no_occurrence", series), day)
    assert "n’aura pas lieu" in shown(as_ines, series)
    as_ines.post(at("occurrence", series), day)

    assert "n’aura pas lieu" not in shown(as_ines, series)


def test_a_day_that_was_moved_says_instead_of_which(as_ines, space, ines):
    series = kept(space, ines)
    meeting = next_meeting(series, after=timezone.localdate(), by=ines, at=timezone.now())

    occurrence_changes.move(meeting, meeting.on + datetime.timedelta(days=1), meeting.at, by=ines, at=timezone.now())

    assert "au lieu du" in shown(as_ines, series)


@pytest.mark.parametrize("day", ["", "demain", "2026-02-30"])
def test_what_is_no_day_is_not_there(as_ines, space, ines, day):
    assert as_ines.post(at("occurrence", kept(space, ines)), {"day": day}).status_code == 404


def test_at_the_end_of_a_meeting_none_for_now_pauses_its_rhythm(as_ines, space, ines):
    series = kept(space, ines, days=0)
    meeting = next_meeting(series, after=timezone.localdate() - A_DAY, by=ines, at=timezone.now())
    coming = next_meeting(series, after=meeting.on, by=ines, at=timezone.now())
    begin_meeting(open_room(meeting, by=ines, at=timezone.now()), by=ines, at=timezone.now())

    as_ines.post(f"{reverse('room:room', args=[space.slug, meeting.pk])}end/", {"next": "none"})

    assert not Series.objects.get().is_kept
    assert Meeting.objects.get(pk=coming.pk).cancelled_at is not None


def test_a_passer_by_reads_what_is_public_and_changes_nothing(client, space, ines):
    series = cadence.keep_series(a_series(space), Wish("tous les 15 jours"), by=ines, today=timezone.localdate())

    page = shown(client, series)

    assert "Tous les quinze jours" in page
    assert not any(at(name, series) in page for name in (*GESTURES, "keeping"))
    assert {client.post(at(name, series)).status_code for name in GESTURES} == {403}


def test_who_may_not_read_it_is_not_told_that_it_is_there(client, space, ines):
    group = a_group(space, "Entre nous", audience=Audience.of_persons(ines))
    wish = Wish("tous les 15 jours")
    series = cadence.begin_series(space, wish, by=ines, today=timezone.localdate(), group=group)
    guest = entered(client, a_person(space, "Gaël"))

    asked = [guest.post(at(name, series)) for name in GESTURES] + [guest.get(at("keeping", series))]

    assert {answer.status_code for answer in asked} == {404}


def test_its_page_asks_the_database_as_often_for_five_meetings_as_for_one(
    as_ines, space, ines, django_assert_num_queries
):
    series = kept(space, ines)
    day = timezone.localdate()
    meetings = [next_meeting(series, after=day, by=ines, at=timezone.now())]
    shown(as_ines, series)

    with django_assert_num_queries(4):
        shown(as_ines, series)
    for _time in range(4):
        meetings.append(next_meeting(series, after=meetings[-1].on, by=ines, at=timezone.now()))
    with django_assert_num_queries(4):
        shown(as_ines, series)


def test_another_zone_and_another_agenda_are_chosen_where_they_are_folded_away(as_ines, space):
    new = reverse("meetings:new_series", args=[space.slug])
    folded = as_ines.get(new).content.decode()

    as_ines.post(new, {"words": weekly(), "zone": "Indian/Reunion", "template_key": "circle"})

    series, meeting = Series.objects.get(), Meeting.objects.get()
    assert '<details class="folded">' in folded
    assert {(one.zone, one.template_key) for one in (series, meeting)} == {("Indian/Reunion", "circle")}
    page, form = shown(as_ines, series), as_ines.get(at("keeping", series)).content.decode()
    assert ("heures de La Réunion" in page, '<details class="folded" open>' in form) == (True, True)


@pytest.mark.parametrize("wrong", [{"zone": "Mars/Olympus"}, {"template_key": "autre"}])
def test_a_zone_or_an_agenda_that_nobody_knows_is_refused(as_ines, space, ines, wrong):
    answer = as_ines.post(reverse("meetings:new_series", args=[space.slug]), {"words": "chaque mardi"} | wrong)
    with pytest.raises(Refusal):
        kept(space, ines, **wrong)

    assert (answer.status_code, Series.objects.count()) == (422, 0)


def test_a_rhythm_is_found_by_the_words_of_the_minutes_and_by_those_of_its_page(space, ines):
    series = a_series(space, "on se revoit un mardi sur deux")
    cadence.keep_series(series, Wish("tous les 15 jours", place="Foyer"), by=ines, today=timezone.localdate())

    assert titles("mardi sur deux", space, ines) == titles("quinze jours foyer", space, ines) == [series.words]


def test_a_groups_page_leads_to_keep_its_rhythm_and_only_for_who_may(as_ines, space):
    group = a_group(space, "Le four", audience=Audience.everybody(space))
    way = f"{reverse('meetings:new_series', args=[space.slug])}?group={group.pk}"

    assert way in as_ines.get(group.get_absolute_url()).content.decode()
    assert way not in Client().get(group.get_absolute_url()).content.decode()


def test_the_form_of_a_rhythm_names_no_group_that_its_reader_does_not_read(as_ines, space):
    hidden = a_group(space, "Les secrets", audience=Audience.of_persons(a_member(space, "Hugo Ferreira")))
    series = [a_series(space, "tous les mardis"), a_series(space)]
    for one, group in zip(series, (hidden, a_group(space, "Le four")), strict=True):
        Series.objects.filter(pk=one.pk).update(group=group)

    forms = [as_ines.get(at("keeping", one)).content.decode() for one in series]

    assert ("Les secrets" in forms[0], "tous les mardis" in forms[0], "Le four" in forms[1]) == (False, True, True)
