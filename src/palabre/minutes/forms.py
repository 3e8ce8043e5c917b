"""Forms of minutes to be read: their text, or their file."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.minutes.imports import uploaded_files


class MinutesField(forms.CharField):
    """A text as it was copied. A stray null character, which no keyboard types, is no reason to send it back."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\x00", "")


class MinutesForm(forms.Form):
    """One large field to paste in, or a file to drop. Bounds are the act's: it refuses with a sentence."""

    text = MinutesField(
        label=_("Text of the minutes"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "tall", "rows": 18, "spellcheck": "false"}),
        help_text=_(
            "Paste it as it is: from an email, a pad, a wiki or a document. "
            "Headings and lists help; nothing is required."
        ),
    )
    document = forms.FileField(
        label=_("Or a file: .md, .txt, .docx, .odt or .pdf"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".md,.markdown,.txt,.docx,.odt,.pdf"}),
    )

    def read(self) -> str:
        """Return the text given; a file wins over the field. Raises a Refusal that says what cannot be read."""
        document = self.cleaned_data.get("document")
        if document is None:
            return str(self.cleaned_data["text"])
        return uploaded_files.text_of_upload(document.name, document.read(uploaded_files.LARGEST + 1))


class FirstMinutesForm(MinutesForm):
    """Minutes brought before there is a space: a name for it, and who brings them. Nothing more."""

    space_name = forms.CharField(label=_("Name of your community"), max_length=200)
    your_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    form_token = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_token": secrets.token_urlsafe(18)})
        super().__init__(*args, **kwargs)

    def clean_form_token(self) -> str:
        """A space that the instance made from a form_token of its own (the demonstration) is no form's to take."""
        return f"form:{self.cleaned_data['form_token']}"
