"""Forms of a date poll: its question, an answer, its closure, and the table of a poll from elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.meetings.models import ZONE, DatePoll
from palabre.meetings.polls.answer_form import AnswerForm
from palabre.meetings.polls.date_poll import PLACE_LENGTH, TITLE_LENGTH, WORDS_LENGTH, PollDraft
from palabre.meetings.polls.framadate import LARGEST
from palabre.meetings.polls.poll_phrases import ZONES, zone_in_words
from palabre.meetings.polls.poll_screen import Row, ShownPoll
from palabre.meetings.polls.shown_fields import with_note, zone_choices
from palabre.people.models import NAME_LENGTH, Person
from palabre.pure.decoded_text import decode
from palabre.web.form.fields import HiddenField, LineField, TextField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

NONE = "none"  # the choice of no date
LASTS = (30, 60, 90, 120, 180, 240)  # minutes
EXAMPLE = ",mardi 1 décembre 2026,jeudi 3 décembre 2026,\n,14h,18h,\nAnouk,Oui,Non,\nMalo,Si nécessaire,Oui,"
AWAITED, REQUIRED = "awaited", "required"
PRESENCES = {"": gettext_lazy("not awaited"), AWAITED: gettext_lazy("awaited"), REQUIRED: gettext_lazy("must be there")}
NO_CHOICE = format_lazy(
    "{} {}", gettext_lazy("No date is chosen yet."), gettext_lazy("Choose one, or “No date, after all”.")
)
NO_HOUR = format_lazy("{} {}", gettext_lazy("We cannot read this time."), gettext_lazy("For example: 14:30."))
NO_DEADLINE = format_lazy(
    "{} {}", gettext_lazy("The day to answer by is no day."), gettext_lazy("For example: 2026-12-01.")
)
NO_ZONE = format_lazy("{} {}", gettext_lazy("This time zone is unknown."), gettext_lazy("Choose one of the list."))
TOO_LARGE = format_lazy(
    "{} {}", gettext_lazy("This table is too large for a date poll."), gettext_lazy("Paste only its lines here.")
)
NO_TEXT = format_lazy(
    "{} {}", gettext_lazy("There is no readable text in this file."), gettext_lazy("Paste its lines here.")
)


class SomebodyForm(AnswerForm):
    """An answer that a member types for somebody else."""

    whose = LineField(
        label=gettext_lazy("Their first name and surname"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"required": True}),
    )


class ClosureForm(GestureForm):
    """The date that is chosen, or none. The best one is chosen already, if there is only one."""

    use_required_attribute = False  # the sentence of the field says what to do

    option = forms.ChoiceField(
        label=gettext_lazy("The date"),
        widget=forms.RadioSelect,
        error_messages={"required": NO_CHOICE, "invalid_choice": NO_CHOICE},
    )
    hour = forms.TimeField(
        label=gettext_lazy("At what time, if you know it"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": NO_HOUR},
    )

    def __init__(self, *args: Any, page: ShownPoll, **options: Any) -> None:
        super().__init__(*args, **options)
        nothing = _("You don’t have to meet. The answers stay readable.")
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            *((row.option.pk, with_note(initial(typeset(row.when)), support(row, page))) for row in page.rows),
            (NONE, with_note(_("No date, after all"), nothing)),
        ]
        if not any(row.option.part for row in page.rows):
            del self.fields["hour"]
        best = [row.option.pk for row in page.rows if row.is_best]
        self.initial.setdefault("option", best[0] if len(best) == 1 else None)


class QuestionForm(GestureForm):
    """The question that is asked, of whom, and until which day."""

    title = LineField(
        label=gettext_lazy("What is this meeting called?"),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"required": True}),
    )
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

    question: tuple[str, ...] = ("title", "place", "words", "deadline", "zone", "hides")

    def __init__(self, *args: Any, people: Iterable[Person], today: datetime.date, **options: Any) -> None:
        self.today, self.awaited_names = today, {f"who-{one.pk}": one for one in people}
        self.base_fields = self.base_fields | {  # type: ignore[misc]
            name: forms.ChoiceField(label=one.name, choices=list(PRESENCES.items()), required=False)
            for name, one in self.awaited_names.items()
        }
        super().__init__(*args, **options)
        zone = str(self.initial.get("zone") or ZONE)
        zones = {**ZONES, zone: zone_in_words(zone)}
        self.fields["zone"].choices = zone_choices(zones)  # type: ignore[attr-defined]
        self.fields["deadline"].widget.attrs["min"] = today.isoformat()

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in self.question]

    @property
    def people(self) -> list[forms.BoundField]:
        return [self[name] for name in self.awaited_names]

    def draft(self) -> PollDraft:
        """Return the question that a valid form says."""
        said = self.cleaned_data
        awaited = {one.pk: said[name] == REQUIRED for name, one in self.awaited_names.items() if said[name]}
        return PollDraft(
            said["title"],
            said["words"],
            said["place"],
            said["zone"] or ZONE,
            said["deadline"],
            said["hides"],
            awaited,
        )

    @staticmethod
    def said_of(poll: DatePoll) -> dict[str, Any]:
        """Return the initial values of the fields."""
        kept = {name: getattr(poll, name) for name in ("title", "place", "words", "deadline", "zone")}
        awaited = dict(poll.awaited.values_list("person", "is_required"))
        return kept | {"hides": poll.hides_answers} | presences(awaited)


class NewPollForm(QuestionForm):
    """The question of a new poll."""

    lasts = forms.TypedChoiceField(
        label=gettext_lazy("How long it lasts"), coerce=int, empty_value=None, required=False
    )
    form_token = HiddenField()

    question = ("lasts", *QuestionForm.question)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lengths = [(minutes, typeset(duration_in_words(minutes))) for minutes in LASTS]
        self.fields["lasts"].choices = [("", _("not said")), *lengths]  # type: ignore[attr-defined]

    def unchecked(self) -> NewPollForm:
        """Return the form as it was typed, to be checked once its dates were shown."""
        typed = {name: self[name].value() for name in self.fields}
        return NewPollForm(initial=typed, people=self.awaited_names.values(), today=self.today)


class TableForm(GestureForm):
    """The table of a poll, pasted or sent as a file, then the title of the poll that is made of it."""

    table = forms.FileField(
        label=gettext_lazy("The CSV file"),
        allow_empty_file=True,
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text=gettext_lazy("In Framadate, open the poll, then choose “Export to CSV”."),
    )
    text = TextField(
        label=gettext_lazy("Or its lines"),
        max_length=LARGEST,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": EXAMPLE, "spellcheck": "false"}),
    )
    title = LineField(
        label=gettext_lazy("What is this meeting called?"),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"required": True}),
    )
    go = HiddenField()
    form_token = HiddenField()

    def clean_table(self) -> str | None:
        """Return the text of the file, None without one."""
        file: UploadedFile[Any] | None = self.cleaned_data["table"]
        if file is None:
            return None
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return decode(file.read())
        except ValueError:
            raise forms.ValidationError(NO_TEXT) from None

    def clean_text(self) -> str:
        """Return the text of the file, or what was pasted."""
        sent: str | None = self.cleaned_data.get("table")
        pasted: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return pasted if sent is None else sent


def presences(awaited: Mapping[int, bool]) -> dict[str, str]:
    """Return initial values: whether each person is awaited, and required."""
    return {f"who-{number}": REQUIRED if is_required else AWAITED for number, is_required in awaited.items()}


def support(row: Row, page: ShownPoll) -> str:
    """Return how many a date suits, as far as the reader may know."""
    if page.may_read:
        return str(typeset(row.suits))
    if not row.count.suits:
        return ""
    return str(typeset(_("suits %(n)s out of %(all)s") % {"n": row.count.suits, "all": row.count.there_are}))


def duration_in_words(minutes: int) -> str:
    """Return « 1 h 30 »."""
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    whole, rest = divmod(minutes, 60)
    return _("%(n)s h %(rest)s") % {"n": whole, "rest": rest} if rest else _("%(n)s h") % {"n": whole}
