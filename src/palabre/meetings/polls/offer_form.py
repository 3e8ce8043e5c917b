"""The form of the dates of a poll: read in words, ticked one by one or on a grid, and shown before they are offered."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from palabre.meetings.polls.date_options import LONGEST, MOST, lasting, read_dates
from palabre.meetings.polls.date_poll import too_many
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.meetings.polls.shown_fields import with_note
from palabre.pure.slots import ReadSlots, Slot, in_order
from palabre.refusal import Refusal
from palabre.web import dates_in_words
from palabre.web.form.fields import HiddenField, TextField
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import UNREADABLE, GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

HOURS = (9, 10, 12, 14, 16, 18, 20)
NO_DAY = gettext_lazy("We cannot read a day in these words.")
NO_DAY_INSTEAD = gettext_lazy("Write them as you would say them: “Tuesday or Thursday at 14:00”.")
WEEKS = 26  # ahead, on the grid
BOXES = 7 * len(HOURS) + 2 * MOST  # of one form: more than a page shows


class SlotsField(forms.MultipleChoiceField):
    """Dates that were ticked, as form values. Their form reads them, and leaves out what is no date."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: Any) -> None:
        """Accept any value."""


class OfferForm(GestureForm):
    """The dates of a poll. `go` is the button; `read` are the words that were shown already, `week` that of the grid.

    `slots` are all its dates, and `ticked` the values of those to offer. `unsure` are dates that may be other
    ones, `left` the words that say none.
    """

    left: tuple[str, ...] = ()

    dates = TextField(
        label=gettext_lazy("Which days, at what time?"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy(
            "As you would say it: “Tuesday or Thursday at 14:00”, “1, 2 and 3 December, 18:00 to 20:00”."
        ),
    )
    read = HiddenField(max_length=LONGEST)  # type: ignore[assignment]  # the field, beside the method
    week = HiddenField()
    offered = HiddenField(max_length=LONGEST)
    option = SlotsField(label=gettext_lazy("Here is what we read"), required=False)
    cell = SlotsField(required=False)
    go = HiddenField()

    def __init__(self, *args: Any, today: datetime.date, unsure: Collection[Slot] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.unsure = today, unsure
        boxes = [value for name in ("option", "cell") for value in (self.sent(name) or [])[:BOXES]]
        offered = [Slot.of_value(value) for value in (self.sent("offered") or "").split()[:MOST]]
        ticked = [slot for value in boxes if (slot := Slot.of_value(value))]
        self.slots = in_order([*filter(None, offered), *ticked])
        self.ticked = {slot.value for slot in ticked}
        week = self.sent("week") or ""
        self.week_shown = min(int(week), WEEKS) if is_number(week) else 0
        found = [(slot.value, self.in_words(slot)) for slot in self.slots]
        self.fields["option"].choices = found  # type: ignore[attr-defined]
        self.fields["cell"].choices = [  # type: ignore[attr-defined]
            (slot.value, initial(typeset(slot_in_words(slot, today=today)))) for slot in self.cells()
        ]

    def sent(self, name: str) -> Any:
        return self[name].value()

    @property
    def is_unread(self) -> bool:
        """Return whether dates typed in words were not shown yet."""
        dates = self.sent("dates") or ""
        return bool(dates.strip()) and dates.split() != (self.sent("read") or "").split()

    def found(self) -> ReadSlots:
        """Return the dates in the words, and the words in which none is read."""
        words = self.sent("dates") or ""
        return read_dates(words if len(words) <= LONGEST else "", today=self.today, locale=get_language() or "fr")

    def chosen(self, minutes: int | None = None) -> list[Slot]:
        """Return the ticked dates, each of `minutes` unless its words say how long."""
        return lasting((slot for slot in self.slots if slot.value in self.ticked), minutes)

    def again(self, *, reads: bool = False, step: int = 0) -> OfferForm:
        """Return the form to show next: what was ticked is kept above; if it reads, so is what the words say."""
        read = self.found() if reads else ReadSlots()
        found = read.slots
        moments = {slot.instant for slot in found}
        slots = in_order([*found, *self.slots])[:MOST]
        data: MultiValueDict[str, str] = MultiValueDict(
            {
                "dates": [self.sent("dates") or ""],
                "read": [self.sent("dates" if reads else "read") or ""],
                "week": [str(min(max(self.week_shown + step, 0), WEEKS))],
                "offered": [" ".join(slot.value for slot in slots)],
                "option": [slot.value for slot in slots if slot.value in self.ticked or slot.instant in moments],
            }
        )
        form = OfferForm(data, today=self.today, unsure=[slot for slot in found if slot.is_unsure])
        form.left = read.left
        if not (self.is_valid() and form.is_valid()):
            form.status = UNREADABLE
        elif len({slot.instant for slot in [*found, *self.slots]}) > MOST:
            form.refuse(too_many(), field="dates")
        elif reads and (self.sent("dates") or "").strip() and not found:
            form.refuse(Refusal(NO_DAY, instead=NO_DAY_INSTEAD), field="dates")
        return form

    def in_words(self, slot: Slot) -> str:
        words = initial(typeset(slot_in_words(slot, today=self.today)))
        is_unsure = slot.instant in {one.instant for one in self.unsure}
        return with_note(words, _("Is it this day? These words may mean another one.") if is_unsure else "")

    def cells(self) -> list[Slot]:
        """Return the usual times of each day to come of the week."""
        monday = self.today - datetime.timedelta(days=self.today.weekday()) + datetime.timedelta(weeks=self.week_shown)
        week = [monday + datetime.timedelta(days=number) for number in range(7)]
        return [Slot(day, datetime.time(hour)) for day in week if day > self.today for hour in HOURS]

    def grid(self) -> list[tuple[str, list[Any]]]:
        """Return the days of the week, each with its boxes to tick."""
        slots, boxes, size = self.cells(), list(self["cell"]), len(HOURS)
        return [
            (dates_in_words.near(slots[place].on, today=self.today), boxes[place : place + size])
            for place in range(0, len(slots), size)
        ]

    @staticmethod
    def hours() -> list[str]:
        return [dates_in_words.hour(datetime.time(hour)) for hour in HOURS]
