"""Forms of the pages that a personal link opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.home.you.forms import ERRORS
from palabre.meetings.agenda import agenda_items
from palabre.people.models import Person
from palabre.web.form.fields import LineField, TextField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

CALL_LENGTH = 250  # characters after the fixed beginning of a call
LARGEST_REVISION = 999_999_999


ACTION_GESTURES = ("take", "back", "hanging", "done", "not_done")


class ActionForm(GestureForm):
    """One of the answers about an action, by its button."""

    gesture = forms.ChoiceField(choices=[(name, name) for name in ACTION_GESTURES], error_messages=ERRORS)


class PointForm(GestureForm):
    """A point for the agenda."""

    point = LineField(
        label=gettext_lazy("A point you would like to talk about"),
        max_length=agenda_items.LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"required": True}),
    )


class CallForm(GestureForm):
    """The end of the call for somebody to carry the group with `person`."""

    words = LineField(
        max_length=CALL_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("from a rural town")}),
        help_text=gettext_lazy("Say who you would like, or leave it empty."),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        name = typeset(person.first_name)
        self.fields["words"].label = _("Wanted: someone to carry it with %(name)s,") % {"name": name}


class PageTextForm(GestureForm):
    """The text of a page, and the revision that it is based on."""

    text = TextField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "tall", "dir": "auto", "spellcheck": "true", "rows": 14}),
        help_text=gettext_lazy(
            "Start a line with # for a heading, with - for a list item. **Two stars** make words bold."
        ),
    )
    base = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, required=False, widget=forms.HiddenInput)
