"""People who said « J’y vais », called or not: a move takes their yes back, and a cancellation makes it void."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from palabre.journal.models import Entry, kind_of
from palabre.meetings.invitations.meeting_invitees import can_be_called
from palabre.meetings.models import Meeting, Presence
from palabre.people.models import AudienceKind, Link, Person
from palabre.people.models.audience import seats_in

MOVED, CANCELLED = "meeting.moved", "meeting.cancelled"
COMES = Q(presence=Presence.COMING, answered_at__isnull=False)
ASKED = Q(presence=Presence.INVITED, answered_at=None)  # of those whose yes was taken back, until they answer


def comers_to_tell(meeting: Meeting, *, but: Person | None = None) -> QuerySet[Person]:
    """Return those who said that they come, were not called, and do not know that it moved, or that it is off.

    Without `but`, who cancelled it, and those who may no longer read it.
    """
    void = ASKED & Q(person__in=asked_anew(meeting))
    if meeting.cancelled_at is not None:
        void |= COMES
    rows = meeting.attendances.filter(void).exclude(person__in=meeting.invitations.values("person"))
    if meeting.cancelled_at is not None:
        by = entries_of(meeting).filter(verb=CANCELLED, by__isnull=False).order_by("-pk").values("by")[:1]
        rows = rows.exclude(person__in=by)
    if but is not None:
        rows = rows.exclude(person=but)
    persons = Person.objects.filter(pk__in=rows.values("person"))
    return can_be_called(persons).filter(still_reading(meeting)).order_by("pk")


def asked_anew(meeting: Meeting) -> set[int]:
    """Return the ids of those whose yes a move took back, once at least."""
    said = entries_of(meeting).filter(verb=MOVED, facts__has_key="said").values_list("facts__said", flat=True)
    return {int(number) for one in said for number in one or {}}


def moves_of(person: Person) -> QuerySet[Entry]:
    """Return the entries of the moves that took a yes of this person back."""
    rows = Entry.objects.filter(verb=MOVED, subject_kind=Meeting._meta.label_lower, space=person.space_id)
    return rows.filter(facts__said__has_key=str(person.pk))


def had_said_yes(meeting: Meeting, person: Person) -> bool:
    """Return whether the person says that they come, or said so before it moved."""
    void = ASKED if person.pk in asked_anew(meeting) else Q(pk=None)
    return meeting.attendances.filter(COMES | void, person=person).exists()


def entries_of(meeting: Meeting) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_kind=kind_of(meeting), subject_id=meeting.pk)


def still_reading(meeting: Meeting) -> Q:
    """Return a filter of the persons who read the meeting now: by who they are, a seat, or a link to it."""
    kind = meeting.audience.within(meeting.space).kind
    if kind == AudienceKind.PUBLIC:
        return Q()
    linked = Link.objects.filter(thing_kind=kind_of(meeting), thing_id=meeting.pk, revoked_at=None)
    linked = linked.filter(expires_at__gt=Now(), person__isnull=False)
    apart = Q(pk__in=linked.values("person")) | Q(pk__in=seats_in([meeting.audience]).values("person"))
    return apart | Q(joined_at__isnull=False) if kind == AudienceKind.SPACE else apart
