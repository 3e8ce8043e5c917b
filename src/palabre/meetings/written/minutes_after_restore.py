"""Minutes after the restoration of a backup: what somebody kept among members since stays kept.

Otherwise the clock would open to everybody, at once, what somebody asked to keep.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from palabre.journal.models import record
from palabre.meetings.models import Meeting, Publication
from palabre.meetings.written.minutes_publication import be_kept_among, meeting_for_publication, wait_anew
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki.readers.kept_pages import KEPT, of_page, who_keeps


@dataclass(frozen=True, slots=True)
class KeptMinutes:
    """Minutes that are kept, and the persons who asked, each with the instant they were named.

    A meeting is known by its number and the instant when its space was made: a backup may come from another server.
    """

    meeting: int
    space_made_at: datetime.datetime
    at: datetime.datetime
    askers: list[tuple[int, datetime.datetime]]


def kept_minutes(_leaving_out: Collection[int] = ()) -> list[KeptMinutes]:
    rows = Publication.objects.filter(kept_at__isnull=False).select_related("meeting__minutes", "meeting__space")
    found = []
    for row in rows.order_by("pk"):
        page = row.meeting.minutes
        if row.kept_at is not None and page is not None:
            asked = Person.objects.filter(pk__in=filter(None, who_keeps(page))).order_by("pk")
            known = list(asked.values_list("pk", "named_at"))
            found.append(KeptMinutes(row.meeting_id, row.meeting.space.made_at, row.kept_at, known))
    return found


def keep_again(what: list[KeptMinutes], at: datetime.datetime) -> None:
    """Do it in the database that came back, as those who asked then."""
    for kept in what:
        meeting = Meeting.objects.filter(pk=kept.meeting, space__made_at=kept.space_made_at).first()
        if meeting is not None and meeting.minutes_id is not None:
            keep_one(meeting, kept, at=min(kept.at, at))


def keep_one(meeting: Meeting, kept: KeptMinutes, *, at: datetime.datetime) -> None:
    with transaction.atomic():
        found = meeting_for_publication(meeting)
        publication = Publication.objects.get_or_create(meeting=found)[0]
        page = found.minutes
        assert page is not None
        if publication.kept_at is None:
            be_kept_among(found, publication, page, by=None, at=at)
        known = who_keeps(page)
        for number, named_at in kept.askers:
            asker = found.space.persons.filter(pk=number, named_at=named_at).first()
            if asker is not None and number not in known:
                record(KEPT, found, by=asker, is_concerned=True, **of_page(page))
        Space.touch(found.space_id)


def give_time(at: datetime.datetime) -> None:
    """Leave people the whole time to keep the minutes that are due: who kept them since is not known."""
    wait_anew(Publication.objects.all(), timezone.localtime(at))
