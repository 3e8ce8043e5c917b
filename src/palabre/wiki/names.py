"""Where people's names stand in the wiki, so that one that is taken away leaves no trace there."""

from __future__ import annotations

from typing import Any

from palabre.people.sockets import register_texts
from palabre.wiki.models import Page, Passage, Resource


def register() -> None:
    register_texts(Page, "title", "slug", redo=addressed_anew)
    register_texts(Passage, "words")
    register_texts(Resource, "url")


def addressed_anew(page: Page, values: dict[str, Any]) -> dict[str, Any]:
    """An address that named her is made anew of the title; the former one leads nowhere any longer."""
    if "slug" not in values:
        return {}
    return {"slug": Page.free_slug(page.space, values.get("title", page.title))}
