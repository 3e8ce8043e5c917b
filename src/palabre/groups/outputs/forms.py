"""Forms of what a group intends and makes: its intention, the guided hour, an output, the kinds of a space."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.groups.forms import MarkdownField
from palabre.groups.outputs import output_kinds
from palabre.groups.outputs.deliverables import LONGEST_ADDRESS, LONGEST_WORDS
from palabre.groups.outputs.output_choice import LONGEST, PROMPTS, Hour, Prompt
from palabre.groups.outputs.output_kinds import Kind
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import new_form_token
from palabre.web.form.fields import HiddenField, LineField, due
from palabre.web.form.gesture_form import GestureForm

LARGEST_NUMBER = 32_767  # of a version, as its column holds
NO_SUCH_KIND = format_lazy("{} {}", _("There is no such kind here."), _("Choose it from the list."))


class IntentionForm(GestureForm):
    """A version of the intention. `after` is the number of the version that its author read, 0 for none."""

    text = due(
        MarkdownField(
            rows=5,
            label=_("The intention, in a few sentences"),
            help_text=_("What you would like to be different in a year, and for whom."),
        )
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)


class VersionsForm(GestureForm):
    """The number of the version before which a list of versions goes on, in an address."""

    before = forms.IntegerField(min_value=1, max_value=LARGEST_NUMBER, required=False)

    @classmethod
    def before_in(cls, request: HttpRequest) -> int | None:
        """Return this number, None when it is missing or not valid."""
        form = cls(request.GET)
        form.is_valid()
        return form.cleaned_data.get("before")


class AdoptionForm(GestureForm):
    """The number of the version that is adopted: the value of its button."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReviewForm(GestureForm):
    """The day of the next review, in words."""

    review = LineField(
        label=_("When will you look at it again?"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("For example: in three months, or 15 March. Leave it empty to name no day."),
    )


class OutputForm(GestureForm):
    """The name of an output, its kind among `kinds`, its horizon in words."""

    title = due(LineField(label=_("Name"), max_length=LONGEST_LINE))
    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"), required=False, error_messages={"invalid_choice": NO_SUCH_KIND}
    )
    horizon = LineField(
        label=_("By when?"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("In your words: by the summer, in one month, we do not know yet…"),
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.value, one.name) for one in kinds]
        self.fields["kind"].choices = [("", _("to be said later")), *named]  # type: ignore[attr-defined]


class OutputWordsForm(OutputForm):
    """All that is said of an output."""

    heading = _("Say it in other words")
    kicker = _("Output")
    send = _("Keep these words")

    about = MarkdownField(rows=8, label=_("About"))


def answer_to(prompt: Prompt) -> MarkdownField:
    return MarkdownField(label=prompt.title, help_text=prompt.helps, max_length=LONGEST)


class HourForm(OutputForm):
    """The guided hour: five prompts, then the output."""

    heading = _("Choose what we make")
    kicker = _("One hour")
    note = _("Talk first, write afterwards. Only a title is needed: leave out whatever is not ripe.")
    send = _("This is what we make")

    public, use, least, without, consent = map(answer_to, PROMPTS)
    title = due(
        LineField(
            label=_("So, what do we make?"),
            max_length=LONGEST_LINE,
            help_text=_("A short name that everybody can repeat."),
        )
    )
    review = LineField(
        label=_("When do we look at it again?"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("For example: in three months. Leave it empty to name no day."),
    )
    form_token = HiddenField(initial=new_form_token)

    @property
    def rows(self) -> list[tuple[int, list[BoundField]]]:
        prompts = [(number, [self[one.name]]) for number, one in enumerate(PROMPTS, 1)]
        return [*prompts, (len(prompts) + 1, [self[name] for name in ("title", "kind", "horizon", "review")])]

    @staticmethod
    def hour(said: dict[str, Any]) -> Hour:
        """Return the hour that a valid form says."""
        answers = {one.name: said[one.name] for one in PROMPTS}
        return Hour(said["title"], said["kind"], said["horizon"], answers, said["review"])


class ShownForm(GestureForm):
    """The address of an output that can be seen."""

    words = LineField(
        label=_("Its address, if it has one"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=_("A page of this space, or an address that begins with https://"),
    )


class ReusedForm(GestureForm):
    """Words on the use of an output."""

    words = LineField(
        label=_("By whom, for what?"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("For example: two other villages ran the same evening."),
    )


class OutputGestureForm(GestureForm):
    """The gesture that a button names."""

    gesture = HiddenField()


class KindForm(GestureForm):
    """The name of a kind of output: a new one, or the one whose value is `kind`. The button names the gesture."""

    name = LineField(
        label=_("Its name"),
        max_length=output_kinds.LONGEST,
        required=False,
        help_text=_("For example: a podcast, a garden, a map."),
    )
    kind = HiddenField()
    gesture = HiddenField()
