"""The thing that an address names, for who may read it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from palabre.people.reading import Reader


def thing_for(request: Any, model: Any, number: int) -> Any:
    """Return the thing of this number, with its space and its group at hand; 404 when she may not read it."""
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(model), pk=number))
    if hasattr(found, "group_id"):
        reader.tie([found], "group")
    return found
