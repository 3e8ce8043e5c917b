"""Undo: whole, as long as nobody else wrote; with a trace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from palabre.groups.models import Action, Group, Role
from palabre.journal.models import Entry, record
from palabre.meetings.models import Asked
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import TWIN, brought, held
from palabre.minutes.undo.import_undo import undo_import
from palabre.notes.models import Note
from palabre.notes.yjs import update_log
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.models import Person
from palabre.pure.quotes import Quote
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.comments.comment_thread import comment_on
from palabre.wiki.models import Comment, Page
from tests.builders import a_member, a_space, entered
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
type Held = dict[str, list[str]]


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Import, Held]]:
    """The twin, and all that was held before it came."""
    with made_once(django_db_blocker):
        by = a_member(a_space(), "Hugo Ferreira")
        before = held()
        yield brought(by), before


@pytest.fixture
def reading(imported: tuple[Import, Held]) -> Import:
    return Import.objects.get(pk=imported[0].pk)


@pytest.fixture
def before(imported: tuple[Import, Held]) -> Held:
    return imported[1]


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by


def test_undone_an_import_leaves_what_was_there_before(reading: Import, before: Held, by: Person) -> None:
    undo_import(reading, by=by)

    assert held() == before


def test_undone_corrections_go_with_what_they_correct(reading: Import, before: Held, by: Person) -> None:
    second = brought(by, TWIN.replace("avec 4 personnes à peine", "avec 6 personnes").replace("- Une photo\n", ""))

    undo_import(reading, by=by)

    assert held() == before
    assert not Import.objects.filter(pk__in=[reading.pk, second.pk], undone_at=None).exists()


def test_undoing_leaves_its_trace_and_twice_is_once(reading: Import, by: Person) -> None:
    undo_import(reading, by=by)
    undo_import(reading, by=by)

    assert Entry.objects.filter(verb="import.undone", subject_id=reading.pk).count() == 1


@pytest.mark.parametrize("is_corrected", [False, True])
def test_no_news_tell_that_they_came_once_nothing_is_left(
    client: Client, reading: Import, by: Person, is_corrected: bool
) -> None:
    if is_corrected:
        brought(by, TWIN.replace("avec 4 personnes à peine", "avec 6 personnes"))

    undo_import(reading, by=by)

    assert "donné un compte rendu" not in entered(client, by).get(reading.space.get_absolute_url()).content.decode()


def test_after_an_undo_the_same_text_can_be_brought_again(reading: Import, by: Person) -> None:
    undo_import(reading, by=by)

    brought(by)

    assert Group.objects.count() == 8


def test_what_the_margin_asked_and_the_importer_typed_live_go_too(reading: Import, by: Person) -> None:
    Asked.objects.create(page=reading.page, kind="need", words="Une salle", at=timezone.now())
    typed(reading.page.note, "\n\nEt [[une page]].", by=by)
    catch_up(reading.page.note_id)

    undo_import(reading, by=by)

    assert not Group.objects.exists()


def test_what_somebody_else_typed_live_holds_the_import_back(reading: Import, by: Person) -> None:
    typed(reading.page.note, "\n\nUn mot de plus.", by=a_member(by.space, "Autre"))

    with pytest.raises(Refusal):
        undo_import(reading, by=by)


def test_an_import_is_not_undone_over_a_comment_of_somebody_else(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=by.space.made_at)
    theirs = commented(reading.page, by=a_member(reading.space, "Léa Bourdin"))
    Entry.objects.filter(verb="page.commented").delete()

    with pytest.raises(Refusal):
        undo_import(reading, by=by)

    assert Comment.objects.filter(pk=theirs.pk).exists()


def test_the_importers_own_comments_go_with_an_import(reading: Import, before: Held, by: Person) -> None:
    commented(reading.page, by=by)

    undo_import(reading, by=by)

    assert (held(), Comment.objects.exists()) == (before, False)


def commented(page: Page | None, *, by: Person) -> Comment:
    assert page is not None
    page = Page.objects.select_related("note", "space").get(pk=page.pk)
    line = next(line for line in page.note.body_md.split("\n") if len(line) > 40 and "*" not in line)
    return comment_on(page, Quote(line.strip("#- ")), "Est-ce sûr ?", by=by, at=timezone.now())


def typed(note: Note, words: str, *, by: Person) -> None:
    live = update_log.open_live(note)
    before = live.doc.get_state()
    live.text += words
    update_log.append(note, [(live.doc.get_update(before), by.pk)], origin="room")


def test_an_import_is_not_undone_over_what_somebody_else_wrote_on_its_page(reading: Import, by: Person) -> None:
    other = a_member(by.space, "Inès Courtois")
    open_to_space(reading, by=by, at=by.space.made_at)
    page = reading.page
    page_text.save_page_text(page, TWIN + "\nEt aussi ceci.\n", base=page.note.revision, by=other)
    written = held()

    with pytest.raises(Refusal):
        undo_import(reading, by=by)

    assert held() == written


def test_an_import_is_not_undone_once_somebody_else_took_one_of_its_actions(reading: Import, by: Person) -> None:
    other = a_member(by.space, "Inès Courtois")
    action = Action.objects.earliest("pk")
    record("action.taken", action, by=other)

    with pytest.raises(Refusal):
        undo_import(reading, by=by)

    assert Action.objects.filter(pk=action.pk).exists()


def test_an_import_is_not_undone_once_somebody_joined_one_of_its_groups(reading: Import, by: Person) -> None:
    other = a_member(by.space, "Inès Courtois")
    group = Group.objects.earliest("pk")
    group.welcome(other, role=Role.CONTRIBUTOR)

    with pytest.raises(Refusal):
        undo_import(reading, by=by)

    assert group.memberships.filter(person=other).exists()


def test_undoing_costs_the_same_for_two_things_and_for_nine() -> None:
    assert queries_of_an_undo(2) == queries_of_an_undo(9)


def queries_of_an_undo(rows: int) -> int:
    names = [
        "Ada Bihan",
        "Bo Kervran",
        "Cid Le Gall",
        "Dan Marec",
        "Eva Nicol",
        "Flo Bris",
        "Gil Roux",
        "Ida Mez",
        "Jo Le",
    ]
    there, told = "".join(f"- {name}\n" for name in names[:rows]), "".join(f"- porter {n}\n" for n in range(rows))
    by = a_member(a_space(), "Hugo Ferreira")
    reading = brought(by, f"# Réunion\n\n3 octobre 2026\n\n## Présents\n\n{there}\n## À faire\n\n{told}")

    with CaptureQueriesContext(connection) as queries:
        undo_import(reading, by=by)
    return len(queries)


def test_people_known_before_stay_after_an_undo() -> None:
    space = a_space()
    by, known = a_member(space, "Hugo Ferreira"), a_member(space, "Rémi Castagnac")
    reading = brought(by)

    undo_import(reading, by=by)

    assert list(space.persons.order_by("pk")) == [by, known]
