"""Who may write a page, and who may not."""

import pytest

from palabre.people.models import Audience
from palabre.wiki.permissions import can_begin_page, can_write_page
from tests.builders import a_member, a_page, a_person, a_space


@pytest.fixture
def space(db):
    return a_space(public=True)


def test_who_has_joined_may_begin_a_page_and_not_she_who_is_only_named(space):
    assert can_begin_page(a_member(space)) is True
    assert can_begin_page(a_person(space)) is False
    assert can_begin_page(None) is False


def test_who_has_joined_may_write_and_not_a_passer_by_nor_a_neighbour(space):
    page = a_page(space)

    assert can_write_page(a_member(space), page) is True
    assert can_write_page(a_person(space), page) is False
    assert can_write_page(None, page) is False
    assert can_write_page(a_member(a_space("Ailleurs")), page) is False


def test_a_page_with_seats_is_written_by_those_who_hold_one_for_writing(space):
    writer, reader = a_member(space, "Inès"), a_member(space, "Malo")
    audience = Audience.of_persons(writer, reader)
    audience.seats.filter(person=reader).update(may_write=False)
    page = a_page(space, audience=audience)

    assert can_write_page(writer, page) is True
    assert can_write_page(reader, page) is False
    assert can_write_page(a_member(space, "Lou"), page) is False
