"""A line of a page that its person may read no longer, once the act has the space to itself, stays as it is."""

import pytest
from django.utils import timezone

from palabre.home.statements.statement_corrections import correct, refuse
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from palabre.wiki.page_text import begin_page
from palabre.wiki.readers.page_audience import move
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
ACTS = {
    "corrected": lambda page, by: correct(page, 1, "Malo Kersauze se tait.", base=1, by=by, at=timezone.now()),
    "refused": lambda page, by: refuse(page, 1, base=1, by=by, at=timezone.now()),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_page_kept_to_others_meanwhile_is_not_changed(act, monkeypatch):
    space = a_space()
    malo, odile = a_member(space, "Malo Kersauze"), a_member(space, "Odile Morvan")
    text = "Malo Kersauze a parlé.\n\nOn garde la maison."
    page = begin_page(space, "Réunion", text, audience=Audience.of_space(space), by=odile)
    few, hold = Audience.of_persons(odile), Space.hold

    def held(number):
        hold(number)
        move(Page.objects.get(pk=page.pk), few)

    monkeypatch.setattr(Space, "hold", held)

    with pytest.raises(Refusal):
        ACTS[act](page, malo)

    assert Page.objects.get(pk=page.pk).note.body_md == text
