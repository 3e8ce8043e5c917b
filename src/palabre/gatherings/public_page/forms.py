"""Form of who registers for a gathering."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.guests import new_form_token
from palabre.people.models import NAME_LENGTH
from palabre.registrations.enrolment import ADDRESS_LENGTH
from palabre.web import dates_in_words
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm


class RegistrationForm(GestureForm):
    """A name and a mail address, deleted on the day `forget_on`."""

    name = due(
        LineField(
            label=gettext_lazy("Your first name and surname"),
            max_length=NAME_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )
    )
    email = due(
        LineField(
            label=gettext_lazy("Your email address"),
            max_length=ADDRESS_LENGTH,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
    )
    form_token = HiddenField(initial=new_form_token)

    def __init__(self, *args: Any, forget_on: datetime.date | None, **options: Any) -> None:
        super().__init__(*args, **options)
        day = dates_in_words.plain_day(forget_on, today=timezone.localdate()) if forget_on else ""
        self.fields["email"].help_text = _(
            "They serve this day only. Only those who organise it, or look after the space, see them. "
            "They are deleted on %(day)s."
        ) % {"day": day}
