"""Forms that change a question: each says its title, what becomes of the question, and what its button says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.groups.questions.question_access import LONGEST
from palabre.groups.questions.question_split import MOST
from palabre.questions.models import Question
from palabre.web.form.fields import LineField, TextField
from palabre.web.form.gesture_form import GestureForm

LONGEST_LABEL = 90
NO_OTHER = format_lazy("{} {}", _("No question was chosen."), _("Choose the other one in the list, then send again."))
GOES_ON = _("Its address goes on, and leads to what comes out of it.")


def spoken(rows: int = 3, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "spoken", "rows": rows, **attrs})


class QuestionGesture(GestureForm):
    """A gesture that makes another question of one."""

    kicker = _("Question")
    promise = _("It can be undone for thirty days.")


class WordingForm(QuestionGesture):
    """Other words for the question."""

    heading, send = _("Say it otherwise"), _("Say it like this")
    note = _("The former words stay on its page, with whose they were.")
    text = LineField(label=_("In which words?"), max_length=LONGEST, required=False, widget=spoken(required=True))


class PartsForm(QuestionGesture):
    """The questions that this one becomes."""

    heading, send, note = _("Cut a question in several"), _("Make these of it"), GOES_ON
    text = TextField(
        label=_("One question on each line"),
        max_length=MOST * (LONGEST + 2),
        required=False,
        widget=spoken(5, required=True),
    )


class ContinuationForm(QuestionGesture):
    """The question that follows this one."""

    heading, send, note = _("Continue a question"), _("Continue it"), GOES_ON
    text = LineField(
        label=_("The question that comes next"), max_length=LONGEST, required=False, widget=spoken(required=True)
    )


class UnionForm(QuestionGesture):
    """The question with which this one is merged: one of `rows`, of which `others` are proposed."""

    heading, send = _("Bring two questions together"), _("Bring them together")
    note = _("Whoever looks for the former ones finds the one that they became.")
    other = forms.ModelChoiceField(
        Question.objects.none(),
        label=_("With which one?"),
        empty_label=None,
        error_messages={"required": NO_OTHER, "invalid_choice": NO_OTHER},
    )
    text = LineField(
        label=_("New words for both, if you have some"),
        max_length=LONGEST,
        required=False,
        widget=spoken(),
        help_text=_("Without new words, this one joins the other."),
    )

    def __init__(self, *args: Any, rows: QuerySet[Question], others: Sequence[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["other"]
        field.queryset = rows
        field.choices = [(one.pk, Truncator(one.text).chars(LONGEST_LABEL)) for one in others]
        self.others = others
