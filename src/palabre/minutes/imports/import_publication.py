"""Publish minutes: everybody reads them, and what they made. And take that back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import kind_of, record
from palabre.meetings.written.minutes_publication import keep_what_is_kept
from palabre.minutes import permissions
from palabre.minutes.imports.births_apart import read_births_apart
from palabre.minutes.imports.minutes_import import plan_of_reading, say_what_waited
from palabre.minutes.models import Import, Imported
from palabre.minutes.plan.plan_choices import chosen
from palabre.minutes.plan.row_maker import ref
from palabre.minutes.undo.import_undo import delete_imported_rows, own_hands
from palabre.minutes.undo.row_cascade import key_of
from palabre.people.hooks import Happening
from palabre.people.models import Affiliation, AudienceKind, Organisation, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.readers import page_audience
from palabre.wiki.readers.kept_pages import refuse_kept


def publish(reading: Import, *, by: Person) -> None:
    """Widen the audience of everything that was read, in one row. Publishing twice changes nothing.

    Groups that somebody began from it since stay among members. Of a corrected text, the correction is published.

    Raises a Refusal when `by` may not, as long as the space itself is not public, or somebody keeps them among us.
    """
    if correction := reading.corrections.first():
        return publish(correction, by=by)
    plan = plan_of_reading(reading) if names_known_organisations(reading) else None
    with transaction.atomic():
        Space.hold(reading.space_id)
        rows = Import.objects.select_related("space", "audience", "meeting", "page__note", "page__audience")
        now = rows.get(pk=reading.pk)
        if now.corrections.exists():
            raise corrected_since()
        if not permissions.can_publish(by, now):
            raise Refusal(
                _("These minutes are not open to members yet, or have gone."),
                instead=_("The person who added them has to open them to members first."),
            )
        if not now.space.is_public:
            raise Refusal(_("This space is not public."), instead=_("Decide that together first."))
        if now.page is not None:
            refuse_kept(now.page, by)
        if now.audience.kind == AudienceKind.SPACE:
            read_births_apart(now)
        if now.audience.widen_to_everybody():
            if plan is not None:
                say_what_waited(now, chosen(plan, now.choices), (Affiliation,))
            record("minutes.published", now, by=by)


def unpublish(reading: Import, *, by: Person) -> None:
    """Keep what was read for the space again, in one row. Twice changes nothing. Raises a Refusal when `by` may not."""
    if correction := reading.corrections.first():
        return unpublish(correction, by=by)
    with transaction.atomic():
        Space.hold(reading.space_id)
        now = Import.objects.select_related("space", "audience", "page__audience").get(pk=reading.pk)
        if now.corrections.exists():
            raise corrected_since()
        if not permissions.can_withdraw(by, now):
            raise Refusal(_("Only members of this space decide who can read these minutes."))
        unsay(now, by=by)
        is_kept = now.audience.narrow_to_space()
        if keep_page(now, at=timezone.now()) or is_kept:
            record("minutes.withdrawn", now, by=by)


def names_known_organisations(reading: Import) -> bool:
    """Return whether these minutes name an organisation that was there before them."""
    return reading.things.filter(made=False, thing_kind=kind_of(Organisation)).exists()


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


def corrected_since() -> Refusal:
    return Refusal(_("A corrected text has come since."), instead=_("Its own page asks what is still open."))


def keep_page(reading: Import, *, at: datetime.datetime) -> bool:
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
