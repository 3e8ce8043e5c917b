"""Pages that somebody asked to keep among members: nobody else opens them to everybody, by any door.

The journal says who asked: « Gardons-le entre nous » of whom minutes name. Whoever asked opens them again.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki.models import Page

KEPT, OPENED = "minutes.kept", ("minutes.opened", "page.published")


def of_page(page: Page) -> dict[str, Any]:
    """Return the facts of an entry about a page that somebody keeps, or opens."""
    return {"page": page.pk}


def who_keeps(page: Page) -> set[int | None]:
    """Return the ids of those whom the page concerns, and who asked to keep it since it was last opened."""
    about = Q(subject_kind=kind_of(page), subject_id=page.pk) | Q(facts__page=page.pk)
    rows = Entry.objects.filter(about, space=page.space_id, verb__in=(KEPT, *OPENED)).order_by("pk")
    asked: set[int | None] = set()
    for verb, by, facts in rows.values_list("verb", "by", "facts"):
        asked = asked | {by} if verb == KEPT and facts.get("is_concerned") else asked if verb == KEPT else set()
    return asked


def refuse_kept(page: Page, by: Person) -> None:
    """Raise a Refusal if somebody else than `by` asked to keep the page among members."""
    if who_keeps(page) - {by.pk}:
        raise Refusal(
            _("Somebody whom these words are about asked to keep them among us: no reason is asked."),
            instead=_("Only they open them to everyone. Talk about it together."),
        )
