"""Registration of the fields of this slice, outside Person, that contain names of people."""

from __future__ import annotations

from palabre.people.hooks import register_texts
from palabre.people.models import Organisation


def register_people_names() -> None:
    register_texts(Organisation, "name", is_listed=True)
