"""« Servir de modèle » : a page from whose text others are begun. And the blank sheets that come with Palabre."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.journal.models import record
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from palabre.wiki.page_lock import hold_page

DAY = "{date}"


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """A blank sheet. In its title and its lines, {date} is the day on which a page is begun from it."""

    name: Any
    title: Any
    lines: tuple[Any, ...]

    @property
    def text(self) -> str:
        return "\n".join(str(line) for line in self.lines)


SHEETS = {
    "minutes": Sheet(
        gettext_lazy("Minutes of a meeting"),
        gettext_lazy("Meeting of {date}"),
        (
            gettext_lazy("Meeting of {date}"),
            "",
            gettext_lazy("Who was there: "),
            "",
            gettext_lazy("## What we talked about"),
            *("", "- ", ""),
            gettext_lazy("## What we decided"),
            *("", "- ", ""),
            gettext_lazy("## What is to be done"),
            *("", "- [ ] ", ""),
            gettext_lazy("## Next meeting"),
            "",
        ),
    ),
    "group": Sheet(
        gettext_lazy("Page of a group"),
        "",
        (
            gettext_lazy("## Our question"),
            *("", ""),
            gettext_lazy("## Who we are"),
            *("", "- ", ""),
            gettext_lazy("## Where we are"),
            *("", ""),
            gettext_lazy("## What we need"),
            *("", "- ", ""),
            gettext_lazy("## To join us"),
            "",
        ),
    ),
    "how": Sheet(
        gettext_lazy("A way of doing things"),
        "",
        (
            gettext_lazy("## What it is for"),
            *("", ""),
            gettext_lazy("## What it takes"),
            *("", "- ", ""),
            gettext_lazy("## Step by step"),
            *("", "1. ", ""),
            gettext_lazy("## Whom to ask"),
            "",
        ),
    ),
}


def offer(page: Page, *, by: Person) -> bool:
    """Have the page serve as a template, and say whether that changed anything.

    Raises a Refusal when `by` may not write the page.
    """
    return _serve(page, True, verb="template.offered", by=by)


def withdraw_template(page: Page, *, by: Person) -> bool:
    return _serve(page, False, verb="template.withdrawn", by=by)


def offered_in(space: Space, *, person: Person | None) -> list[Page]:
    """Return the pages that serve as templates and that `person` may read, by title."""
    return list(space.page_set.visible_to(person).filter(is_template=True).order_by("title", "pk"))


def from_page(page: Page, on: datetime.date) -> dict[str, str]:
    """Return what a form begins with, from a page that serves as a template: its title only if it bears a day."""
    title = page.title if DAY in page.title else ""
    return {"title": dated(title, on), "text": dated(page.note.body_md, on)}


def from_sheet(sheet: Sheet, on: datetime.date) -> dict[str, str]:
    return {"title": dated(str(sheet.title), on), "text": dated(sheet.text, on)}


def dated(text: str, on: datetime.date) -> str:
    return text.replace(DAY, date_format(on, _("l, F j, Y")))


def _serve(page: Page, is_template: bool, *, verb: str, by: Person) -> bool:
    with transaction.atomic():
        hold_page(page, by=by)
        page.refresh_from_db(fields=["is_template"])
        if page.is_template == is_template:
            return False
        page.serve(is_template)
        record(verb, page, by=by)
    return True
