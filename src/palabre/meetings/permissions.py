"""Permissions on meetings and letters. Every member has them, as a space may have no steward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Now

from palabre.groups.steward_rights import has_given_care
from palabre.people.models import readable
from palabre.people.permissions import can_contribute
from palabre.wiki.permissions import can_write_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from palabre.meetings.models import AgendaItem, DatePoll, Decision, Meeting, Objection
    from palabre.people.models import Person
    from palabre.post.models import Letter
    from palabre.spaces.models import Space
    from palabre.wiki.models import Page


def can_call(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person may invite people: any member."""
    return can_contribute(person) and person is not None and person.space_id == meeting.space_id


def can_change(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person may move, cancel and restore the meeting: any member. Logged, can be undone."""
    return can_call(person, meeting)


def can_keep(person: Person | None, space: int) -> bool:
    """Return whether the person may start, pause and end rhythms in this space (id): any member. Logged."""
    return person is not None and can_contribute(person) and person.space_id == space


def can_write_letters(person: Person | None) -> bool:
    """Return whether the person may write letters, and read theirs in the outbox.

    Stewards, members who imported minutes, carriers of a living group, and members who invited people to a meeting; and
    all the person's vouchers must have this right too.
    """
    if person is None or not can_contribute(person):
        return False
    if not all(can_write_letters(other) for other in person.vouched_by):
        return False
    if person.is_steward or person.space.import_set.filter(by=person, undone_at=None).exists():
        return True
    if person.space.letters.filter(by=person, about__startswith="meeting:").exists():
        return True
    carries = person.memberships.filter(role__in=("convener", "co_convener"), until=None)
    return carries.filter(group__lives_in=None).exists()


def can_read_letters(person: Person | None) -> bool:
    """Return whether the person may read all letters and addresses: who founded the space, or was given its care.

    A role opens nothing that others were told, whoever gave it: everybody reads the letters that they wrote.
    """
    return person is not None and can_contribute(person) and has_given_care(person)


def can_open_letter(person: Person | None, letter: Letter) -> bool:
    """Return whether the person may open, change and send a letter: members theirs; others’, who may read them all.

    Any member writes to those whom a poll awaits, and gives minutes.
    """
    return letters_open_to(person)(letter)


def letters_open_to(person: Person | None) -> Callable[[Letter], bool]:
    """Return `can_open_letter` for many letters: what the person may read is asked once."""
    opens_all, is_alone = can_read_letters(person), speaks_alone(person)
    return lambda letter: opens_all or (is_alone and person is not None and letter.by_id == person.pk)


def can_know_address(person: Person | None, reader: Person) -> bool:
    """Return whether the person may read and replace the address of another.

    Who may read all letters; other members only their own, and one that they noted, where they need nobody's word.
    """
    return addresses_known_to(person)(reader)


def addresses_known_to(person: Person | None) -> Callable[[Person], bool]:
    """Return `can_know_address` for many people: what the person may read is asked once."""
    knows_all, is_alone = can_read_letters(person), speaks_alone(person)
    return lambda one: knows_all or (is_alone and person is not None and person.pk in (one.pk, one.address_by_id))


def has_outbox(person: Person | None) -> bool:
    """Return whether the person may open the outbox: who may write letters, and members who wrote some.

    A square that a member shows under another name opens none, unless the letters of all are open to both.
    """
    if not speaks_alone(person):
        return can_read_letters(person)
    return can_write_letters(person) or has_written(person)


def has_written(person: Person | None) -> bool:
    """Return whether the person is a member who wrote letters: they hold personal links, so a square opens none."""
    return speaks_alone(person) and person is not None and person.space.letters.filter(by=person).exists()


def speaks_alone(person: Person | None) -> bool:
    """Return whether the person is a member who needs nobody's word on this device."""
    return person is not None and can_contribute(person) and not person.vouched_by


def can_ask_for_dates(person: Person | None, space: Space) -> bool:
    """Return whether the person may create date polls: any member."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_tend(person: Person | None, poll: DatePoll) -> bool:
    """Return whether the person may change, close and reopen a date poll: any member. Logged, can be undone."""
    return person is not None and can_contribute(person) and person.space_id == poll.space_id


def can_lead(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person may facilitate, take notes and mark: any member who reads the meeting.

    Never by a link, nor on another's word alone.
    """
    is_herself = person is not None and not person.comes_by_link and not person.is_on_one_word
    return is_herself and is_of_meeting(person, meeting)


def is_of_meeting(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person is a member of the space who reads the meeting."""
    if person is None or not can_contribute(person) or person.space_id != meeting.space_id:
        return False
    return type(meeting).objects.visible_to(person).filter(pk=meeting.pk).exists()


def can_take_part(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person may say they are present and ask for the floor.

    Members who read the meeting, and those with an open link to it, even one that its code gave.
    """
    if person is None or person.space_id != meeting.space_id:
        return False
    if is_of_meeting(person, meeting):
        return True
    links = person.links.filter(thing_kind=meeting._meta.label_lower, thing_id=meeting.pk, revoked_at=None)
    return links.filter(expires_at__gt=Now()).exists()


def can_write_up(person: Person | None, page: Page) -> bool:
    """Return whether the person may give, open and complete the minutes: whoever may write their page."""
    return can_write_page(person, page)


def can_keep_among_us(person: Person | None, meeting: Meeting, *, is_concerned: bool) -> bool:
    """Return whether the person may keep minutes private: participants, authors of news, persons named, any member."""
    return person is not None and person.space_id == meeting.space_id and (is_concerned or can_contribute(person))


def can_propose_point(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person may propose a point: participants, link holders included, and invitees."""
    if person is None or person.space_id != meeting.space_id:
        return False
    return can_take_part(person, meeting) or meeting.invitations.filter(person=person).exists()


def can_order_agenda(person: Person | None, meeting: Meeting) -> bool:
    """Return whether the person may order the agenda: any member who reads the meeting. Logged, can be undone."""
    return can_lead(person, meeting)


def can_change_point(person: Person | None, item: AgendaItem) -> bool:
    """Return whether the person proposed the point or may order the agenda. `item.meeting` is loaded."""
    if person is None or person.space_id != item.meeting.space_id:
        return False
    return item.proposed_by_id == person.pk or can_order_agenda(person, item.meeting)


def can_change_templates(person: Person | None, space: Space) -> bool:
    """Return whether the person may change the agenda templates: any member."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_propose(person: Person | None, space: Space) -> bool:
    """Return whether the person may propose a decision: any member."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_decide(person: Person | None, decision: Decision) -> bool:
    """Return whether the person may adopt a proposal or set it aside: any member who reads it.

    Never by a link, nor on another's word alone. Logged, can be undone.
    """
    if person is None or person.comes_by_link or person.is_on_one_word:
        return False
    return reads_decision(person, decision)


def reads_decision(person: Person, decision: Decision) -> bool:
    if not can_contribute(person) or person.space_id != decision.space_id:
        return False
    return type(decision).objects.visible_to(person).filter(pk=decision.pk).exists()


def can_object(person: Person | None, decision: Decision) -> bool:
    """Return whether the person may object: members who read the proposal, participants of its meeting, by link too."""
    if person is not None and reads_decision(person, decision):
        return True
    return decision.meeting is not None and can_take_part(person, decision.meeting)


def can_lift(person: Person | None, objection: Objection) -> bool:
    """Return whether the person may lift it: its author, or whoever reads it and decides, as many are lifted aloud."""
    if person is None or person.space_id != objection.decision.space_id:
        return False
    if objection.person_id == person.pk:
        return True
    told = objection.decision.objections.filter(readable(person), pk=objection.pk)
    return can_decide(person, objection.decision) and told.exists()
