"""Forms of the day of a meeting: set in words, then changed in words or field by field."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.meetings.dates.meeting_changes import MOST_MINUTES, PLACE_LENGTH, URL_LENGTH, plan_in_words
from palabre.meetings.dates.meeting_date import LONGEST
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm

NO_DAY = format_lazy("{} {}", _("We cannot read this day."), _("For example: 2027-12-01, or in words above."))
NO_HOUR = format_lazy("{} {}", _("We cannot read this time."), _("For example: 14:30."))
NO_LENGTH = format_lazy("{} {}", _("A meeting lasts from one minute to a day."), _("Write its length in minutes: 90."))


class DateForm(GestureForm):
    """The day of a meeting, in words."""

    send = _("Set this date")
    then = (
        _("The meeting appears on the home page. Nobody gets a message."),
        _("You can undo it in one click."),
        _("No date is an answer too: you don’t have to meet."),
    )

    words = due(
        LineField(
            label=_("Which day, at what time, where?"),
            max_length=LONGEST,
            help_text=format_lazy(
                "{} {} {}",
                _("As you would say it: “next Tuesday at 14:00, at the town hall”. The time and place can wait."),
                _("“Now” is a day too."),
                _("Several days are shown first, then you ask who can come."),
            ),
        )
    )


class ChangeForm(GestureForm):
    """The plan of a meeting. Its words are read after the fields; `base` is the mark of the plan that was shown."""

    then = (_("Nobody gets a message by itself: you say so afterwards."), _("You can undo it in one click."))

    base = HiddenField()
    words = LineField(
        label=_("Which day, at what time, where?"),
        max_length=LONGEST,
        required=False,
        help_text=_(
            "As you would say it: “next Thursday at 18:00, at the library”. What you leave out stays as it is."
        ),
    )
    on = forms.DateField(
        label=_("Day"),
        input_formats=["%Y-%m-%d"],
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": NO_DAY},
    )
    at = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M", "%H:%M:%S"],
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": NO_HOUR},
    )
    lasts = forms.IntegerField(
        label=_("Length, in minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_LENGTH),
    )
    place = LineField(label=_("Place"), max_length=PLACE_LENGTH, required=False)
    video_url = LineField(
        label=_("Address of the video call"),
        max_length=URL_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )

    fields_one_by_one = ("on", "at", "lasts", "place", "video_url")

    @property
    def by_field(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields_one_by_one]

    @classmethod
    def said_of(cls, planned: Planned) -> dict[str, Any]:
        """Return the initial values of the fields."""
        return {name: getattr(planned, name) for name in cls.fields_one_by_one} | {"base": planned.mark()}

    def planned(self, *, today: datetime.date) -> Planned:
        """Return the plan that the fields say, then the words. Raise a Refusal for words that give no day."""
        said = Planned(**{name: self.cleaned_data[name] for name in self.fields_one_by_one})
        words = self.cleaned_data["words"]
        return plan_in_words(said, words, today=today) if words else said

    def follow(self, there: Planned) -> None:
        """Let what was typed be sent again over this plan, which its reader sees now."""
        self.data = MultiValueDict({**dict(self.data.lists()), "base": [there.mark()]})  # type: ignore[attr-defined]


class UndoForm(GestureForm):
    """The entry of the change to undo."""

    change = HiddenField()
