"""The answers to a poll as a CSV table: one column for each date, one row for each person. Framadate's own layout."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from palabre.meetings.polls.poll_count import IF_NEED_BE, NO, YES
from palabre.meetings.polls.poll_phrases import PARTS, hours
from palabre.meetings.polls.poll_screen import ShownPoll
from palabre.web import dates_in_words

FORMULA = (*"=+-@＝＋－＠", "\t", "\r")  # openings that a spreadsheet would run


def answer_table(page: ShownPoll) -> str:
    """Return the table of the answers that the page shows, with a byte order mark for spreadsheets.

    Each cell is quoted: one that parts cells by semicolons would find a formula within a name.
    """
    words = {YES: _("yes"), IF_NEED_BE: _("if need be"), NO: _("no"), "": ""}
    slots = [row.option.slot for row in page.rows]
    lines = [
        ["", *(dates_in_words.in_full(slot.on) for slot in slots)],
        ["", *(hours(slot.at, slot.lasts) if slot.at else str(PARTS.get(slot.part, "")) for slot in slots)],
        *(
            [as_cell(column.name), *(words[row.choices[number]] for row in page.rows)]
            for number, column in enumerate(page.columns)
        ),
    ]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return "\ufeff" + text.getvalue()


def as_cell(typed: str) -> str:
    """Return what a person typed, so that a spreadsheet takes it for text."""
    return f"'{typed}" if typed.startswith(FORMULA) else typed
