"""Any member may take open minutes back, or correct them: never with what their author did of them since."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.groups.models import Action
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWIN, brought
from palabre.minutes.undo.import_undo import undo_import
from palabre.wiki.models import Page
from palabre.wiki.page_text import save_page_text
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def reading(odile):
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())
    return found


def undo(reading, *, by):
    entered(Client(), by).post(reverse("minutes:undoing", args=[by.space.slug, reading.pk]))


def test_the_words_that_their_author_added_to_the_page_stay(odile, reading):
    save_page_text(reading.page, f"{TWIN}\nTrois semaines de suites.\n", base=reading.page.note.revision, by=odile)

    undo(reading, by=a_member(odile.space, "Malo Riou"))

    assert "Trois semaines de suites." in Page.objects.get(pk=reading.page_id).note.body_md


def test_an_action_that_their_author_took_stays(odile, reading):
    action = Action.objects.filter(owner=None, is_done=False).earliest("pk")
    take(action, by=odile)

    undo(reading, by=a_member(odile.space, "Malo Riou"))

    assert Action.objects.get(pk=action.pk).owner == odile


def test_an_action_that_their_author_took_outlives_the_correction_of_another(odile, reading):
    action = Action.objects.filter(owner=None, is_done=False).earliest("pk")
    line = next(line for line in TWIN.split("\n") if action.text in line)
    take(action, by=odile)

    brought(a_member(odile.space, "Malo Riou"), TWIN.replace(f"{line}\n", ""))

    assert Action.objects.get(pk=action.pk).owner == odile


def test_what_nobody_changed_since_another_may_still_undo(odile, reading):
    undo_import(reading, by=a_member(odile.space, "Malo Riou"))

    assert not Page.objects.filter(pk=reading.page_id).exists()


def test_their_author_undoes_all_that_they_alone_did(odile, reading):
    save_page_text(reading.page, f"{TWIN}\nEncore.\n", base=reading.page.note.revision, by=odile)
    take(Action.objects.filter(owner=None, is_done=False).earliest("pk"), by=odile)

    undo_import(reading, by=odile)

    assert not Page.objects.filter(pk=reading.page_id).exists()
