"""What is made to be heavy to index or to find stops nobody else's search."""

import itertools
import tracemalloc

import pytest

from palabre.people.models import Audience
from palabre.pure.search import ParsedQuery, highlights
from palabre.pure.search.marks import marks_of
from palabre.pure.search.terms import terms
from palabre.search.tests.scene import titles, work
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_space

RARE = [chr(place) for place in range(0x20000, 0x20000 + 300)]  # letters of four bytes


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_page_with_more_words_than_a_database_indexes_is_found_by_its_title_and_hinders_no_other():
    ines = a_member(a_space(), "Inès Carvalho")
    space = ines.space
    words = map("".join, itertools.islice(itertools.product(RARE, repeat=2), 66_000))
    for title, text in (("Le marécage", " ".join(words)), ("Le moulin", "La farine")):
        begin_page(space, title, text, audience=Audience.of_space(space), by=ines)

    work()

    assert [titles(word, space, ines) for word in ("marécage", "farine")] == [["Le marécage"], ["Le moulin"]]


def test_what_is_marked_in_a_line_without_a_blank_is_read_around_its_place_alone(monkeypatch):
    """Ten such lines on a page of results took 16 seconds from each search."""
    read = list[int]()
    monkeypatch.setattr(highlights, "terms", lambda chunk: read.append(len(chunk)) or terms(chunk))

    for text in (f"moulin/{'a@' * 100_000}", f"moulin {'moulez/a@a@ ' * 20_000}"):
        read.clear()
        assert highlights.extract(text, ParsedQuery.of("moulin"), length=220)[0].text == "moulin"
        assert sum(read) < 2 * highlights.MOST_READ


def test_the_marks_of_a_word_with_thousands_of_endings_take_no_more_room_than_its_text():
    """« agent·e·s » has a few readings; each of these endings would have made a word as long as the first."""
    text = f"zorglub/{'a' * 20_000}{'·be' * 2_000}"

    tracemalloc.start()
    marks = marks_of("", text)
    (_now, most), _ = tracemalloc.get_traced_memory(), tracemalloc.stop()

    assert (len(marks) < 20, most < 20 * 1024 * 1024) == (True, True)
