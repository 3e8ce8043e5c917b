"""Publish minutes: everybody reads them, and what they made. And take that back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import kind_of, record
from palabre.meetings.models import Publication
from palabre.minutes import permissions
from palabre.minutes.imports.births_apart import read_births_apart
from palabre.minutes.imports.import_next_step import is_of_public_meeting
from palabre.minutes.imports.minutes_import import plan_of_reading, say_what_waited
from palabre.minutes.models import Import, Imported
from palabre.minutes.plan.plan_choices import chosen
from palabre.minutes.plan.row_maker import WITHOUT_READERS, ref
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

    Groups that somebody began from it since stay among members.

    Raises a Refusal when `by` may not, as long as the space itself is not public, or somebody keeps them among us.
    """
    plan = plan_of_reading(reading) if may_have_waited(reading) else None
    with transaction.atomic():
        Space.hold(reading.space_id)
        now = Import.objects.select_related("space", "audience", "meeting", "page__note").get(pk=reading.pk)
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
                say_what_waited(now, chosen(plan, now.choices), WITHOUT_READERS)
            record("minutes.published", now, by=by)


def unpublish(reading: Import, *, by: Person) -> None:
    """Keep what was read for the space again, in one row. Twice changes nothing. Raises a Refusal when `by` may not."""
    with transaction.atomic():
        Space.hold(reading.space_id)
        now = Import.objects.select_related("space", "audience", "page__audience").get(pk=reading.pk)
        if not permissions.can_publish(by, now):
            raise Refusal(_("Only members of this space decide who can read these minutes."))
        unsay(now, by=by)
        is_kept = now.audience.narrow_to_space()
        if keep_page(now, at=timezone.now()) or is_kept:
            record("minutes.withdrawn", now, by=by)


def may_have_waited(reading: Import) -> bool:
    """Return whether these minutes are of a public meeting, or name an organisation that was there before them."""
    known = reading.things.filter(made=False, thing_kind=kind_of(Organisation))
    return is_of_public_meeting(reading) or known.exists()


def unsay_what_is_kept(kept: Happening) -> list[int]:
    """Serve as the consequence of `Event.MINUTES_KEPT`, of a page."""
    for reading in Import.objects.filter(page=kept.subject, undone_at=None).select_related("audience", "meeting"):
        unsay(reading, by=kept.by or reading.by)
    return []


def unsay(reading: Import, *, by: Person) -> None:
    """Take back what these minutes say of a meeting or an organisation that everybody reads.

    What others used since stays, and so does what other published minutes say too.
    """
    kinds = [kind_of(model) for model in WITHOUT_READERS if model is Affiliation or is_of_public_meeting(reading)]
    others = Imported.objects.exclude(reading=reading).filter(reading__audience__kind=AudienceKind.PUBLIC)
    same = others.filter(thing_kind=OuterRef("thing_kind"), thing_id=OuterRef("thing_id"))
    own = Affiliation.objects.filter(organisation__audience=reading.audience_id).values("pk")
    said = reading.things.filter(~Exists(same), made=True, thing_kind__in=kinds)
    things = list(said.exclude(thing_kind=kind_of(Affiliation), thing_id__in=own).order_by("-pk"))
    left = {key_of(row) for row in delete_imported_rows(things, reading=reading, by=by, hands=own_hands(reading, by))}
    reading.things.filter(pk__in=[one.pk for one in things if ref(one) not in left]).delete()


def keep_page(reading: Import, *, at: datetime.datetime) -> bool:
    """Have members alone read the page of the minutes, where it was shown by itself too, or was to be in two days.

    Return whether it was shown.
    """
    page = reading.page
    if page is None:
        return False
    shown_or_due = Q(public_at__isnull=False) | Q(due_at__isnull=False, kept_at=None)
    for publication in Publication.objects.filter(shown_or_due, meeting__minutes=page):
        publication.be_kept(at)
    is_shown = page.audience_id != reading.audience_id and page.audience.kind == AudienceKind.PUBLIC
    if is_shown:
        page_audience.move(page, reading.audience)
    return is_shown
