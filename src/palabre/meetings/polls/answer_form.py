"""The forms of who answers a date poll: on its page, by a personal link, and by a link that was given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palabre.meetings.polls.poll_answers import WORDS_LENGTH as ANSWER_LENGTH
from palabre.meetings.polls.poll_answers import choices_in
from palabre.meetings.polls.poll_screen import ShownPoll
from palabre.people.guests import VisitorForm
from palabre.pure.addressbook import ADDRESS_LENGTH
from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm


class ChosenDates(forms.Widget):
    """The choices by option number. The page of the poll shows their buttons, each beside its date."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, str]:
        return choices_in(data)


class AnswerForm(VisitorForm):
    """An answer to a poll."""

    dates = forms.Field(required=False, widget=ChosenDates)
    words = LineField(
        label=gettext_lazy("A word for the others, if you like"), max_length=ANSWER_LENGTH, required=False
    )

    @property
    def typed(self) -> dict[int, str]:
        """Return the choices that were sent."""
        return self["dates"].value() or {}

    def over(self, page: ShownPoll) -> AnswerForm:
        """Return the form with the words of the former answer, unless others were sent."""
        self.initial["words"] = page.mine.words if page.mine else ""
        return self


class AddressForm(GestureForm):
    """The address of a guest, if they like."""

    address = LineField(
        label=gettext_lazy("To be told if this changes: your address, if you like"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Only those who prepare this meeting use it, for this meeting."),
    )
