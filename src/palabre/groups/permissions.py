"""Permissions in groups. No database query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.groups.models import (
        Action,
        Answer,
        Group,
        GroupLineage,
        HelpOffer,
        Membership,
        Need,
        Pledge,
        ProgressEntry,
        RoleCall,
        RoleOffer,
    )
    from palabre.people.models import AudienceBound, Person
    from palabre.spaces.models import Space


def can_offer(person: Person | None, thing: AudienceBound) -> bool:
    """Return whether the person may come, answer or help: any reader of the thing may. A visitor gives a name then."""
    return person is None or person.space_id == thing.space_id


def can_take(person: Person | None, action: Action) -> bool:
    """Return whether the person may take the action: any reader may, for themselves only."""
    return can_offer(person, action)


def can_leave(person: Person | None, action: Action) -> bool:
    """Return whether the person owns the action, which they alone may give back."""
    return person is not None and action.owner_id == person.pk


def can_say_action(person: Person | None, space: Space, *, is_of: bool) -> bool:
    """Return whether the person may say what is to be done: people of the group, or members."""
    return person is not None and person.space_id == space.pk and (is_of or can_contribute(person))


def can_finish(person: Person | None, action: Action) -> bool:
    """Return whether the person may say that the action is done, or not yet: its owner, or a member, who is named."""
    if person is None or person.space_id != action.space_id:
        return False
    return action.owner_id == person.pk or can_contribute(person)


def can_tend_action(person: Person | None, action: Action, *, decides: bool, is_known_owner: bool) -> bool:
    """Return whether the person may mend or drop the action; never somebody who only typed a name in passing.

    Its owner may, or who decides for its group. Without owner, or when its owner only typed a name, so may its author
    and any member.
    """
    if person is None or person.space_id != action.space_id or person.is_passer_by:
        return False
    if decides or is_known_owner:
        return decides or action.owner_id == person.pk
    return action.by_id == person.pk or can_contribute(person)


def can_ask_to_take_up(person: Person | None, action: Action) -> bool:
    """Return whether the person may offer an action to somebody or leave it for later: any member."""
    return person is not None and can_contribute(person) and person.space_id == action.space_id


def can_say_validity(person: Person | None, thing: Action | Need | RoleCall) -> bool:
    """Return whether the person may say if a thing of old minutes still holds: any member, as it is undoable."""
    return can_contribute(person) and person is not None and person.space_id == thing.space_id


def can_take_back(person: Person | None, answer: Answer) -> bool:
    """Return whether the person is the author of the answer, who alone may withdraw it."""
    return person is not None and answer.by_id == person.pk


def can_say_need(person: Person | None, space: Space, *, is_of: bool) -> bool:
    """Return whether the person may create a need: people of the group, or members for the group or the community."""
    return person is not None and person.space_id == space.pk and (is_of or can_contribute(person))


def can_see_to(person: Person | None, need: Need, *, is_liaison: bool) -> bool:
    """Return whether the person may take the need in hand or decline it: a member, or the liaison of its group."""
    return person is not None and person.space_id == need.space_id and (is_liaison or can_contribute(person))


def can_speak_for(person: Person | None, need: Need, *, is_of: bool) -> bool:
    """Return whether the person may say that the need is met: people of its group, or members for the community."""
    if person is None or person.space_id != need.space_id:
        return False
    return is_of if need.group_id is not None else can_contribute(person)


def can_take_offer_back(person: Person | None, offer: HelpOffer) -> bool:
    """Return whether the person is the author of the offer, who alone may withdraw it."""
    return person is not None and offer.by_id == person.pk


def can_want(person: Person | None, group: Group, *, is_of: bool) -> bool:
    """Return whether the person is of the group, and may say that an offer would help it."""
    return person is not None and person.space_id == group.space_id and is_of


def can_call(person: Person | None, space: Space) -> bool:
    """Return whether the person may publish a call, for a group or for all: any member, as there may be no steward."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_end(person: Person | None, call: RoleCall) -> bool:
    """Return whether the person may withdraw the call: its author, or any member, as it is recorded and undoable."""
    if person is None or person.space_id != call.space_id:
        return False
    return person.pk == call.by_id or can_contribute(person)


def can_say_weather(person: Person | None, group: Group, *, carries: bool) -> bool:
    """Return whether the person may say the weather: a convener, or a member who types it for them and is named so."""
    return person is not None and person.space_id == group.space_id and (carries or can_contribute(person))


def can_write_for(person: Person | None, group: Group, *, is_of_it: bool) -> bool:
    """Return whether the person may write for the group: they are of it, or a member of the space."""
    return person is not None and person.space_id == group.space_id and (is_of_it or can_contribute(person))


def can_decide_for(person: Person | None, group: Group, *, carries: bool, is_carried: bool) -> bool:
    """Return whether the person may decide for the group: a convener, a steward; any member if nobody carries it."""
    if person is None or person.space_id != group.space_id:
        return False
    return carries or person.is_steward or (can_contribute(person) and not is_carried)


def can_mend_news(person: Person | None, news: ProgressEntry) -> bool:
    """Return whether the person is the author of the news, who alone may edit it."""
    return person is not None and news.by_id == person.pk


def can_take_down(person: Person | None, news: ProgressEntry, *, decides: bool, is_put_out: bool) -> bool:
    """Return whether the person may remove news of an excluded author: they decide for the group."""
    return person is not None and person.space_id == news.space_id and decides and is_put_out


def can_change_kinds(person: Person | None, space: Space) -> bool:
    """Return whether the person may change the kinds of output: any member of the space, as it is recorded."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_propose_merge(person: Person | None, group: Group) -> bool:
    """Return whether the person may propose a merge: any member of the space, as both groups must consent."""
    return can_contribute(person) and person is not None and person.space_id == group.space_id


def can_agree_for(person: Person | None, group: Group, *, carries: bool, is_carried: bool, is_known: bool) -> bool:
    """Return whether the person may consent for the group: a convener; any member, after notice, if there is none."""
    if person is None or person.space_id != group.space_id:
        return False
    return carries or (not is_carried and is_known and can_contribute(person))


def can_decide_between(person: Person | None, group: Group, *, carries: bool, is_carried: bool) -> bool:
    """Return whether the person may decide for one of two groups.

    They carry one of them, or are a steward; any member may if no convener of either group came.
    """
    if person is None or person.space_id != group.space_id:
        return False
    return carries or person.is_steward or (not is_carried and can_contribute(person))


def can_fill(person: Person | None, call: RoleCall, *, decides: bool) -> bool:
    """Return whether the person may mark the call as filled.

    They are its author, or decide for its group; any member may for a call of the community.
    """
    if person is None or person.space_id != call.space_id:
        return False
    return person.pk == call.by_id or decides or (call.group_id is None and can_contribute(person))


def can_propose_role(person: Person | None, group: Group, *, decides: bool, holds_it: bool) -> bool:
    """Return whether the person may offer a role: a member who decides for the group, or holds it."""
    if person is None or not can_contribute(person) or person.space_id != group.space_id:
        return False
    return decides or holds_it


def can_answer_role(person: Person | None, offer: RoleOffer) -> bool:
    """Return whether the offer is for the person, who alone may answer."""
    return person is not None and offer.person_id == person.pk


def can_take_role_back(person: Person | None, offer: RoleOffer) -> bool:
    """Return whether the person made the offer, and alone may withdraw it."""
    return person is not None and offer.by_id == person.pk


def can_keep_role(person: Person | None, role: Membership) -> bool:
    """Return whether the person holds the role, and alone may keep it, hand it over or leave it."""
    return person is not None and role.person_id == person.pk


def can_welcome(person: Person | None, pledge: Pledge, *, decides: bool) -> bool:
    """Return whether the person may reply to the pledge: they decide for the group; any member for the community."""
    if person is None or person.space_id != pledge.space_id:
        return False
    return decides or (pledge.group_id is None and can_contribute(person))


def can_greet(person: Person | None, group: Group, *, reads: bool, is_herself: bool) -> bool:
    """Return whether the person may greet another: they read the group’s pages; being a steward gives no right."""
    return person is not None and person.space_id == group.space_id and reads and not is_herself


def can_type_for(person: Person | None, space: Space) -> bool:
    """Return whether the person may type a pledge said aloud by another: any member, who is named as its typist."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_see_roles(person: Person | None, space: Space) -> bool:
    """Return whether the person may see all open roles of the space: any member."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_found_group(person: Person | None, group: Group) -> bool:
    """Return whether the person may start a group from this one, or have a group continue it: any member."""
    return can_contribute(person) and person is not None and person.space_id == group.space_id


def can_undo_birth(person: Person | None, edge: GroupLineage) -> bool:
    """Return whether the person may undo the edge: any member, as only the edge is removed and both groups stay."""
    return can_found_group(person, edge.source)
