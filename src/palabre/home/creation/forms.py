"""Forms to create a space and to ask a question."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FoundingForm(forms.Form):
    """A name for the space, and the name of its first person. Nothing more."""

    space_name = forms.CharField(label=_("Name of your community"), max_length=200)
    your_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_token": secrets.token_urlsafe(18)})
        super().__init__(*args, **kwargs)

    def clean_form_token(self) -> str:
        """Prefix the token: no form may claim a space whose token the server made (the demonstration)."""
        return f"form:{self.cleaned_data['form_token']}"


class QuestionForm(forms.Form):
    """A question, as people say it; its author may carry it."""

    text = forms.CharField(
        label=_("Your question, as you would say it aloud"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "spoken"}),
        error_messages={"required": _("Write the question: a few words are enough.")},
    )
    carried = forms.BooleanField(label=_("I carry it: I bring people together around it"), required=False)
