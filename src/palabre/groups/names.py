"""Fields of groups that hold people’s names, for erasure, and the rows tied to a person."""

from __future__ import annotations

from typing import Any

from palabre.groups.life.endings import Left, endings_html
from palabre.groups.models import (
    Action,
    Answer,
    Deliverable,
    Ending,
    Greeting,
    Group,
    GroupLineage,
    HelpOffer,
    Inquiry,
    Intention,
    Membership,
    MergeProposal,
    Need,
    OutputKind,
    Pledge,
    ProgressEntry,
    ProjectWeather,
    RoleCall,
    RoleOffer,
)
from palabre.groups.roles.member_departures import elector_facts
from palabre.groups.roles.succession import look_where_they_carried
from palabre.notes.markdown.html_render import render
from palabre.people.hooks import register_given, register_texts, register_tie


def register_group_names() -> None:
    register_texts(Group, "title", "to_read", title="title")
    register_texts(Membership, "words", space="group__space")
    register_texts(ProgressEntry, "text", redo=rendered_anew)
    register_texts(Intention, "text", redo=rendered_anew)
    register_texts(Deliverable, "title", "horizon", "about", "address", "reused_words", redo=about_anew)
    register_texts(Ending, "harvest", "left_open", "thanks", redo=left_anew)
    register_texts(OutputKind, "name", is_listed=True)
    register_texts(ProjectWeather, "words", "next_step")
    register_texts(Action, "text", "heading", "parts", "owner_words", "due_words", "dropped_words")
    register_texts(Answer, "text", "given_by")
    for model in (Inquiry, HelpOffer):
        register_texts(model, "text")
    register_texts(Need, "text", "reason", "missing", "kind_words")
    for said in (RoleCall, Pledge, MergeProposal, RoleOffer):
        register_texts(said, "words")
    register_texts(GroupLineage, "words", space="target__space")
    register_tie(Membership, "person", gone=look_where_they_carried, electors=elector_facts)
    register_tie(Pledge, "person")
    register_tie(Greeting, "person", is_role=False)
    register_tie(HelpOffer, "by")
    register_tie(RoleOffer, "person")
    register_tie(Action, "owner", stays=True)
    for right in (Membership, Pledge, RoleOffer):
        register_given(right, opens=True)


def rendered_anew(news: ProgressEntry | Intention, values: dict[str, Any]) -> dict[str, Any]:
    return {"body_html": render(values["text"]) if news.body_html else ""}


def about_anew(output: Deliverable, values: dict[str, Any]) -> dict[str, Any]:
    about = values.get("about", output.about)
    return {"body_html": render(about) if about else ""}


def left_anew(ending: Ending, values: dict[str, Any]) -> dict[str, Any]:
    texts = {name: values.get(name, getattr(ending, name)) for name in ("harvest", "left_open", "thanks")}
    return {"body_html": endings_html(Left(**texts))}
