"""The form of a note's text, wherever it is written without the live editor."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.notes.markdown.prepared_text import TooLong, clean
from palabre.notes.models import Note
from palabre.web.form.gesture_form import GestureForm

LARGEST_REVISION = 2_000_000_000


class LiteralField(forms.CharField):
    """A text kept exactly as typed: a leading blank line is kept."""

    widget = forms.Textarea(attrs={"class": "tall", "dir": "auto", "spellcheck": "true"})

    def __init__(self, **options: Any) -> None:
        help_text = _(
            "Start a line with # for a heading, with - for a list item. **Two stars** make words bold. "
            "[[A page]] links to it."
        )
        super().__init__(strip=False, required=False, help_text=help_text, **options)

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except TooLong as refusal:
            raise ValidationError(str(refusal), code="too_long") from refusal


class NoteForm(GestureForm):
    """The text of a note, and the revision on which it is based."""

    text = LiteralField(label=_("Text"))
    base = forms.IntegerField(min_value=0, max_value=LARGEST_REVISION, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, note: Note) -> Self:
        """Return a form with the text of this note as it stands."""
        return cls(initial={"text": note.body_md, "base": note.revision})

    def clean(self) -> None:
        if self.errors.pop("base", None):
            raise ValidationError(
                gettext("This form is broken. Copy your text, open the page again and paste it there.")
            )
