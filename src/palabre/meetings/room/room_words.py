"""Fields of a room, with their bounds, and the form that writes and reads them.

They stand in the part of the page that lives, made for many phones at once: the tag `words_field` has this form write
each of them once a language, and puts in the value of each row. `form` is the form of the page that sends a field.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.actions import new_action
from palabre.groups.models import WORDS_LENGTH
from palabre.groups.needs import need_answers
from palabre.groups.typed_values import LONGEST_LINE
from palabre.meetings.decisions import decision_adoption, decision_objections, decision_proposals, review_dates
from palabre.meetings.room.circle import LONGEST_QUESTION, LONGEST_SENTENCE
from palabre.meetings.room.room_presence import LONGEST_TEXT
from palabre.people.models import NAME_LENGTH
from palabre.pure.addressbook import ADDRESS_LENGTH
from palabre.web.form.fields import LineField, TextField
from palabre.web.form.gesture_form import GestureForm


def words_line(
    label: Any, longest: int, *, form: str = "parole", kind: str = "text", suggested: str = "", **options: Any
) -> LineField:
    """Make a field of one line; `kind` is its type in HTML, `suggested` the id of a list of words to choose from."""
    widget = forms.TextInput(attrs={"form": form} | ({"list": suggested} if suggested else {}))
    widget.input_type = kind
    return LineField(label=label, max_length=longest, required=False, widget=widget, **options)


def words_area(label: Any, longest: int, *, form: str = "parole", rows: int = 2, **options: Any) -> TextField:
    widget = forms.Textarea(attrs={"form": form, "rows": rows})
    return TextField(label=label, max_length=longest, required=False, widget=widget, **options)


def end_choice(label: Any, **choices: Any) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"form": "fin"})
    return forms.ChoiceField(label=label, choices=list(choices.items()), required=False, widget=widget)


CHOOSE, NONE = _("Look for a date"), _("No next one for now")
FIELDS: dict[str, forms.Field] = {
    "name": words_line(_("Add a name"), NAME_LENGTH, form="ajout"),
    "names": words_area(
        _("One name on each line"), LONGEST_TEXT, form="ajout", rows=4, help_text=_("Or between commas.")
    ),
    "question": words_line(
        _("The question of the circle"),
        LONGEST_QUESTION,
        help_text=_("Say it aloud first: does everyone want it? Nothing will be noted but its length."),
    ),
    "text": words_area(
        _("Your sentence"),
        LONGEST_SENTENCE,
        help_text=_("Only this sentence goes into the minutes. You may also leave nothing."),
    ),
    "signed": forms.BooleanField(
        label=_("With my name"), required=False, widget=forms.CheckboxInput(attrs={"form": "parole", "value": "1"})
    ),
    "answer": words_line(_("The answer, in a line"), need_answers.LONGEST),
    "reason": words_area(
        _("What harm would it do?"),
        decision_objections.LONGEST,
        help_text=_("The screens show it without your name; the page of the decision says who made it."),
    ),
    "review": words_line(
        _("Look at it again when, if you wish"),
        review_dates.LONGEST,
        help_text=_("In your words: “in six months”, “on 15 September”."),
    ),
    "wording": words_area(_("The proposal"), decision_proposals.LONGEST),
    "why": words_line(_("Why, if you wish"), decision_adoption.LONGEST),
    "proposal": words_area(_("What is proposed"), decision_proposals.LONGEST),
    "with": words_line(_("With whom, if you wish"), LONGEST_LINE),
    "line": words_line(
        _("One more thing to do"),
        new_action.LONGEST,
        help_text=_("With a name and a day, it is proposed to that person: “Anouk calls the mason before Friday”."),
    ),
    "to": words_line(_("Propose it to"), NAME_LENGTH, suggested="qui-est-la"),
    "address": words_line(
        _("Your address, to receive the minutes (optional)"),
        ADDRESS_LENGTH,
        kind="email",
        help_text=_("Only those who prepare these meetings use it."),
    ),
    "words": words_area(_("Where the project is"), WORDS_LENGTH, form="projet", rows=1),
    "next_step": words_area(_("What comes next"), WORDS_LENGTH, form="projet", rows=1),
    "next": end_choice(_("Next meeting"), choose=CHOOSE, none=NONE),
    "next_kept": end_choice(_("Next meeting"), keep=_("Keep this date"), choose=_("Look for another date"), none=NONE),
}
NAMES = {"next_kept": "next"}  # of fields that are sent under another name


def name_of_words(field: str, key: int | str = "") -> str:
    """Return the name of the HTML field: that of a row ends with its key."""
    name = NAMES.get(field, field)
    return f"{name}-{key}" if key else name


class WordsForm(GestureForm):
    """One field of a room: its form of the page sends the unfinished words of other rows along."""

    def __init__(self, *args: Any, only: str, **options: Any) -> None:
        self.base_fields = {only: FIELDS[only]}  # type: ignore[misc]  # of this form alone
        super().__init__(*args, **options)

    def add_prefix(self, field_name: str) -> str:
        return name_of_words(field_name, self.prefix or "")
