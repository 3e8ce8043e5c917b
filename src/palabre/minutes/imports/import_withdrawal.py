"""Have members alone read published minutes again, and take back what they had said to everybody."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from palabre.journal.models import kind_of
from palabre.meetings.written.minutes_publication import keep_what_is_kept
from palabre.minutes.models import Import, Imported
from palabre.minutes.plan.row_maker import ref
from palabre.minutes.undo.import_undo import delete_imported_rows, own_hands
from palabre.minutes.undo.row_cascade import key_of
from palabre.people.hooks import Happening
from palabre.people.models import Affiliation, AudienceKind, Person
from palabre.wiki.readers import page_audience


def keep_for_members(reading: Import, *, by: Person) -> bool:
    """Have members alone read these minutes and their page; return whether more people read them.

    A correction made in a space that is not public does it too: everybody would read what it says as soon as the
    space is public again. The caller holds the space.
    """
    unsay(reading, by=by)
    is_kept = reading.audience.narrow_to_space()
    return keep_minutes_page(reading, at=timezone.now()) or is_kept


def unsay_what_is_kept(kept: Happening) -> list[int]:
    """Serve as the consequence of `Event.PAGE_KEPT`, of a page."""
    for reading in Import.objects.filter(page=kept.subject, undone_at=None).select_related("audience", "meeting"):
        unsay(reading, by=kept.by or reading.by)
    return []


def unsay(reading: Import, *, by: Person) -> None:
    """Take back who these minutes say belongs to an organisation that everybody reads.

    What others used since stays; what other published minutes say too becomes theirs, to take back with them.
    """
    others = Imported.objects.exclude(reading__audience=reading.audience_id).filter(
        reading__audience__kind=AudienceKind.PUBLIC, reading__undone_at=None, thing_kind=kind_of(Affiliation)
    )
    own = Affiliation.objects.filter(organisation__audience=reading.audience_id).values("pk")
    said = reading.things.filter(made=True, thing_kind=kind_of(Affiliation)).exclude(thing_id__in=own)
    theirs = list(said.filter(Exists(others.filter(thing_id=OuterRef("thing_id")))).values_list("thing_id", flat=True))
    others.filter(thing_id__in=theirs).update(made=True)
    said.filter(thing_id__in=theirs).update(made=False)
    things = list(said.exclude(thing_id__in=theirs).order_by("-pk"))
    left = {key_of(row) for row in delete_imported_rows(things, reading=reading, by=by, hands=own_hands(reading, by))}
    reading.things.filter(pk__in=[one.pk for one in things if ref(one) not in left]).delete()


def keep_minutes_page(reading: Import, *, at: datetime.datetime) -> bool:
    """Have members alone read the page of the minutes, where it was shown by itself too, or was to be in two days.

    Return whether it was shown.
    """
    page = reading.page
    if page is None:
        return False
    keep_what_is_kept(Happening(page, at, None))
    is_shown = page.audience_id != reading.audience_id and page.audience.kind == AudienceKind.PUBLIC
    if is_shown:
        page_audience.move(page, reading.audience)
    return is_shown
