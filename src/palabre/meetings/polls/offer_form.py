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
from palabre.meetings.polls.offer_grid import FARTHEST_WEEK, WEEKS, OfferGrid, hours
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.meetings.polls.shown_fields import with_note
from palabre.pure.slots import ReadSlots, Slot, in_order
from palabre.refusal import Refusal
from palabre.web.form.fields import HiddenField, TextField
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import UNREADABLE, GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

NO_DAY = gettext_lazy("We cannot read a day in these words.")
NO_DAY_INSTEAD = gettext_lazy("Write them as you would say them: “Tuesday or Thursday at 14:00”.")
BOXES = 2 * MOST  # of one field: more than a page shows


class SlotsField(forms.MultipleChoiceField):
    """Dates that were ticked, as form values. Their form reads them, and leaves out what is no date."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: Any) -> None:
        """Accept any value."""


class OfferForm(GestureForm):
    """The dates of a poll. `go` is the button; `read` are the words that were shown already, `week` that of the grid.

    On the grid, each `day` is offered at each `hour`; `days` were ticked on its other weeks. `slots` are all the dates,
    and `ticked` the values of those to offer. `unsure` are dates that may be other ones; `left` are
    words that say none.
    """

    dates = TextField(
        label=gettext_lazy("Which days, at what time?"),
        rows=3,
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy(
            "As you would say it: “Tuesday or Thursday at 14:00”, “every Tuesday in December, in the evening”."
        ),
    )
    read = HiddenField(max_length=LONGEST)  # type: ignore[assignment]  # the field, beside the method
    week = HiddenField()
    offered = HiddenField(max_length=LONGEST)
    days = HiddenField(max_length=LONGEST)
    option = SlotsField(label=gettext_lazy("Here is what we read"), required=False)
    day = SlotsField(label=gettext_lazy("Days"), required=False)
    hour = SlotsField(label=gettext_lazy("At what time, each of these days"), required=False)
    go = HiddenField()

    left: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: datetime.date, unsure: Collection[Slot] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.unsure = today, unsure
        week = self.sent("week") or ""
        self.grid = OfferGrid(today, min(int(week), FARTHEST_WEEK) if is_number(week) else 0)
        ticked = self.values_of("option")
        self.slots = in_order([*self.offered_before(), *ticked])
        self.ticked = {slot.value for slot in ticked}
        shown = {
            "day": self.grid.days,
            "hour": hours(),
            "option": [(one.value, self.in_words(one)) for one in self.slots],
        }
        for name, choices in shown.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def sent(self, name: str) -> Any:
        return self[name].value()

    def values_of(self, name: str) -> list[Slot]:
        return [slot for value in (self.sent(name) or [])[:BOXES] if (slot := Slot.of_value(value))]

    def days_ticked(self) -> list[str]:
        """Return the days that are ticked on any week of the grid, as form values."""
        values = [*(self.sent("days") or "").split()[:BOXES], *(slot.on.isoformat() for slot in self.values_of("day"))]
        return sorted(set(values))

    def on_grid(self) -> list[Slot]:
        """Return each day that is ticked on the grid at each hour that is."""
        hours = [f"T{value}" for value in (self.sent("hour") or [])[:BOXES]] or [""]
        slots = (Slot.of_value(f"{day}{hour}") for day in self.days_ticked()[:MOST] for hour in hours)
        return [slot for slot in slots if slot]

    @property
    def is_unread(self) -> bool:
        """Return whether dates typed in words, or ticked on the grid, were not shown yet."""
        dates = self.sent("dates") or ""
        return bool(self.on_grid()) or (bool(dates.strip()) and dates.split() != (self.sent("read") or "").split())

    def found(self) -> ReadSlots:
        """Return the dates in the words, and the words in which none is read."""
        words = self.sent("dates") or ""
        return read_dates(words if len(words) <= LONGEST else "", today=self.today, locale=get_language() or "fr")

    def chosen(self, minutes: int | None = None) -> list[Slot]:
        """Return the ticked dates, each of `minutes` unless its words say how long."""
        return lasting((slot for slot in self.slots if slot.value in self.ticked), minutes)

    def again(self, *, reads: bool = False, step: int = 0) -> OfferForm:
        """Return the form to show next: what was ticked is kept above; if it reads, so is what the words say.

        With a `step`, the grid goes on to other weeks, and keeps what is ticked on it.
        """
        read = self.found() if reads else ReadSlots()
        moments = {slot.instant for slot in read.slots}
        ticked = [*self.values_of("option"), *([] if step else self.on_grid())]
        slots = in_order([*read.slots, *self.slots, *ticked])[:MOST]
        kept = {slot.value for slot in ticked}
        data: MultiValueDict[str, str] = MultiValueDict(
            {
                "dates": [self.sent("dates") or ""],
                "read": [self.sent("dates" if reads else "read") or ""],
                "week": [str(min(max(self.grid.week + step * WEEKS, 0), FARTHEST_WEEK))],
                "offered": [" ".join(slot.value for slot in slots)],
                "option": [slot.value for slot in slots if slot.value in kept or slot.instant in moments],
                "days": [" ".join(self.days_ticked())] if step else [],
                "hour": (self.sent("hour") or [])[:BOXES] if step else [],
            }
        )
        form = OfferForm(data, today=self.today, unsure=[slot for slot in read.slots if slot.is_unsure])
        form.left = read.left
        self.refuse_over(form, read, reads=reads)
        return form

    def offered_before(self) -> list[Slot]:
        """Return the dates that the page showed."""
        offered = [Slot.of_value(value) for value in (self.sent("offered") or "").split()[:MOST]]
        return [slot for slot in offered if slot]

    def refuse_over(self, form: OfferForm, read: ReadSlots, *, reads: bool) -> None:
        """Show on the next form what is wrong with this one."""
        if not (self.is_valid() and form.is_valid()):
            form.status = UNREADABLE
        elif len({slot.instant for slot in [*read.slots, *self.slots, *self.on_grid()]}) > MOST:
            form.refuse(too_many(), field="dates")
        elif reads and (self.sent("dates") or "").strip() and not read.slots:
            form.refuse(Refusal(NO_DAY, instead=NO_DAY_INSTEAD), field="dates")

    def in_words(self, slot: Slot) -> str:
        words = initial(typeset(slot_in_words(slot, today=self.today)))
        is_unsure = slot.instant in {one.instant for one in self.unsure}
        return with_note(words, _("Is it this day? These words may mean another one.") if is_unsure else "")
