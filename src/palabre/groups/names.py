"""Where people's names stand in groups, so that one that is taken away leaves no trace there; and who goes with it."""

from __future__ import annotations

from typing import Any

from palabre.groups.models import (
    Action,
    Answer,
    Group,
    HelpOffer,
    Inquiry,
    Membership,
    MergeProposal,
    Need,
    Pledge,
    ProgressEntry,
    ProjectWeather,
    RoleCall,
)
from palabre.notes.rendering import render
from palabre.people.sockets import register_texts, register_tie


def register() -> None:
    register_texts(Group, "title")
    register_texts(Membership, "words", space="group__space")
    register_texts(ProgressEntry, "text", redo=rendered_anew)
    register_texts(ProjectWeather, "words", "next_step")
    register_texts(Action, "text", "heading", "parts", "owner_words", "due_words")
    for model in (Inquiry, Answer, HelpOffer):
        register_texts(model, "text")
    register_texts(Need, "text", "reason", "missing")
    for said in (RoleCall, Pledge, MergeProposal):
        register_texts(said, "words")
    register_tie(Membership, "person")
    register_tie(Pledge, "person")
    register_tie(HelpOffer, "by")
    register_tie(Action, "owner", stays=True)


def rendered_anew(news: ProgressEntry, values: dict[str, Any]) -> dict[str, Any]:
    return {"body_html": render(values["text"]) if news.body_html else ""}
