"""Forms of the question that a poll asks: of whom, and until which day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.meetings.models import ZONE, DatePoll
from palabre.meetings.polls.date_poll import PLACE_LENGTH, TITLE_LENGTH, WORDS_LENGTH, PollDraft
from palabre.meetings.polls.poll_phrases import ZONES, zone_in_words
from palabre.meetings.polls.shown_fields import zone_choices
from palabre.meetings.polls.typed_people import TEXT_LENGTH
from palabre.people.models import Person
from palabre.web.form.fields import HiddenField, LineField, TextField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

LASTS = (30, 60, 90, 120, 180, 240)  # minutes
NO_DEADLINE = format_lazy(
    "{} {}", gettext_lazy("The day to answer by is no day."), gettext_lazy("For example: 2026-12-01.")
)
NO_ZONE = format_lazy("{} {}", gettext_lazy("This time zone is unknown."), gettext_lazy("Choose one of the list."))


class PeopleField(forms.MultipleChoiceField):
    """Some of the people of a list, by id. Ids that are not on it are left out."""

    widget = forms.CheckboxSelectMultiple
    people: list[tuple[int, str]] = []

    def offer(self, people: list[tuple[int, str]]) -> None:
        self.people = self.choices = people

    def validate(self, value: Any) -> None:
        """Accept any value."""

    def clean(self, value: Any) -> list[int]:
        known = {str(number) for number, _name in self.people}
        return [int(number) for number in super().clean(value) if number in known]


class QuestionForm(GestureForm):
    """The question that is asked, of whom, and until which day."""

    title = due(LineField(label=gettext_lazy("What is this meeting called?"), max_length=TITLE_LENGTH))
    place = LineField(label=gettext_lazy("Where, if you know it"), max_length=PLACE_LENGTH, required=False)
    words = TextField(
        label=gettext_lazy("A word for those you ask, if you like"), max_length=WORDS_LENGTH, required=False
    )
    deadline = forms.DateField(
        label=gettext_lazy("To be answered by"),
        input_formats=["%Y-%m-%d"],
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy(
            "Two days before, those who have not answered get one reminder. Leave it empty for none."
        ),
        error_messages={"invalid": NO_DEADLINE},
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), required=False, error_messages={"invalid_choice": NO_ZONE}
    )
    hides = forms.BooleanField(
        label=gettext_lazy("Hide the answers from each other until the poll is closed"), required=False
    )
    awaited = PeopleField(label=gettext_lazy("Whom do you ask?"), required=False)
    others = TextField(
        label=gettext_lazy("Others, one on each line"),
        rows=3,
        max_length=TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy("A name, or an address. Each gets a link of their own."),
    )
    required = PeopleField(label=gettext_lazy("The date has to suit them"), required=False)

    question: tuple[str, ...] = ("title", "place", "words", "deadline", "zone", "hides", "required")

    def __init__(self, *args: Any, people: Iterable[Person], today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.eligible = today, list(people)
        zone = str(self.initial.get("zone") or ZONE)
        self.fields["zone"].choices = zone_choices({**ZONES, zone: zone_in_words(zone)})  # type: ignore[attr-defined]
        self.fields["deadline"].widget.attrs["min"] = today.isoformat()
        for name in {"awaited", "required"} & self.fields.keys():
            self.fields[name].offer([(one.pk, one.name) for one in self.eligible])  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields of the question; those whom a date has to suit, only where there is anybody to choose."""
        return [self[name] for name in self.question if name != "required" or self.eligible]

    def draft(self) -> PollDraft:
        """Return the question that a valid form says."""
        said, required = self.cleaned_data, self.cleaned_data.get("required", [])
        return PollDraft(
            said["title"],
            said["words"],
            said["place"],
            said["zone"] or ZONE,
            said["deadline"],
            said["hides"],
            {person: person in required for person in [*said["awaited"], *required]},
            said["others"],
        )

    @staticmethod
    def said_of(poll: DatePoll) -> dict[str, Any]:
        """Return the initial values of the fields."""
        kept = {name: getattr(poll, name) for name in ("title", "place", "words", "deadline", "zone")}
        awaited = dict(poll.awaited.values_list("person", "is_required"))
        required = [person for person, is_required in awaited.items() if is_required]
        return kept | {"hides": poll.hides_answers, "awaited": list(awaited), "required": required}


class NewPollForm(QuestionForm):
    """The question of a new poll, asked screen by screen. `alone`: of nobody in particular, by a link to pass on."""

    lasts = forms.TypedChoiceField(
        label=gettext_lazy("How long it lasts"), coerce=int, empty_value=None, required=False
    )
    alone = HiddenField()
    form_token = HiddenField()

    required = None  # type: ignore[assignment]  # said later, on the page of the question
    question = ("title", "place", "lasts", "words", "deadline", "zone", "hides")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lengths = [(minutes, typeset(duration_in_words(minutes))) for minutes in LASTS]
        self.fields["lasts"].choices = [("", _("not said")), *lengths]  # type: ignore[attr-defined]

    def unchecked(self, **changed: Any) -> NewPollForm:
        """Return the form as it was typed, to be checked once it was shown whole; with these values changed."""
        typed = {name: self[name].value() for name in self.fields} | changed
        return NewPollForm(initial=typed, people=self.eligible, today=self.today)

    def others_than(self, *names: str) -> list[forms.BoundField]:
        """Return the fields that a screen does not show: it sends them along."""
        return [self[name] for name in self.fields if name not in names]

    @property
    def on_people(self) -> list[forms.BoundField]:
        """Return the fields that the screen of the people sends along."""
        return self.others_than("awaited", "others", "alone")

    @property
    def on_question(self) -> list[forms.BoundField]:
        """Return the fields that the last screen sends along."""
        return self.others_than(*self.question)

    @property
    def names(self) -> list[str]:
        """Return the names of those who are asked, as far as they are known or typed."""
        chosen = {str(value) for value in self["awaited"].value() or []}
        known = [one.name for one in self.eligible if str(one.pk) in chosen]
        return [*known, *(line.strip() for line in (self["others"].value() or "").splitlines() if line.strip())]


def duration_in_words(minutes: int) -> str:
    """Return « 1 h 30 »."""
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    whole, rest = divmod(minutes, 60)
    return _("%(n)s h %(rest)s") % {"n": whole, "rest": rest} if rest else _("%(n)s h") % {"n": whole}
