"""Forms to create a space and to ask a question."""

from __future__ import annotations

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.questions.question_access import LONGEST
from palabre.people.models import NAME_LENGTH
from palabre.people.space_creation import SPACE_NAME_LENGTH
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm


def new_space_token() -> str:
    return secrets.token_urlsafe(18)


class FoundingForm(GestureForm):
    """A name for the space, and the name of its first person. Nothing more."""

    heading = _("Start without minutes")
    lead = _("A name for your community, and yours. Nothing more.")
    send = _("Begin")

    space_name = due(LineField(label=_("Name of your community"), max_length=SPACE_NAME_LENGTH))
    your_name = due(
        LineField(label=_("Your name"), max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput, initial=new_space_token)
    like = forms.SlugField(max_length=80, required=False, widget=forms.HiddenInput)

    def clean_form_token(self) -> str:
        """Prefix the token: no form may claim a space whose token the server made (the demonstration)."""
        return f"form:{self.cleaned_data['form_token']}"


class QuestionForm(GestureForm):
    """A question, as people say it. Who hosts it is asked once it is there."""

    heading = _("Ask a question")
    lead = _("What you would like to work on with others. A group starts when someone hosts it.")
    send = _("Ask this question")

    text = LineField(
        label=_("Your question, as you would say it aloud"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "spoken"}),
        error_messages={"required": _("Write the question: a few words are enough.")},
    )
