"""Forms of actions: which ones are shown; saying, taking, mending, offering, dropping one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from palabre.groups.actions.new_action import LONGEST
from palabre.groups.models import WORDS_LENGTH, Action, Group
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import VisitorForm
from palabre.people.models import NAME_LENGTH
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm
from palabre.web.templatetags.text_filters import typeset


class ActionsForm(GestureForm):
    """The group whose actions are shown, among `groups`, and the page."""

    group = forms.IntegerField(label=_("Of which group"), required=False, widget=forms.Select)
    page = forms.IntegerField(required=False)

    def __init__(self, *args: Any, groups: Iterable[Group] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        titles = [(one.pk, Truncator(typeset(one.title)).chars(70)) for one in groups]
        self.fields["group"].widget.choices = [("", _("Of all the groups")), *titles]


class TakingForm(VisitorForm):
    """The consent to take care of an action: it asks for nothing but the name of a visitor."""

    heading = send = _("I’ll take care of it")
    kicker = _("To do")
    promise = _("You can hand it back at any time, no reason needed.")


class ActionFieldsForm(GestureForm):
    """The words of an action and its deadline."""

    kicker = _("To do")

    text = due(
        LineField(
            label=_("What is to be done?"),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One sentence is enough: “call the town hall about the room”."),
        )
    )
    due_words = LineField(
        label=_("For when, if you know"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("As you would say it: “before Tuesday”, “on 8 December”."),
    )


class ActionWordsForm(ShownForm, ActionFieldsForm):
    """The words of an action and its deadline, to be mended."""

    heading = _("Change the words")
    send = _("Keep these words")
    promise = _("You can undo it.")

    @classmethod
    def said_of(cls, action: Action) -> dict[str, str]:
        """Return the initial values of the fields."""
        said = {"text": action.text, "due_words": action.due_words}
        return said | {"due_words": action.due_words or str(action.due_on or "")} | cls.showing(said)


class NewActionForm(ActionFieldsForm):
    """An action. One sentence is enough; it may be offered to a person by name, or taken at once."""

    heading = _("Something to do")
    send = _("Say what is to be done")
    promise = _("It waits for whoever wishes to take it on. You can take it back.")

    whose = LineField(
        label=_("Whom to offer it to, if you think of somebody"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Their first name and surname. They say yes or no."),
    )
    mine = forms.BooleanField(label=_("I’ll take care of it"), required=False)


class ActionOfferForm(GestureForm):
    """The name of the person whom an action is offered to."""

    heading = _("Offer it to somebody")
    kicker = _("To do")
    note = _("They say yes or no: both answers are good ones.")
    send = _("Offer it to them")
    promise = _("You can undo it.")

    whose = due(LineField(label=_("Their first name and surname"), max_length=NAME_LENGTH))


class DropForm(GestureForm):
    """Why nobody will do it. Nothing is due."""

    heading = send = _("It no longer needs doing")
    kicker = _("To do")
    promise = _("It stays in the list of what is over. You can undo it.")

    words = LineField(label=_("Why, if you like"), max_length=WORDS_LENGTH, required=False)
