"""Forms of the room: its door, a first name, and everything that its gestures say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from palabre.people.models import NAME_LENGTH
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm

CODE_LENGTH = 12  # eight letters, with the spaces that people type
PARAMETERS = (
    *("version", "item", "extra", "hides", "person", "here", "circle", "holder", "spoke", "to", "signed", "group"),
    *("weather", "action", "need", "answer", "decision", "objection", "next", "seen"),
)


class CodeForm(GestureForm):
    """The eight letters that the screen of a room shows."""

    heading = _("Join a meeting")
    lead = _("Eight letters are shown on the screen of the room.")
    send = _("Enter")

    code = due(
        LineField(
            label=_("The eight letters"),
            max_length=CODE_LENGTH,
            widget=forms.TextInput(
                attrs={
                    "id": "lettres",
                    "class": "eight",
                    "autocapitalize": "characters",
                    "spellcheck": "false",
                }
            ),
        )
    )


class FirstNameForm(GestureForm):
    """The first name of a guest."""

    kicker = _("Meeting")
    send = _("Enter")

    name = due(
        LineField(
            label=_("Your first name?"),
            max_length=NAME_LENGTH,
            widget=forms.TextInput(attrs={"id": "prenom", "autocomplete": "given-name"}),
            help_text=_("No account, no password. Those in the room will see your name."),
        )
    )
    form_token = HiddenField()


class RoleForm(GestureForm):
    """The screen that a form or an address asks for, as `as`."""

    role = HiddenField()

    def add_prefix(self, field_name: str) -> str:
        return "as"

    @classmethod
    def asked(cls, request: HttpRequest) -> str:
        """Return the role that was asked for, "" without one."""
        sent = (cls.of(request), cls(request.GET))
        return next((said for form in sent if form.is_valid() and (said := form.cleaned_data["role"])), "")


class ParametersForm(GestureForm):
    """Parameters of a gesture: numbers of rows, choices. They are in its form, or in the address of its button."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {name: HiddenField() for name in PARAMETERS}

    @classmethod
    def said(cls, request: HttpRequest) -> dict[str, str]:
        """Return the parameters; one that is too long is none."""
        parameters = dict.fromkeys(PARAMETERS, "")
        for form in (cls(request.GET), cls.of(request)):
            form.is_valid()
            parameters |= {name: said for name, said in form.cleaned_data.items() if said}
        return parameters


def typed_words(request: HttpRequest) -> dict[str, str]:
    """Return everything that was typed, by the names of the fields, to be shown again."""
    return dict(GestureForm.of(request).data.items())
