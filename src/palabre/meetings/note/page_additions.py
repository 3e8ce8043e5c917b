"""Things that people put into the page of a meeting besides its text: they would go where the page goes with it."""

from __future__ import annotations

from palabre.journal.models import Entry, kind_of
from palabre.journal.references import is_referenced
from palabre.meetings.models import Asked, Meeting
from palabre.people.access.links_of_others import is_given_by_others
from palabre.people.models import Person
from palabre.wiki.models import FormerAddress, Page, Passage, Reference, Watch

OURS = (Meeting, FormerAddress, Reference, Passage)  # made with the page and its text


def holds_more(page: Page, *, by: Person) -> bool:
    """Return whether somebody attached a file to the page, commented it, put a page below it, or chose its readers.

    So do an answer in its margin, and a watch, a change or a link by others than `by`.
    """
    told = Entry.objects.filter(subject_kind=kind_of(page), subject_id=page.pk, by__isnull=False).exclude(by=by)
    return (
        is_referenced(page, ignoring=(*OURS, Asked, Watch))
        or Asked.objects.filter(page=page).exclude(answered_by=None).exists()
        or page.watches.exclude(person=by).exists()
        or told.exists()
        or is_given_by_others(Page, [page.pk], by=by)
    )
