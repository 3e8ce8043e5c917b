"""Letters about a meeting at their leaving: composed again, as it may have changed since they were approved."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from palabre.meetings.dates.meeting_schedule import known_before, plan_given_up
from palabre.meetings.invitations import invitation_letters
from palabre.meetings.invitations.meeting_invitations import CANCEL, entry_for, has_left
from palabre.meetings.models import Invitation, Meeting
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.reader import Reader
from palabre.post.approved_words import lines_approved
from palabre.post.models import Letter
from palabre.post.outbox import say_again


def is_called_by(letter: Letter) -> bool:
    """Return whether the reader of a letter is still called to its meeting."""
    return invitation_of(letter) is not None


def is_not_to_leave_now(letter: Letter) -> bool:
    """Return whether an invitation waits because its meeting is off, or a cancellation because it takes place.

    Either may be undone; telling those who were called of it, or of no more, takes the letter off the outbox.
    """
    one = invitation_of(letter)
    if one is None:
        return False
    is_off = one.meeting.cancelled_at is not None
    return one.meeting.on is None or is_off != (letter.calendar_method == CANCEL)


def meetings_read(abouts: Collection[str], reader: Reader) -> list[str]:
    """Return those of these `about` whose meeting the reader may read."""
    meetings = {one: int(one.split(":")[1]) for one in abouts}
    read = set(reader.may_read(Meeting).filter(pk__in=meetings.values()).values_list("pk", flat=True))
    return [one for one, number in meetings.items() if number in read]


def title_told(letter: Letter) -> list[str]:
    """Return the title of the meeting of a letter."""
    one = invitation_of(letter)
    return [one.meeting.title] if one else []


def renew_invitation(letter: Letter) -> bool:
    """Compose the text and the calendar entry again, of the meeting as it is now, without points added since."""
    one = invitation_of(letter)
    if one is None:
        return False
    facts = {"method": letter.calendar_method, "at": timezone.now(), "origin": letter.origin}
    calendar = entry_for(one.person, one.meeting, **facts, says=lines_approved(letter))  # type: ignore[arg-type]
    say_again(letter, *words_now(one, letter), calendar=calendar)
    return True


def words_now(one: Invitation, letter: Letter) -> tuple[str, str]:
    """Return the subject and the text of an invitation, a change or a cancellation."""
    meeting, by = one.meeting, (letter.by or letter.space).name
    left = has_left(one)
    if letter.calendar_method == CANCEL:
        was = None if left else plan_given_up(meeting, to=one.person)
        return invitation_letters.cancellation(meeting, one.person, by=by, was=was)
    if left or plan_given_up(meeting, to=one.person):
        was = known_before(meeting, to=one.person, has_left=left)
        return invitation_letters.change_letter_text(meeting, one.person, by=by, was=was)
    return invitation_letters.invitation(meeting, one.person, by=by, says=lines_approved(letter))


def invitation_of(letter: Letter) -> Invitation | None:
    """Return the invitation of the reader of a letter about "meeting:<id>:<sequence>", to this reader.

    It may have moved to another name of theirs since.
    """
    number = int(letter.about.split(":")[1])
    rows = Invitation.objects.select_related("meeting__space", "meeting__by", "person")
    rows = rows.filter(meeting=number, meeting__space=letter.space_id, person__in=names_of_one(letter.reader))
    one = min(rows, key=lambda one: (one.person_id != letter.to_id, one.pk), default=None)
    if one is not None:
        one.person = letter.reader
    return one
