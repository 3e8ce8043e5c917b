"""The form of a space's settings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.people.space_creation import SPACE_NAME_LENGTH
from palabre.spaces.models import SENTENCE_LENGTH, Space
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.wiki.copies import page_licences


class SettingsForm(GestureForm):
    """The name of a space, a sentence about it, and the licence of its texts: a known one, or another in words."""

    heading = _("Settings")
    kicker = _("Space")
    lead = _("Any member may change them. What you change is in the journal, and can be undone.")
    send = _("Save")

    name = due(LineField(label=_("Name of your community"), max_length=SPACE_NAME_LENGTH))
    sentence = LineField(
        label=_("One sentence about it, if you like"),
        max_length=SENTENCE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is read first, under the name: who you are, what brings you together."),
    )
    licence = forms.ChoiceField(
        label=_("Licence of the texts"),
        choices=[*((one.name, one.name) for one in page_licences.KNOWN), ("", _("Another one"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A page that has a licence of its own keeps it."),
    )
    words = LineField(label=_("The name of another licence"), max_length=page_licences.LONGEST, required=False)

    @staticmethod
    def said_of(space: Space) -> dict[str, str]:
        """Return the initial values of the fields."""
        is_known = any(one.name == space.licence for one in page_licences.KNOWN)
        licence = {"licence": space.licence if is_known else "", "words": "" if is_known else space.licence}
        return {"name": space.name, "sentence": space.sentence, **licence}
