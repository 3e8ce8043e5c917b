"""Forms of the wall: its photo, and a place that is lost."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from palabre.web.form.fields import PressedField
from palabre.web.form.gesture_form import GestureForm


class WallPhotoForm(GestureForm):
    """One photo of the whole wall."""

    heading = gettext_lazy("Photograph the wall")
    lead = gettext_lazy("Each phone and the projector show it, before a word is typed.")
    note = gettext_lazy("Whoever reads this forum sees it: have the sheets in it, and no face.")
    kicker = gettext_lazy("Forum")
    send = gettext_lazy("Show it to everybody")
    promise = gettext_lazy("You can undo it.")

    file = forms.FileField(
        label=gettext_lazy("A photo of the wall"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("It becomes one light picture in grey. The place and the device leave with the file."),
    )


class LossForm(GestureForm):
    """A place that is lost, or that can be used again."""

    place = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    is_lost = PressedField()
