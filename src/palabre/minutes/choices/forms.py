"""Forms of the choices about what was read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.minutes.choices.import_choices import LONGEST
from palabre.minutes.choices.people_list import LONGEST_LIST, People, as_lines, people_in
from palabre.web.form.fields import HiddenField, LineField, PressedField, TextField
from palabre.web.form.gesture_form import GestureForm

MOST_ROWS = 16
KEY_LENGTH = 120


def people_field(label: Any, **options: Any) -> TextField:
    widget = forms.Textarea(attrs={"class": "names", "spellcheck": "false"})
    return TextField(label=label, required=False, max_length=LONGEST_LIST, widget=widget, **options)


class PeopleForm(GestureForm):
    """The persons present and those excused, one per line; `as_text`: the list stays words of the page."""

    present = people_field(_("One person per line"))
    excused = people_field(_("Excused"))
    as_text = PressedField()

    def __init__(self, *args: Any, listed: tuple[People, People] = ([], []), **options: Any) -> None:
        present, excused = listed
        initial = {"present": as_lines(present), "excused": as_lines(excused)}
        super().__init__(*args, initial=initial, **options)
        for name, people, least in (("present", present, 4), ("excused", excused, 2)):
            self.fields[name].widget.attrs["rows"] = min(max(len(people) + 1, least), MOST_ROWS)

    def people(self) -> tuple[People, People]:
        """Return the persons of a valid form: nobody where the list stays text."""
        if self.cleaned_data["as_text"]:
            return [], []
        return people_in(self.cleaned_data["present"]), people_in(self.cleaned_data["excused"])


class KeyForm(GestureForm):
    """The thing that a button is beside."""

    key = HiddenField(max_length=KEY_LENGTH)


class WordsForm(GestureForm):
    """The words of one thing that was read. Emptied, they are those of the text again."""

    heading = _("Correct these words")
    send = _("Save")
    leave = _("Leave it as it was")

    words = LineField(
        label=_("In your words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The text of the minutes does not change. Emptied, the words are those of the text again."),
    )
