"""A merge that was said without saying whole who joins whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.groups.models import Group, Membership, MergeProposal, Role
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.people.models import Person
from palabre.pure.french import capitalised, shortened
from palabre.refusal import Refusal


def ask(doubt: Doubt) -> str:
    return _("Who joins %(name)s?") % {"name": doubt.facts.get("into", "")}


def choices(doubt: Doubt) -> list[Choice]:
    named = [Choice(key, name) for key, name in doubt.facts.get("choices", [])]
    return [*named, Choice("unknown", _("I do not know yet"))]


def act(settlement: Settlement, answer: str) -> None:
    """Name the group that joins the other. Both sides still have to agree."""
    if answer == "unknown":
        return
    proposal: MergeProposal = settlement.row(settlement.doubt.facts.get("merge", ""))
    found = settlement.row(answer)
    group = found if isinstance(found, Group) else group_of(settlement, found)
    if group.pk == proposal.target_id:
        raise Refusal(_("They are already the same group."), instead=_("Choose another one, or leave it open."))
    settlement.change(proposal, source_id=group.pk)


def group_of(settlement: Settlement, person: Person) -> Group:
    """Return the group that this person carries, or make the one that the words speak of."""
    carried = Membership.objects.filter(person=person, role=Role.CONVENER, until=None).select_related("group")
    for membership in carried.filter(group__in=Group.objects.visible_to(settlement.by)).order_by("-pk"):
        return membership.group
    what = str(settlement.doubt.facts.get("what", ""))
    title = shortened(capitalised(what), 90) or person.name
    group: Group = settlement.make(Group, title=title)
    settlement.make(Membership, group=group, person=person, role=Role.CONVENER)
    settlement.say(group)
    return group


def done(doubt: Doubt) -> str:
    names = dict(doubt.facts.get("choices", []))
    if doubt.answer not in names:
        return _("Who joins whom is left open.")
    said = {"name": names[doubt.answer], "other": doubt.facts.get("into", "")}
    return _("%(name)s joins %(other)s, if both sides agree.") % said


FAMILY = Family(ask, choices, act, done)


def ask_to_propose(doubt: Doubt) -> str:
    return _("A merger? That is for both groups to say.")


def choices_to_propose(doubt: Doubt) -> list[Choice]:
    proposing = [Choice("propose", _("Propose it"))] if doubt.facts.get("target") else []
    return [*proposing, Choice("leave", _("Leave it"))]


def propose_merge_of_doubt(settlement: Settlement, answer: str) -> None:
    if answer == "propose":
        doubt, meeting = settlement.doubt, settlement.reading.meeting
        target, on = settlement.row(doubt.facts["target"]), meeting.on if meeting else None
        settlement.say(settlement.make(MergeProposal, target=target, words=doubt.words, said_on=on))


def done_proposing(doubt: Doubt) -> str:
    if doubt.answer == "propose":
        return _("The merger is proposed. Each group will say yes or no.")
    return _("Left as it is.")


PROPOSING = Family(ask_to_propose, choices_to_propose, propose_merge_of_doubt, done_proposing)
