"""Acts that meet: they ask for the space first, in one order, and what went meanwhile is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.groups.actions import action_assignment
from palabre.minutes.imports import import_publication
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.minutes.undo import import_undo
from palabre.notes.note_save import NoteGone
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki import page_text
from tests.builders import a_member, a_page, a_space, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return a_member(a_space(public=True))


def first_table_asked_for(act: Callable[[], Any]) -> str:
    """Return the table of the first row that `act` asks for once its transaction began."""
    with CaptureQueriesContext(
        connection,
    ) as done:
        act()
    begun = next(at for at, query in enumerate(done) if query["sql"].startswith("SAVEPOINT"))
    return str(done[begun + 1]["sql"]).partition('FROM "')[2].partition('"')[0]


def test_every_act_asks_for_its_space_before_any_other_row(by: Person) -> None:
    page, action = a_page(by.space), an_action(by.space)
    reading = brought(by)

    acts = [
        lambda: action_assignment.take(action, by=by),
        lambda: action_assignment.give_action_back(action, by=by),
        lambda: page_text.save_page_text(page, "Autre texte.", base=1, by=by),
        lambda: open_to_space(reading, by=by, at=timezone.now()),
        lambda: import_publication.publish(reading, by=by),
        lambda: import_undo.undo_import(reading, by=by),
        lambda: brought(by),
    ]

    assert [first_table_asked_for(act) for act in acts] == ["spaces_space"] * len(acts)


def test_an_action_that_an_undo_took_away_meanwhile_is_refused(by: Person) -> None:
    action = an_action(by.space)
    type(action).objects.all().delete()

    with pytest.raises(Refusal):
        action_assignment.take(action, by=by)


def test_a_page_that_an_undo_took_away_meanwhile_gives_back_what_was_typed(by: Person) -> None:
    reading = brought(by)
    page = reading.page
    import_undo.undo_import(reading, by=by)

    with pytest.raises(NoteGone):
        page_text.save_page_text(page, "Ce que j’avais écrit.", base=1, by=by)
