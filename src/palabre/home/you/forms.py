"""Forms of the person about themselves: name, signature, news, roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import Pledge
from palabre.groups.roles.role_labels import how_she_comes
from palabre.people.models import NAME_LENGTH, News
from palabre.web.form.fields import LineField, PressedField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.wiki.copies.page_licences import LONGEST_SIGNATURE

NO_ANSWER = format_lazy("{} {}", _("That is not one of the answers."), _("Choose one of the buttons."))
ERRORS = {"required": NO_ANSWER, "invalid_choice": NO_ANSWER}


class SpellingForm(GestureForm):
    """The spelling of the person’s own name."""

    name = due(
        LineField(
            label=_("How you write it"), max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "name"})
        )
    )


class SignatureForm(GestureForm):
    """The person's name on public pages; none, if it is empty."""

    words = LineField(
        label=_("How do you wish to be named on the public pages that you wrote?"),
        max_length=LONGEST_SIGNATURE,
        required=False,
        help_text=_("Leave it empty: nothing names you there."),
    )


class NewsForm(GestureForm):
    """Which news the person wants, by one button each."""

    news = forms.ChoiceField(choices=News.choices, error_messages=ERRORS)


class LetterAddressForm(GestureForm):
    """The address of the account is used, unless the button takes it back, or says that the one noted is right."""

    no = PressedField()
    right = PressedField()


class RoleForm(GestureForm):
    """The role is left, unless the button takes it up again."""

    again = PressedField()


class HandoverForm(GestureForm):
    """The person to be asked next, one of the `nearest`; nobody in particular is a call."""

    heading = _("Hand it on")
    kicker = _("Your role")
    send = _("Ask")

    to = forms.ChoiceField(
        label=_("Who might take it on?"), required=False, widget=forms.RadioSelect, error_messages=ERRORS
    )

    def __init__(self, *args: Any, nearest: Iterable[Pledge], **options: Any) -> None:
        super().__init__(*args, **options)
        label = '<span>{}<span class="note">, {}</span></span>'
        named = [(one.person_id, format_html(label, one.person.name, how_she_comes(one))) for one in nearest]
        self.fields["to"].choices = [*named, ("", _("Nobody in particular: publish a call"))]  # type: ignore[attr-defined]
