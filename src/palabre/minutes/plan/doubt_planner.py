"""Doubts, with the facts that an answer needs: keys of the rows concerned, and names as words.

A key is that of the plan, under which the import stores its things: a doubt finds its rows by it, even after a
corrected text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import product
from typing import Any

from palabre.groups.models import Action, Carrying, Group
from palabre.meetings.models import Meeting
from palabre.minutes.plan.meeting_planner import MeetingPlanner, organisations_in
from palabre.minutes.plan.plan import Lines, Plan, Ref, plan_key
from palabre.pure.french import name_key, organisation_key, shortened, stems
from palabre.pure.minutes import Merge
from palabre.pure.minutes.found import Doubt

type Facts = dict[str, Any]
type Said = tuple[Lines, str]
type Named = tuple[str, frozenset[str]]

DAYS = ("relative_date", "ambiguous_date", "weekday_mismatch")
PROPOSED = ("proposal", "output")
MOST_GROUPS = 5  # offered when no word tells which one
MOST_NAMES = 20  # of organisations, written with slashes for one person, that are compared
NO_NAME: Named = ("", frozenset())


def plan_doubts(meeting: MeetingPlanner) -> None:
    """Store each doubt once: words already made, or doubted in another way, are no longer proposals."""
    plan_contacts(meeting)
    proposed = {(doubt.lines, doubt.text) for doubt in meeting.minutes.doubts if doubt.kind == "proposal"}
    dated = take_out_meetings(meeting.plan, proposed)
    made = {(wanted.lines, wanted.words) for wanted in meeting.plan}
    doubted = {(doubt.lines, doubt.words) for doubt in meeting.plan.doubts}
    for doubt in meeting.minutes.doubts:
        if doubt.kind == "merge_who" or (doubt.kind in PROPOSED and (doubt.lines, doubt.text) in made | doubted):
            continue  # the target of a merge is asked where it is planned, with the candidates
        facts = FACTS.get(doubt.kind, no_facts)(meeting, doubt)
        if facts is not None:
            when = dated.get((doubt.lines, doubt.text)) if doubt.kind == "proposal" else None
            meeting.plan.doubt(doubt.kind, doubt.text, doubt.lines, **facts, **({"when": when} if when else {}))


def take_out_meetings(plan: Plan, proposed: Collection[Said]) -> dict[Said, str]:
    """Take out the questions « une réunion ? » about what somebody proposes, and return their instants.

    The question about the proposal offers a meeting among its answers.
    """
    dated = {
        (doubt.lines, doubt.words): doubt.facts["when"]
        for doubt in plan.doubts
        if doubt.kind == "meeting" and (doubt.lines, doubt.words) in proposed
    }
    plan.doubts = [doubt for doubt in plan.doubts if doubt.kind != "meeting" or (doubt.lines, doubt.words) not in dated]
    return dated


def plan_contacts(meeting: MeetingPlanner) -> None:
    """Ask of the tie between the person and the organisation of their line, which names the institution."""
    for one in meeting.minutes.contacts:
        person = plan_key("person", *name_key(one.text))
        for name in organisations_in(meeting.organisations.get(one.lines[0], "")):
            tie = plan_key("affiliation", person, plan_key("organisation", organisation_key(name) or name))
            if one.institution in name and tie in meeting.plan.wanted:
                said = {"institution": one.institution, "said": shortened(one.said, 200), "tie": tie}
                meeting.plan.doubt("contact", one.text, one.lines, **said)


def no_facts(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    return {}


def of_a_day(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    """Return the meetings and actions of this line, and the resolved day."""
    rows = [
        wanted
        for wanted in meeting.plan
        if wanted.model in (Meeting, Action) and wanted.lines == doubt.lines and doubt.text in wanted.words
    ]
    days = [wanted.fields.get("on") or wanted.fields.get("due_on") for wanted in rows]
    day = next((day.isoformat() for day in days if day), "")
    said = shortened(rows[0].words, 200) if rows else ""
    return {"rows": [wanted.key for wanted in rows], "day": day, "said": said} if rows else None


def of_a_speaker(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    return {"person": plan_key("person", *name_key(doubt.text))}


def of_a_spelling(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    """Return both spellings: the two names with the most words in common; None when they already have one key."""
    first = meeting.organisations.get(doubt.lines[0], "")
    (one, words), (other, others) = max(
        product(with_words(first), with_words(doubt.text)), key=shared, default=(NO_NAME, NO_NAME)
    )
    keys = [plan_key("organisation", organisation_key(name) or name) for name in (one, other)]
    if keys[0] == keys[1] or not words & others or any(key not in meeting.plan.wanted for key in keys):
        return None
    return {"rows": keys, "names": [one, other], "common": common_word(one, other)}


def with_words(organisations: str) -> list[Named]:
    """Return each name of an organisation, with the words of its key."""
    return [(name, frozenset(organisation_key(name).split())) for name in organisations_in(organisations)[:MOST_NAMES]]


def shared(pair: tuple[Named, Named]) -> int:
    return len(pair[0][1] & pair[1][1])


def common_word(one: str, other: str) -> str:
    """Return the last capitalised word in both names: « Brennes » of « Ville de Brennes » and « Brennes »."""
    others = set(organisation_key(other).split())
    both = [word for word in one.split() if word[:1].isupper() and organisation_key(word) in others]
    return both[-1] if both else ""


def of_a_carrier(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    """Return the group that goes on, and the line that says so."""
    return {"group": plan_key("group", doubt.text), "said": shortened(meeting.words_of(doubt.lines), 200)}


def of_a_mood(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    """Return the persons whom these words are about, and the rows that contain them."""
    updates = [found for found in meeting.minutes.updates if found.lines[0] <= doubt.lines[0] <= found.lines[1]]
    who = updates[-1].who if updates else ()
    rows = [
        [wanted.key, name]
        for wanted in meeting.plan
        if wanted.lines and wanted.lines[0] <= doubt.lines[0] <= wanted.lines[1]
        for name, value in wanted.fields.items()
        if name in ("text", "words") and isinstance(value, str) and doubt.text in value
    ]
    return {"who": list(who), "people": [plan_key("person", *name_key(name)) for name in who], "rows": rows}


def of_a_proposal(meeting: MeetingPlanner, doubt: Doubt) -> Facts:
    """Return who proposes, on which day, and the group that they carry."""
    return {"owners": list(doubt.who), "due": doubt.due, "group": group_carried_by(meeting, doubt)}


def of_an_output(meeting: MeetingPlanner, doubt: Doubt) -> Facts | None:
    """Return the group that would make it; None when no group is known: nobody would make it."""
    group = group_carried_by(meeting, doubt)
    return {"group": group} if group else None


def group_carried_by(meeting: MeetingPlanner, doubt: Doubt) -> str:
    """Return the key of the group that one of these people carries, or ""."""
    found = (meeting.groups.get(name_key(name)) for name in doubt.who)
    return next((group.key for group in found if group is not None), "")


FACTS: dict[str, Callable[[MeetingPlanner, Doubt], Facts | None]] = {
    **dict.fromkeys(DAYS, of_a_day),
    "speaker_not_listed": of_a_speaker,
    "organisation_spelling": of_a_spelling,
    "mood": of_a_mood,
    "carrier": of_a_carrier,
    "proposal": of_a_proposal,
    "output": of_an_output,
}


@dataclass(frozen=True, slots=True)
class Joinable:
    """A group, with the stems of its title and of the questions that it carries."""

    key: str
    words: str
    stems: frozenset[str]


def groups_that_may_join(meeting: MeetingPlanner) -> list[Joinable]:
    """Return the groups of the plan, in one pass: each merge looks among them."""
    said: dict[str, list[str]] = {}
    for wanted in meeting.plan:
        if wanted.model is Group:
            said.setdefault(wanted.key, []).insert(0, str(wanted.fields["title"]))
        elif wanted.model is Carrying:
            question = meeting.plan.wanted[wanted.fields["question"].key]
            said.setdefault(wanted.fields["group"].key, []).append(str(question.fields["text"]))
    groups = (wanted for wanted in meeting.plan if wanted.model is Group)
    return [Joinable(group.key, group.words, frozenset(stems(" ".join(said[group.key])))) for group in groups]


def who_may_join(meeting: MeetingPlanner, merge: Merge, target: Ref, groups: list[Joinable]) -> list[list[str]]:
    """Return [key, name] of the groups and people that this merge may concern, the most probable first.

    Groups whose title or question has a word of « sur les cantines »; the person whom this part of the text is about,
    who may have no group yet; else all the other groups, as long as they are few.
    """
    others = [group for group in groups if group.key != target.key]
    told = set(stems(merge.what))
    found = [group for group in others if told & group.stems]
    met = [one.who for one in meeting.minutes.addenda if one.who and one.lines[0] <= merge.lines[0] <= one.lines[1]]
    choices = [[group.key, group.words] for group in found]
    choices += [[plan_key("person", *name_key(who)), who] for who in met]
    if not choices and len(others) <= MOST_GROUPS:
        choices = [[group.key, group.words] for group in others]
    return [[key, shortened(name, 60)] for key, name in choices[:MOST_GROUPS]]
