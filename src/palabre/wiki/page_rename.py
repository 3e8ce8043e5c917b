"""Giving a page another title, and the address that goes with it. The former address leads to the page for ever."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from palabre.journal.models import Entry, kind_of, record
from palabre.journal.word_changes import MOST_FORMER, FormerWords, reads_former_words, replacing_others
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.web.form.shown_words import settle_texts
from palabre.wiki.models import Page
from palabre.wiki.page_lock import hold_page

RENAMED = "page.renamed"


def rename(page: Page, title: str, *, by: Person, shown: str | None = None) -> bool:
    """Call the page `title`, and say whether that changed anything. Links by its former title still lead to it.

    `shown`: which title its form showed. Raises a Refusal when `by` may not write the page, or where somebody else gave
    it another title since.
    """
    keep_out(page.space, title)
    with transaction.atomic():
        hold_page(page, by=by)  # two pages of one title ask for one address
        page.refresh_from_db(fields=["title", "slug"])
        former = page.title
        is_own = by.pk == renamings(page).values_list("by", flat=True).first()
        said = settle_texts({"title": title}, {"title": former}, shown, is_own=lambda _texts, _seen: is_own)
        title = said["title"]
        if title == former:
            return False
        page.be_called(title)
        record(RENAMED, page, by=by, former=former)
    return True


def renamings(page: Page) -> QuerySet[Entry]:
    """Return the changes of its title, the newest first."""
    return Entry.objects.filter(verb=RENAMED, subject_kind=kind_of(page), subject_id=page.pk).order_by("-pk")


def shown_titles(page: Page) -> list[Entry]:
    """Return the last renamings, and those that replaced a title by another person, the newest first."""
    changes = renamings(page).select_related("by")
    found = {one.pk: one for one in (*changes[:MOST_FORMER], *replacing_others(changes))}
    return [found[number] for number in sorted(found, reverse=True)]


def former_titles(page: Page, reader: Reader) -> list[FormerWords]:
    if not reads_former_words(reader):
        return []
    return [
        FormerWords(one.pk, {"title": one.facts.get("former", "")}, reader.name_of(one.by) if one.by else "", one.at)
        for one in shown_titles(page)
    ]
