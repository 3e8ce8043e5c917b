"""A page whose readers change between the form and the act is not changed by who may write it no longer."""

import pytest

from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.hierarchy.page_placement import place
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.page_rename import rename
from palabre.wiki.page_templates import offer, withdraw_template
from palabre.wiki.page_text import save_page_text
from palabre.wiki.readers.page_audience import move
from tests.builders import a_member, a_page, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def page(malo):
    page = a_page(malo.space, "Nos promesses", "Un texte.")
    save_page_text(page, "Un autre texte.", base=1, by=malo)
    return page


@pytest.fixture
def narrowed(page, monkeypatch):
    """Its readers are others as soon as the act has the space to itself."""
    few = Audience.of_persons(a_member(page.space, "Odile Morvan"))
    hold = Space.hold

    def held(number):
        hold(number)
        move(type(page).objects.get(pk=page.pk), few)

    monkeypatch.setattr(Space, "hold", held)


ACTS = {
    "title": lambda page, by: rename(page, "Rien", by=by),
    "place": lambda page, by: place(page, a_page(page.space, "Autre"), by=by),
    "template": lambda page, by: offer(page, by=by),
    "text": lambda page, by: save_page_text(page, "Rien.", base=2, by=by, is_writer=True),
    "earlier text": lambda page, by: restore_page_text(page, 1, by=by, is_writer=True),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_may_write_it_no_longer_changes_nothing(act, page, malo, narrowed):
    before = Entry.objects.count()

    with pytest.raises(Refusal):
        ACTS[act](page, malo)

    page = type(page).objects.select_related("note").get(pk=page.pk)
    assert (page.title, page.parent, page.is_template) == ("Nos promesses", None, False)
    assert (page.note.body_md, Entry.objects.count()) == ("Un autre texte.", before)


def test_a_template_stays_one(page, malo, narrowed):
    page.serve(True)

    with pytest.raises(Refusal):
        withdraw_template(page, by=malo)

    page.refresh_from_db()
    assert page.is_template
