"""What is said of somebody, when a text was made so that this takes long to find."""

import pytest

from palabre.home.statements import statements
from palabre.home.statements.statements import forms_among, said_of
from palabre.people.models import Person
from palabre.people.name_forms import lines_naming
from palabre.wiki import page_text
from tests.builders import a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


def test_of_a_text_that_names_her_without_end_the_first_sentences_are_shown(space, monkeypatch):
    monkeypatch.setattr(statements, "MOST_SENTENCES", 2)
    ines = a_member(space, "Inès Carvalho")
    page = a_page(space, "Ouvert", "Inès Carvalho est là.\n" * 2)
    whole = said_of(ines)
    page_text.save_page_text(page, "Inès Carvalho est là.\n" * 3, base=1, by=ines)

    assert ([one.line for one in whole.sentences], whole.is_cut) == ([1, 2], False)
    assert ([one.line for one in said_of(ines).sentences], said_of(ines).is_cut) == ([1, 2], True)


def test_who_has_a_thousand_words_of_names_reads_what_is_said_of_them(space):
    """Each was a condition of one query, which SQLite refused: their own page answered 500."""
    ines = a_member(space, "Inès Carvalho")
    a_page(space, "Ouvert", "Inès Carvalho est là.\n\nBobcat arrive.")
    letters = "abcdefghijklmnopqrst"
    for one in letters:
        name = " ".join(f"{one}{a}{b}" for a in letters[:7] for b in letters[:7])
        Person.objects.create(space=space, name=name, same_as=ines)

    assert [one.line for one in said_of(ines).sentences] == [1]


def namesakes(space, count):
    """Return a member, in whose page each of these persons may be meant by each line, and is not."""
    for number in range(count):
        a_person(space, f"Rose Bodin{'abcdefghijklmnopqrst'[number]}")
    ines = a_member(space, "Inès Carvalho")
    a_page(space, "Ouvert", "\n".join(f"Inès Carvalho plante une rose {number}." for number in range(10)))
    return ines


def test_names_are_looked_for_in_sentences_so_many_times_then_a_line_is_taken_to_name_others(space, monkeypatch):
    ines = namesakes(space, 10)
    times = []
    monkeypatch.setattr(statements, "lines_naming", lambda *given: times.append(1) or lines_naming(*given))
    honest = [one.names_others for one in said_of(ines).sentences]
    looked_for = len(times)
    monkeypatch.setattr(statements, "MOST_COMPARED", 25)
    bounded = [one.names_others for one in said_of(ines).sentences]

    assert (honest, bounded) == ([False] * 10, [False] * 2 + [True] * 8)
    assert looked_for > 100 > len(times) - looked_for


def test_of_many_names_that_share_a_word_few_are_made_ready(space, monkeypatch):
    ines = namesakes(space, 10)
    made = []
    monkeypatch.setattr(statements, "forms_among", lambda *given: made.append(1) or forms_among(*given))
    monkeypatch.setattr(statements, "MOST_NAMES", 40)

    assert [one.names_others for one in said_of(ines).sentences] == [True] * 10
    assert len(made) == 3


def test_the_screen_says_where_the_other_sentences_are(client, space, monkeypatch):
    monkeypatch.setattr(statements, "MOST_SENTENCES", 1)
    ines = a_member(space, "Inès Carvalho")
    page = a_page(space, "Ouvert", "Inès Carvalho est là.")
    whole = screen(client, ines)
    page_text.save_page_text(page, "Inès Carvalho est là.\n\nInès Carvalho part.", base=1, by=ines)

    assert ["D’autres phrases vous nomment" in one for one in (whole, screen(client, ines))] == [False, True]


def screen(client, person):
    text = entered(client, person).get(f"{person.space.get_absolute_url()}you/said/").content.decode()
    return text.replace("\u00a0", " ").replace("\u202f", " ")
