"""Forms of the dots: put one or take it back, open and close them, copy a card."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.forums.wall.sheets import LAST
from palabre.forums.wall.wall_lines import read_hours
from palabre.people.guests import new_form_token
from palabre.web.form.fields import HiddenField, LineField, PressedField, due
from palabre.web.form.gesture_form import GestureForm

LONGEST_HOUR, LONGEST_CARD = 20, 80  # characters
NO_CARD = re.compile(r"[^0-9\s,;.+-]")


def pressed_number() -> forms.IntegerField:
    """Return the number of a sheet that a button bears."""
    return forms.IntegerField(min_value=1, max_value=LAST, required=False, widget=forms.HiddenInput)


class BallotForm(GestureForm):
    """A ballot that is begun; or a dot, put on the question of the button or of the number typed, or taken back."""

    begin = PressedField()
    put, take = pressed_number(), pressed_number()
    number = forms.IntegerField(
        label=gettext_lazy("The number of a question"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
        error_messages={"invalid": gettext_lazy("This is not the number of a question. It is written before it: 12.")},
    )


class OpeningForm(GestureForm):
    """The hour until which dots are put, as phones are told it."""

    heading: Any = gettext_lazy("Open the dots")
    send: Any = gettext_lazy("Open the dots")
    leave: Any = gettext_lazy("Not yet")
    kicker = gettext_lazy("Forum")
    then: Sequence[Any] = (
        gettext_lazy("Phones show “Put my dots”. No name is asked."),
        gettext_lazy("Nobody sees a number before you close them, neither do you."),
        gettext_lazy("Cards of paper are typed on a page of yours: they count apart."),
    )

    until = LineField(
        label=gettext_lazy("Until what hour, if you say one?"),
        max_length=LONGEST_HOUR,
        required=False,
        help_text=gettext_lazy("“16:40”. Phones say it; you close the dots by hand."),
    )

    def be_of_open_dots(self) -> None:
        """Ask for another hour alone."""
        self.heading, self.send, self.leave, self.then = (
            _("The hour of the dots"),
            _("Say it"),
            _("Leave it as it was"),
            (),
        )

    def clean_until(self) -> datetime.time | None:
        typed: str = self.cleaned_data["until"]
        read = read_hours(typed)
        if read is None:
            raise forms.ValidationError(_("We cannot read this hour. Write it like this: 16:40."))
        return read[0].starts if read else None


class DotsClosingForm(GestureForm):
    """Close the dots."""

    heading = gettext_lazy("Close the dots")
    send = gettext_lazy("Close and count")
    leave = gettext_lazy("Leave them open")
    kicker = gettext_lazy("Forum")
    note = gettext_lazy("It cannot be undone: what they are counted from is deleted.")
    then: Sequence[Any] = (
        gettext_lazy("Nobody puts a dot any longer. Have the last cards typed first."),
        gettext_lazy("The proceedings show the dots of phones and those of cards, apart, in the order of the wall."),
        gettext_lazy("Fewer than five people on one side: its result is not shown, and not kept."),
    )


class CardForm(GestureForm):
    """The numbers of one card of paper: “12 7 3”."""

    heading = gettext_lazy("Type the cards")
    send = gettext_lazy("Copy this card")

    line = due(
        LineField(
            label=gettext_lazy("The numbers of one card"),
            max_length=LONGEST_CARD,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autofocus": True, "spellcheck": "false"}),
        )
    )
    form_token = HiddenField(initial=new_form_token)

    def clean_line(self) -> list[int]:
        typed: str = self.cleaned_data["line"]
        if NO_CARD.search(typed):
            raise forms.ValidationError(_("Numbers alone, with a space between them: 12 7 3"))
        return [int(one[:4]) for one in re.findall("[0-9]+", typed)]
