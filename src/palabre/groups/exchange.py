"""Groups and what they live of, as they are given when a space is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palabre.groups.models import (
    Action,
    Answer,
    Carrying,
    Deliverable,
    Ending,
    Group,
    HelpOffer,
    HelpWanted,
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
from palabre.people.exchange import File, all_told, in_json, readable, told
from palabre.people.reader import Reader

ACTION = ("group", "text", "heading", "parts", "owner", "owner_words", "due_on", "due_words", "is_done", "done_on")
PLEDGE = ("group", "call", "person", "level", "energy", "words", "at", "typed_by")
OFFER = ("group", "person", "role", "words", "by", "at", "closed_at")
KIND = ("id", "key", "name", "is_left_out")
LEFT = ("harvest", "left_open", "question_is_open", "thanks")
MADE = ("title", "kind", "own_kind", "horizon", "horizon_on", "about", "address", "by", "at")
OUTPUT = ("group", *MADE, "shown_at", "reused_at", "reused_words", "set_aside_at")
CALL = ("group", "role", "words", "opened_on", "filled_at", "withdrawn_at", "by")
NEED = (
    *("group", "kind", "text", "said_on", "by", "to", "to_group", "wanted_for", "acknowledged_at", "acknowledged_by"),
    *("in_hand_at", "in_hand_by", "promised_on", "declined_at", "declined_by", "reason"),
    *("reopened_at", "missing", "satisfied_at", "satisfied_by", "withdrawn_at"),
)


def give(reader: Reader) -> Iterator[File]:
    yield in_json("groups", groups(reader))
    yield in_json("needs", all_told(reader, Need, *NEED))
    yield in_json("answers", all_told(reader, Answer, "need", "by", "text", "at"))
    yield in_json("help_offers", help_offers(reader))
    yield in_json("actions", all_told(reader, Action, *ACTION))
    yield in_json("calls", all_told(reader, RoleCall, *CALL))
    yield in_json("proposed_roles", all_told(reader, RoleOffer, *OFFER))
    yield in_json("pledges", all_told(reader, Pledge, *PLEDGE))
    yield in_json("inquiries", all_told(reader, Inquiry, "group", "text"))
    yield in_json("news", all_told(reader, ProgressEntry, "group", "on", "text", "by"))
    yield in_json("intentions", intentions(reader))
    yield in_json("output_kinds", OutputKind.objects.filter(space=reader.space).order_by("pk").values(*KIND))
    yield in_json("outputs", all_told(reader, Deliverable, *OUTPUT))
    yield in_json("endings", all_told(reader, Ending, "group", *LEFT, "by", "at", "undone_at"))
    yield in_json("weathers", all_told(reader, ProjectWeather, "group", "on", "weather", "words", "next_step", "by"))
    merges = ("source", "target", "words", "said_on", "settled_at")
    yield in_json("proposed_merges", all_told(reader, MergeProposal, *merges))


def groups(reader: Reader) -> Iterator[dict[str, Any]]:
    """Each group with who is in it and what it carries."""
    mine = reader.may_read(Group)
    members: dict[int, list[dict[str, Any]]] = {}
    for row in Membership.objects.filter(group__in=mine).select_related("person").order_by("pk"):
        said = told(reader, row, "person", "role", "words", "since", "until", "confirmed_at")
        members.setdefault(row.group_id, []).append(said)
    carried: dict[int, list[int]] = {}
    for tie in Carrying.objects.filter(group__in=mine).order_by("pk"):
        carried.setdefault(tie.group_id, []).append(tie.question_id)
    for group in readable(reader, Group):
        said = told(reader, group, "title", "born_on", "lives_in", "asleep_at", "wakes_on", "ended_at", "review_on")
        yield said | {"members": members.get(group.pk, []), "questions": carried.get(group.pk, [])}


def intentions(reader: Reader) -> Iterator[dict[str, Any]]:
    """Each version of what a group intends, with its place among them: `number` is that of the row, as everywhere."""
    for row in readable(reader, Intention, "by"):
        yield told(reader, row, "group", "text", "by", "at", "adopted_at") | {"version": row.number}


def help_offers(reader: Reader) -> Iterator[dict[str, Any]]:
    """Each offer, with the groups that it would help, as far as she may read them."""
    wanted: dict[int, list[int]] = {}
    for row in HelpWanted.objects.filter(group__in=reader.may_read(Group)).order_by("pk"):
        wanted.setdefault(row.offer_id, []).append(row.group_id)
    for offer in readable(reader, HelpOffer, "by"):
        said = told(reader, offer, "by", "kind", "text", "at", "withdrawn_at")
        yield said | {"would_help": wanted.get(offer.pk, [])}
