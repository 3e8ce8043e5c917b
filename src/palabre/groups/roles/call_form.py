"""The form of a call, which the page of its group shows too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH, Role
from palabre.groups.roles.role_labels import BEGINNINGS
from palabre.pure.french import shortened
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

ROOM = 100  # characters of a call, beside those of its question
NOBODY_YET = _("We are looking for someone to ")


class CallForm(GestureForm):
    """A call, sent from its page or from the page of a group; it begins with a sentence for its `role`.

    With a `question`, that sentence says its words.
    """

    heading = _("Look for someone")
    kicker = _("Wanted")
    send = _("Publish the call")
    promise = _("It will be on the home page too.")

    words = due(
        LineField(
            label=_("Who are you looking for?"),
            max_length=WORDS_LENGTH,
            widget=forms.Textarea(attrs={"rows": 3, "id": "call"}),
        )
    )
    role = forms.ChoiceField(choices=[("", ""), *Role.choices], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, role: str = "", question: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        known = Role(role) if role in Role.values else None
        words = beginning_for(question, known) if question else BEGINNINGS[known] if known else NOBODY_YET
        self.initial = {"role": known or "", "words": typeset(words)}


def beginning_for(question: str, role: Role | None) -> str:
    """Return the sentence of a call for a question, within the length of a call."""
    said = {"question": shortened(question, WORDS_LENGTH - ROOM)}
    if role == Role.CONVENER:
        return gettext("We are looking for someone to host this question: “%(question)s”") % said
    return gettext("We are looking for people to go on with this question: “%(question)s”") % said
