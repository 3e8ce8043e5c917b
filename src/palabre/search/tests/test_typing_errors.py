"""The words that a typing error is compared with are read once for readers of the same seats."""

import dataclasses

import pytest

from palabre.people.models import Audience
from palabre.search import typing_errors
from palabre.search.tests.scene import reader, work
from palabre.search.typing_errors import mended
from palabre.spaces.models import Space
from tests.builders import a_member, a_page, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings(monkeypatch):
    """List the readers for whom the texts are read."""
    found, plain = [], typing_errors.words_read
    monkeypatch.setattr(typing_errors, "words_read", lambda reader: found.append(reader) or plain(reader))
    return found


@pytest.fixture
def space():
    space = a_space()
    a_page(space, "La bibliothèque", html="<p>Ouverte samedi.</p>")
    work()
    return space


def seen(query, space, person, *seats):
    now = Space.objects.get(pk=space.pk)
    return mended(query, dataclasses.replace(reader(now, person), held=tuple(one.pk for one in seats)))


def test_two_who_read_the_same_have_the_texts_read_once(space, readings):
    two = [a_member(space, name) for name in ("Inès", "Malo")]
    work()

    assert [seen("biblioteque", space, one) for one in two] == ["bibliothèque"] * 2
    assert len(readings) == 1


def test_a_text_that_comes_is_read_once_the_index_has_it(space):
    ines = a_member(space, "Inès")
    before = seen("boulangeri", space, ines)
    a_page(space, "La boulangerie")
    Space.touch(space.pk)
    late = seen("boulangeri", space, ines)
    work()

    assert (before, late, seen("boulangeri", space, ines)) == ("", "", "boulangerie")


def test_what_one_reads_by_a_seat_is_suggested_to_nobody_else(space, readings):
    ines, malo = a_member(space, "Inès"), a_member(space, "Malo")
    seat = Audience.of_persons(ines)
    a_page(space, "La boulangerie", audience=seat)
    work()

    for _time in range(2):
        assert seen("boulangeri", space, ines, seat) == "boulangerie"
        assert seen("boulangeri", space, malo) == ""
    assert len(readings) == 2


def test_what_members_read_is_suggested_to_no_guest(space):
    them = [a_member(space, "Inès"), a_person(space, "Éloi"), None]
    work()

    assert [seen("biblioteque", space, one) for one in them] == ["bibliothèque", "", ""]
