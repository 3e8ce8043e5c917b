"""The screen of an import: what is sure, who was there, a thing out or mended; only for who brought the text."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from palabre.groups.models import Action, Need
from palabre.minutes.choices.tests.test_import_choices import TEXT, key_of, names
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import again, brought
from palabre.people.models import Person
from palabre.post.models import Letter
from tests.builders import a_member, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db

GESTURES = ("text_only", "everything", "presences", "removal", "return", "words")


minutes = once_per_module(lambda: brought(a_member(a_space(), "Hugo Ferreira"), TEXT))


@pytest.fixture
def reading(minutes: Import) -> Import:
    return again(minutes)


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by


@pytest.fixture
def client(client: Client, by: Person) -> Client:
    return entered(client, by)


def at(reading: Import, name: str, query: str = "") -> str:
    return reverse(f"minutes:{name}", args=[reading.space.slug, reading.pk]) + query


def page_of(client: Client, reading: Import) -> str:
    return client.get(reading.get_absolute_url()).content.decode()


def test_much_is_sure_and_the_text_alone_is_offered_beside(client: Client, reading: Import) -> None:
    page = page_of(client, reading)

    assert all(word in page for word in ("Sûr", "Proposé", "Pas compris", "Qui était là"))
    assert page.count("button primary") == 1
    assert 'class="button primary" href="' in page
    assert "Garder seulement le texte" in page


def test_where_little_is_sure_the_text_alone_is_the_filled_button(client: Client, by: Person) -> None:
    page = page_of(client, brought(by, "Des mots du conseil, sans date ni liste.\n"))

    assert page.count("button primary") == 1
    assert '<button type="submit" class="button primary">Garder seulement le texte' in page


def test_only_the_text_is_one_press_and_its_undo_another(client: Client, reading: Import) -> None:
    kept = client.post(at(reading, "text_only"), follow=True).content.decode()

    assert ("Seul le texte est gardé" in kept, at(reading, "everything") in kept) == (True, True)
    assert not Action.objects.exists()
    client.post(at(reading, "text_only"))
    client.post(at(reading, "everything"))
    assert Action.objects.count() == 2


def test_the_list_is_mended_in_one_place(client: Client, reading: Import) -> None:
    told = {"present": "- Aïcha Le Goff (Foyer rural)\nBruno Sauvage, Mairie\n", "excused": "Chloé Marty"}

    page = client.post(at(reading, "presences"), told, follow=True).content.decode()

    assert names() == ["Aïcha Le Goff", "Bruno Sauvage", "Chloé Marty"]
    assert ("Aïcha Le Goff et Bruno Sauvage" in page, "Les prévenir" in page) == (True, True)


def test_once_the_list_is_seen_the_page_opens_on_what_comes_next(client: Client, reading: Import) -> None:
    answer = client.post(at(reading, "presences"), {"present": "Aïcha Le Goff"})

    assert answer.url == f"{reading.get_absolute_url()}#suite"
    assert 'id="suite"' in client.get(answer.url).content.decode()


def test_a_refused_list_comes_back_as_it_was_typed(client: Client, reading: Import) -> None:
    answer = client.post(at(reading, "presences"), {"present": "Aïcha Le Goff\n(…)\nDora"})

    assert (answer.status_code, "Dora" in answer.content.decode()) == (409, True)
    assert "Dora" not in names()


def test_a_list_too_long_for_a_meeting_is_refused(client: Client, reading: Import) -> None:
    long = "\n".join(f"Ada Bihan{number}" for number in range(400))

    assert client.post(at(reading, "presences"), {"present": long}).status_code == 409


def test_no_letter_is_prepared_before_the_list_was_seen(client: Client, reading: Import) -> None:
    people = at(reading, "people")

    answers = [client.get(people).status_code, client.post(people, {"tell": ""}).status_code]

    assert (answers, "Les prévenir" in page_of(client, reading)) == ([409, 409], False)
    assert not Letter.objects.exists()
    client.post(at(reading, "presences"), {"as_text": "", "present": "Aïcha Le Goff"})
    assert "Les prévenir" not in page_of(client, reading)


def test_a_thing_goes_and_comes_back_where_it_stands(client: Client, reading: Import) -> None:
    key = key_of(reading, Action.objects.get(text="Nettoyer la sole"))

    for _twice in range(2):
        page = client.post(at(reading, "removal"), {"key": key}, follow=True).content.decode()

    assert page.count(at(reading, "return", f"?key={key.replace(':', '%3A')}")) == 1
    client.post(at(reading, "return", f"?key={key}"))
    assert Action.objects.filter(text="Nettoyer la sole").exists()


def test_words_are_mended_and_shown(client: Client, reading: Import) -> None:
    here = at(reading, "words", f"?key={key_of(reading, Need.objects.get())}")

    before = client.get(here).content.decode()
    page = client.post(here, {"words": "Deux pelles à four"}, follow=True).content.decode()

    assert ("Deux pelles" in before, "Deux pelles à four" in page) == (True, True)


def test_what_was_set_aside_is_not_asked_again_beside_its_line(client: Client, reading: Import) -> None:
    lines = reverse("wiki:lines", args=[reading.space.slug, reading.page.slug])  # type: ignore[union-attr]

    client.post(at(reading, "text_only"))

    asked = client.get(lines).content.decode()
    assert ('<form class="proposed' in asked, asked.count('class="proposed')) == (False, 1)  # it leads to what was read


@pytest.mark.parametrize("key", ["", "meeting:nothing", "person:nothing"])
def test_what_is_not_there_is_neither_mended_nor_taken_out(client: Client, reading: Import, key: str) -> None:
    answers = [client.post(at(reading, "removal"), {"key": key}), client.get(at(reading, "words", f"?key={key}"))]

    assert [answer.status_code for answer in answers] == [409, 302]


@pytest.mark.parametrize("name", GESTURES)
def test_another_member_has_none_of_these_gestures(client: Client, reading: Import, name: str) -> None:
    open_to_space(reading, by=reading.by, at=timezone.now())
    other = entered(Client(), a_member(reading.space, "Inès Courtois"))

    assert other.post(at(reading, name, "?key=x")).status_code == 403
    assert "Garder seulement le texte" not in page_of(other, reading)


@pytest.mark.parametrize("rows", [1, 5])
def test_the_screen_costs_the_same_for_one_thing_and_for_five(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    there = "".join(
        f"- {name}\n" for name in ("Ada Bihan", "Bo Kervran", "Cid Le Gall", "Dan Marec", "Eva Nicol")[:rows]
    )
    told = "".join(f"- porter le sac {number}\n" for number in range(rows))
    text = f"# Réunion\n\n3 octobre 2026\n\n## Présents\n\n{there}\n## À faire\n\n{told}"
    reading = brought(a_member(a_space("Ailleurs")), text)
    client = entered(Client(), reading.by)

    with django_assert_num_queries(20):
        client.get(reading.get_absolute_url())
