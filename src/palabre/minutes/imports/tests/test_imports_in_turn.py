"""Imports that come together are made one after another: whoever saves a page gets the database between two of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import record
from palabre.minutes.imports import minutes_import
from palabre.minutes.models import Import
from palabre.minutes.undo.import_return import SET_ASIDE, put_back
from tests.builders import a_member, a_space, entered

TEXT = "# Conseil\n\nÀ suivre.\n"


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was done, and whether it was in the turn of an import."""
    done = list[tuple[str, bool]]()

    def watched(name: str) -> None:
        plain = getattr(minutes_import, name)

        def call(*told: Any, **named: Any) -> Any:
            done.append((name, minutes_import.ONE_AT_A_TIME.locked()))
            return plain(*told, **named)

        monkeypatch.setattr(minutes_import, name, call)

    watched("read_minutes")
    watched("create_import")
    return done


@pytest.mark.django_db(transaction=True)
def test_no_import_begins_while_another_is_made(client: Client, turns: list[tuple[str, bool]]) -> None:
    """Nor does it hold back those of others while it is read: a text made to be slow takes eight seconds a megabyte."""
    by = a_member(a_space())

    entered(client, by).post(reverse("minutes:new_import", args=[by.space.slug]), {"text": TEXT})

    assert turns == [("read_minutes", False), ("create_import", True)]
    assert not minutes_import.ONE_AT_A_TIME.locked()


@pytest.mark.django_db(transaction=True)
def test_nor_does_one_that_is_put_back(turns: list[tuple[str, bool]]) -> None:
    by = a_member(a_space())
    reading = minutes_import.import_minutes(by.space, TEXT, by=by, on=date(2026, 5, 12))
    record(SET_ASIDE, reading, by=a_member(by.space, "Malo Kersauze"))
    Import.objects.update(undone_at=timezone.now())
    turns.clear()

    put_back(Import.objects.get(pk=reading.pk), by=by, at=timezone.now())

    assert turns[:2] == [("read_minutes", False), ("create_import", True)]


@pytest.mark.django_db
def test_an_import_within_a_larger_act_waits_for_no_turn_while_it_holds_the_writer() -> None:
    by, made = a_member(a_space()), list[Import]()

    with minutes_import.ONE_AT_A_TIME:
        made.append(minutes_import.import_minutes(by.space, TEXT, by=by, on=date(2026, 5, 12)))

    assert made[0].page is not None


@pytest.mark.parametrize(("text", "is_alone"), [(TEXT, False), (TEXT + "mot " * 40_000, True)], ids=["short", "long"])
def test_a_long_text_is_read_while_no_other_long_one_is(
    text: str, is_alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine files of 700 KB were read three at once: a short one of another member came after five seconds."""
    were_alone, plain = list[bool](), minutes_import.read_minutes

    def read(*told: Any, **named: Any) -> Any:
        were_alone.append(minutes_import.ONE_IS_READ.locked())
        return plain(*told, **named)

    monkeypatch.setattr(minutes_import, "read_minutes", read)
    minutes_import.understood(text, on=date(2026, 5, 12))

    assert were_alone == [is_alone]
    assert not minutes_import.ONE_IS_READ.locked()
