"""Forms of the lineage of groups: bring two together, split one, continue one that ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH, Group
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import new_form_token
from palabre.questions.models import Question
from palabre.web.form.fields import HiddenField, LineField, RowField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

NO_GROUP = format_lazy("{} {}", _("No group was chosen."), _("Choose the other group in the list, then send again."))


class OtherGroupForm(GestureForm):
    """A choice of another group, among `groups`. The view looks it up."""

    other = RowField(label=_("Which group would join this one?"))

    def __init__(self, *args: Any, groups: Iterable[Group] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        titles = [(str(one.pk), typeset(one.title)) for one in groups]
        self.fields["other"].choices = titles  # type: ignore[attr-defined]
        self.fields["other"].error_messages["invalid_choice"] = NO_GROUP


class MergeForm(OtherGroupForm):
    """The other group, the page that goes on, a word to both."""

    heading = _("Bring two groups together")
    kicker = _("Merger")
    note = _("Nothing merges yet: you will see what it would change, and each group says yes or no.")
    send = _("See what it would change")

    other = RowField(label=_("With which group?"))
    way = forms.ChoiceField(
        label=_("Whose page goes on?"),
        choices=[("there", _("The page of the other group")), ("here", _("The page of this group"))],
        initial="there",
        required=False,
        widget=forms.RadioSelect,
    )
    words = LineField(
        label=_("A word to both, if you wish"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form_token = HiddenField(initial=new_form_token)


class ContinuationForm(OtherGroupForm):
    """The name of a new group, or the choice of one that is there. The page shows each in a form of its own."""

    heading = _("Take up what it left")
    kicker = _("Group")
    note = _("Its questions are continued; what it did and learnt stays on its page.")
    send = _("I start it")

    title = due(LineField(label=_("The name of the new group"), max_length=LONGEST_LINE))
    other = RowField(label=_("Which one?"))


class SplitForm(GestureForm):
    """The name of the new group, and the `questions` that go along."""

    heading = _("Have another group be born")
    kicker = _("Group")
    note = _("This one goes on beside it, with all that it has.")
    send = _("I start it")
    promise = _("You host it, until somebody else does.")

    title = due(LineField(label=_("The name of the new group"), max_length=LONGEST_LINE))
    question = forms.MultipleChoiceField(
        label=_("Questions that go along, if any"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This group no longer hosts one of these questions.")},
    )

    def __init__(self, *args: Any, questions: Iterable[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        texts = [(str(one.pk), typeset(one.text)) for one in questions]
        self.fields["question"].choices = texts  # type: ignore[attr-defined]


class SideForm(GestureForm):
    """The side that consents: the value of its button; "" for an agreement said aloud."""

    side = HiddenField()


class FollowerForm(GestureForm):
    """The role that a follower takes: the value of its button."""

    role = HiddenField()
