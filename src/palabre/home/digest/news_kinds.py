"""Which entries of the journal are news for everybody, which of them are one piece of news, and their words in a group.

A verb that is not named here is news, in the words of its slice: what is told of a new gesture needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Role
from palabre.journal.models import Entry

# Housekeeping, and what people say of themselves: whoever wonders finds it on the page.
KEPT_QUIET = frozenset(
    {
        "name.removed",
        "words.kept",
        "removal.asked",
        "removal.kept",
        "entrance.renewed",
        "entrance.closed",
        "stewardship.taken_back",
        "persons.merged",
        "persons.parted",
        "organisations.merged",
        "organisations.parted",
        "minutes.corrected",
        "minutes.mended",
        "minutes.withdrawn",
        "import.undone",
        "words.recognised",
        "page.moved",
        "page.renamed",
        "page.restored",
        "page.licensed",
        "page.invited",
        "page.confided",
        "template.offered",
        "template.withdrawn",
        "attachment.removed",
        "attachment.brought_back",
        "said.corrected",
        "said.refused",
        "said.confirmed",
        "attendance.said",
        "attendance.withdrawn",
        "attendance.fine",
        "news.sent",
        "change.told",
        "meeting.opened",
        "meeting.facilitated",
        "meeting.ended",
        "meeting.ran_out",
        "minutes.kept",
        "point.proposed",
        "point.changed",
        "point.dropped",
        "point.postponed",
        "point.brought_back",
        "template.changed",
        "template.returned",
        "poll.changed",
        "poll.reopened",
        "poll.closed_for_nothing",
        "decision.reworded",
        "decision.to_review",
        "decision.not_to_review",
        "objection.raised",
        "objection.lifted",
        "action.offered",
        "action.left_hanging",
        "action.dated",
        "action.reworded",
        "thing.kept_to_members",
        "settings.changed",
        "need.reworded",
        "call.reworded",
        "group.renamed",
        "reading.changed",
        "dots.changed",
        "validity.said",
        "inquiry.back",
        "inquiry.reworded",
        "inquiries.near",
        "inquiries.parted",
        "minutes.validity_said",
        "need.acknowledged",
        "need.not_acknowledged",
        "need.not_satisfied",
        "need.not_reopened",
        "role.left",
        "group.left",
        "group.come_back_to",
        "person.left",
        "person.came_back",
        "role.proposed",
        "role.declined",
        "role.unproposed",
        "role.kept",
        "pledge.welcomed",
        "pledge.unwelcomed",
        "role.resumed",
        "carrying.accompanied",
        "carrying.left",
        "intention.unadopted",
        "review.named",
        "review.dropped",
        "output.reworded",
        "output_kinds.changed",
        "news.corrected",
        "group.ending_mended",
        "gathering.changed",
        "card.written",
        "card.taken_back",
        "format.left_open",
    }
)
# What takes a piece of news back: neither is told when both happened since.
TAKEN_BACK = {
    "question.withdrawn": "question.asked",
    "action.left": "action.taken",
    "action.not_done": "action.done",
    "action.dropped": "action.said",
    "action.brought_back": "action.dropped",
    "answer.withdrawn": "need.answered",
    "need.withdrawn": "need.said",
    "need.handed_back": "need.in_hand",
    "need.not_declined": "need.declined",
    "need.not_satisfied": "need.satisfied",
    "need.not_reopened": "need.reopened",
    "help.withdrawn": "help.offered",
    "help.not_wanted": "help.wanted",
    "call.withdrawn": "call.published",
    "pledge.withdrawn": "pledge.made",
    "meeting.undated": "meeting.dated",
    "weather.withdrawn": "weather.said",
    "poll.withdrawn": "poll.asked",
    "output.hidden": "output.shown",
    "output.unreused": "output.reused",
    "output.taken_up": "output.set_aside",
    "group.awake": "group.asleep",
    "group.resumed": "group.ended",
    "question.laid_down": "question.woken",
}
# Several that are one piece of news of one thing, whoever did them: the latest is told.
FAMILIES = {
    "page.begun": "page",
    "page.written": "page",
    "page.published": "page",
    "page.shared": "page",
    "minutes.imported": "minutes",
    "import.opened": "minutes",
    "minutes.published": "minutes",
    "weather.said": "weather",
    "action.said": "action",
    "action.taken": "action",
    "action.done": "action",
    "minutes.given": "given minutes",
    "minutes.opened": "given minutes",
    "minutes.added_to": "given minutes",
    "intention.written": "intention",
    "intention.adopted": "intention",
    "poll.asked": "poll",
    "poll.closed": "poll",
    "meeting.dated": "meeting",
    "meeting.called": "meeting",
    "meeting.moved": "meeting",
    "meeting.cancelled": "meeting",
    "meeting.restored": "meeting",
    "occurrence.made": "meeting",
    "decision.proposed": "decision",
    "decision.adopted": "decision",
    "decision.set_aside": "decision",
    "decision.opened_again": "decision",
    "gathering.begun": "gathering",
    "gathering.dated": "gathering",
    "gathering.announced": "gathering",
    "gathering.taken_back": "gathering",
    "gathering.cancelled": "gathering",
    "gathering.restored": "gathering",
}
BRINGS_NEWS = frozenset(verb for verb, family in FAMILIES.items() if family == "minutes")
# Under the title of a group, its name is not said again.
WITHIN_A_GROUP = {
    "news.written": _("{by} told:"),
    "intention.written": _("{by} wrote what it is for."),
    "intention.adopted": _("The group has its intention."),
    "group.asleep": _("The group takes a rest: anyone may wake it."),
    "group.awake": _("{by} woke the group."),
    "group.ended": _("The group has come to a good end."),
    "group.resumed": _("The group goes on."),
    "group.received": _("Another group has joined this one."),
    "group.let_go": _("A group that had joined this one is by itself again."),
    "group.parted": _("The group is by itself again."),
    "group.split": _("Another group starts from this one."),
    "group.continued": _("Another group takes up what this one left."),
    "role.taken": _("{by} took on a role."),
    "weather.said": _("{by} said how the project is going."),
    "group.born": _("The group starts."),
    "pledge.made": _("{by} said “I’m coming”."),
    "carrying.confirmed": _("{by} still hosts the question."),
    "carrying.shared": _("{by} hosts the question, and would like to share it."),
}

TAKEN = {
    Role.CONVENER: _("{by} hosts the question."),
    Role.CO_CONVENER: _("{by} co-hosts the question."),
    Role.COMPANION: _("{by} lends support, without hosting."),
    Role.CONTRIBUTOR: _("{by} contributes."),
    Role.OBSERVER: _("{by} follows from afar."),
    Role.LIAISON: _("{by} is the contact in the institution."),
    Role.METHODOLOGIST: _("{by} helps with the method."),
}


def words_within(entry: Entry) -> Any:
    """Return in which words it is told under the title of its group; None where they are the same as elsewhere."""
    if entry.verb == "role.taken" and entry.facts.get("role") in TAKEN:
        return TAKEN[Role(entry.facts["role"])]
    return WITHIN_A_GROUP.get(entry.verb)


class Happened(Protocol):
    """The columns of an entry that tell whether it is news; an entry has them too."""

    verb: str
    subject_kind: str
    subject_id: int
    by_id: int | None


def pieces_of_news[Row: Happened](entries: Iterable[Row]) -> list[Row]:
    """Return those that are news, each once, in the order given, which is the latest first."""
    kept: list[Row] = []
    seen: set[object] = set()
    for entry in entries:
        doer = (entry.subject_kind, entry.subject_id, entry.by_id)
        if entry.verb in TAKEN_BACK:
            seen.add((TAKEN_BACK[entry.verb], *doer))
            continue
        family = FAMILIES.get(entry.verb)
        of_it = (entry.verb, *doer), (family, entry.subject_kind, entry.subject_id)
        if entry.verb not in KEPT_QUIET and seen.isdisjoint(of_it if family else of_it[:1]):
            kept.append(entry)
        seen.update(of_it if family else of_it[:1])
    return kept
