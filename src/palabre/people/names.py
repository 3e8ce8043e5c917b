"""Texts of this slice, beside persons themselves, in which people's names stand."""

from __future__ import annotations

from palabre.people.hooks import register_texts
from palabre.people.models import Organisation


def register_people_names() -> None:
    register_texts(Organisation, "name")
