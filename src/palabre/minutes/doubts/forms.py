"""Form of an answer: what its button says, and the day or the name when it asks for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.minutes.doubts.day_doubts import LONGEST
from palabre.minutes.models import Doubt
from palabre.people.models import NAME_LENGTH
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm

CHOICE_LENGTH = Doubt._meta.get_field("answer").max_length or 0


class ChoiceForm(GestureForm):
    """The answer that a button says."""

    choice = HiddenField(max_length=CHOICE_LENGTH)


class AnswerForm(ChoiceForm):
    """An answer, and the day, or the name, of one that asks for it. A refused day is typed again in words."""

    on = due(LineField(label=_("Which day"), max_length=LONGEST, widget=forms.TextInput(attrs={"id": "jour"})))
    who = due(LineField(label=_("Name"), max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"id": "qui"})))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].widget.input_type = "text" if self["on"].data else "date"
        self.fields["on"].widget.attrs["autofocus"] = bool(self["on"].data)
