"""Who may do what in a group. Asks nothing of the database."""

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
    """Whoever reads a thing offers to come, to answer, to take care of it; a passer-by says her name as she does."""
    return person is None or person.space_id == thing.space_id


def can_take(person: Person | None, action: Action) -> bool:
    """Anybody who reads it; only she accepts for herself."""
    return can_offer(person, action)


def can_leave(person: Person | None, action: Action) -> bool:
    """Only who took an action gives it back."""
    return person is not None and action.owner_id == person.pk


def can_take_back(person: Person | None, answer: Answer) -> bool:
    """Only who answered takes it back."""
    return person is not None and answer.by_id == person.pk


def can_say_need(person: Person | None, space: Space, *, is_of: bool) -> bool:
    """The people of a group say what it lacks; so does whoever joined, for the group or for the whole community."""
    return person is not None and person.space_id == space.pk and (is_of or can_contribute(person))


def can_see_to(person: Person | None, need: Need, *, is_liaison: bool) -> bool:
    """Whoever joined sees to a need, or says why not; so does the contact of the institution for its group."""
    return person is not None and person.space_id == need.space_id and (is_liaison or can_contribute(person))


def can_speak_for(person: Person | None, need: Need, *, is_of: bool) -> bool:
    """Only the people of its group say whether a need is met; what the whole community needs, those who joined."""
    if person is None or person.space_id != need.space_id:
        return False
    return is_of if need.group_id is not None else can_contribute(person)


def can_take_offer_back(person: Person | None, offer: HelpOffer) -> bool:
    """Only who offered her help takes it back."""
    return person is not None and offer.by_id == person.pk


def can_want(person: Person | None, group: Group, *, is_of: bool) -> bool:
    """Only the people of a group say that an offer would help it."""
    return person is not None and person.space_id == group.space_id and is_of


def can_call(person: Person | None, space: Space) -> bool:
    """Whoever joined publishes a call, for a group or for all: there may be nobody who looks after the whole."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_end(person: Person | None, call: RoleCall) -> bool:
    """Who published a call takes it back; so does anybody who joined, since it leaves a trace and is undone."""
    if person is None or person.space_id != call.space_id:
        return False
    return person.pk == call.by_id or can_contribute(person)


def can_say_weather(person: Person | None, group: Group, *, carries: bool) -> bool:
    """The weather is the conveners' own; whoever joined may type it for them, and is named as who typed."""
    return person is not None and person.space_id == group.space_id and (carries or can_contribute(person))


def can_write_for(person: Person | None, group: Group, *, is_of_it: bool) -> bool:
    """Whoever is of a group, or joined the space, writes what the group tells, intends and makes."""
    return person is not None and person.space_id == group.space_id and (is_of_it or can_contribute(person))


def can_decide_for(person: Person | None, group: Group, *, carries: bool, is_carried: bool) -> bool:
    """Whoever carries a group decides for it, and who looks after the whole; where nobody carries it, any member."""
    if person is None or person.space_id != group.space_id:
        return False
    return carries or person.is_steward or (can_contribute(person) and not is_carried)


def can_mend_news(person: Person | None, news: ProgressEntry) -> bool:
    """Only who wrote news by hand mends them and takes them back."""
    return person is not None and news.by_id == person.pk


def can_take_down(person: Person | None, news: ProgressEntry, *, decides: bool, is_put_out: bool) -> bool:
    """News of who was put out of the space are taken down by who decides for their group."""
    return person is not None and person.space_id == news.space_id and decides and is_put_out


def can_change_kinds(person: Person | None, space: Space) -> bool:
    """Those who joined a space say together which kinds of output its groups choose among: it leaves a trace."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_propose_merge(person: Person | None, group: Group) -> bool:
    """Whoever joined the space proposes that two groups become one: both say yes or no to it."""
    return can_contribute(person) and person is not None and person.space_id == group.space_id


def can_agree_for(person: Person | None, group: Group, *, carries: bool, is_carried: bool, is_known: bool) -> bool:
    """Who carries a group agrees for it; where nobody does, any member, once it was known long enough."""
    if person is None or person.space_id != group.space_id:
        return False
    return carries or (not is_carried and is_known and can_contribute(person))


def can_decide_between(person: Person | None, group: Group, *, carries: bool, is_carried: bool) -> bool:
    """Who carries one of two groups, and who looks after the whole; where nobody who carries came, any member."""
    if person is None or person.space_id != group.space_id:
        return False
    return carries or person.is_steward or (not is_carried and can_contribute(person))


def can_fill(person: Person | None, call: RoleCall, *, decides: bool) -> bool:
    """Who published the call says that somebody was found, and who decides for its group; for all, any member."""
    if person is None or person.space_id != call.space_id:
        return False
    return person.pk == call.by_id or decides or (call.group_id is None and can_contribute(person))


def can_propose_role(person: Person | None, group: Group, *, decides: bool, holds_it: bool) -> bool:
    """Who decides for a group proposes its roles, and who holds one proposes hers; nobody is made anything by it."""
    return person is not None and person.space_id == group.space_id and (decides or holds_it)


def can_answer_role(person: Person | None, offer: RoleOffer) -> bool:
    """Only she to whom a role is proposed takes it, or does not."""
    return person is not None and offer.person_id == person.pk


def can_take_role_back(person: Person | None, offer: RoleOffer) -> bool:
    """Only who proposed a role takes the proposal back."""
    return person is not None and offer.by_id == person.pk


def can_keep_role(person: Person | None, role: Membership) -> bool:
    """Only who holds a role goes on with it, hands it on, or leaves it."""
    return person is not None and role.person_id == person.pk


def can_welcome(person: Person | None, pledge: Pledge, *, decides: bool) -> bool:
    """Who decides for the group answers who comes; to a call of the whole community, any member."""
    if person is None or person.space_id != pledge.space_id:
        return False
    return decides or (pledge.group_id is None and can_contribute(person))


def can_greet(person: Person | None, group: Group, *, reads: bool, is_herself: bool) -> bool:
    """Who reads what a group keeps to its people opens it to another who comes; never to herself, never a steward."""
    return person is not None and person.space_id == group.space_id and reads and not is_herself


def can_type_for(person: Person | None, space: Space) -> bool:
    """Whoever joined types what somebody said aloud, and is named as who typed."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_see_roles(person: Person | None, space: Space) -> bool:
    """Those who joined a space see together which roles wait for somebody, in all its groups."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_found_group(person: Person | None, group: Group) -> bool:
    """Whoever joined the space starts a group that comes from another one, or has hers take a question on."""
    return can_contribute(person) and person is not None and person.space_id == group.space_id


def can_undo_birth(person: Person | None, edge: GroupLineage) -> bool:
    """Who made it, or anybody who joined: only the tie goes, both groups stay as they are."""
    return can_found_group(person, edge.source)
