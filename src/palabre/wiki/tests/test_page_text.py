"""Pages written: the acts, and what was read in lines that move."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.wiki import page_text
from palabre.wiki.lines import passages
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.lines.passage_lookup import where_read
from palabre.wiki.models import Page, Passage
from tests.builders import a_group, a_member, a_need, a_page, a_person, a_space, an_action, readers_of

TEXT = "# Réunion\n\n- une salle\n- une affiche\n- un minibus"


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def page(space, ines):
    return begun(space, ines)


def begun(space, by, title="Réunion", text=TEXT):
    return page_text.begin_page(space, title, text, audience=readers_of(space), by=by)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def where():
    return list(Passage.objects.order_by("pk").values_list("first_line", "last_line", "revision"))


def test_a_page_begins_with_its_text_and_its_news(space, ines):
    page = begun(space, ines)

    assert (page.slug, page.note.body_md, verbs()) == ("reunion", TEXT, ["page.begun"])
    assert page.note.audience == page.audience == readers_of(space)


def test_the_form_of_a_new_page_sent_twice_makes_one_page(space, ines):
    assert begun(space, ines) == begun(space, ines)
    assert (Page.objects.count(), verbs()) == (1, ["page.begun"])


def test_two_people_may_begin_pages_of_one_title(space, ines):
    begun(space, ines)

    assert begun(space, a_member(space, "Malo")).slug == "reunion-2"


def test_a_title_without_a_letter_still_has_an_address(space, ines):
    assert [begun(space, ines, title=title).slug for title in ("😀", "new", "مرحبا")] == ["page", "new-2", "page-2"]


def test_writing_is_told_once_however_often_the_form_is_sent(page, ines):
    page_text.save_page_text(page, "Bonjour", base=1, by=ines)
    page_text.save_page_text(page, "Bonjour", base=1, by=ines)

    assert verbs() == ["page.begun", "page.written"]
    assert page.note.revision == 2


def test_an_earlier_text_comes_back_and_is_told(page, ines):
    page_text.save_page_text(page, "Bonjour", base=1, by=ines)
    restore_page_text(page, 1, by=ines)

    assert (page.note.body_md, verbs()[-1]) == (TEXT, "page.restored")


def test_what_was_read_in_a_line_goes_with_it(page, ines, space):
    passages.tie(page, a_need(space), (3, 3), "une salle")
    passages.tie(page, a_need(space), (4, 5), "une affiche")

    page_text.save_page_text(page, "Bonjour.\n\n" + TEXT.replace("un minibus", "un minibus !"), base=1, by=ines)

    assert where() == [(5, 5, 2), (6, 7, 2)]


def test_what_was_read_in_a_line_that_went_stays_in_the_revision_that_had_it(page, ines, space):
    passages.tie(page, a_need(space), (4, 4), "une affiche")

    page_text.save_page_text(page, TEXT.replace("- une affiche\n", ""), base=1, by=ines)
    page_text.save_page_text(page, "Bonjour.\n" + page.note.body_md, base=2, by=ines)

    assert where() == [(4, 4, 1)]


def test_one_thing_read_in_two_lines_follows_both(page, ines, space):
    need = a_need(space)
    passages.tie_all(page, [(need, (3, 3), "une salle"), (need, (4, 4), "une affiche")])

    page_text.save_page_text(page, TEXT.replace("# Réunion", "# Réunion\n"), base=1, by=ines)

    assert where() == [(4, 4, 2), (5, 5, 2)]


def test_tying_twice_makes_one_passage(page, space):
    need = a_need(space)

    passages.tie(page, need, (3, 3), "une salle")
    passages.tie(page, need, (3, 3), "une salle")
    passages.tie_all(page, [(need, (3, 3), "une salle")])

    assert where() == [(3, 3, 1)]


def test_passages_are_found_in_one_query(page, space, ines, django_assert_num_queries):
    needs = [a_need(space) for _ in range(3)]
    passages.tie_all(page, [(need, (number, number), "mots") for number, need in enumerate(needs, start=3)])

    with django_assert_num_queries(1):
        found = where_read(needs, reader=reader(space, ines))
        addresses = [found["groups.need", need.pk][0].get_absolute_url() for need in needs]

    assert addresses == [f"/s/{space.slug}/pages/reunion/lines/{line}/#l{line}" for line in (3, 4, 5)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads so few rows without an index")
def test_passages_are_found_without_reading_those_of_the_space(space, ines):
    things = [a_need(space), a_group(space), an_action(space)]
    with CaptureQueriesContext(connection) as told:
        where_read(things, reader=reader(space, ines))

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {told[0]['sql']}")
        plan = [row[-1] for row in cursor.fetchall()]

    assert [step for step in plan if "passage_by_thing" in step]
    assert not [step for step in plan if "wiki_passage" in step and "(space_id=?)" in step], plan


def test_a_passage_of_a_page_that_she_may_not_read_is_not_hers(space, ines):
    page = a_page(space, audience=Audience.of_persons(ines))
    need = a_need(space)
    passages.tie(page, need, (1, 1), "mots")

    assert where_read([need], reader=reader(space, a_member(space, "Malo"))) == {}
    assert where_read([need], reader=reader(space, a_person(space))) == {}
    assert list(where_read([need], reader=reader(space, ines))) == [("groups.need", need.pk)]


def reader(space, person):
    return Reader(space, person, datetime.date(2026, 11, 24))


@pytest.mark.parametrize("is_writer", [False, True])
def test_a_save_makes_one_version_of_the_space_and_reads_the_text_once_more(
    page, ines, is_writer, django_assert_num_queries
):
    page.note.space = page.space
    before = Space.objects.get(pk=page.space_id).version

    # Names refused; whether anything was read in its lines. Around: a savepoint. The space and the text, held; whether
    # the same names are refused; the text, its revision; what was read in its lines; whether its author filled the
    # journal; the version; the entry. The page as it is now, for who must still be able to write it.
    with django_assert_num_queries(13 + is_writer):
        page_text.save_page_text(page, "Une ligne.\nUne autre.", base=page.note.revision, by=ines, is_writer=is_writer)

    assert Space.objects.get(pk=page.space_id).version == before + 1
