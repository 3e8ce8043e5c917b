"""Forms of an agenda: a point, its place, the template it begins with, and the templates of a space."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.meetings.agenda import agenda_items, agenda_templates
from palabre.meetings.agenda.agenda_choice import Chosen, all_in
from palabre.meetings.agenda.agenda_text import minutes_in
from palabre.meetings.agenda.item_kinds import WORDS
from palabre.meetings.agenda.item_order import STEPS
from palabre.meetings.models import AgendaItem
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.web.form.fields import HiddenField, LineField, TextField, due
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm

MINUTES_LENGTH = 12
NO_KIND = format_lazy("{} {}", _("That is not one of the kinds of points."), _("Choose one of the list, or none."))
NO_LENGTH = format_lazy(
    "{} {}", _("We cannot read how long in these words."), _("Write a number of minutes: 10, for example.")
)
NO_STEP = _("A point goes up or down.")


class PointForm(GestureForm):
    """A point. `holders` gives who may bring it: it is called once, if they are shown or checked."""

    text = due(LineField(label=_("The point"), max_length=agenda_items.LONGEST))
    kind = forms.ChoiceField(
        label=_("What for"),
        choices=[("", _("not said")), *WORDS.items()],
        required=False,
        error_messages={"invalid_choice": NO_KIND},
    )
    minutes = LineField(
        label=_("How many minutes"),
        max_length=MINUTES_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    holder = forms.ChoiceField(
        label=_("Who brings it"),
        required=False,
        error_messages={"invalid_choice": _("This person is not of this space.")},
    )

    to_read = TextField(
        rows=2,
        label=_("To read before"),
        max_length=agenda_items.LONGEST_READING,
        required=False,
        help_text=_("One line for each: a title, a link, or both."),
    )

    def __init__(self, *args: Any, holders: Callable[[], list[tuple[int, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["holder"].choices = cache(  # type: ignore[attr-defined]
            lambda: [("", _("nobody yet")), *holders()]
        )

    def clean_minutes(self) -> int | None:
        typed = self.cleaned_data["minutes"]
        minutes = minutes_in(f"{typed} min" if is_number(typed) else typed)
        if typed and minutes is None:
            raise forms.ValidationError(NO_LENGTH)
        return minutes

    def clean_holder(self) -> Person | None:
        return Person.objects.filter(pk=self.cleaned_data["holder"] or 0).first()

    @staticmethod
    def said_of(item: AgendaItem) -> dict[str, Any]:
        """Return the initial values of the fields."""
        said = agenda_items.fields_of(agenda_items.details_read(item)) | {"holder": item.holder_id}
        return said | ShownForm.showing(said)


class ChangedPointForm(ShownForm, PointForm):
    """A point that is said otherwise."""


class StepForm(GestureForm):
    """One place up or down, from the place that was seen."""

    way = forms.ChoiceField(
        choices=[(way, way) for way in STEPS], error_messages={"required": NO_STEP, "invalid_choice": NO_STEP}
    )
    seen = forms.IntegerField(required=False)


class BeginningForm(GestureForm):
    """The template that an agenda begins with."""

    send = _("Begin this agenda")

    key = forms.ChoiceField(
        label=_("Begin with"),
        required=False,
        error_messages={"invalid_choice": _("That is not one of the templates.")},
    )

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = lambda: [  # type: ignore[attr-defined]
            (one.key, one.title) for one in all_in(space)
        ]


class KeyForm(GestureForm):
    """The template of a space that a page shows."""

    key = HiddenField()


class TemplateForm(ShownForm, KeyForm):
    """The words of a template."""

    send = _("Save")

    title = LineField(label=_("Name"), max_length=agenda_templates.TITLE_LENGTH, required=False)
    text = TextField(
        label=_("The points"),
        max_length=agenda_templates.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"class": "tall"}),
        help_text=_(
            "After a bar, how long and what for: “Weather round | 30 min | weather”. A line that begins with a dash "
            "tells more of the point above."
        ),
    )

    @staticmethod
    def said_of(template: Chosen) -> dict[str, str]:
        """Return the initial values of the fields."""
        texts = agenda_templates.words_in(template)
        return {"key": template.key} | texts | ShownForm.showing(texts)
