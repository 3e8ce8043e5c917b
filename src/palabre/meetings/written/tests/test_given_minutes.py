"""Minutes once they were given: who takes them along, and what their screen asks of the database."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.log.project_weather import say_weather
from palabre.meetings.written import minutes_publication
from palabre.meetings.written.minutes_composition import compose
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.notes.diff import text_diff
from palabre.people.models import Audience, Seat
from palabre.wiki import page_text
from palabre.wiki.copies.tests.test_page_copies import KINDS, taken, words_of
from palabre.wiki.models import Page
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space, ines):
    return a_meeting_held(space, by=ines)


def give(meeting, by, *, readers="soon"):
    minutes_publication.publish_minutes(meeting, by=by, at=NOW, origin=ORIGIN, readers=readers)
    return meeting.minutes


def for_yeswiki(client, page):
    return client.get(reverse("wiki:copies", args=[page.space.slug, page.slug]))


def test_minutes_kept_among_us_are_taken_along_by_who_was_there_and_by_nobody_who_passes_by(meeting, ines):
    page, here = give(meeting, ines, readers="among_us"), entered(Client(), ines)

    inside = [words_of(kind, taken(here, page, kind).content) for kind in ("markdown", "html")]  # made without waiting
    outside = [taken(Client(), page, kind).status_code for kind in KINDS]

    assert [words for words in inside if "On garde le samedi" not in words] == []
    assert "On garde le samedi" in for_yeswiki(here, page).content.decode()
    assert [*outside, for_yeswiki(Client(), page).status_code] == [404] * 5


def test_who_reads_without_writing_finds_each_version_on_the_page_of_the_meeting(client, space):
    ines, hugo = a_member(space, "Inès Courtois"), a_member(space, "Hugo Ferreira")
    meeting, readers = a_meeting_held(space, by=ines), Audience.of_persons(ines)
    Seat.objects.create(audience=readers, person=hugo, may_write=False)
    Page.objects.filter(pk=meeting.minutes_id).update(audience=readers)
    give(meeting, ines)

    shown = entered(client, hugo).get(meeting.get_absolute_url()).content.decode()
    version = client.get(reverse("meetings:edition", args=[space.slug, meeting.pk, 1]))

    assert ("Version 1" in shown, "Après la réunion" in shown, version.status_code) == (True, False, 200)


def test_a_given_version_shows_the_first_changes_since_and_says_where_the_rest_is(
    client, meeting, space, ines, monkeypatch
):
    page = give(meeting, ines)
    page_text.save_page_text(page, "\n".join(f"mot {n}" for n in range(20)), base=page.note.revision, by=ines)
    monkeypatch.setattr(text_diff, "MOST_SHOWN", 7, raising=False)

    answer = entered(client, ines).get(reverse("meetings:edition", args=[space.slug, meeting.pk, 1]))

    assert sum(len(line.bits) for change in answer.context["changes"] for line in change.lines) == 7
    assert "Il y a plus de changements que cette page n’en montre." in answer.content.decode()
    assert "On garde le samedi" in answer.content.decode()


def test_after_the_meeting_something_is_added_from_its_page_but_by_who_passes_by(client, meeting, space, ines):
    give(meeting, ines, readers="now")
    address = meeting.get_absolute_url()
    adding = reverse("meetings:afterwards", args=[space.slug, meeting.pk])

    passing = client.get(address).content.decode()
    shown = entered(client, ines).get(address).content.decode()
    client.post(adding, {"words": "Le minibus est là."})

    assert ([adding in one for one in (passing, shown)], "Version 1" in passing) == ([False, True], False)
    meeting.minutes.note.refresh_from_db()
    assert "Inès Courtois :\n\nLe minibus est là." in meeting.minutes.note.body_md


def test_a_weather_said_otherwise_is_told_so_until_the_minutes_are_given(meeting, space, ines):
    compose(meeting, by=ines)
    group = space.group_set.get()
    said = [("rain", "Le minibus est en panne", ""), ("sun", "Tout roule", "Un essai")]

    say_weather(group, *said[0], by=ines, at=NOW)
    corrected = compose(meeting, by=ines).note.body_md
    give(meeting, ines)
    say_weather(group, *said[1], by=ines, at=NOW)

    told = [line for line in corrected.split("\n") if line.startswith("- Météo du projet") or "janvier" in line]
    assert told == ["- Météo du projet : pluie. Le minibus est en panne"]
    assert "Tout roule" not in compose(meeting, by=ines).note.body_md


def test_a_line_about_the_weather_that_somebody_mended_stays_hers(meeting, space, ines):
    page = compose(meeting, by=ines)
    mended = page.note.body_md.replace("Le minibus est promis", "Le minibus est promis pour mars")
    page_text.save_page_text(page, mended, base=page.note.revision, by=ines)

    say_weather(space.group_set.get(), "rain", "Le minibus est en panne", "", by=ines, at=NOW)

    assert compose(meeting, by=ines).note.body_md == mended


@pytest.mark.parametrize("rows", [1, 5])
def test_the_minutes_to_read_ask_as_much_for_five_rows_as_for_one(
    client, meeting, space, ines, rows, django_assert_num_queries
):
    for number in range(rows):
        a_person(space, f"Zoé Morin{'abcde'[number]}")
        page = give(meeting, ines)
        text = page.note.body_md + f"\nZoé Morin{'abcde'[number]} appelle le 06 12 34 56 7{number}.\n"
        page_text.save_page_text(page, text, base=page.note.revision, by=ines)
    address = reverse("meetings:minutes_to_read", args=[space.slug, meeting.pk])

    with django_assert_num_queries(QUERIES):
        answer = entered(client, ines).get(address).content.decode()

    assert (f"Version {rows}" in answer, f"06 12 34 56 7{rows - 1}" in answer) == (True, True)


QUERIES = 39
