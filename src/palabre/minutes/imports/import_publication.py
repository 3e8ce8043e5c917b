"""Publish minutes: everybody reads them, and what they made. And take that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import kind_of, record
from palabre.minutes import permissions
from palabre.minutes.imports.births_apart import read_births_apart
from palabre.minutes.imports.import_withdrawal import keep_for_members
from palabre.minutes.imports.minutes_import import plan_of_reading, say_what_waited
from palabre.minutes.models import Import
from palabre.minutes.plan.plan_choices import chosen
from palabre.people.models import Affiliation, AudienceKind, Organisation, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
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
        if keep_for_members(now, by=by):
            record("minutes.withdrawn", now, by=by)


def names_known_organisations(reading: Import) -> bool:
    """Return whether these minutes name an organisation that was there before them."""
    return reading.things.filter(made=False, thing_kind=kind_of(Organisation)).exists()


def corrected_since() -> Refusal:
    return Refusal(_("A corrected text has come since."), instead=_("Its own page asks what is still open."))
