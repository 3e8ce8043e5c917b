"""Invitations to a meeting, announcements of a change or a cancellation, by letters reviewed before they are sent.

Each person is invited once. A change or a cancellation is announced to exactly the invitees, and to those who had said
that they come: by another letter if one was sent, else by rewriting the one that waits.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings.attendance.attendance import attendance_for_update, refuse_closed
from palabre.meetings.attendance.comers import comers_to_tell, had_said_yes
from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.dates.meeting_schedule import Planned, is_plan_untold, known_before, plan_given_up
from palabre.meetings.invitations import invitation_letters
from palabre.meetings.invitations.letters_there import LettersThere, about_any
from palabre.meetings.invitations.meeting_invitees import can_be_called, people_of
from palabre.meetings.models import Invitation, Meeting
from palabre.meetings.permissions import can_call
from palabre.people.access import links
from palabre.people.models import PASSERS_BY, Person
from palabre.post import outbox
from palabre.post.approved_words import Says, anything, lines_approved
from palabre.post.letters_set_aside import ASIDE, aside, bring_back, set_aside
from palabre.post.models import Letter
from palabre.post.placeholders import ADDRESS, composed
from palabre.refusal import Refusal
from palabre.web.saved_fields import save_fields

REQUEST, CANCEL = "REQUEST", "CANCEL"
LOT = 25  # persons to whom letters are written in one transaction: a quarter of a second
EVERY, KEPT = datetime.timedelta(hours=12), datetime.timedelta(days=30)
MOST = 300  # persons invited to one meeting: the daily limit of letters of a space


def call(
    meeting: Meeting, *, by: Person, at: datetime.datetime, origin: str = "", persons: Iterable[Person] | None = None
) -> list[Invitation]:
    """Write an invitation to each of `persons`, by default to `people_of` except `by`. None is sent automatically.

    Persons already invited are skipped. `origin` is the server's address, for the links in letters. Raise a Refusal if
    the meeting is over, cancelled, or has no date.
    """
    chosen = None if persons is None else [one.pk for one in persons]

    def not_called(now: Meeting) -> QuerySet[Person]:
        wanted = people_of(now).exclude(pk=by.pk) if chosen is None else can_be_called(among(now, chosen))
        return wanted.exclude(invitations__meeting=now)

    def act(now: Meeting, lot: tuple[int, ...], _there: LettersThere) -> list[Invitation]:
        some = not_called(now).filter(pk__in=lot)
        return [invite(one, by=by, at=at, origin=origin) for one in new_invitations(now, some, at=at)]

    with transaction.atomic():
        now = locked_for(meeting, by=by)
        refuse_closed(now, today=timezone.localdate(at))
        if now.on is None:
            raise Refusal(_("This meeting has no day yet."), instead=_("Set its day first, then call people."))
        new = within_bound(now, not_called(now))
        if not new:
            refuse_full(not_called(now))
            return []
        told = {} if is_plan_untold(now) else {"told": Planned.of(now).facts()}
        if now.called_at is None:
            save_fields(now, called_at=at)
        record("meeting.called", now, by=by, **told)
    return in_lots(now, new, act, by=by)


def tell_change(meeting: Meeting, *, by: Person, at: datetime.datetime, origin: str = "") -> list[Invitation]:
    """Write the new plan, or the cancellation, to the invitees. Nothing is written if nothing changed.

    It is recorded with the last letters: where the server stops before, or the plan changes, they are told again.
    """

    def act(now: Meeting, lot: tuple[int, ...], there: LettersThere) -> list[Invitation]:
        found = [*invitations_of(now, persons=lot), *comers_of(now, persons=lot, at=at)]
        return [told_again(one, there, by=by, at=at, origin=origin) for one in found]

    with transaction.atomic():
        now = locked_for(meeting, by=by)
        if now.cancelled_at is None:
            is_untold = is_plan_untold(now)
            known = [one.person_id for one in invitations_of(now)] if is_untold else []
            told = [*known, *within_bound(now, comers_to_tell(now))]
            if not (told or is_untold):
                return []
            another(now)
    if now.cancelled_at is not None:
        return call_off(now, by=by, at=at, origin=origin)
    return in_lots(now, told, act, by=by, at_the_end=lambda now: record_told(now, by=by))


def call_off(meeting: Meeting, *, by: Person, at: datetime.datetime, origin: str = "") -> list[Invitation]:
    """Cancel the meeting, and announce it to those who know of it: their invitation was sent, or they said yes."""

    def act(now: Meeting, lot: tuple[int, ...], there: LettersThere) -> list[Invitation]:
        known = [one for one in invitations_of(now, persons=lot) if one.cancelled_at is None]
        found = [*known, *comers_of(now, persons=lot, at=at)]
        return [called_off(one, there, by=by, at=at, origin=origin) for one in found]

    with transaction.atomic():
        now = locked_for(meeting, by=by)
        if now.cancelled_at is None:
            now.cancel(at)
            record("meeting.cancelled", now, by=by)
        known = [one.person_id for one in invitations_of(now) if one.cancelled_at is None]
        told = [*known, *within_bound(now, comers_to_tell(now))]
        if not told:
            return []
        another(now)
    return in_lots(now, told, act, by=by, at_the_end=lambda now: record_told(now, by=by))


def in_lots(
    begun: Meeting,
    persons: list[int],
    act: Callable[[Meeting, tuple[int, ...], LettersThere], list[Invitation]],
    *,
    by: Person,
    at_the_end: Callable[[Meeting], object] = lambda now: None,
) -> list[Invitation]:
    """Write to the persons of these ids, a few at a time, in a transaction for each lot: others save between them.

    `act` is given the meeting, the ids and the letters as they are then. It stops where the meeting was changed, or
    told again, since it was `begun`. `at_the_end` is called in the last transaction.
    """
    made, lots = list[Invitation](), list(batched(persons, LOT)) or [()]
    for number, lot in enumerate(lots, start=1):
        with transaction.atomic():
            now = locked_for(begun, by=by)
            if (now.sequence, Planned.of(now)) != (begun.sequence, Planned.of(begun)):
                break
            made += act(now, lot, LettersThere.of(now))
            if number == len(lots):
                at_the_end(now)
    return made


def record_told(meeting: Meeting, *, by: Person) -> None:
    """Record that all know the plan: those who were told, and those who knew it already."""
    meeting.invitations.update(sequence=meeting.sequence)
    record("change.told", meeting, by=by, told=Planned.of(meeting).facts())


def about(meeting: Meeting, sequence: int) -> str:
    """Return the subject key of a letter: one per state of the calendar entry, so one letter per person and state."""
    return f"{about_any(meeting)}{sequence}"


def letters_of(meeting: Meeting) -> list[Letter]:
    """Return the letters about this meeting, oldest first."""
    rows = Letter.objects.filter(space=meeting.space_id, about__startswith=about_any(meeting))
    return list(rows.select_related("to", "space", "by").order_by("pk"))


# ---- One person at a time, within the transactions above --------------------------------------------------


def invite(one: Invitation, *, by: Person, at: datetime.datetime, origin: str, first: str = "") -> Invitation:
    said = invitation_letters.invitation(one.meeting, one.person, by=by.name, first=first)
    return create_invitation_letter(one, *said, method=REQUEST, by=by, at=at, origin=origin)


def told_again(one: Invitation, there: LettersThere, *, by: Person, at: datetime.datetime, origin: str) -> Invitation:
    """Announce a change. A letter not yet sent is rewritten."""
    kept = taken_back(one, there, method=REQUEST)
    one.cancelled_at = None
    left = one.person_id in there.sent
    if left or plan_given_up(one.meeting, to=one.person):
        was = known_before(one.meeting, to=one.person, has_left=left, last=Planned.of(one.meeting))
        said = invitation_letters.change_letter_text(one.meeting, one.person, by=by.name, was=was)
        create_invitation_letter(one, *said, method=REQUEST, by=by, at=at, origin=origin)
    else:
        invite(one, by=by, at=at, origin=origin)
    return with_words(one, kept, above=f"{invitation_letters.now_planned(one.meeting)}\n\n")


def called_off(one: Invitation, there: LettersThere, *, by: Person, at: datetime.datetime, origin: str) -> Invitation:
    """Announce a cancellation, unless the invitation was never sent, and not said yes to."""
    kept = taken_back(one, there, method=CANCEL)
    one.cancelled_at = at
    left = one.person_id in there.sent
    if not (left or had_said_yes(one.meeting, one.person)):
        one.save()
        return one
    was = None if left else plan_given_up(one.meeting, to=one.person)
    said = invitation_letters.cancellation(one.meeting, one.person, by=by.name, was=was)
    return with_words(create_invitation_letter(one, *said, method=CANCEL, by=by, at=at, origin=origin), kept)


def with_words(one: Invitation, kept: Letter | None, *, above: str = "") -> Invitation:
    """Give its new letter the words of one that somebody edited, below `above`, in the name of who wrote them."""
    if kept is not None and one.letter is not None:
        words = {"by": kept.by, "subject": kept.subject, "changed_at": kept.changed_at}
        outbox.rewrite(one.letter, **words, body=above + composed(kept.body))
        kept.delete()
    return one


def bring_invitations_back(meeting: Meeting) -> None:
    """Bring back the invitations that were edited and never sent: the meeting, which was cancelled, takes place.

    Those who were told that it does not are told again by `tell_change`.
    """
    waiting = aside(meeting.space_id, about_any(meeting)).filter(calendar_method=REQUEST).select_related("to")
    invitations = {one.person_id: one for one in invitations_of(meeting)}
    for letter in waiting:
        one = invitations.get(letter.to_id or 0)
        if one is not None and one.letter_id is None and not has_left(one) and bring_back([letter]):
            one.cancelled_at, one.letter = None, letter
            one.save(update_fields=["cancelled_at", "letter"])


def create_invitation_letter(
    one: Invitation, subject: str, body: str, *, method: str, by: Person, at: datetime.datetime, origin: str
) -> Invitation:
    """Put the letter in the outbox, with its calendar entry."""
    meeting, person = one.meeting, one.person
    link = links.link_to(meeting, person=person, by=by, at=at)
    said = {"subject": subject, "body": body, "link": link}
    letter = outbox.write_letter(person, by=by, about=about(meeting, meeting.sequence), **said)  # type: ignore[arg-type]
    entry = entry_for(person, meeting, method=method, at=at, origin=origin)
    outbox.rewrite(letter, calendar=entry, calendar_method=method, stops=True)
    one.letter, one.sequence = letter, meeting.sequence
    one.save()
    return one


def entry_for(
    person: Person, meeting: Meeting, *, method: str, at: datetime.datetime, origin: str, says: Says = anything
) -> str:
    """Return the calendar entry for a person: it leads a member to the meeting, anybody else to their link.

    Of its aims and its agenda, only the lines that `says` accepts are kept.
    """
    address = "" if person.is_member else ADDRESS
    return entry_of(meeting, method=method, attendee=person, at=at, origin=origin, address=address, says=says)


def forget_letters_aside(at: datetime.datetime) -> None:
    """Scheduled task: delete the letters set aside for a meeting that was over a month ago, or that is gone."""
    rows = dict(Letter.objects.filter(about__startswith=f"{ASIDE}meeting:").values_list("pk", "about"))
    numbers = {pk: int(about.split(":")[2]) for pk, about in rows.items()}
    over = timezone.localdate(at - KEPT)
    kept = set(Meeting.objects.filter(pk__in=numbers.values()).exclude(on__lt=over).values_list("pk", flat=True))
    Letter.objects.filter(pk__in=[pk for pk, number in numbers.items() if number not in kept]).delete()


def taken_back(one: Invitation, there: LettersThere, *, method: str) -> Letter | None:
    """Take the letters not yet sent off the outbox, and return the last edited one of this method, if any."""
    one.letter = None
    if one.person_id not in there.unsent:
        return None
    set_aside(Letter.objects.filter(to=one.person, sent_at=None, about__startswith=about_any(one.meeting)))
    edited = aside(one.meeting.space_id, about_any(one.meeting)).filter(to=one.person, calendar_method=method)
    return edited.last()


def has_left(one: Invitation) -> bool:
    """Return whether a letter about this meeting was sent to the person, or its link handed over."""
    about_it = Letter.objects.filter(to=one.person, about__startswith=about_any(one.meeting))
    return about_it.filter(sent_at__isnull=False).exists()


def address_again(letter: Letter, *, at: datetime.datetime, origin: str) -> None:
    """Rewrite the calendar entry of a letter not yet sent, after a change of the person's address."""
    meeting = Meeting.objects.filter(invitations__letter=letter).select_related("space", "by").first()
    if meeting is not None and letter.calendar and letter.sent_at is None:
        to = Person.objects.get(letters=letter)
        facts = {"method": letter.calendar_method, "at": at, "origin": origin, "says": lines_approved(letter)}
        entry = entry_for(to, meeting, **facts)  # type: ignore[arg-type]
        outbox.rewrite(letter, calendar=entry)


def renew_link(letter: Letter, *, by: Person) -> None:
    """Revoke the link of this letter and make another one: it was forwarded to somebody else, for example."""
    with transaction.atomic():
        row = outbox.letter_for_update(letter, by=by)
        if row.link is None:
            raise Refusal(_("There is no link in this message."))
        links.renew(row.link)
        letter.link = row.link


# ---- The meeting ------------------------------------------------------------------------------------------


def locked_for(meeting: Meeting, *, by: Person) -> Meeting:
    """Return the meeting, reloaded and locked. Raise a Refusal if `by` may not invite people to it."""
    now = attendance_for_update(meeting)
    now.space = meeting.space
    prefetch_related_objects([now], "aims", "agenda")  # each letter encloses them
    by.refresh_from_db(fields=["name", "joined_at"])  # their name signs it: they may have removed it since
    if not can_call(by, now):
        raise Refusal(_("Only members of this space can call people to a meeting."))
    return now


def refuse_full(wanted: QuerySet[Person]) -> None:
    """Raise a Refusal if people are wanted, where no more may be called."""
    if wanted.exists():
        raise Refusal(
            _("Three hundred people are called to this meeting: no more can be."),
            instead=_("Share its link with the others: they answer there."),
        )


def another(meeting: Meeting) -> None:
    """Increment the SEQUENCE of the calendar entry."""
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])


def invitations_of(meeting: Meeting, *, persons: Collection[int] | None = None) -> list[Invitation]:
    """Return the invitations of persons who were not erased since; of those of these ids, if they are told."""
    rows = meeting.invitations.filter(person__erased_at=None).select_related("person").order_by("pk")
    found = list(rows if persons is None else rows.filter(person__in=persons))
    for one in found:
        one.meeting = meeting
    return found


def within_bound(meeting: Meeting, wanted: QuerySet[Person]) -> list[int]:
    """Return the ids of those of `wanted` to whom letters may be written besides those who were invited.

    Those who only typed a name in passing come last, first those who left an address, and take the place of nobody
    else: anybody makes hundreds.
    """
    there = meeting.invitations.count()
    ours = there - meeting.invitations.filter(person__in=Person.objects.filter(PASSERS_BY)).count()
    found = [one.pk for one in wanted.exclude(PASSERS_BY)[: max(0, MOST - ours)]]
    for rest in (wanted.filter(PASSERS_BY).exclude(email=""), wanted.filter(PASSERS_BY, email="")):
        found += [one.pk for one in rest[: max(0, MOST - there - len(found))]]
    return found


def comers_of(meeting: Meeting, *, persons: Collection[int], at: datetime.datetime) -> list[Invitation]:
    """Return new invitations for those of these ids who are still to be told."""
    return new_invitations(meeting, comers_to_tell(meeting).filter(pk__in=persons), at=at)


def new_invitations(meeting: Meeting, persons: Iterable[Person], *, at: datetime.datetime) -> list[Invitation]:
    return [Invitation(meeting=meeting, person=one, sequence=meeting.sequence, at=at) for one in persons]


def among(meeting: Meeting, persons: Collection[int]) -> QuerySet[Person]:
    return Person.objects.filter(space=meeting.space_id, pk__in=persons).order_by("pk")
