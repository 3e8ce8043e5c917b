"""Words taken out of a text just before it was opened are not found from outside while the index still has them."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.people.models import Audience
from palabre.wiki.page_text import begin_page, save_page_text
from palabre.wiki.readers.page_audience import move
from tests.builders import a_member, a_need, a_space, entered
from tests.indexed import follow_to_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

SECRET = "Karim est malade depuis lundi."


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Carvalho")


def search(space, query, client=None):
    follow = client or Client()
    return follow.get(reverse("search:results", args=[space.slug]), {"q": query}).content.decode()


@pytest.fixture
def opened(ines):
    """A page that everybody reads, from which words were taken out just before."""
    space = ines.space
    page = begin_page(space, "Le four", f"{SECRET}\n", audience=Audience.of_space(space), by=ines)
    follow_to_the_end(space)
    save_page_text(page, "Le four chauffe.\n", base=1, by=ines, is_writer=True)
    move(page, Audience.everybody(space))
    return page


def test_a_page_is_not_found_by_words_that_left_it_before_it_was_opened(ines, opened):
    seen = [search(ines.space, query) for query in ("malade", "maladee", "four")]

    assert not any("Karim" in one or "malade</mark>" in one or "« malade" in one for one in seen)


def test_it_is_found_by_its_present_words_once_they_are_indexed(ines, opened):
    follow_to_the_end(ines.space)

    assert "Le four" in search(ines.space, "chauffe")
    assert opened.get_absolute_url() not in search(ines.space, "malade")


def test_members_find_what_the_index_has(ines, opened):
    assert "Karim" in search(ines.space, "malade", entered(Client(), ines))


def test_so_is_a_need_whose_readers_are_widened_in_place(ines):
    readers = Audience.objects.create(space=ines.space, kind="space")
    need = a_need(ines.space, SECRET, audience=readers)
    follow_to_the_end(ines.space)
    need.text = "Une salle le lundi."
    need.save()
    readers.widen_to_everybody()

    assert "Karim" not in search(ines.space, "malade")
