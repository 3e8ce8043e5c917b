"""Forms of a gathering: its first title, its words, place and number of people, its format, its day, its readers."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.gatherings.gathering_preparation import (
    ADDRESS_LENGTH,
    FORMAT_LENGTH,
    INTENTION_LENGTH,
    LARGEST,
    PLACE_LENGTH,
    TITLE_LENGTH,
    GatheringDetails,
    formats_in,
)
from palabre.gatherings.models import Gathering
from palabre.meetings.polls.date_options import LONGEST
from palabre.people.guests import new_form_token
from palabre.web.form.fields import HiddenField, LineField, TextField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm

FORMATS_LENGTH = 400
NO_NUMBER = format_lazy(
    "{} {}", gettext_lazy("We cannot read how many people fit."), gettext_lazy("Write a number: 30. Or leave it empty.")
)
NO_ROOM = format_lazy(
    "{} {}",
    gettext_lazy("A gathering holds from one person to five thousand."),
    gettext_lazy("Leave it empty if everybody fits."),
)


class NewGatheringForm(GestureForm):
    """A title, which is already there."""

    heading = gettext_lazy("Prepare a gathering")
    lead = gettext_lazy("A day when each group shows what it does, and others come and meet it.")
    send = gettext_lazy("Prepare it")
    then = (
        gettext_lazy("Each group has its card, already begun with what it says of itself."),
        gettext_lazy("The day, the place and the rest come later, when you know them."),
        gettext_lazy("Only members see it until you announce it."),
    )

    title = LineField(label=gettext_lazy("What is it called?"), max_length=TITLE_LENGTH, required=False)
    form_token = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)


class GatheringForm(ShownForm):
    """Words, place and number of people of a gathering; its day has a page of its own."""

    heading = gettext_lazy("Words, place and number of people")
    kicker = gettext_lazy("Gathering")
    send = gettext_lazy("Save")
    leave = gettext_lazy("Leave it as it was")

    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_LENGTH, required=False)
    intention = forms.CharField(
        label=gettext_lazy("The intention: why come"),
        max_length=INTENTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = LineField(label=gettext_lazy("Place"), max_length=PLACE_LENGTH, required=False)
    video_url = LineField(
        label=gettext_lazy("Address of the video call"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=gettext_lazy("Only those who have a place receive it."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("How many people fit?"),
        min_value=1,
        max_value=LARGEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Leave it empty if everybody fits. Those who come after are on a waiting list."),
        error_messages={"invalid": NO_NUMBER, "min_value": NO_ROOM, "max_value": NO_ROOM},
    )
    formats = LineField(
        label=gettext_lazy("Possible formats"),
        max_length=FORMATS_LENGTH,
        required=False,
        help_text=gettext_lazy("As you would say it: “world café or pro-action café?”. You choose later."),
    )

    @staticmethod
    def said_of(gathering: Gathering) -> dict[str, Any]:
        """Return the initial values of the fields."""
        kept = {name: getattr(gathering, name) for name in ("title", "intention", "place", "video_url")}
        kept |= {"capacity": gathering.roll.capacity, "formats": f" {_('or')} ".join(gathering.formats)}
        return kept | ShownForm.showing(GatheringDetails.of(gathering).values)


class FormatForm(GestureForm):
    """One of the proposed formats, by the button that bears it; "" leaves the choice open again."""

    format = HiddenField(max_length=FORMAT_LENGTH)


class DayForm(GestureForm):
    """One day or several, in words."""

    heading = gettext_lazy("The day")
    kicker = gettext_lazy("Gathering")
    send = gettext_lazy("Set or seek the day")
    leave = gettext_lazy("Leave it as it was")

    words = TextField(
        label=gettext_lazy("Which day, at what time?"),
        max_length=LONGEST,
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "As you would say it: “Saturday 12 December from 14:00 to 17:00”. Several days make a poll."
        ),
    )
    form_token = HiddenField(initial=new_form_token)


class AnnouncementForm(GestureForm):
    """The readers of the gathering, who may register."""

    to = forms.ChoiceField(
        label=gettext_lazy("Who can see it, and register?"),
        choices=[
            ("all", gettext_lazy("Everybody, by its own address")),
            ("members", gettext_lazy("The members of this space")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


def details(said: dict[str, Any]) -> GatheringDetails:
    """Return the details that a valid form says."""
    kept = {one.name: said[one.name] for one in dataclasses.fields(GatheringDetails)}
    return GatheringDetails(**kept | {"formats": formats_in(said["formats"])})
