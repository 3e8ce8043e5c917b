"""The people who wrote a page: nobody else takes it away from them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.notes.models import Note
from palabre.people.models import Audience, Person, seats_in
from palabre.refusal import Refusal
from palabre.wiki.models import Page


def writers_of(page: Page) -> set[int]:
    """Return the numbers of all who wrote in the page, those who left included; what Palabre wrote is nobody's."""
    note = Note.objects.filter(pk=page.note_id)
    ways = ("revisions__by", "revisions__hands", "updates__by")
    return {number for way in ways for number in note.values_list(way, flat=True).distinct() if number is not None}


def refuse_taking(page: Page, audience: Audience, *, by: Person) -> bool:
    """Return whether the page is kept to `audience`, a circle of `by`, from people who are to be told.

    Who wrote a page alone keeps it to whom they like. One that others wrote too goes on being read by each of them who
    is here, one at least: they bring it back. Raises a Refusal.
    """
    writers = writers_of(page)
    if writers and writers <= names_of(by):
        return False
    readers = set(seats_in([audience]).values_list("person", flat=True)) | {by.pk}
    here = list(Person.objects.filter(pk__in=writers, joined_at__isnull=False, same_as=None).order_by("pk"))
    merged = Person.objects.filter(doubles__in=writers, joined_at__isnull=False).order_by("pk")
    others = [one for one in {*here, *merged} if one.pk != by.pk]
    left_out = sorted(one.name for one in others if one.pk not in readers)
    if left_out:
        raise Refusal(
            _("%(name)s wrote in this page, and would no longer read it.") % {"name": left_out[0]},
            instead=_("Write another page for your group, or let it greet them first."),
        )
    if writers and not others:
        raise Refusal(
            _("People who are no longer here wrote in this page: it stays with those who read it."),
            instead=_("Write another page for your group."),
        )
    return True


def names_of(person: Person) -> set[int]:
    """Return the number of a person, and of the names that were found to be theirs."""
    return set(Person.objects.filter(Q(pk=person.pk) | Q(same_as=person)).values_list("pk", flat=True))
