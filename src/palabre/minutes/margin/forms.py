"""Form of the gesture that makes a thing of the words of a page."""

from __future__ import annotations

from django import forms

from palabre.minutes.margin.margin_gestures import LONGEST
from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm

FARTHEST = 999_999  # line or revision


def number_field() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=FARTHEST, required=False, widget=forms.HiddenInput)


class RecognitionForm(GestureForm):
    """Selected words and their line with a kind; or `making`, the kind and the line of a button, and the revision."""

    kind = HiddenField()
    words = HiddenField(max_length=LONGEST)
    line = number_field()
    making = HiddenField()
    revision = number_field()
