"""What holds in a space whatever happened to it: nothing that is told, read or made points at nothing."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import F, Model

from palabre.minutes.models import Import, Imported
from palabre.notes.models import Note
from palabre.people.models import AudienceBound
from palabre.wiki.models import Page, Passage


def broken() -> list[str]:
    """Return, in words, every tie of the whole instance that leads nowhere or to another space. Empty when whole."""
    return [*lost_passages(), *lost_things(), *notes_out_of_step(), *strangers(), *halves()]


def lost_passages() -> list[str]:
    return [f"{row} → nothing" for row in Passage.objects.all() if not is_there(row.thing_kind, row.thing_id)]


def lost_things() -> list[str]:
    """Things of an import that stands and was not corrected since; a correction takes some away on purpose."""
    standing = Imported.objects.filter(reading__undone_at=None, reading__corrections=None)
    return [f"{row} → nothing" for row in standing if not is_there(row.thing_kind, row.thing_id)]


def notes_out_of_step() -> list[str]:
    lost = [f"note {row.pk} without a page" for row in Note.objects.filter(page=None)]
    torn = [row for row in Note.objects.all() if not row.revisions.filter(number=row.revision, body_md=row.body_md)]
    return lost + [f"note {row.pk} without its revision" for row in torn]


def strangers() -> list[str]:
    """Rows read by an audience of another space."""
    bound = [model for model in apps.get_models() if issubclass(model, AudienceBound)]
    return [f"{row!r} of two spaces" for model in bound for row in of_two_spaces(model)]


def halves() -> list[str]:
    """Imports that were not carried through: they stand without a page or a meeting."""
    half = Import.objects.filter(undone_at=None, page=None) | Import.objects.filter(undone_at=None, meeting=None)
    pages = Page.objects.exclude(note__space=F("space"))
    return [f"{row} is half made" for row in half] + [f"{row!r} and its note part" for row in pages]


def of_two_spaces(model: Any) -> list[Model]:
    return list(model.objects.exclude(audience__space=F("space")))


def is_there(kind: str, number: int) -> bool:
    return bool(apps.get_model(kind)._base_manager.filter(pk=number).exists())
