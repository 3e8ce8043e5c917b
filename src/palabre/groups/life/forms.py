"""Forms of the sleep of a group, of its end, and of a question that is carried again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from palabre.groups.forms import MarkdownField
from palabre.groups.life.endings import Left
from palabre.groups.models import Ending
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import VisitorForm
from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm


class SleepForm(GestureForm):
    """The day until which a group sleeps, in words."""

    heading = _("The group takes a rest")
    kicker = _("Rest")
    note = _("Nothing is lost: its page stays, and anyone may wake it with one click.")
    send = _("Let it rest")

    until = LineField(
        label=_("Until when, if you know"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("For example: in September, or in six months. Leave it empty otherwise."),
    )


class CarryingForm(VisitorForm):
    """The consent to carry a question: it asks for nothing but the name of a visitor."""

    heading = send = _("I’ll host it")
    kicker = _("Question")
    promise = _("A group starts, with you. You can look for others, or lay it down.")


class EndingForm(ShownForm):
    """Last words of a group. Nothing of it is due."""

    heading = send = _("The group ends here")
    kicker = _("A good end")
    note = _("A good end is a success. Nothing below is required; read the logbook again together, if you can.")
    promise = _("Its calls are withdrawn. You can undo it.")

    harvest = MarkdownField(
        rows=5, label=_("What we did and learnt"), help_text=_("What you would tell others who begin.")
    )
    left_open = MarkdownField(
        rows=3, label=_("What stays open"), help_text=_("And who might take it up, or keep the documents.")
    )
    question = forms.ChoiceField(
        label=_("And its question?"),
        choices=[
            ("open", _("It stays open, for whoever wishes to host it")),
            ("settled", _("It has found its answer, or goes on elsewhere")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    thanks = MarkdownField(rows=3, label=_("Thank you"), help_text=_("Name people only if they like to be named."))

    @property
    def rows(self) -> list[tuple[Any, list[BoundField]]]:
        return [(_("Harvest"), [self["harvest"]]), ("", [self["left_open"], self["question"]]), ("", [self["thanks"]])]

    @staticmethod
    def said_of(ending: Ending | None) -> dict[str, str]:
        """Return the initial values of the fields."""
        values = (Left.of(ending) if ending else Left()).values
        return values | ShownForm.showing(values)

    @staticmethod
    def left(said: dict[str, str]) -> Left:
        """Return what a valid form says. The question stays open unless it is said to be settled."""
        return Left(said["harvest"], said["left_open"], said["thanks"], said["question"] != "settled")


class EndedForm(EndingForm):
    """Last words of a group that has ended, to be mended."""

    heading = _("What the group leaves")
    send = _("Keep these words")
