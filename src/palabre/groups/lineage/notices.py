"""Sentences of the news on the lineage of groups, and its recipients: the conveners of both groups."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.groups.lineage.group_family import family_around
from palabre.groups.models import Group, GroupLineage, Membership, MergeProposal
from palabre.journal.hooks import NoticeReason, register_notice, register_verb, saying
from palabre.journal.models import Entry
from palabre.people.models import Person

TOLD = {
    "merge.proposed": _("{by} proposes a merger: {thing}."),
    "merge.agreed": _("{by} said yes to a merger: {thing}."),
    "merge.set_aside": _("{by} set a merger aside: {thing}."),
    "merge.taken_up": _("{by} took up a merger again: {thing}."),
    "group.merged": _("{thing} has joined another group, whose page tells of both."),
    "group.received": _("Another group has joined {thing}."),
    "group.parted": _("{thing} is a group by itself again."),
    "group.let_go": _("A group that had joined {thing} is by itself again."),
    "group.pages_opened": _("{thing}: the people of both groups read what each keeps."),
    "group.split": _("Another group starts from {thing}."),
    "group.continued": _("Another group takes up what {thing} left."),
    "group.untied": _("{thing} and another group no longer come from one another."),
    "group.gone_on": _("{by}, whose group has joined {thing}, works in it."),
}


def register_lineage_notices() -> None:
    for verb, words in TOLD.items():
        register_verb(verb, saying(words))
    for verb in ("merge.proposed", "merge.taken_up", "group.parted"):
        register_notice(verb, who_carries_either, because=NoticeReason.MERGE)
    merger = NoticeReason.MERGE
    register_notice("group.merged", who_carries_either, because=merger, more=which_one, subject=which_two)


def who_carries_either(entry: Entry) -> Iterable[Person]:
    """Return the conveners of both groups and of their families: they must consent, or be told of the merge."""
    ends = ends_of(entry)
    numbers = {number for end in ends for number in family_around(end, entry.space_id)}
    held = Membership.objects.held().carrying().filter(group__in=numbers)
    return Person.objects.filter(pk__in=held.values("person"))


def which_one(entry: Entry, person: Person) -> str:
    """Return the title of the group that was joined, as it is now, if the person reads it."""
    edges = GroupLineage.objects.filter(pk=entry.facts.get("lineage")).values("target")
    group = Group.objects.visible_to(person).filter(pk__in=edges).first()
    return gettext("It has joined “%(title)s”.") % {"title": group.title} if group is not None else ""


def which_two(entry: Entry, person: Person) -> str:
    """Return the sentence that names both groups, as they are called now, if the person reads both."""
    edge = GroupLineage.objects.filter(pk=entry.facts.get("lineage")).values_list("source", "target").first()
    titles = dict(Group.objects.visible_to(person).filter(pk__in=edge or ()).values_list("pk", "title"))
    if edge is None or len(titles) < len(edge):
        return ""
    return gettext("“%(source)s” has joined “%(target)s”.") % {"source": titles[edge[0]], "target": titles[edge[1]]}


def ends_of(entry: Entry) -> list[int]:
    if entry.subject_kind == MergeProposal._meta.label_lower:
        rows = MergeProposal.objects.filter(pk=entry.subject_id)
    else:
        rows = GroupLineage.objects.filter(pk=entry.facts.get("lineage"))  # type: ignore[assignment]
    return [number for pair in rows.values_list("source", "target") for number in pair if number is not None]
