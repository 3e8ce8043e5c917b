"""Cards of paper: a helper types their numbers, a card on a line; they count apart, hidden like the dots of phones."""

import pytest

from palabre.forums.models import Ballot
from palabre.forums.tests.dot_scene import a_phone, a_vote, card, close, put
from palabre.forums.tests.scene import as_, at
from palabre.people.devices.received_posts import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return a_vote()


def number_of_cards():
    return Ballot.objects.filter(is_card=True).count()


@pytest.mark.parametrize("line", ["12 7 3", "12, 7", "3", "12.7.3"])
def test_a_card_is_one_line_of_numbers(scene, line):
    day, sabine = scene

    assert card(day, sabine, line, "a").status_code == 302
    assert number_of_cards() == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("12 7 7", "Le numéro 7 y est deux fois."),
        ("12 7 3 20", "Cette carte a 4 numéros : chaque personne a 3 gommettes."),
        ("12 99", "Rien n’est encore écrit sous le numéro 99."),
        ("12 2 B", "Des numéros seulement"),
        ("", "aucun numéro"),
    ],
)
def test_a_card_that_cannot_be_is_refused_by_a_sentence_and_comes_back(scene, line, why):
    day, sabine = scene

    page = card(day, sabine, line, "a").content.decode().replace("\xa0", " ").replace("\u202f", " ")

    assert why in page
    assert f'value="{line}"' in page or not line
    assert number_of_cards() == 0


def test_the_last_card_is_taken_back_and_twice_is_once(scene):
    day, sabine = scene
    card(day, sabine, "12 7", "a")
    page = as_(sabine)
    page.post(at(day, "ballot_cards"), {"line": "3", "form_token": "b"})
    undo = page.get(at(day, "ballot_cards")).content.decode().partition("ballot/cards/")[2].partition("/")[0]

    for _time in range(2):
        page.post(at(day, "ballot_card_undoing", undo))

    assert number_of_cards() == 1


def test_a_host_takes_back_no_ballot_of_a_phone(scene):
    day, sabine = scene
    put(a_phone(day), day, 12)

    as_(sabine).post(at(day, "ballot_card_undoing", Ballot.objects.get().pk))

    assert Ballot.objects.count() == 1


def test_a_card_that_is_sent_again_is_one(scene):
    day, sabine = scene

    for key in ("a" * 36, "b" * 36):
        as_(sabine).post(at(day, "ballot_cards"), {"line": "12 7", "form_token": "a"}, headers={KEY: key})

    assert number_of_cards() == 1


def test_two_cards_alike_are_two(scene):
    day, sabine = scene

    for token in ("a", "b"):
        card(day, sabine, "12 7", token)

    assert number_of_cards() == 2


def test_cards_and_phones_are_counted_apart(scene):
    day, sabine = scene
    for nth in range(6):
        card(day, sabine, "12 7", f"{nth}")
    for _nth in range(5):
        put(a_phone(day), day, 12, 3)

    vote = close(day, sabine)

    questions = {number: str(day.sheets.get(number=number).question_id) for number in (3, 7, 12, 20)}
    assert (vote.phones, vote.cards) == (5, 6)
    assert [vote.counts["phones"][questions[one]] for one in questions] == [5, 0, 5, 0]
    assert [vote.counts["cards"][questions[one]] for one in questions] == [0, 6, 6, 0]


def test_no_card_is_typed_once_the_dots_are_closed(scene):
    day, sabine = scene
    close(day, sabine)

    assert "sont fermées" in card(day, sabine, "12", "a").content.decode()
    assert "Les cartes se tapent" in as_(sabine).get(at(day, "ballot_cards")).content.decode()
