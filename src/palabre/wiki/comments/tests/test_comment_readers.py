"""A page that opens to everybody does not open what few people said of it."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.models import Audience, Seat
from palabre.people.reader import Reader
from palabre.pure.quotes import Quote
from palabre.wiki.comments import comment_news, comment_thread
from palabre.wiki.exchange import export_pages
from palabre.wiki.page_text import begin_page, save_page_text
from palabre.wiki.readers.page_audience import move
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db

TEXT = "On chauffe le lundi.\n\nIl faut deux personnes.\n"
BETWEEN_US, TO_ALL = "Personne ne viendra.", "Trois, plutôt."
LATE = "Une réponse de trop."


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Carvalho")


@pytest.fixture
def page(ines):
    return begin_page(ines.space, "Le four", TEXT, audience=Audience.of_space(ines.space), by=ines)


def said(by, page, words, quote):
    return comment_thread.comment_on(page, Quote(quote), words, by=by, at=timezone.now())


def opened(page):
    move(page, Audience.everybody(page.space))
    return page


def shown(client, page, tail=""):
    return client.get(f"{page.get_absolute_url()}{tail}").content.decode()


@pytest.fixture
def private(ines, page):
    """A thread written among members, answered once more after its page was opened to everybody."""
    made = said(ines, page, BETWEEN_US, "le lundi")
    opened(page)
    comment_thread.answer(made, LATE, by=ines, at=timezone.now())
    return made


def test_what_was_said_among_members_stays_so_when_the_page_opens(ines, page, private):
    said(ines, page, TO_ALL, "deux personnes")
    hers = entered(Client(), ines)

    for tail in ("", "lines/"):
        outside, inside = shown(Client(), page, tail), shown(hers, page, tail)
        assert [words in outside for words in (BETWEEN_US, LATE, TO_ALL)] == [False, False, True]
        assert (BETWEEN_US in inside, TO_ALL in inside) == (True, True)


def test_an_answer_among_members_stays_so_when_the_page_opens_again(ines, page):
    made = said(ines, opened(page), TO_ALL, "deux personnes")
    move(page, Audience.of_space(page.space))
    comment_thread.answer(made, BETWEEN_US, by=ines, at=timezone.now())
    opened(page)

    seen = shown(Client(), page)

    assert (TO_ALL in seen, BETWEEN_US in seen) == (True, False)


def test_a_guest_reads_by_a_seat_what_those_few_say_and_nothing_more_of_what_is_public(ines, page):
    lou = a_person(page.space, "Lou Abgrall")
    lou.come(timezone.now())
    few = Audience.of_persons(ines)
    Seat.objects.create(audience=few, person=lou)
    move(page, few)
    said(ines, page, BETWEEN_US, "le lundi")
    hers = entered(Client(), lou)

    assert BETWEEN_US in shown(hers, page)
    opened(page)
    assert BETWEEN_US not in shown(hers, page)


def test_the_archive_and_the_letters_of_who_is_no_member_hold_none(ines, page, private):
    lou = a_person(page.space, "Lou Abgrall")
    entry = Entry.objects.get(verb="page.commented")

    files = dict(export_pages(Reader.here(page.space, lou)))

    assert [json.loads(files["comments.json"]), "comments/le-four.md" in files] == [[], False]
    assert (comment_news.comment_told(entry, lou), BETWEEN_US in comment_news.comment_told(entry, ines)) == ("", True)


@pytest.fixture
def former(ines, page):
    """A public thread about words that were taken out of the page since."""
    made = said(ines, opened(page), TO_ALL, "deux personnes")
    comment_thread.answer(made, LATE, by=ines, at=timezone.now())
    save_page_text(page, "On chauffe le lundi.\n", base=1, by=ines)
    return made


def test_words_taken_out_of_the_page_are_shown_to_members_alone(ines, page, former):
    outside, inside = shown(Client(), page), shown(entered(Client(), ines), page)

    for seen in (outside, inside):
        assert all(words in seen for words in (TO_ALL, LATE, "Le passage a changé depuis."))
    assert ("deux personnes" in outside, "deux personnes" in inside) == (False, True)


def test_nor_are_they_once_their_comment_is_removed(ines, page, former):
    comment_thread.remove(former, by=ines, at=timezone.now())

    outside, inside = shown(Client(), page), shown(entered(Client(), ines), page)

    assert all("Ce commentaire a été retiré." in seen and LATE in seen for seen in (outside, inside))
    assert ("deux personnes" in outside, "deux personnes" in inside) == (False, True)


def test_nor_are_they_in_the_archive_and_the_letters_of_who_is_no_member(ines, page, former):
    lou = a_person(page.space, "Lou Abgrall")
    entry = Entry.objects.filter(verb="page.commented").earliest("pk")

    told = []
    for person in (lou, ines):
        files = dict(export_pages(Reader.here(page.space, person)))
        archive = files["comments.json"].decode() + files["comments/le-four.md"].decode()
        told.append([archive, comment_news.comment_told(entry, person)])

    assert [[TO_ALL in one for one in both] for both in told] == [[True, True], [True, True]]
    assert [["deux personnes" in one for one in both] for both in told] == [[False, False], [True, True]]
