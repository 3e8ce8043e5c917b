"""Minutes that were given, as the page of their meeting shows them: their versions, and what may still be said."""

from __future__ import annotations

import dataclasses

from palabre.meetings import permissions
from palabre.meetings.models import Edition, Meeting, Publication
from palabre.meetings.written.minutes_concern import TOOK_PART, may_have
from palabre.meetings.written.minutes_publication import publication_of_or_none
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.wiki.models import Page
from palabre.wiki.permissions import can_look_back


@dataclasses.dataclass(frozen=True, slots=True)
class Given:
    """`editions`, the last first, are for who may read former texts; adding is for who may write the page."""

    publication: Publication
    editions: list[Edition]
    may_add: bool
    may_keep: bool


def last_text_for(person: Person, meeting: Meeting) -> str:
    """Return the text that was last given to those who took part, "" where this person did not, or before.

    It is the text that their letter holds: who has no address reads it by their link.
    """
    if not meeting.attendances.filter(person=person, presence__in=TOOK_PART).exists():
        return ""
    if meeting.minutes is None or not may_have(person, meeting, meeting.minutes):
        return ""
    rows = Edition.objects.filter(publication__meeting=meeting, publication__given_at__isnull=False)
    last = rows.select_related("revision").order_by("-number").first()
    return last.revision.body_md if last else ""


def given_minutes(meeting: Meeting, minutes: Page | None, reader: Reader) -> Given | None:
    """`minutes` is the page of the meeting, its audience at hand, or None where the reader may not read it."""
    publication = publication_of_or_none(meeting) if minutes is not None else None
    if minutes is None or publication is None or publication.given_at is None:
        return None
    rows = Edition.objects.filter(publication=publication).select_related("by").order_by("-number")
    is_here = can_look_back(reader.person)
    return Given(
        publication,
        list(rows) if is_here else [],
        may_add=permissions.can_write_up(reader.person, minutes),
        may_keep=is_here and (publication.kept_at is None or publication.public_at is not None),
    )
