"""The form of a rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.meetings.agenda import agenda_choice
from palabre.meetings.dates.meeting_changes import MOST_MINUTES, PLACE_LENGTH, URL_LENGTH
from palabre.meetings.models import ZONE, Series
from palabre.meetings.polls.poll_phrases import ZONES, zone_in_words
from palabre.meetings.series.cadence import TITLE_LENGTH, WORDS_LENGTH, Wish
from palabre.spaces.models import Space
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm


class RhythmForm(GestureForm):
    """A rhythm in words, and optional fields. Those in `rare` are folded away."""

    heading = _("Keep a rhythm")
    send = _("Keep this rhythm")
    then: Sequence[Any] = (
        _("The next meeting is set by itself, about two weeks before. Nobody gets a message."),
        _("Each meeting can be moved or cancelled without the others."),
        _("The rhythm can be paused, ended and taken up again."),
        _("You don’t need a rhythm: a date each time is fine too."),
    )
    rare = ("zone", "template_key")

    words = due(
        LineField(
            label=_("How often?"),
            max_length=WORDS_LENGTH,
            help_text=_(
                "As you would say it: “every fortnight”, “the first Thursday of the month”, “every other Tuesday”."
            ),
        )
    )
    on = forms.DateField(
        label=_("From which day?"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Left empty: from the first one to come."),
    )
    at = forms.TimeField(
        label=_("At what time?"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    lasts = forms.IntegerField(label=_("How many minutes?"), required=False, min_value=1, max_value=MOST_MINUTES)
    place = LineField(label=_("Where?"), required=False, max_length=PLACE_LENGTH)
    video_url = forms.URLField(
        label=_("Address of the video call"), required=False, max_length=URL_LENGTH, assume_scheme="https"
    )
    title = LineField(label=_("A name for these meetings"), required=False, max_length=TITLE_LENGTH)
    skips_august = forms.BooleanField(label=_("Not in August"), required=False)
    zone = forms.ChoiceField(label=_("Hours of which place?"), required=False)
    template_key = forms.ChoiceField(label=_("Which agenda do these meetings begin with?"), required=False)

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone, fields = str(self.initial.get("zone") or ZONE), cast(dict[str, Any], self.fields)
        fields["zone"].choices = {**ZONES, zone: zone_in_words(zone)}
        templates = [(one.key, one.title) for one in agenda_choice.all_in(space)]
        fields["template_key"].choices = [("", _("The one that fits each meeting")), *templates]

    @property
    def often_said(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.rare]

    @property
    def rarely_said(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.rare]

    @property
    def opens_what_is_rare(self) -> bool:
        """Return whether a rare field has a value or an error, so that it must not be folded."""
        said = (self[name].value() for name in self.rare)
        return any(one not in ("", None, ZONE) for one in said) or any(self.has_error(one) for one in self.rare)

    def clean_zone(self) -> str:
        return str(self.cleaned_data["zone"] or ZONE)

    @classmethod
    def said_of(cls, series: Series) -> dict[str, Any]:
        """Return the initial values of the fields."""
        return Wish.of(series).values


class KeptRhythmForm(ShownForm, RhythmForm):
    """A rhythm that is kept already."""

    heading = _("Change this rhythm")
    then = (*RhythmForm.then[:-1], _("Meetings already set stay as they are."), RhythmForm.then[-1])

    @classmethod
    def said_of(cls, series: Series) -> dict[str, Any]:
        return super().said_of(series) | ShownForm.showing(Wish.of(series).values)


class DayForm(GestureForm):
    """One day of a rhythm, which a button says."""

    day = HiddenField()
