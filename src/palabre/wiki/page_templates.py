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

DAY, TABLES = "{date}", "{tables}"


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
    "world_cafe": Sheet(
        gettext_lazy("Run sheet: world café"),
        gettext_lazy("World café, {date}"),
        (
            gettext_lazy("## Before"),
            "",
            gettext_lazy("- One question for each table, written large. Four or five chairs, a big sheet, pens."),
            gettext_lazy("- Print [one harvest sheet and a number for each table]({tables})."),
            "",
            gettext_lazy("## Welcome (10 minutes)"),
            "",
            gettext_lazy("Say the questions, and that people change tables. One person stays at each: its host."),
            "",
            gettext_lazy("## Three rounds (20 minutes each)"),
            "",
            gettext_lazy("1. People talk, and write on the big sheet while they do."),
            gettext_lazy("2. They change tables. The host says what was said, in two minutes, then listens."),
            gettext_lazy("3. The same. Then each table fills in its harvest sheet."),
            "",
            gettext_lazy("## Harvest (20 minutes)"),
            "",
            gettext_lazy("Each host reads the harvest sheet: what we understood, what we propose, who goes on."),
            "",
            gettext_lazy("## After"),
            "",
            gettext_lazy("- Photograph the harvest sheets, and put them on this page."),
            gettext_lazy("- Say the next date before people leave."),
            "",
        ),
    ),
    "pro_action": Sheet(
        gettext_lazy("Run sheet: pro-action café"),
        gettext_lazy("Pro-action café, {date}"),
        (
            gettext_lazy("## Before"),
            "",
            gettext_lazy("- One table for four people. At each, one person brings a question or a project."),
            gettext_lazy("- Print [one harvest sheet and a number for each table]({tables})."),
            "",
            gettext_lazy("## Welcome (15 minutes)"),
            "",
            gettext_lazy("Whoever brings a question says it in one sentence. The others choose: three at a table."),
            "",
            gettext_lazy("## Three rounds (25 minutes each)"),
            "",
            gettext_lazy("Whoever brings the question stays, the others change tables after each round."),
            "",
            gettext_lazy("1. What is behind this question?"),
            gettext_lazy("2. What is still missing?"),
            gettext_lazy("3. What have I learned, what is my next step, what help do I need?"),
            "",
            gettext_lazy("## Harvest (20 minutes)"),
            "",
            gettext_lazy(
                "Each says one thing learned and the next step, from the harvest sheet, and thanks the others."
            ),
            "",
            gettext_lazy("## After"),
            "",
            gettext_lazy("- Write here what each one needs: “We are looking for…”."),
            gettext_lazy("- Say the next date before people leave."),
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


def from_sheet(sheet: Sheet, on: datetime.date, *, tables: str = "") -> dict[str, str]:
    """Return what a form begins with, from a blank sheet; `tables` is the address of what to print for the tables."""
    return {"title": dated(str(sheet.title), on), "text": dated(sheet.text, on).replace(TABLES, tables)}


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
