"""Who may bring, open and undo minutes; and who may not."""

import pytest
from django.utils import timezone

from palabre.minutes import permissions
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought
from tests.builders import a_member, a_person, a_space

pytestmark = pytest.mark.django_db


def test_whoever_joined_brings_minutes_but_neither_a_passer_by_nor_who_is_only_named() -> None:
    space = a_space()

    allowed = [permissions.can_import(who) for who in (a_member(space), a_person(space), None)]

    assert allowed == [True, False, False]


def test_only_who_brought_the_minutes_opens_them() -> None:
    space = a_space()
    by, other = a_member(space, "Hugo Ferreira"), a_member(space, "Inès Courtois")
    reading = brought(by)

    assert [permissions.can_open(who, reading) for who in (by, other, None)] == [True, False, False]


def test_minutes_are_undone_by_who_brought_them_and_once_open_by_whoever_joined() -> None:
    space = a_space()
    by, other, named = a_member(space, "Hugo Ferreira"), a_member(space, "Inès Courtois"), a_person(space)
    reading = brought(by)
    before = [permissions.can_undo(who, reading) for who in (by, other, named, None)]

    open_to_space(reading, by=by, at=timezone.now())

    reading = Import.objects.get(pk=reading.pk)
    assert before == [True, False, False, False]
    assert [permissions.can_undo(who, reading) for who in (by, other, named, None)] == [True, True, False, False]


def test_what_words_mean_is_said_by_who_brought_them_and_once_open_by_whoever_joined() -> None:
    space = a_space()
    by, other, named = a_member(space, "Hugo Ferreira"), a_member(space, "Inès Courtois"), a_person(space)
    stranger, reading = a_member(a_space("Ailleurs")), brought(by)
    before = [permissions.can_settle(who, reading) for who in (by, other, named, stranger, None)]

    open_to_space(reading, by=by, at=timezone.now())

    reading = Import.objects.get(pk=reading.pk)
    after = [permissions.can_settle(who, reading) for who in (by, other, named, stranger, None)]
    assert before == [True, False, False, False, False]
    assert after == [True, True, False, False, False]
