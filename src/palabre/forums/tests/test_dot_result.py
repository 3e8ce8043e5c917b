"""The result of the dots stands once in the proceedings, in the order of the wall: nothing is added, nothing ranked."""

import io
import re

import pytest
from odfdo import Document
from pypdf import PdfReader

from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.exchange import exported_sheets
from palabre.forums.models import DotVote
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.dot_result import result_of
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.forums.tests.dot_scene import QUESTIONS, a_phone, a_vote, card, close, put
from palabre.forums.tests.scene import AT, as_, at, day_now, prepared, typed
from palabre.forums.wall.wall_facts import wall_of
from palabre.people.models import Audience
from palabre.people.reader import Reader
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def a_counted_vote(phones=5, cards=5):
    """Return a day with its proceedings, the dots of these phones and cards, and two people who go on with 12."""
    day, sabine = a_vote()
    typed(day, sabine, "20 1 A")
    typed(day, sabine, "12 2 B")
    for name, carries in (("Éloi", True), ("Ines", False)):
        pledge_for(day.sheets.get(number=12), name, by=sabine, at=AT, carries=carries)
    for _nth in range(phones):
        put(a_phone(day), day, 12, 3)
    for nth in range(cards):
        card(day, sabine, "12 7" if nth else "12 20", f"{nth}")
    close(day, sabine)
    close_day(day_now(day.forum), {}, by=sabine, at=AT)
    return day_now(day.forum), sabine


def page_of_forum(day, by):
    return as_(by).get(at(day, "forum")).content.decode().replace("\xa0", " ").replace("\u202f", " ")


def rows_in(page):
    """Return the rows of the table: number, then what stands in each column."""
    found = re.findall(r'<th scope="row">(\d+)\..*?</th>(.*?)</tr>', page, re.DOTALL)
    return [(int(number), [int(one) for one in re.findall(r"<td>(\d+)</td>", cells)]) for number, cells in found]


def test_three_columns_stand_beside_one_another_in_the_order_of_the_wall():
    page = page_of_forum(*a_counted_vote())

    assert rows_in(page) == [(20, [0, 1, 0]), (12, [5, 5, 2]), (3, [5, 0, 0]), (7, [0, 4, 0]), (31, [0, 0, 0])]
    assert "5 personnes ont posé des gommettes sur un téléphone, 3 au plus chacune." in page
    assert "5 cartes de papier ont été recopiées." in page


@pytest.mark.parametrize(
    ("phones", "cards", "rows"),
    [(4, 5, (12, [5, 2])), (5, 4, (12, [5, 2])), (4, 4, None), (0, 0, None)],
)
def test_fewer_than_five_people_on_a_side_are_neither_shown_nor_kept(phones, cards, rows):
    day, sabine = a_counted_vote(phones, cards)

    page = page_of_forum(day, sabine)

    assert ("Moins de cinq personnes" in page, "Moins de cinq cartes" in page) == (phones < 5, cards < 5)
    assert dict(rows_in(page)).get(12) == (rows[1] if rows else None)
    kept = DotVote.objects.get().counts
    assert (bool(kept["phones"]), bool(kept["cards"])) == (phones >= 5, cards >= 5)


@pytest.mark.parametrize("kind", ["markdown", "odt", "pdf"])
def test_the_copies_of_the_proceedings_bear_the_same_table(kind):
    day, sabine = a_counted_vote()

    made = as_(sabine).get(at(day, "proceedings_file", kind)).content

    said = " ".join(text_of(kind, made).split())
    assert "Continuent" in said
    assert re.search(r"12\. Question 12 du jour.{1,3}\?\W+5\W+5\W+2", said)


def text_of(kind, made):
    if kind == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    if kind == "markdown":
        return made.decode()
    return " ".join(str(one) for one in Document(io.BytesIO(made)).body.get_elements("//text:p|//text:h"))


def test_an_export_bears_the_counts_once_the_dots_are_closed_and_no_ballot():
    day, sabine = a_vote()
    for _nth in range(5):
        put(a_phone(day), day, 12)
    before = exported(day, sabine)

    close(day, sabine)

    assert before == [{}] * 5
    assert exported(day, sabine) == [{"phones": 5 if number == 12 else 0} for number in QUESTIONS]


def exported(day, by):
    sheets = exported_sheets(Reader.here(day.forum.space, by), [day_now(day.forum)])
    return [one["dots"] for one in sheets]


def test_nothing_of_it_is_shown_before_closing():
    day, sabine = a_vote()
    for _nth in range(6):
        put(a_phone(day), day, 12)

    assert "Continuent" not in as_(sabine).get(at(day, "proceedings_file", "markdown")).content.decode()


def test_a_question_kept_to_a_few_is_in_no_table_of_others():
    day, sabine = a_counted_vote()
    malo = a_member(day.forum.space, "Malo Riou")
    question = day.sheets.get(number=3).question
    question.audience = Audience.of_persons(sabine)
    question.save()

    assert 3 in dict(rows_in(page_of_forum(day, sabine)))
    assert 3 not in dict(rows_in(page_of_forum(day, malo)))


def test_the_result_costs_one_query_or_none(django_assert_num_queries):
    day, sabine = a_counted_vote()
    sheets = wall_of(day, Reader.here(day.forum.space, sabine), at=AT).in_order
    without = day_now(prepared()[0].forum)
    votes = vote_of(day), vote_of(without)

    with django_assert_num_queries(1):
        assert len(result_of(day, sheets).lines) == len(sheets)
    with django_assert_num_queries(0):
        assert (result_of(without, []), votes[1]) == (None, None)
