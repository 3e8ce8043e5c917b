"""Propose a merge and consent to it for each side, or record that both sides agreed aloud.

A convener consents for their group. Any member may consent for a group without convener, seven days after the proposal
was known. An oral agreement is recorded by a convener of either group or a steward; by any member if no convener of
either group ever came. Both groups are told, and the merge can be undone entirely. Pages reserved for a side stay
reserved until one of its readers consents, or opens them later (`opening_pages`).
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.lineage.group_family import family, living
from palabre.groups.lineage.merge import merge_groups, refuse_what_cannot
from palabre.groups.models import Group, GroupLineage, Membership, MergeConsent, MergeProposal
from palabre.groups.steward_rights import cares_by_own_click
from palabre.groups.typed_values import form_token_of, short_words
from palabre.journal.models import record
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, AudienceKind, Person, read_by_members_of
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update

NOTICE = datetime.timedelta(days=7)
MOST_OPEN = 20  # pending proposals around one group: more would go unread


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One of the two groups, or the one that absorbed it: its consent and its conveners.

    Beside a member, a convener who has not joined does not count; beside a name read in a text, nor does a typed one.
    """

    group: Group
    consent: MergeConsent | None
    carriers: frozenset[int]
    is_held: bool  # one of its carriers is a member, or not just a typed name
    has_joined: bool  # one of its carriers is a member, and so can be asked


def propose_merge(
    group: Group, *, into: Group, by: Person, at: datetime.datetime, words: str = "", form_token: str = ""
) -> MergeProposal:
    """Propose that `group` joins `into`. Return the one that they know to be pending, if any. Raise a Refusal."""
    words = short_words(words)
    with transaction.atomic():
        Space.hold(group.space_id)
        if not permissions.can_propose_merge(by, group):
            raise Refusal(_("Only members of this space propose a merger."), instead=_("Tell it to one of the groups."))
        source, target = (
            living(Group.objects.select_related("audience", "lives_in", "space").get(pk=one.pk))
            for one in (group, into)
        )
        token = form_token_of(form_token, by)
        known = MergeProposal.objects.filter(form_token=token).first() if token else None
        known = known or waiting_between(source, target)
        if known is not None and words and known.words != words and known.by_id != by.pk:
            raise Refusal(
                _("This merger is proposed already, in other words than yours."),
                instead=_("Read it first, from the page of the group: you can tell your words to those who host it."),
            )
        if known is not None:
            return known
        refuse_what_cannot(source, target)
        refuse_one_too_many(target, by)
        keep_out(source.space, words)
        ends = {
            "space_id": source.space_id,
            "audience": readers_of_proposal(target),
            "source": source,
            "target": target,
        }
        said = {"words": words, "said_on": timezone.localdate(at), "by": by, "at": at, "form_token": token}
        made = MergeProposal.objects.create(**ends, **said)
        record("merge.proposed", made, by=by)
        return made


def readers_of_proposal(target: Group) -> Audience:
    """Return the readers of a proposal, which may say why: the members, who alone agree to it, or fewer."""
    return target.audience if target.audience.kind == AudienceKind.SEATS else Audience.of_space(target.space)


def consent(proposal: MergeProposal, *, side: Group, by: Person, at: datetime.datetime) -> GroupLineage | None:
    """Consent for one side; once both did, merge. Return the merge if there is one. Idempotent."""
    with transaction.atomic():
        now = still_waiting(proposal)
        if now.settled_at is not None:
            return merged_by(now)
        sides = named_sides(now)
        hers = next((one for one in sides if one.group.pk == living(side).pk), None)
        if hers is None or not may_consent(by, now, hers, at=at):
            raise Refusal(
                _("It is for those who host this group to agree for it."),
                instead=_("Talk about it with them, or at the next meeting."),
            )
        if hers.consent is None:
            now.consents.update_or_create(side=hers.group, defaults={"by": by, "at": at})
            record("merge.agreed", now, by=by)
        if all(one.consent is not None or one is hers for one in sides):
            return agreed_merge(now, sides, by=by, at=at)
        return None


def agree_aloud(proposal: MergeProposal, *, by: Person, at: datetime.datetime) -> GroupLineage | None:
    """Record that both sides agreed aloud, and merge. Idempotent."""
    with transaction.atomic():
        now = still_waiting(proposal)
        if now.settled_at is not None:
            return merged_by(now)
        sides = named_sides(now)
        if not may_decide(by, sides):
            raise Refusal(
                _("It is for those who host one of the two groups to write this down."),
                instead=_("Talk about it with them, or at the next meeting."),
            )
        return agreed_merge(now, sides, by=by, at=at, is_agreed_aloud=True)


def set_aside_merge(proposal: MergeProposal, *, by: Person, at: datetime.datetime) -> None:
    """Set the proposal aside: its author, or anybody who may decide, may do so. `take_up` undoes it."""
    with transaction.atomic():
        now = still_waiting(proposal)
        if now.settled_at is None:
            refuse_who_may_not_leave(now, by)
            now.settle(at)
            record("merge.set_aside", now, by=by)


def take_up(proposal: MergeProposal, *, by: Person, at: datetime.datetime) -> None:
    """Reopen a proposal that was set aside, or whose merge was undone. Both sides must consent again."""
    with transaction.atomic():
        now = still_waiting(proposal)
        if now.settled_at is not None and merged_by(now) is None:
            refuse_who_may_not_leave(now, by)
            now.settle(None)
            now.consents.all().delete()
            record("merge.taken_up", now, by=by)


def name_source(proposal: MergeProposal, group: Group, *, by: Person) -> None:
    """Set the group that would join, if the text of the proposal does not name it."""
    with transaction.atomic():
        now = still_waiting(proposal)
        if now.source_id is not None or now.settled_at is not None:
            return
        if not permissions.can_propose_merge(by, group):
            raise Refusal(_("Only members of this space propose a merger."), instead=_("Tell it to one of the groups."))
        refuse_what_cannot(living(group), living(now.target))
        now.come_from(living(group))
        record("merge.proposed", now, by=by)


def may_consent(person: Person, proposal: MergeProposal, side: Side, *, at: datetime.datetime) -> bool:
    """Return whether the person may consent for this side today."""
    is_known = known_since(proposal) is not None and at >= known_since(proposal) + NOTICE  # type: ignore[operator]
    may = permissions.can_agree_for(
        person, side.group, carries=person.pk in side.carriers, is_carried=side.is_held, is_known=is_known
    )
    return may and all(may_consent(other, proposal, side, at=at) for other in person.vouched_by)


def known_since(proposal: MergeProposal) -> datetime.datetime | None:
    """Return since when the proposal is known: its creation, or the date of the minutes that mention it."""
    if proposal.at is not None or proposal.said_on is None:
        return proposal.at
    return timezone.make_aware(datetime.datetime.combine(proposal.said_on, datetime.time()))


def may_decide(person: Person, sides: Iterable[Side]) -> bool:
    """Return whether the person carries one side or is a steward; or a member, if no carrier of either has joined.

    Who has not joined decides nothing for a side that somebody else holds.
    """
    all_of_them = list(sides)
    is_free = all(person.pk in side.carriers or not side.is_held for side in all_of_them)
    carries = any(person.pk in side.carriers for side in all_of_them)
    if not (carries or is_free) and cares_by_own_click(person):
        return False
    may = permissions.can_decide_between(
        person,
        all_of_them[0].group,
        carries=carries and (person.is_member or is_free),
        is_carried=any(side.has_joined for side in all_of_them),
    )
    return may and all(may_decide(other, all_of_them) for other in person.vouched_by)


def may_decide_between(person: Person, groups: Iterable[Group]) -> bool:
    """Return the same for two groups that merged, or might."""
    return may_decide(person, [as_side(group, None) for group in groups])


def sides_of(proposal: MergeProposal) -> list[Side]:
    """Return both sides as the surviving groups, with the consents that count; the source first, if it is known."""
    consents = {one.side_id: one for one in proposal.consents.select_related("by")}
    ends = [living(one) for one in (proposal.source, proposal.target) if one is not None]
    sides = [as_side(group, consents.get(group.pk)) for group in ends]
    return [side if still_counts(proposal, side) else dataclasses.replace(side, consent=None) for side in sides]


def still_counts(proposal: MergeProposal, side: Side) -> bool:
    """Return whether the author of the consent might give it today: a role left, or an exclusion, takes it away."""
    by = side.consent.by if side.consent is not None else None
    return by is not None and by.put_out_at is None and may_consent(by, proposal, side, at=timezone.now())


def as_side(group: Group, given: MergeConsent | None) -> Side:
    """Build a side with its conveners; without any, those of the groups that it absorbed."""
    held = Membership.objects.held().carrying()
    rows = list(held.filter(group=group).select_related("person"))
    rows = rows or list(held.filter(group__in=family(group)).select_related("person"))
    carriers = {row.person for row in rows}
    members = {her for her in carriers if her.is_member}
    named = {her for her in carriers if not her.is_typed}
    counted = members or named or carriers
    return Side(group, given, frozenset(her.pk for her in counted), bool(members or named), bool(members))


def named_sides(proposal: MergeProposal) -> list[Side]:
    sides = sides_of(proposal)
    if len(sides) < 2:
        raise Refusal(
            _("The text does not say which group would join this one."), instead=_("Say first which one it is.")
        )
    return sides


def agreed_merge(
    proposal: MergeProposal, sides: list[Side], *, by: Person, at: datetime.datetime, is_agreed_aloud: bool = False
) -> GroupLineage:
    source, target = (side.group for side in sides)
    agreed = [one.consent.by for one in sides if one.consent is not None and one.consent.by is not None]
    proposal.settle(at)
    return merge_groups(
        source, into=target, by=by, at=at, proposal=proposal, is_agreed_aloud=is_agreed_aloud, agreed=agreed
    )


def merged_by(proposal: MergeProposal) -> GroupLineage | None:
    """Return the merge in force that results from this proposal."""
    return GroupLineage.objects.standing().filter(proposal=proposal).first()


def is_agreed(proposal: MergeProposal) -> bool:
    """Return whether a side agreed to it, or both are one by it: its groups are no longer for anyone to change."""
    return proposal.consents.exists() or merged_by(proposal) is not None


def waiting_between(source: Group, target: Group) -> MergeProposal | None:
    """Return the pending proposal between these two groups, in either direction, which members who read both read."""
    pair = [source.pk, target.pk]
    known = MergeProposal.objects.filter(source__in=pair, target__in=pair, settled_at=None)
    return known.filter(*(read_by_members_of(one.audience) for one in (source, target))).order_by("pk").first()


def still_waiting(proposal: MergeProposal) -> MergeProposal:
    """Lock the space and return the proposal, read again."""
    home = _("Go back to the home page of the space.")
    return row_for_update(proposal, "source__audience", "target__audience", instead=home)


def refuse_who_may_not_leave(proposal: MergeProposal, by: Person) -> None:
    if proposal.by_id != by.pk and not may_decide(by, sides_of(proposal)):
        raise Refusal(
            _("It is for those who host one of the two groups to decide that."),
            instead=_("Talk about it with them, or at the next meeting."),
        )


def refuse_one_too_many(target: Group, by: Person) -> None:
    known = MergeProposal.objects.filter(read_by_members_of(target.audience), target=target, settled_at=None)
    if is_full(known, Q(by=by), most=MOST_OPEN):
        raise Refusal(
            _("A great many mergers already wait here: one more would go unread."),
            instead=_("Answer one of them first, or set it aside."),
        )
