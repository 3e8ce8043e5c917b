"""« Qui a écrit quoi » : each line with who wrote it, for members; never a number."""

import pytest
from django.test import Client

from palabre.notes.diff import line_matches
from palabre.notes.models import Revision
from palabre.people.models import Audience
from palabre.wiki.lines import line_authors
from palabre.wiki.page_text import begin_page, save_page_text
from tests.builders import a_member, a_space, entered
from tests.long_texts import in_short_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space("Rivage", public=True), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Tanguy")


@pytest.fixture
def page(ines):
    return begin_page(ines.space, "Le four", "Un\n\nDeux", audience=Audience.everybody(ines.space), by=ines)


def save(page, text, *, by):
    save_page_text(page, text, base=page.note.revision, by=by)


def told(page):
    written = line_authors.line_authors(page.note)
    return [(one.names, [line for _number, line in one.lines]) for one in written.stretches]


def test_lines_stay_with_who_wrote_them_wherever_they_go(page, malo):
    save(page, "Avant\n\nUn\n\nDeux\n\nAprès", by=malo)

    assert told(page) == [
        (("Malo Tanguy",), ["Avant"]),
        (("Inès Carvalho",), ["Un", "Deux"]),
        (("Malo Tanguy",), ["Après"]),
    ]


def test_who_changes_a_line_wrote_it_with_who_was_before(page, ines, malo):
    save(page, "On chauffe le four le lundi matin", by=ines)
    save(page, "On chauffe le four le mardi matin", by=malo)

    assert told(page) == [(("Inès Carvalho", "Malo Tanguy"), ["On chauffe le four le mardi matin"])]


def test_those_who_wrote_together_are_named_together(page, ines, malo):
    save(page, "Un\n\nDeux\n\nTrois", by=ines)
    Revision.objects.latest("number").hands.add(ines, malo)

    assert told(page)[-1] == (("Inès Carvalho", "Malo Tanguy"), ["Trois"])


def test_what_is_older_than_the_versions_compared_bears_no_name(page, malo, monkeypatch):
    monkeypatch.setattr(line_authors, "MOST", 1)
    save(page, "Un\n\nDeux\n\nTrois", by=malo)

    assert told(page) == [((), ["Un", "Deux", "Trois"])]
    assert line_authors.line_authors(page.note).since is not None


def test_all_the_versions_are_compared_in_a_number_of_steps(page, malo, monkeypatch):
    compared, real = [], line_matches.are_kin

    def are_kin(one, other, work):
        compared.append(one)
        return real(one, other, work)

    for number in range(6):
        save(page, in_short_lines(("ab", "ba")[number % 2], 3), by=malo)
    monkeypatch.setattr(line_authors, "MOST_STEPS", 300_000)
    monkeypatch.setattr(line_matches, "are_kin", are_kin)

    written = line_authors.line_authors(page.note)

    assert len(compared) < 2 * 3 * 60 * 60
    assert {one.names for one in written.stretches} == {()}
    assert written.since == Revision.objects.latest("number").at


def test_the_latest_versions_are_the_ones_compared(page, ines, malo, monkeypatch):
    for number in range(2):
        save(page, in_short_lines(("ab", "ba")[number % 2], 3), by=ines)
    save(page, f"{page.note.body_md}\nAprès", by=malo)
    monkeypatch.setattr(line_authors, "MOST_STEPS", 300_000)

    written = line_authors.line_authors(page.note)

    assert [one.names for one in written.stretches] == [(), ("Malo Tanguy",)]
    assert written.since == Revision.objects.order_by("-number")[1].at


def test_members_see_it_and_a_passer_by_does_not(page, ines):
    address = f"{page.get_absolute_url()}authors/"

    seen = entered(Client(), ines).get(address)

    assert "Inès Carvalho" in seen.content.decode()
    assert Client().get(address).status_code == 403


def test_who_does_not_read_the_page_finds_nothing(page, ines, malo):
    type(page).objects.update(audience=Audience.of_persons(ines))

    assert entered(Client(), malo).get(f"{page.get_absolute_url()}authors/").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_four_queries_however_many_versions(page, ines, malo, count, django_assert_num_queries):
    for number in range(count):
        save(page, f"Un\n\nDeux\n\n{number}", by=malo)
    hers = entered(Client(), ines)

    with django_assert_num_queries(4):  # the person, the page, its versions, their hands
        assert hers.get(f"{page.get_absolute_url()}authors/").status_code == 200
