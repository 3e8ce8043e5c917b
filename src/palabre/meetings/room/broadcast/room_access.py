"""Who may be at the screens of a room, for many at once: by their place in the space, or by a link to the meeting."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.utils import timezone

from palabre.meetings.models import Meeting
from palabre.notes.live.note_rights import Guest, Known, Right, by_place, known_of, lowest
from palabre.people.models import Person

KIND = Meeting._meta.label_lower


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do in a room. `right` tells whether she may be there, and by which code she goes if not."""

    right: Right
    leads: bool = False


def judged(guests: Iterable[Guest]) -> dict[Guest, Standing]:
    """Return what each may do (`Guest.note` is the number of a meeting), in four queries whatever their number."""
    asked = list(guests)
    meetings = Meeting.objects.select_related("audience").in_bulk({guest.note for guest in asked})
    known = known_of(meetings, asked)
    return {guest: judge(guest, known) for guest in asked}


def judge(guest: Guest, known: Known) -> Standing:
    """Return what she and each of those beside her may do."""
    standings = [judge_one(one, known) for one in guest.all_of_them]
    return Standing(lowest([one.right for one in standings]), all(one.leads for one in standings))


def judge_one(guest: Guest, known: Known) -> Standing:
    meeting, person = known.things.get(guest.note), known.persons.get(guest.person)
    if meeting is None:
        return Standing(Right.GONE)
    if person is None or person.space_id != meeting.space_id:
        return Standing(Right.NOBODY)
    if guest.link is not None:
        return Standing(by_link(guest, known, person))
    right = by_place(meeting, person, known)
    return Standing(right, leads=person.is_member and not right.is_no)


def by_link(guest: Guest, known: Known, person: Person) -> Right:
    link = known.links.get(guest.link or 0)
    if link is None or not link.is_open(timezone.now()) or link.person_id != person.pk:
        return Right.NOBODY
    return Right.READ if (link.thing_kind, link.thing_id) == (KIND, guest.note) else Right.WITHDRAWN
