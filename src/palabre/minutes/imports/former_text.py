"""Undo of a correction: the text that was corrected is the minutes again, and what it said comes back."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.minutes import permissions
from palabre.minutes.imports.minutes_import import Read, create_import, plan_of_reading, understood, written_in_turn
from palabre.minutes.imports.page_correction import Change, undoing
from palabre.minutes.imports.withdrawn_words import withdrawn_from
from palabre.minutes.models import Import
from palabre.notes.diff.text_merge import changed_by_both
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.lines.own_sentences import are_current, own_sentences


def can_bring_back(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may undo this correction, as who corrects these minutes may while the text is kept.

    Once these minutes are open, it is not for a draft that was corrected before: only its importer has read it.
    """
    former = reading.corrects
    if former is None or not former.text or (former.opened_at is None and reading.opened_at is not None):
        return False
    return permissions.can_correct(person, reading)


def bring_back(reading: Import, *, by: Person) -> Import:
    """Correct these minutes by the text that they corrected, and return the new import. Idempotent.

    What only the correction said goes, unless others changed it since. Raise a Refusal where nothing can come back.
    """
    if (latest := reading.corrections.first()) is not None:
        return latest
    former = reading.corrects
    if former is None or not can_bring_back(by, reading):
        raise nothing_kept()
    on = timezone.localdate(former.at)
    before = understood(reading.text, on=timezone.localdate(reading.at))
    change, said = undoing(reading), own_sentences(reading.page)
    if change is None and reading.page is not None:
        raise nothing_kept()
    text = said.heeded(text_before(reading, before, change), given=reading.text)
    new = understood(text, on=on, space=reading.space)
    with written_in_turn():
        Space.hold(reading.space_id)
        now = Import.objects.select_related("page__note", "page__audience", "space", "audience").get(pk=reading.pk)
        latest = now.corrections.first()
        if latest is not None:
            return latest
        is_same = undoing(now) == change and are_current(said, now.page)
        if now.undone_at is not None or not is_same or not can_bring_back(by, now):
            raise Refusal(_("These minutes changed meanwhile."), instead=_("Open their page again."))
        return create_import(
            reading.space, new, by=by, former=now, before=before, on=on, again=former, said=said, change=change
        )


def text_before(reading: Import, before: Read, change: Change | None) -> str:
    """Return the former text, with what others had changed of it in the page before this correction, which said so too.

    The correction was given from the page as they left it: what they took out, or said otherwise, was none of its own.
    """
    former = reading.corrects
    if former is None or change is None:
        return former.text if former else ""
    withdrawn, was = withdrawn_from(former), former.text
    if withdrawn.words:
        was = withdrawn.text(was, plan_of_reading(former))
    return changed_by_both(was, change.after, withdrawn.text(before.text, before.plan), of=former.text)


def nothing_kept() -> Refusal:
    return Refusal(_("The former text of these minutes is no longer kept."), instead=_("You can give it again."))
