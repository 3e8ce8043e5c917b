"""The screens of meetings, as a browser without JavaScript meets them."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from palabre.journal.models import record
from palabre.meetings.models import Decision, Series
from palabre.minutes.imports.import_validity import say_of_all
from palabre.minutes.imports.tests.documents import a_docx, a_scan
from palabre.minutes.letters import named_people
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import TWIN, brought, seen
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki.page_text import save_page_text
from tests.builders import a_letter, a_meeting, a_member, a_person, a_series, a_space, entered, readers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client: Client) -> Person:
    """Somebody who joined a space, and is in it with this browser."""
    by = a_member(a_space(), "Hugo Ferreira")
    entered(client, by)
    return by


def address(name: str, by: Person, *args: object) -> str:
    return reverse(name, args=[by.space.slug, *args])


def test_a_pasted_text_becomes_a_page_that_sums_it_up(client: Client, here: Person) -> None:
    answer = client.post(address("minutes:new_import", here), {"text": TWIN}, follow=True)

    assert "8 questions, 8 groupes, 4 réunions, 7 besoins, 8 choses à faire" in answer.content.decode()


def test_a_dropped_document_is_read(client: Client, here: Person) -> None:
    document = SimpleUploadedFile("notes.docx", a_docx("À faire", "coller les affiches"))

    client.post(address("minutes:new_import", here), {"document": document})

    assert Import.objects.get().page.note.body_md.split() == ["À", "faire", "coller", "les", "affiches"]


def test_the_file_is_attached_by_hand_to_the_page_that_was_read(client: Client, here: Person) -> None:
    document = SimpleUploadedFile("notes.docx", a_docx("À faire", "coller les affiches"))

    answer = client.post(address("minutes:new_import", here), {"document": document}, follow=True)

    page = Import.objects.get().page
    assert page is not None
    assert address("wiki:new_attachment", here, page.slug) in answer.content.decode()


def test_the_form_sent_twice_makes_one_import(client: Client, here: Person) -> None:
    answers = [client.post(address("minutes:new_import", here), {"text": TWIN}) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Import.objects.count() == 1


def test_a_refused_text_is_still_in_its_field(client: Client, here: Person) -> None:
    long = "mot " * 300_000

    answer = client.post(address("minutes:new_import", here), {"text": long})

    assert answer.status_code == 409
    assert long in answer.content.decode()


def test_a_file_that_is_refused_once_read_comes_back_as_text(client: Client, here: Person) -> None:
    line = "Pleine d'élan."
    reading = brought(here)
    save_page_text(reading.page, TWIN.replace(line, "Sereine."), base=1, by=a_member(here.space, "Malo Kersauze"))
    corrected = SimpleUploadedFile("notes.md", TWIN.replace(line, "Curieuse.").encode())
    said = {"document": corrected, "place": 0, "corrects": reading.pk}

    answer = client.post(address("minutes:new_import", here), said)

    assert answer.status_code == 409
    assert "Curieuse." in answer.content.decode()
    assert Import.objects.count() == 1


def test_a_scan_is_refused_with_a_next_step(client: Client, here: Person) -> None:
    scan = SimpleUploadedFile("notes.pdf", a_scan())

    answer = client.post(address("minutes:new_import", here), {"document": scan, "text": "gardé"})

    assert answer.status_code == 409
    assert "collez son texte ici" in answer.content.decode()
    assert "gardé" in answer.content.decode()


def test_who_is_only_named_gets_no_form(client: Client) -> None:
    entered(client, named := a_person(a_space(public=True)))

    assert client.get(address("minutes:new_import", named)).status_code == 403


def test_a_first_text_makes_a_space_and_its_form_sent_twice_makes_one(client: Client, settings: object) -> None:
    settings.OPEN_DOOR = True  # type: ignore[attr-defined]
    form = {"text": TWIN, "space_name": "Vallée des Ambres", "your_name": "Hugo Ferreira", "form_token": "s1"}

    answers = [client.post(reverse("first:minutes"), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [space.name for space in Space.objects.all()] == ["Vallée des Ambres"]
    assert client.get(answers[0].url).status_code == 200


def test_a_first_text_that_is_refused_makes_no_space(client: Client, settings: object) -> None:
    settings.OPEN_DOOR = True  # type: ignore[attr-defined]
    form = {"text": " ", "space_name": "Vallée des Ambres", "your_name": "Hugo Ferreira", "form_token": "s1"}

    answer = client.post(reverse("first:minutes"), form)

    assert (answer.status_code, Space.objects.count()) == (409, 0)


@pytest.mark.parametrize(("said", "status", "why"), [("", 409, "Il faut un nom"), ("x" * 201, 422, "C’est trop long")])
def test_a_name_that_is_none_is_said_and_the_text_comes_back(
    client: Client, settings: object, said: str, status: int, why: str
) -> None:
    settings.OPEN_DOOR = True  # type: ignore[attr-defined]
    form = {"text": TWIN, "space_name": said, "your_name": "Hugo Ferreira"}

    answer = client.post(reverse("first:minutes"), form)

    assert (answer.status_code, Space.objects.count()) == (status, 0)
    assert why in answer.content.decode()
    assert 'value="Hugo Ferreira"' in answer.content.decode()


def test_where_the_door_is_closed_a_stranger_makes_no_space(client: Client) -> None:
    form = {"text": TWIN, "space_name": "Vallée des Ambres", "your_name": "Hugo Ferreira", "form_token": "s1"}

    answer = client.post(reverse("first:minutes"), form)

    assert (answer.status_code, Space.objects.count()) == (403, 0)


def test_opened_then_undone_it_says_so(client: Client, here: Person) -> None:
    reading = brought(here)

    client.post(address("minutes:opening", here, reading.pk))
    answer = client.post(address("minutes:undoing", here, reading.pk), follow=True)

    assert "C’est annulé" in answer.content.decode()
    assert "annulé" in client.get(reading.get_absolute_url()).content.decode()


def test_published_then_taken_back_it_says_who_reads_it(client: Client, here: Person) -> None:
    here.space.publish(timezone.now())
    reading = brought(here)
    client.post(address("minutes:opening", here, reading.pk))
    open_to_members = client.get(reading.get_absolute_url()).content.decode()

    published = client.post(address("minutes:publication", here, reading.pk), follow=True).content.decode()
    withdrawn = client.post(address("minutes:withdrawal", here, reading.pk), follow=True).content.decode()

    assert "ce qui s’y est ajouté" in open_to_members
    assert ["Publier ce compte rendu" in text for text in (open_to_members, published, withdrawn)] == [
        True,
        False,
        True,
    ]
    assert "tout le monde le lit" in published


def test_once_the_space_is_closed_again_it_says_who_reads_what_was_published(client: Client, here: Person) -> None:
    here.space.publish(timezone.now())
    reading = brought(here)
    client.post(address("minutes:opening", here, reading.pk))
    client.post(address("minutes:publication", here, reading.pk))
    here.space.close()

    page = client.get(reading.get_absolute_url()).content.decode()
    withdrawn = client.post(address("minutes:withdrawal", here, reading.pk), follow=True).content.decode()

    assert "tout le monde le lit." not in page
    assert "le lira de nouveau dès que l’espace sera public" in page
    assert address("minutes:withdrawal", here, reading.pk) in page
    assert "sera public" not in withdrawn
    assert "Ouvert aux membres de l’espace" in withdrawn


@pytest.mark.parametrize("name", ["minutes:publication", "minutes:withdrawal"])
def test_who_is_only_named_decides_nothing_of_who_reads(client: Client, here: Person, name: str) -> None:
    here.space.publish(timezone.now())
    reading = brought(here)
    client.post(address("minutes:opening", here, reading.pk))
    client.post(address("minutes:publication", here, reading.pk))
    entered(client, a_person(here.space))

    assert client.post(address(name, here, reading.pk)).status_code == 403


def test_one_button_stands_out_telling_people_then_opening(client: Client, here: Person) -> None:
    reading = brought(here)
    say_of_all(reading, "", by=here)  # the minutes are old: before that, they ask nothing of anybody
    url = seen(reading).get_absolute_url()

    first, then = (client.get(url + tail).content.decode() for tail in ("", "?next=open"))

    assert [text.count("button primary") for text in (first, then)] == [1, 1]
    assert ["Les prévenir" in text and "Ouvrir aux porteurs" in text for text in (first, then)] == [True, True]
    assert '<button type="submit" class="button primary">Ouvrir aux porteurs' in then


@pytest.mark.parametrize("is_told", [False, True])
def test_once_open_one_comes_to_those_who_are_still_to_be_told_else_home(client, here, is_told) -> None:
    reading = seen(brought(here))
    say_of_all(reading, "", by=here)
    if is_told:
        a_letter(named_people.persons(reading)[0], by=here, about=named_people.about(reading))

    answer = client.post(address("minutes:opening", here, reading.pk), follow=True)

    home, told = here.space.get_absolute_url(), "Les prévenir" in answer.content.decode()
    assert (answer.redirect_chain[-1][0].partition("#")[0] == home, told) == (is_told, not is_told)


def test_the_reading_is_undone_from_its_page_as_long_as_nobody_else_wrote(client: Client, here: Person) -> None:
    reading = brought(here)
    before = client.get(reading.get_absolute_url()).content.decode()
    client.post(address("minutes:opening", here, reading.pk))

    record("action.taken", here.space.action_set.earliest("pk"), by=a_member(here.space, "Inès Courtois"))

    after = client.get(reading.get_absolute_url()).content.decode()
    assert ["Annuler cette lecture" in text for text in (before, after)] == [True, False]


def test_where_nothing_was_written_nothing_is_shown_as_missing(client: Client, here: Person) -> None:
    reading = brought(here, "# Rencontre\n\n4 mai 2026\n\nPrésents : Nadège Kerouanton\n")

    text = client.get(reading.get_absolute_url()).content.decode()

    assert "pas encore défini" not in text
    assert "Besoins</h2>" not in text


def test_somebody_else_neither_sees_nor_opens_what_is_not_open(client: Client, here: Person) -> None:
    reading = brought(a_member(here.space, "Inès Courtois"))
    names = ["minutes:import", "minutes:opening", "minutes:undoing"]

    assert client.get(address(names[0], here, reading.pk)).status_code == 404
    assert [client.post(address(name, here, reading.pk)).status_code for name in names[1:]] == [404, 404]


def test_the_corrected_import_is_where_the_former_address_leads(client: Client, here: Person) -> None:
    first = brought(here)
    second = brought(here, TWIN.replace("avec 4 personnes à peine", "avec 6 personnes"))

    assert client.get(first.get_absolute_url()).url == second.get_absolute_url()


def test_a_meeting_a_rhythm_and_a_decision_have_their_pages(client: Client, here: Person) -> None:
    reading = brought(here)
    decision = Decision.objects.create(space=here.space, audience=readers_of(here.space), text="On se revoit.")

    things = [reading.meeting, Series.objects.get(), decision]

    assert [client.get(thing.get_absolute_url()).status_code for thing in things] == [200, 200, 200]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_of_meetings_costs_the_same_at_one_and_at_five(
    client: Client, here: Person, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        a_meeting(here.space, f"Réunion {number}", on=datetime.date(2026, 1, 1 + number))

    with django_assert_num_queries(
        8
    ):  # two parts of the meetings and how many they are, announced days, polls, rhythms, version
        client.get(address("meetings:meetings", here))


def test_a_rhythm_shows_the_meetings_of_all_that_are_to_come(client: Client, here: Person) -> None:
    a_meeting(here.space, "Réunion des porteurs", on=timezone.localdate() + datetime.timedelta(days=3))
    a_meeting(here.space, "Réunion passée", on=timezone.localdate() - datetime.timedelta(days=3))

    text = client.get(a_series(here.space).get_absolute_url()).content.decode()

    assert ("Réunion des porteurs" in text, "Réunion passée" in text) == (True, False)
