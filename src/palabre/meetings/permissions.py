"""Who may do what with meetings, and write to people. There may be no steward: whoever joined may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Now

from palabre.people.permissions import can_contribute
from palabre.wiki.permissions import can_write_page

if TYPE_CHECKING:
    from palabre.groups.models import Action
    from palabre.meetings.models import AgendaItem, DatePoll, Decision, Meeting, Objection
    from palabre.people.models import Person
    from palabre.spaces.models import Space
    from palabre.wiki.models import Page


def can_call(person: Person | None, meeting: Meeting) -> bool:
    """Anybody who joined calls people to a meeting of the space: there may be no steward."""
    return can_contribute(person) and person is not None and person.space_id == meeting.space_id


def can_change(person: Person | None, meeting: Meeting) -> bool:
    """Anybody who joined moves a meeting, says that it is off, or on again: it leaves a trace, and is undone."""
    return can_call(person, meeting)


def can_keep(person: Person | None, space: int) -> bool:
    """Anybody who joined the space of this number keeps a rhythm there, pauses it, ends it: it leaves a trace."""
    return person is not None and can_contribute(person) and person.space_id == space


def can_write_letters(person: Person | None) -> bool:
    """Who looks after the space, who brought minutes, who carries a living group, and who called people to a meeting.

    They read the outbox too.
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


def can_ask_for_dates(person: Person | None, space: Space) -> bool:
    """Whoever joined a space asks when people can meet there."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_tend(person: Person | None, poll: DatePoll) -> bool:
    """Whoever joined changes, closes and opens again a poll of dates: it leaves a trace, and is undone."""
    return person is not None and can_contribute(person) and person.space_id == poll.space_id


def can_lead(person: Person | None, meeting: Meeting) -> bool:
    """Whoever belongs to the space and reads the meeting facilitates it, writes and marks: nobody gives permission."""
    if person is None or not can_contribute(person) or person.space_id != meeting.space_id:
        return False
    return type(meeting).objects.visible_to(person).filter(pk=meeting.pk).exists()


def can_take_part(person: Person | None, meeting: Meeting) -> bool:
    """Who leads, and who was given a link to this meeting, by its code too: she says present and asks for the floor."""
    if person is None or person.space_id != meeting.space_id:
        return False
    if can_lead(person, meeting):
        return True
    links = person.links.filter(thing_kind=meeting._meta.label_lower, thing_id=meeting.pk, revoked_at=None)
    return links.filter(expires_at__gt=Now()).exists()


def can_write_up(person: Person | None, page: Page) -> bool:
    """Whoever may write the page of a meeting gives its minutes, opens them and adds to them."""
    return can_write_page(person, page)


def can_keep_among_us(person: Person | None, meeting: Meeting, *, is_concerned: bool) -> bool:
    """Whoever was there, sent news or is named asks that minutes stay among those who were; so does any member."""
    return person is not None and person.space_id == meeting.space_id and (is_concerned or can_contribute(person))


def can_ask_to_take_up(person: Person | None, action: Action) -> bool:
    """Whoever joined offers an action to somebody, or leaves it for later; only she who is asked accepts."""
    return person is not None and can_contribute(person) and person.space_id == action.space_id


def can_propose_point(person: Person | None, meeting: Meeting) -> bool:
    """Who takes part in a meeting, by a link too, and whoever was called to it."""
    if person is None or person.space_id != meeting.space_id:
        return False
    return can_take_part(person, meeting) or meeting.invitations.filter(person=person).exists()


def can_order_agenda(person: Person | None, meeting: Meeting) -> bool:
    """Whoever belongs to the space and reads the meeting: it leaves a trace, and is undone."""
    return can_lead(person, meeting)


def can_change_point(person: Person | None, item: AgendaItem) -> bool:
    """Who proposed a point, and who orders the agenda. `item.meeting` is at hand."""
    if person is None or person.space_id != item.meeting.space_id:
        return False
    return item.proposed_by_id == person.pk or can_order_agenda(person, item.meeting)


def can_change_templates(person: Person | None, space: Space) -> bool:
    """Whoever joined a space says how its agendas begin."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_propose(person: Person | None, space: Space) -> bool:
    """Whoever joined a space proposes that something be decided there."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_decide(person: Person | None, decision: Decision) -> bool:
    """Whoever joined, and reads it, adopts a proposal or sets it aside: it leaves a trace, and is undone."""
    if person is None or not can_contribute(person) or person.space_id != decision.space_id:
        return False
    return type(decision).objects.visible_to(person).filter(pk=decision.pk).exists()


def can_object(person: Person | None, decision: Decision) -> bool:
    """Who reads a proposal, or takes part in the meeting where it is made, by a link too."""
    if can_decide(person, decision):
        return True
    return decision.meeting is not None and can_take_part(person, decision.meeting)


def can_lift(person: Person | None, objection: Objection) -> bool:
    """Who raised it; and whoever decides, since an objection is often lifted aloud."""
    if person is None or person.space_id != objection.decision.space_id:
        return False
    return objection.person_id == person.pk or can_decide(person, objection.decision)
