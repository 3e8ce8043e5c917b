"""Fields of gatherings that hold people's names, for erasure."""

from __future__ import annotations

from typing import Any

from palabre.gatherings.models import CardPerson, FormerPicture, Gathering, GroupCard
from palabre.notes.markdown.html_render import render
from palabre.people.hooks import register_given, register_texts, register_tie


def register_gathering_names() -> None:
    register_texts(Gathering, "title", "intention", "place", "video_url", "formats", "chosen_format", redo=rendered)
    register_texts(GroupCard, "guest_name", "title", "question", "intention", "alt", "credit", "licence", redo=rendered)
    register_texts(FormerPicture, "alt", "credit", "licence", of="card")
    register_texts(CardPerson, "shown_as", space="card__space")
    register_tie(CardPerson, "person", is_role=False)
    register_given(CardPerson, opens=True)


def rendered(row: Gathering | GroupCard, values: dict[str, Any]) -> dict[str, Any]:
    return {"body_html": render(values["intention"])} if "intention" in values else {}
