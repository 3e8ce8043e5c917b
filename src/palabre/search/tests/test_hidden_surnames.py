"""A passer-by learns no hidden surname by searching: neither letter by letter, nor by a typing error."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from palabre.people.models import Audience
from palabre.search import surname_guard
from tests.builders import a_member, a_page, a_person, a_question, a_space, entered
from tests.indexed import follow_to_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def space():
    found = a_space(public=True)
    a_person(found, "Nadège Kerouanton")
    a_page(found, "Chez le médecin", html="<p>Vu avec Nadège Kerouanton mardi.</p>")
    a_page(found, "Un autre médecin", html="<p>Le médecin du bourg, un médecin de garde.</p>")
    a_page(found, "Potager", html="<p>Des courges.</p>")
    follow_to_the_end(found)
    return found


def found_by(client, space, query, **more):
    address = reverse("search:results", args=[space.slug])
    return client.get(address, {"q": query, "part": "1"} | more).content.decode()


@pytest.mark.parametrize("words", ["médecin {}", "{} médecin", "médecin bourg {}", "courges médecin {}", "{}"])
@pytest.mark.parametrize("right", ["ker", "kerouanton"])
@pytest.mark.parametrize("page", [1, 2])
def test_the_right_letters_of_a_hidden_surname_find_what_wrong_ones_find(space, words, right, page):
    answers = [
        found_by(Client(), space, words.format(one), page=page).replace(one, "")
        for one in (right, right.replace("k", "q"))
    ]

    assert answers[0] == answers[1]


def test_a_member_finds_by_the_surname(space):
    member = entered(Client(), a_member(space))

    assert "Chez le" in found_by(member, space, "médecin ker")


def test_a_surname_that_a_text_shows_as_another_word_finds_that_text(space):
    a_person(space, "Luc Potager")

    assert "courges" in found_by(Client(), space, "courges potager")


@pytest.mark.parametrize("typed", ["courges kerouantom", "courges nadege kerouantom", "courges kerouanton"])
def test_a_typing_error_writes_no_hidden_surname(space, typed):
    shown = found_by(Client(), space, typed)

    assert "courges" in shown
    assert "kerouanton" not in shown.lower()


@pytest.fixture
def address(space):
    """A mail address that says the surname, within a word, hidden on the page where it stands."""
    page = a_page(space, "Le médecin du four", html="<p>Un médecin : nkerouanton@exemple.org, au four.</p>")
    follow_to_the_end(space)
    return page


@pytest.mark.parametrize("words", ["{}", "médecin {}", "{} four", "courges {}"])
@pytest.mark.parametrize("right", ["nker", "nkerouanton", "nkerouanton@exemple.org"])
@pytest.mark.parametrize("page", [1, 2])
def test_nor_do_the_right_letters_of_a_mail_address_that_says_it(space, address, words, right, page):
    answers = [
        found_by(Client(), space, words.format(one), page=page).replace(one.partition("@")[0], "")
        for one in (right, right.replace("k", "q"))
    ]

    assert answers[0] == answers[1]


def test_nor_does_a_whole_address_put_first_the_text_that_has_it(space):
    a_page(space, "Un orgue")
    a_page(space, "Rendez-vous", html="<p>Joindre nkerouanton@exemple.org, au four.</p>")
    follow_to_the_end(space)

    answers = [
        found_by(Client(), space, f"{one}@exemple.org").replace(one, "") for one in ("nkerouanton", "nqerouanton")
    ]

    assert answers[0].replace("…", "") == answers[1].replace("…", "")


def test_nor_is_a_text_with_such_an_address_counted_behind_a_page_of_others(space, address):
    for number in range(11):
        a_page(space, f"Boulanger {number}")
    follow_to_the_end(space)

    answers = [found_by(Client(), space, f"boulanger {one}") for one in ("nker", "nqer")]

    assert "11 textes en contiennent" in answers[1]
    assert answers[0].replace("nker", "") == answers[1].replace("nqer", "")


@pytest.mark.parametrize("typed", ["courges nkerouantom", "nkerouantom"])
def test_nor_does_a_typing_error_write_such_an_address(space, address, typed):
    assert "nkerouanton" not in found_by(Client(), space, typed).lower()


def test_what_such_a_text_shows_finds_it(space, address):
    assert "Le <mark>médecin</mark> du <mark>four</mark>" in found_by(Client(), space, "médecin four")
    assert "du four" in found_by(entered(Client(), a_member(space)), space, "nker")


def test_it_is_mended_for_a_member(space):
    member = entered(Client(), a_member(space))

    assert "kerouanton" in found_by(member, space, "kerouantom").lower()


BEGINS = "Voici des nouvelles du printemps, longues comme un jour sans pain et sans vent. " * 8
SAID = "On compte sur {name} pour garder les enfants des familles du hameau pendant la fête de juin, à vélo bleu."
ENDS = " Puis viendra le temps des récoltes, que chacun apporte un pot et une cuillère en bois." * 8


@pytest.mark.parametrize("name", ["Nadège Kerouanton", "Kerouanton Nadège"])
@pytest.mark.parametrize("is_title", [False, True])
def test_no_extract_is_cut_within_a_hidden_name(space, name, is_title):
    if is_title:
        a_question(space, f"{BEGINS[:400]}{SAID.format(name=name)}", audience=Audience.everybody(space))
    else:
        a_page(space, "Nouvelles", html=f"<p>{BEGINS}{SAID.format(name=name)}{ENDS}</p>")
    follow_to_the_end(space)

    pages = [found_by(Client(), space, word) for word in ("hameau", "pendant", "fête", "chevaux")]

    assert any("garder" in one for one in pages)
    assert [one for one in pages if "Kerouan" in re.sub("<[^>]*>", "", one)] == []


def test_a_long_text_is_looked_through_a_few_times_whatever_is_asked(space, monkeypatch):
    looked, plain = list[str](), surname_guard.marks_of
    a_page(space, "Joindre", html="<p>Écrire au dispensaire : nkerouanton@exemple.org.</p>")
    follow_to_the_end(space)

    def watched(title, body):
        looked.append(title)
        return plain(title, body)

    monkeypatch.setattr(surname_guard, "marks_of", watched)
    found_by(Client(), space, "dispensaire écrire bourg courges")

    assert looked.count("Joindre") == 2  # to find, then to mark
