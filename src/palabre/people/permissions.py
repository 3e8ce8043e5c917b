"""Rights over a space and what it holds. Used by views and acts; only `can_write` may run a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from palabre.people.models import Audience, Link, Merging, Organisation, Person
    from palabre.spaces.models import Space


def can_enter(person: Person | None, space: Space) -> bool:
    """A public space is open to all, another to its members, an ended one to nobody."""
    return not space.is_ended and (space.is_public or (person is not None and person.is_member))


def can_see_it_end(person: Person | None, space: Space) -> bool:
    """Members learn that their space is to be deleted, and take a copy. For others it does not exist."""
    return space.is_ended and can_contribute(person) and person is not None and person.space_id == space.pk


def can_contribute(person: Person | None) -> bool:
    """Members may write, import, call, publish: there may be no steward."""
    return person is not None and person.is_member


def can_invite(person: Person | None, space: Space) -> bool:
    """Members see the join link, renew it and close it."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_publish(person: Person | None, space: Space) -> bool:
    """Members decide together that the space is public."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def can_merge(person: Person | None, thing: Person | Organisation | Merging) -> bool:
    """Members merge doubles and part them: it is recorded, and undone completely."""
    return can_contribute(person) and person is not None and person.space_id == thing.space_id


def can_part(person: Person | None, merging: Merging) -> bool:
    """Members part what was merged; two persons who both came, only the one that they are now."""
    if not can_merge(person, merging):
        return False
    return not merging.is_own_word or (person is not None and person.pk in (merging.kept_id, merging.absorbed_id))


def can_look_after(person: Person | None, space: Space, *, has_steward: bool) -> bool:
    """Stewards look after the space; where there is none, every member does."""
    if person is None or not person.is_member or person.space_id != space.pk:
        return False
    return person.is_steward or not has_steward


def can_give(person: Person | None, link: Link) -> bool:
    """The maker of a personal link may make one of their own, or revoke it: stewards too, once its maker left.

    Care is taken by one click where nobody has it: it does not close the way in that another member gave somebody.
    Stewards also revoke a link that Palabre alone gave: its next message gives another one. A link is shown to its
    maker only, and `link.made_by` is loaded.
    """
    if person is None or not person.is_member or person.space_id != link.space_id:
        return False
    is_beside = link.shown_at is None and link.made_by_id in {one.pk for one in person.vouched_by}
    is_left = link.made_by is None or not link.made_by.is_member
    return link.made_by_id == person.pk or is_beside or (person.is_steward and is_left)


def can_let_in(person: Person | None, other: Person) -> bool:
    """Members let another person of the space back in: the person scans a square."""
    return can_contribute(person) and person is not None and person.space_id == other.space_id


def can_write(person: Person | None, audience: Audience) -> bool:
    """Return whether `person` may write what `audience` reads. A seat may be for reading only."""
    if person is None or not person.is_member or audience.space_id != person.space_id:
        return False
    return audience.kind != "seats" or person.holds_a_writing_seat(audience)
