"""The form of a call, which the page of its group shows too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH, Role
from palabre.groups.roles.role_labels import BEGINNINGS
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

NOBODY_YET = _("We are looking for someone to ")


class CallForm(GestureForm):
    """A call, sent from its page or from the page of a group; it begins with a sentence for its `role`."""

    heading = _("Look for someone")
    kicker = _("Wanted")
    send = _("Publish the call")
    promise = _("It will be on the home page too.")

    words = due(
        LineField(
            label=_("Who are you looking for?"),
            max_length=WORDS_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2, "id": "call"}),
        )
    )
    role = forms.ChoiceField(choices=[("", ""), *Role.choices], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, role: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        known = Role(role) if role in Role.values else None
        self.initial = {"role": known or "", "words": typeset(BEGINNINGS[known] if known else NOBODY_YET)}
