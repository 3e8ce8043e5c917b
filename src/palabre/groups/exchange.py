"""Export of groups and of what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palabre.groups.group_access import may_decide
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
    MergeProposal,
    Need,
    OutputKind,
    Pledge,
    ProgressEntry,
    ProjectWeather,
    RoleCall,
    RoleOffer,
)
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.people.exchange import File, export_row, export_rows, exported_value, in_json, takes_everything
from palabre.people.reader import Reader

ENDED = ("by", "is_done", "done_on", "done_by", "dropped_at", "dropped_words", "validity")
ACTION = ("group", "text", "heading", "parts", "owner", "owner_words", "due_on", "due_words", *ENDED)
PLEDGE = ("group", "call", "person", "level", "energy", "words", "at", "typed_by")
OFFER = ("group", "person", "role", "words", "by", "at", "closed_at")
KIND = ("id", "key", "name", "is_left_out")
LEFT = ("harvest", "left_open", "question_is_open", "thanks")
MADE = ("title", "kind", "own_kind", "horizon", "horizon_on", "about", "address", "by", "at")
OUTPUT = ("group", *MADE, "shown_at", "reused_at", "reused_words", "set_aside_at")
CALL = ("group", "role", "words", "opened_on", "filled_at", "withdrawn_at", "by", "validity")
NEED = (
    *("group", "kind", "kind_words", "text", "said_on", "by", "to", "to_group", "wanted_for", "acknowledged_at"),
    *("acknowledged_by", "in_hand_at", "in_hand_by", "promised_on", "declined_at", "declined_by", "reason"),
    *("reopened_at", "missing", "satisfied_at", "satisfied_by", "withdrawn_at", "validity"),
)


def export_groups(reader: Reader) -> Iterator[File]:
    yield in_json("groups", groups(reader))
    yield in_json("needs", export_rows(reader, Need, *NEED))
    yield in_json("answers", export_rows(reader, Answer, "need", "by", "given_by", "text", "at"))
    yield in_json("help_offers", help_offers(reader))
    yield in_json("actions", export_rows(reader, Action, *ACTION))
    yield in_json("calls", export_rows(reader, RoleCall, *CALL))
    yield in_json("proposed_roles", export_rows(reader, RoleOffer, *OFFER))
    yield in_json("pledges", export_rows(reader, Pledge, *PLEDGE))
    yield in_json("inquiries", export_rows(reader, Inquiry, "group", "text", "withdrawn_at"))
    yield in_json("news", export_rows(reader, ProgressEntry, "group", "on", "text", "by"))
    yield in_json("intentions", intentions(reader))
    yield in_json("output_kinds", OutputKind.objects.filter(space=reader.space).order_by("pk").values(*KIND))
    yield in_json("outputs", export_rows(reader, Deliverable, *OUTPUT))
    yield in_json("endings", endings(reader))
    yield in_json("weathers", export_rows(reader, ProjectWeather, "group", "on", "weather", "words", "next_step", "by"))
    merges = ("source", "target", "words", "said_on", "settled_at")
    yield in_json("proposed_merges", export_rows(reader, MergeProposal, *merges))


def groups(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield each group, with its memberships and the questions that it carries."""
    mine = reader.may_read(Group)
    members: dict[int, list[dict[str, Any]]] = {}
    for row in roles_read_by(reader).filter(group__in=mine).select_related("person").order_by("pk"):
        said = export_row(reader, row, "person", "role", "words", "since", "until", "confirmed_at")
        members.setdefault(row.group_id, []).append(said)
    carried: dict[int, list[int]] = {}
    for tie in Carrying.objects.filter(group__in=mine).order_by("pk"):
        carried.setdefault(tie.group_id, []).append(tie.question_id)
    for group in exported_value(reader, Group):
        said = export_row(
            reader, group, "title", "born_on", "lives_in", "asleep_at", "wakes_on", "ended_at", "review_on", "to_read"
        )
        yield said | {"members": members.get(group.pk, []), "questions": carried.get(group.pk, [])}


def intentions(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield each version of an intention. `number` is the row id, as everywhere; `version` is its rank in the group."""
    for row in exported_value(reader, Intention, "by"):
        yield export_row(reader, row, "group", "text", "by", "at", "adopted_at") | {"version": row.number}


def endings(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield each ending; the words of one that was undone, which stay in its form, for who may decide for the group."""
    for row in exported_value(reader, Ending, "by", "group"):
        if row.undone_at is None or takes_everything(reader) or may_decide(reader.person, row.group):
            yield export_row(reader, row, "group", *LEFT, "by", "at", "undone_at")


def help_offers(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield each offer, with the groups that it would help, if the reader may read them."""
    wanted: dict[int, list[int]] = {}
    for row in HelpWanted.objects.filter(group__in=reader.may_read(Group)).order_by("pk"):
        wanted.setdefault(row.offer_id, []).append(row.group_id)
    for offer in exported_value(reader, HelpOffer, "by"):
        said = export_row(reader, offer, "by", "kind", "text", "at", "withdrawn_at")
        yield said | {"would_help": wanted.get(offer.pk, [])}
