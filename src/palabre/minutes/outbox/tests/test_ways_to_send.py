"""The page of a letter without a mail server: how this person can be reached, and from where its link opens."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import record
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.letters.letters_to_named import write_to_named
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought, seen
from palabre.people.models import Person
from palabre.post.models import Letter
from tests.builders import a_group, a_letter, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(client: Client) -> Import:
    """Minutes that name one person, brought by who looks at them."""
    by = a_member(a_space(), "Odile Tanneguy")
    entered(client, by)
    return seen(brought(by, "# Réunion\n\n3 octobre 2026\n\nPrésents : Ada Bihan\n"))


@pytest.fixture
def letter(reading: Import) -> Letter:
    return write_to_named(reading, by=reading.by, at=timezone.now())[0]


def page(client: Client, letter: Letter, host: str = "testserver") -> str:
    where = reverse("outbox:letter", args=[letter.space.slug, letter.pk])
    return client.get(where, headers={"host": host}).content.decode()


@pytest.mark.parametrize(("email", "way"), [("", "Copier un lien"), ("ada@x.example", "Envoyer depuis ma messagerie")])
def test_the_filled_button_is_the_way_to_reach_this_person(
    client: Client, letter: Letter, email: str, way: str
) -> None:
    Person.objects.filter(pk=letter.to_id).update(email=email)

    filled = page(client, letter).partition("button primary")[2].partition(">")[2].partition("<")[0]

    assert filled.strip() == way


def test_a_server_read_on_its_own_machine_says_that_links_open_nowhere_else(client: Client, letter: Letter) -> None:
    here, elsewhere = (page(client, letter, host) for host in ("localhost", "testserver"))

    assert ("que sur cet ordinateur" in here, "que sur cet ordinateur" in elsewhere) == (True, False)


def test_after_the_last_letter_the_next_step_is_to_open_the_minutes(
    client: Client, reading: Import, letter: Letter
) -> None:
    client.post(reverse("outbox:letter_giving", args=[letter.space.slug, letter.pk]), {"how": "mailbox"})

    before = page(client, letter)
    open_to_space(reading, by=reading.by, at=timezone.now())

    assert "Revenir au compte rendu, pour l’ouvrir" in before
    assert "Revenir à l’accueil" in page(client, letter)


def test_a_message_without_a_link_of_its_own_shows_the_address_whole_and_claims_none(client: Client) -> None:
    ada = a_member(a_space(), "Ada Bihan")
    entry = record("group.born", a_group(ada.space), by=ada)
    letter = a_letter(ada, by=ada, about=f"entry:{entry.pk}", body="Deux phrases : {address}pledges/12/reply/")

    page = entered(client, ada).get(reverse("outbox:letter", args=[ada.space.slug, letter.pk])).content.decode()

    assert f"http://testserver{ada.space.get_absolute_url()}pledges/12/reply/" in page
    assert ("son lien" in page, "pour Ada Bihan seulement" in page) == (False, False)
