"""Forms of the day itself: prepare it, change it, write a past one down; another code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.forums.ballots.day_dots import FEWEST, USUAL
from palabre.forums.ballots.sealed_ballot import MOST as MOST_DOTS
from palabre.forums.day.forum_preparation import THEME_LENGTH, VENUE_LENGTH
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import new_form_token
from palabre.web.form.fields import HiddenField, LineField, TextField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm

LONGEST_WALL = 4000  # characters of the hours, or of the places
LONGEST_LIST = 40_000  # characters of the questions of a past forum
HOURS = "10 h 30\n11 h 30\n14 h"  # of a wall, before the host changes them


def spoken(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "spoken", "rows": rows})


class PlanForm(GestureForm):
    """Four answers: the theme, the day, the venue, the hours and places of the wall."""

    heading = gettext_lazy("Prepare a forum")
    lead: Any = gettext_lazy("Four answers. The rest has a default, and everything can be changed.")
    send = gettext_lazy("Prepare this forum")
    then: Sequence[Any] = (
        gettext_lazy("The wall is there, empty: an hour on each row, a place in each column."),
        gettext_lazy("Each place can be taken by a question: on paper, or on a phone."),
        gettext_lazy("The day ends with “Who goes on?”, and groups begin."),
    )

    theme = TextField(label=gettext_lazy("The question that gathers you"), max_length=THEME_LENGTH, required=False)
    day = LineField(
        label=gettext_lazy("When?"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("As you would say it: “Saturday 10 October, 9:00”."),
    )
    venue = LineField(
        label=gettext_lazy("Where?"),
        max_length=VENUE_LENGTH,
        required=False,
        help_text=gettext_lazy("And how one gets in: “village hall, step-free”."),
    )
    hours = TextField(
        label=gettext_lazy("The hours, one on each line"),
        max_length=LONGEST_WALL,
        required=False,
        rows=4,
        help_text=gettext_lazy("Each lasts forty-five minutes, unless you write: 10:30 - 11:15."),
    )
    places = TextField(
        label=gettext_lazy("The places, one on each line"),
        max_length=LONGEST_WALL,
        required=False,
        rows=5,
        help_text=gettext_lazy("After a comma, the access: “Stage, induction loop”."),
    )
    dots = forms.BooleanField(label=gettext_lazy("Dots at the end, on phones or on cards of paper"), required=False)
    dots_each = forms.ChoiceField(
        label=gettext_lazy("How many dots for each person"),
        choices=[(one, one) for one in range(FEWEST, MOST_DOTS + 1)],
    )
    form_token = HiddenField(initial=new_form_token)

    def __init__(self, *args: Any, asks_dots: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].widget = spoken(2)
        self.fields["dots_each"].required = False
        for name in () if asks_dots else ("dots", "dots_each"):
            del self.fields[name]

    def clean_dots_each(self) -> str:
        """Return the number that was chosen, or the usual one."""
        return self.cleaned_data["dots_each"] or str(USUAL)


class ChangedPlanForm(ShownForm, PlanForm):
    """The same answers, of a forum that is already prepared."""

    heading = gettext_lazy("The day and its wall")
    lead: Any = ""
    then: Sequence[Any] = ()
    send = gettext_lazy("Save")
    leave = gettext_lazy("Leave it as it was")
    kicker = gettext_lazy("Forum")


class PastForumForm(PlanForm):
    """The known facts of a forum that already took place. None of them is due."""

    heading = gettext_lazy("The forum already took place")
    lead = gettext_lazy("Write what you know. What is missing may be missing, and can come later.")
    send = gettext_lazy("Make its page")
    then = (
        gettext_lazy("Each question has its page, and anyone may say “I’ll host it”."),
        gettext_lazy("Reports, and who goes on, are typed from the sheets, at your own pace."),
        gettext_lazy("When you close the day, groups begin."),
    )

    questions = TextField(
        label=gettext_lazy("The questions, one on each line"),
        max_length=LONGEST_LIST,
        required=False,
        rows=8,
        help_text=gettext_lazy("With its number first, if the sheets had one: “12 How do we…”."),
    )
    field_order = ("theme", "day", "venue", "questions", "hours", "places")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, asks_dots=False, **options)
        self.fields["theme"].label = _("The theme, if you have its words")
        self.fields["hours"].label = _("The hours of the wall, if you would copy it")
        self.fields["places"].label = _("Its places, one on each line")


class NewCodeForm(GestureForm):
    """Change the code of the day: `former` is the one that the page showed."""

    heading = gettext_lazy("Change the code")
    lead = gettext_lazy("The code went further than the hall? Another one takes its place.")
    send = gettext_lazy("Change the code")
    leave = gettext_lazy("Keep this code")
    kicker = gettext_lazy("Forum")

    former = HiddenField()

    def __init__(self, *args: Any, is_of_hall: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        cut = (
            _("Phones that came by this code read nothing until they type the new one. Palabre does not count them."),
            _("A computer of the newsroom types its letters again. What is begun there stays."),
        )
        self.then = (
            *(cut if is_of_hall else ()),
            _("The pages of members and their projector show the new code at once."),
            _("The squares already printed open nothing: print them again, or tell the code."),
            _("The present code cannot be brought back: it is known."),
        )
