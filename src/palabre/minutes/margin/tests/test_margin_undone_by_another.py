"""Any writer of a page takes an answer back: never with what who gave it did of it since."""

import pytest
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.groups.models import Action
from palabre.minutes.margin.margin_answers import go_back
from palabre.minutes.margin.margin_gestures import recognise
from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
WORDS = "Écrire au maire avant juin."


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def asked(odile):
    page = begin_page(
        odile.space, "Suites", f"# Suites\n\n{WORDS}\n", audience=Audience.of_space(odile.space), by=odile
    )
    asked, _finding = recognise(page, WORDS, "action", by=odile, at=timezone.now(), line=3)
    return asked


def test_an_action_that_who_said_it_took_is_not_taken_back_by_another(odile, asked):
    take(Action.objects.get(), by=odile)

    with pytest.raises(Refusal):
        go_back(asked, by=a_member(odile.space, "Malo Riou"), at=timezone.now())

    assert Action.objects.get().owner == odile


@pytest.mark.parametrize("name", ["Odile Morvan", "Malo Riou"])
def test_what_nobody_did_anything_of_is_taken_back_by_any_writer(name, odile, asked):
    go_back(asked, by=odile if name == odile.name else a_member(odile.space, name), at=timezone.now())

    assert not Action.objects.exists()


def test_who_said_it_and_took_it_takes_it_back(odile, asked):
    take(Action.objects.get(), by=odile)

    go_back(asked, by=odile, at=timezone.now())

    assert not Action.objects.exists()
