"""The texts that a name is about to leave: listed to who reads them, kept by one button; and what she is told."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.people import guests
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Audience
from tests.builders import a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db

NAME = "Zéphyrine Quillévéré"


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def pages(space):
    writer = a_member(space, "Odile Tanneguy")
    private = {"audience": Audience.of_persons(writer)}
    return a_page(space, "Le verger", f"Merci à {NAME}."), a_page(space, "Le secret", f"{NAME} note.", **private)


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_member_sees_the_texts_that_she_reads_and_keeps_their_words(space, pages):
    name_erasure.erase(a_person(space, NAME), at=timezone.now())
    member = entered(Client(), a_member(space))
    url = f"{space.get_absolute_url()}words/"

    home, listed = words(member.get(space.get_absolute_url())), words(member.get(url))
    after = words(member.post(url, follow=True))
    delayed_erasure.finish_due(timezone.now() + datetime.timedelta(days=2))

    assert "Un nom s’en va" in home
    assert ("Le verger" in listed, "Le secret" in listed, NAME in listed) == (True, False, False)
    assert "Aucun nom ne quitte" in after
    assert [NAME in page.note.body_md for page in space.page_set.select_related("note").order_by("pk")] == [True, False]


def test_nothing_is_said_when_no_name_leaves(space, pages):
    member = entered(Client(), a_member(space))

    assert "Un nom quitte" not in words(member.get(space.get_absolute_url()))


def test_a_passer_by_and_a_guest_do_not_see_them(space, pages):
    name_erasure.erase(a_person(space, NAME), at=timezone.now())
    guest = guests.welcome(space, "Malo", form_token="1", at=timezone.now())

    for client in (Client(), entered(Client(), guest)):
        assert client.get(f"{space.get_absolute_url()}words/").status_code == 403
        assert client.post(f"{space.get_absolute_url()}words/").status_code == 403


def test_she_is_told_of_the_texts_that_she_reads_and_of_no_other(space, pages):
    her = entered(Client(), a_member(space, NAME))

    shown = words(her.get(f"{space.get_absolute_url()}you/name/"))
    done = words(her.post(f"{space.get_absolute_url()}you/name/"))

    assert "Votre nom dans 1 texte que vous lisez" in shown
    assert "demain à cette heure" in done


@pytest.mark.parametrize("is_member", [True, False])
def test_where_texts_are_many_none_is_counted_and_her_name_goes_all_the_same(is_member, space, pages, monkeypatch):
    monkeypatch.setattr(name_erasure, "READ_FOR", -1.0)
    her = a_member(space, NAME) if is_member else guests.welcome(space, NAME, form_token="1", at=timezone.now())
    client = entered(Client(), her)

    shown = words(client.get(f"{space.get_absolute_url()}you/name/"))
    client.post(f"{space.get_absolute_url()}you/name/")

    assert ("Il y a beaucoup de textes ici" in shown) is is_member  # a guest changes no text by others
    assert "1 texte" not in shown
    assert "Retirer mon nom maintenant" in shown
    her.refresh_from_db()
    assert her.name == "Une personne"


def test_who_typed_the_name_of_the_space_is_told_that_it_stays_there(space):
    her = guests.welcome(space, space.name, form_token="1", at=timezone.now())
    her.join(timezone.now())
    client, address = entered(Client(), her), f"{space.get_absolute_url()}you/name/"

    shown, done = words(client.get(address)), words(client.post(address))

    assert "Le nom de cet espace et la phrase qui le présente, qui disent votre nom" in shown
    assert "Le nom de cet espace, ou la phrase qui le présente, le dit encore" in done


@pytest.mark.parametrize(("name", "is_kept"), [(NAME, True), ("Inès Carvalho", False)])
def test_who_typed_a_name_is_promised_that_it_stays_away_if_others_say_it(space, pages, name, is_kept):
    her = guests.welcome(space, name, form_token="1", at=timezone.now())
    her.join(timezone.now())

    shown = words(entered(Client(), her).get(f"{space.get_absolute_url()}you/name/"))

    assert ("une empreinte illisible" in shown) is is_kept
