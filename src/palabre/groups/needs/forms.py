"""Forms of needs: saying one, answering it, the words of its gestures, an offer of help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.forms import MarkdownField
from palabre.groups.models import WORDS_LENGTH, Addressee, Group
from palabre.groups.needs import need_answers, new_need
from palabre.groups.needs.need_kinds import Choice
from palabre.groups.typed_values import LONGEST_LINE
from palabre.people.guests import VisitorForm, new_form_token
from palabre.web.form.fields import HiddenField, LineField, RowField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset

TO = (
    ("", gettext_lazy("to whoever can")),
    (Addressee.INSTITUTION, gettext_lazy("to the institution")),
    (Addressee.COMMUNITY, gettext_lazy("to the community")),
)
AS_SAID = gettext_lazy("As you would say it: “by Friday”, “on 8 December”.")


class NeedForm(GestureForm):
    """A need, of one of `kinds`. One sentence is enough; it may be said to one of `groups`."""

    heading = gettext_lazy("Say what is missing")
    kicker = gettext_lazy("Need")
    send = gettext_lazy("Say this need")
    promise = gettext_lazy("It joins the board of needs. You can take it back.")

    text = due(
        LineField(
            label=gettext_lazy("What is missing?"),
            max_length=new_need.LONGEST,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("One sentence is enough: “a room on Monday morning”."),
        )
    )
    to = RowField(label=gettext_lazy("To whom"))
    kind = forms.ChoiceField(label=gettext_lazy("Which kind"), required=False)
    wanted_for = LineField(label=gettext_lazy("For when"), max_length=LONGEST_LINE, required=False, help_text=AS_SAID)
    form_token = HiddenField(initial=new_form_token)

    def __init__(self, *args: Any, groups: Iterable[Group], kinds: Iterable[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("something else")), *kinds]  # type: ignore[attr-defined]
        to_group = [
            (one.pk, _("to the group “%(title)s”") % {"title": typeset(Truncator(one.title).chars(80))})
            for one in groups
        ]
        self.fields["to"].choices = [*TO, *to_group]  # type: ignore[attr-defined]


class AnswerForm(VisitorForm):
    """An answer to a need."""

    heading = gettext_lazy("I answer")
    kicker = gettext_lazy("Need")
    send = gettext_lazy("Send my answer")

    text = due(
        MarkdownField(
            rows=5,
            label=gettext_lazy("Your answer"),
            max_length=need_answers.LONGEST,
            help_text=gettext_lazy(
                "Even a no, with its reasons, is an answer. It is for the group to say whether it is enough."
            ),
        )
    )
    given_by = LineField(
        label=gettext_lazy("Who answers"),
        max_length=need_answers.LONGEST_GIVER,
        required=False,
        help_text=gettext_lazy("For example: “The town hall”. The page says who passed it on."),
    )


class PromiseForm(GestureForm):
    """The day of a promise, in words."""

    heading = gettext_lazy("We are seeing to it")
    kicker = gettext_lazy("Need")
    send = gettext_lazy("See to it")

    words = LineField(
        label=gettext_lazy("By when, if you know"), max_length=LONGEST_LINE, required=False, help_text=AS_SAID
    )


class NoForm(GestureForm):
    """The reason of a no."""

    heading = gettext_lazy("We won’t be able to")
    kicker = gettext_lazy("Need")
    send = gettext_lazy("Say no, and why")

    words = due(
        LineField(
            label=gettext_lazy("Why"),
            max_length=WORDS_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("With its reason, a no helps the group to look elsewhere."),
        )
    )


class NotYetForm(GestureForm):
    """Words on what is missing after an answer."""

    heading = gettext_lazy("Not yet")
    kicker = gettext_lazy("Need")
    send = gettext_lazy("Say: not yet")

    words = LineField(label=gettext_lazy("What is still missing, if you like"), max_length=WORDS_LENGTH, required=False)


class HelpOfferForm(VisitorForm):
    """An offer of help, in one line."""

    heading = send = gettext_lazy("I can help")
    kicker = gettext_lazy("Help")
    lead = gettext_lazy("The groups read it. When one of them says that it would help, you hear of it.")
    promise = gettext_lazy("It will be beside the needs.")

    text = due(
        LineField(
            label=gettext_lazy("What can you do?"),
            max_length=WORDS_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("One line: “I can host a meeting of thirty”. It binds you to nothing."),
        )
    )
    of_visitors = ("who",)


class WantedForm(GestureForm):
    """The group that an offer would help: the value of its button."""

    group = HiddenField()
