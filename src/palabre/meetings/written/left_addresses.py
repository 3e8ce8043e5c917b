"""The address that a guest who was in the room leaves at its end, if they like, to have the minutes by mail.

Others give theirs with a code (“You”): a link to a meeting, which may be passed on, must not say where its person is
written to.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings.models import Edition, Meeting, Presence
from palabre.meetings.polls.guest_answers import keep_address
from palabre.meetings.written.minutes_letters import about_edition
from palabre.people.models import AudienceKind, Person
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def leave_address(meeting: Meeting, typed: str, *, by: Person, at: datetime.datetime, origin: str) -> None:
    """Store the address of a guest who was there and has none. Minutes that were given already leave for it at once."""
    with transaction.atomic():
        Space.hold(meeting.space_id)
        if (
            by.email
            or not by.is_passer_by
            or not meeting.attendances.filter(person=by, presence=Presence.PRESENT).exists()
        ):
            raise Refusal(
                _("This is for guests who were there, and gave no address yet."), instead=_("See “You” to give yours.")
            )
        keep_address(by, typed.strip() or "?")  # an empty one is incomplete too
        Space.touch(meeting.space_id)
        send_waiting_minutes(meeting, by, at=at, origin=origin)


def send_waiting_minutes(meeting: Meeting, person: Person, *, at: datetime.datetime, origin: str) -> None:
    """Send the letter that waited for the person's address, in the name of the member who gave the minutes.

    Only the latest version given leaves, and none once the page was kept to fewer than the members: an earlier text
    may hold what was taken out since.
    """
    last = Edition.objects.filter(publication__meeting=meeting).select_related("publication__given_by")
    edition = last.order_by("-number").first()
    giver = edition.publication.given_by if edition is not None else None
    if edition is None or giver is None or not giver.is_member or is_kept_to_few(meeting):
        return
    letters = Letter.objects.select_related("to", "link", "space").filter(
        to=person, sent_at=None, about=about_edition(meeting, edition)
    )
    outbox.approve_all(letters, by=giver, at=at, origin=origin, now=True)


def is_kept_to_few(meeting: Meeting) -> bool:
    """Return whether the page of the minutes, as it is now, is read by those who hold a seat only."""
    return Meeting.objects.filter(pk=meeting.pk, minutes__audience__kind=AudienceKind.SEATS).exists()
