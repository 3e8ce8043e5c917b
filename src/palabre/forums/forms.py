"""Forms of the day of a forum: propose a question, copy the wall, report, go on, close. See day, ballots, kit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.forums.day.forms import spoken
from palabre.forums.models import Report, Sheet
from palabre.forums.outcome.continuations import Continuation
from palabre.forums.outcome.reports import LONGEST as LONGEST_REPORT
from palabre.forums.wall.sheets import LAST, TOGETHER_LENGTH
from palabre.groups.links.pledge_form import ADDRESS_LENGTH
from palabre.groups.models import WORDS_LENGTH, Energy
from palabre.groups.questions.question_access import LONGEST
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import VisitorForm, new_form_token
from palabre.people.models import NAME_LENGTH
from palabre.questions.models import DOTS_LENGTH
from palabre.web.form.fields import HiddenField, LineField, PressedField, TextField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm

CODE_LENGTH = 40  # characters, spaces and all
NO_NUMBER = format_lazy(
    "{} {}", gettext_lazy("This is not the number of a sheet."), gettext_lazy("It is written on the paper: 12.")
)


def number_field(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=1,
        max_value=LAST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), NO_NUMBER),
        **options,
    )


class ForumCodeForm(GestureForm):
    """The eight letters of a forum."""

    heading = gettext_lazy("Join a forum")
    lead = gettext_lazy("Eight letters are on its poster. You need no account.")
    send = gettext_lazy("Enter")

    code = due(
        LineField(
            label=gettext_lazy("The eight letters"),
            max_length=CODE_LENGTH,
            widget=forms.TextInput(attrs={"class": "code", "autocapitalize": "characters", "spellcheck": "false"}),
        )
    )


class PublicityForm(GestureForm):
    """Show a forum to everybody: `seen` says that this was read first."""

    heading = gettext_lazy("Show this forum to everybody")
    lead = gettext_lazy("Everybody would read these questions, their reports, photos of paper, and first names.")
    send = gettext_lazy("Show it to everybody")
    promise = gettext_lazy("It can be kept to members again.")
    leave = gettext_lazy("Leave it among members")
    kicker = gettext_lazy("Forum")

    seen = HiddenField()


class ProposalForm(VisitorForm):
    """A question that the reader asks; a visitor says a first name, once."""

    heading = gettext_lazy("Your question")
    send = gettext_lazy("Put this question")
    kicker = gettext_lazy("Forum")
    is_kept = True

    text = LineField(
        label=gettext_lazy("Write it as you would say it aloud"), max_length=LONGEST, required=False, widget=spoken(4)
    )
    together = LineField(label=gettext_lazy("With whom, if not alone?"), max_length=TOGETHER_LENGTH, required=False)
    number = number_field(label=gettext_lazy("The number of your sheet of paper, if you have one"), required=False)
    proposal_token = HiddenField(initial=new_form_token)
    field_order = ("text", "who", "together", "number")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_first_name()
        if "who" in self.fields:
            self.fields["who"].help_text = _("It is asked once. You need no account.")


class WallLineForm(GestureForm):
    """One line of the wall: “12 2 B”, or “12 How do we…”; `asked_by` is the person who says the question."""

    send = gettext_lazy("Copy")

    line = due(
        LineField(
            label=gettext_lazy("Sheet, hour, place"),
            max_length=LONGEST,
            widget=forms.TextInput(attrs={"autocapitalize": "none", "autofocus": True, "spellcheck": "false"}),
        )
    )
    asked_by = LineField(label=gettext_lazy("Asked by, if you know"), max_length=NAME_LENGTH, required=False)
    form_token = HiddenField(initial=new_form_token)


class PlacingForm(GestureForm):
    """The hour and the place that a button takes, by their number and letter."""

    slot = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)
    place = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)


class NumberForm(GestureForm):
    """The number of the paper sheet on which the question is written."""

    send = gettext_lazy("That one is mine")

    number = number_field(label=gettext_lazy("The number of your sheet of paper"))
    question = HiddenField()


class SameQuestionForm(GestureForm):
    """The id of the question that the page showed; "" where it did not say."""

    question = HiddenField()


class SheetWordsForm(GestureForm):
    """Other words for a question of the day."""

    heading = gettext_lazy("Correct the words")
    send = gettext_lazy("Say it like this")
    kicker = gettext_lazy("Question")
    leave = gettext_lazy("Leave it as it was")

    text = LineField(label=gettext_lazy("The question"), max_length=LONGEST, required=False, widget=spoken(3))


class DotsForm(ShownForm):
    """The dots of a question, counted on paper: in words or figures, and nothing where nobody knows."""

    heading = gettext_lazy("Dots, counted on paper")
    lead = gettext_lazy("In words or figures: “14”, “a great many”. They stand on the page of the forum, nowhere else.")
    kicker = gettext_lazy("Forum")
    send = gettext_lazy("Keep it")
    promise = gettext_lazy("You can undo it.")
    leave = gettext_lazy("Leave it as it was")

    dots = LineField(label=gettext_lazy("What was counted"), max_length=DOTS_LENGTH, required=False)


class ReportForm(GestureForm):
    """A report; or, by a button, “no report”; or the sheet that this one was joined to."""

    heading = gettext_lazy("What was said")
    send = gettext_lazy("Keep this report")
    kicker = gettext_lazy("Report")
    is_kept = True

    text = TextField(
        label=gettext_lazy("Who was there, what was said, what comes next"),
        max_length=LONGEST_REPORT,
        required=False,
        rows=10,
    )
    joined_to = number_field(
        label=gettext_lazy("Or it was told with another sheet, number"),
        required=False,
        help_text=gettext_lazy("They then go on together."),
    )
    none = PressedField()

    @staticmethod
    def said_of(report: Report | None, joined: Sheet | None) -> dict[str, Any]:
        """Return the initial values of the fields."""
        return {"text": report.text if report else "", "joined_to": joined.number if joined else None}


class PhotoForm(GestureForm):
    """A photo of paper: of the report; or, by its button, of the “Who goes on?” sheet."""

    file = forms.FileField(
        label=gettext_lazy("A photo of the paper"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 12 MB. The place and the device leave with the file."),
    )
    is_round = PressedField()


class GoingOnForm(VisitorForm):
    """“Who goes on?”: the number of a sheet, then a button; the rest is optional. `whose`: a host copies the paper."""

    heading = gettext_lazy("Who goes on?")
    kicker = gettext_lazy("Forum")

    number = number_field(label=gettext_lazy("The number of the sheet"))
    whose = LineField(label=gettext_lazy("First name"), max_length=NAME_LENGTH, required=False)
    energy = forms.ChoiceField(
        label=gettext_lazy("With what energy?"),
        choices=[
            (Energy.SMALL, gettext_lazy("just to see")),
            (Energy.MEDIUM, gettext_lazy("an hour now and then")),
            (Energy.LARGE, gettext_lazy("wholeheartedly")),
            ("", gettext_lazy("I’ll see")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    words = LineField(label=gettext_lazy("A word"), max_length=WORDS_LENGTH, required=False)
    reply_to = LineField(
        label=gettext_lazy("An email address"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "Only those who host the forum, then the group, read it. Who hosts a question gets one letter there."
        ),
    )
    carries = PressedField()
    field_order = ("number", "whose", "who")

    def __init__(self, *args: Any, is_host: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_first_name()
        if is_host:
            self.fields["number"].widget.attrs["autofocus"] = True
            self.fields["whose"].help_text = _("As it is on the paper. Empty: it is you.")
            self.fields["reply_to"].widget.attrs["autocomplete"] = "off"
        else:
            del self.fields["whose"]

    @property
    def more(self) -> list[forms.BoundField]:
        """Return the optional fields."""
        return [self["energy"], self["words"], self["reply_to"]]

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("number", "whose", "who") if name in self.fields]


class ClosingForm(GestureForm):
    """The names of the groups that begin, one field for each sheet that somebody carries."""

    heading = gettext_lazy("The day closes")
    lead = gettext_lazy("Read it again, change a word if you like. What is missing may be missing.")
    send = gettext_lazy("Close the day")
    promise = gettext_lazy("It can be undone for thirty days.")

    def __init__(self, *args: Any, going_on: Sequence[Continuation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.going_on = going_on
        for one in going_on:
            label = _("Name of the group of %(number)s") % {"number": one.sheet.number}
            field = LineField(label=label, max_length=LONGEST_LINE, required=False, initial=one.title)
            self.fields[title_name(one.sheet.number)] = field

    @property
    def lines(self) -> list[tuple[Continuation, forms.BoundField]]:
        return [(one, self[title_name(one.sheet.number)]) for one in self.going_on]

    def titles(self, said: dict[str, Any]) -> dict[int, str]:
        """Return the names that a valid form says, by number of the sheet."""
        return {one.sheet.number: said[title_name(one.sheet.number)] for one in self.going_on}


def title_name(number: int) -> str:
    return f"title-{number}"


class AsideForm(GestureForm):
    """A question set aside, or no longer, by the button that bears it."""

    is_aside = PressedField()


class HelpForm(GestureForm):
    """The acceptance of a helper, by the button that bears it."""

    accept = PressedField()


class NewsroomForm(GestureForm):
    """The report of a session, typed at a desk: a light frame; or “no report”, or the sheet that it was told with."""

    send = gettext_lazy("Done, for the next ones")

    said = TextField(label=gettext_lazy("What was said"), max_length=LONGEST_REPORT, required=False, rows=6)
    next_step = TextField(label=gettext_lazy("What comes next"), max_length=LONGEST_REPORT, required=False, rows=3)
    who = TextField(label=gettext_lazy("Who goes on"), max_length=LONGEST_REPORT, required=False, rows=2)
    joined_to = number_field(label=gettext_lazy("Or told with number"), required=False)
    none = PressedField()
    seen = HiddenField()

    def with_seen(self, seen: str) -> NewsroomForm:
        """Have the form, shown again after a refusal, say what its page shows now."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": seen}
        return self

    @property
    def frame(self) -> list[forms.BoundField]:
        return [self[name] for name in ("said", "next_step", "who")]
