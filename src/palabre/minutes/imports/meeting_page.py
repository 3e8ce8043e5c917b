"""The page to which a meeting leads once minutes of its day are imported, and what it led to before."""

from __future__ import annotations

from palabre.journal.models import kind_of
from palabre.meetings.models import Meeting, Room
from palabre.meetings.note.meeting_note import is_told, was_written
from palabre.minutes.models import Import, Imported
from palabre.wiki.models import Page

BEFORE = "before:wiki.page"  # the key of the page that the meeting led to


def lead_to_page(reading: Import, meeting: int) -> None:
    """Have the meeting lead to the page of the reading, unless others read the meeting or it is told already.

    Its live note is left for the page as long as nobody wrote there.
    """
    now = Meeting.objects.select_related("audience", "minutes__note", "publication").get(pk=meeting)
    before = now.minutes
    if not reading.audience.covers_members(now.audience) or (before is not None and is_kept(now, before)):
        return
    if before is not None and before.pk != reading.page_id:
        what = {"thing_kind": kind_of(before), "thing_id": before.pk, "made": False}
        Imported.objects.get_or_create(reading=reading, key=BEFORE, defaults=what)
    Meeting.objects.filter(pk=meeting).update(minutes=reading.page)


def is_kept(meeting: Meeting, page: Page) -> bool:
    """Return whether the page tells of the meeting: it was given, imported or written, or the room has begun."""
    has_begun = Room.objects.filter(meeting=meeting, began_at__isnull=False).exists()
    return has_begun or is_told(meeting) or was_written(page)


def lead_back(readings: list[int], meeting: int | None) -> None:
    """Have the meeting lead to its former page again, once the page of these readings is gone."""
    former = Imported.objects.filter(reading__in=readings, key=BEFORE).order_by("pk").first()
    if former is not None and meeting is not None:
        page = Page.objects.filter(pk=former.thing_id).first()
        Meeting.objects.filter(pk=meeting, minutes=None).update(minutes=page)
