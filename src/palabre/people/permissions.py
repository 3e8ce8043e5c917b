"""Who may do what with a space and what it holds. Read by views and acts; asks nothing of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palabre.people.models import Audience, Link, Merging, Organisation, Person
    from palabre.spaces.models import Space


def can_enter(person: Person | None, space: Space) -> bool:
    """A public space is open to all; another one to those who joined it; one that was ended to nobody."""
    return not space.is_ended and (space.is_public or (person is not None and person.is_member))


def can_see_it_end(person: Person | None, space: Space) -> bool:
    """Those who joined a space learn that it is to be deleted, and take a copy. For others it does not exist."""
    return space.is_ended and can_contribute(person) and person is not None and person.space_id == space.pk


def can_contribute(person: Person | None) -> bool:
    """Whoever has joined may write, import, call, publish: there may be no steward."""
    return person is not None and person.is_member


def can_invite(person: Person | None, space: Space) -> bool:
    """Those who joined a space see the link by which others enter, renew it and close it."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_publish(person: Person | None, space: Space) -> bool:
    """Those who joined a space decide together that it is public."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_merge(person: Person | None, thing: Person | Organisation | Merging) -> bool:
    """Those who joined a space bring its doubles together, and part them: it leaves a trace, and is undone whole."""
    return can_contribute(person) and person is not None and person.space_id == thing.space_id


def can_look_after(person: Person | None, space: Space, *, has_steward: bool) -> bool:
    """Whoever looks after the space; when nobody does, each of those who joined it."""
    if person is None or not person.is_member or person.space_id != space.pk:
        return False
    return person.is_steward or not has_steward


def can_give(person: Person | None, link: Link) -> bool:
    """Who made a personal link for another, and who looks after the space, may make one of their own, or take it back.

    No link is shown to anybody but its maker.
    """
    if person is None or not person.is_member or person.space_id != link.space_id:
        return False
    is_beside = link.shown_at is None and link.made_by_id in {one.pk for one in person.vouched_by}
    return link.made_by_id == person.pk or is_beside or person.is_steward


def can_let_in(person: Person | None, other: Person) -> bool:
    """Any member gives somebody of the space her link back, who is there to scan it."""
    return can_contribute(person) and person is not None and person.space_id == other.space_id


def can_write(person: Person | None, audience: Audience) -> bool:
    """May `person` write what `audience` reads? A seat may be for reading only."""
    if person is None or not person.is_member or audience.space_id != person.space_id:
        return False
    return audience.kind != "seats" or person.holds_a_writing_seat(audience)
