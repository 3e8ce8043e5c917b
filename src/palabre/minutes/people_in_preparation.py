"""Persons and roles told only by minutes in preparation or restricted pages: nobody else knows of them yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from palabre.minutes.models import Imported, Recognised
from palabre.people.reader import Reader


def in_preparation(model: type[models.Model], reader: Reader) -> Q:
    """Return a filter of the rows of `model` known only from minutes and pages that the reader cannot read."""
    row = {"thing_kind": model._meta.label_lower, "thing_id": OuterRef("pk")}
    things, told = Imported.objects.filter(**row), Recognised.objects.filter(**row)
    read = things.filter(reader.readable(of="reading__audience"))
    heard = told.filter(reader.readable(of="asked__page__audience"))
    is_made = Q(Exists(things.filter(made=True))) | Q(Exists(told.filter(made=True)))
    return is_made & ~Q(Exists(read)) & ~Q(Exists(heard))
