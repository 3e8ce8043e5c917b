"""Forms of the pages that a personal link opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.home.you.forms import ERRORS
from palabre.meetings.agenda import agenda_items
from palabre.notes.note_form import NoteForm
from palabre.people.models import Person
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

CALL_LENGTH = 250  # characters after the fixed beginning of a call


ACTION_GESTURES = ("take", "back", "hanging", "done", "not_done")


class ActionForm(GestureForm):
    """One of the answers about an action, by its button."""

    gesture = forms.ChoiceField(choices=[(name, name) for name in ACTION_GESTURES], error_messages=ERRORS)


class PointForm(GestureForm):
    """A point for the agenda."""

    point = due(LineField(label=gettext_lazy("A point you would like to talk about"), max_length=agenda_items.LONGEST))


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
        self.fields["words"].label = _("Wanted: someone to host it with %(name)s,") % {"name": name}


class PageTextForm(NoteForm):
    """The text of a page, whose links to other pages lead a guest nowhere."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].help_text = _(
            "Start a line with # for a heading, with - for a list item. **Two stars** make words bold."
        )
