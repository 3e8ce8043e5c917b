"""Forms of roles: coming along, calling for somebody, offering a role, answering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.groups.links.pledge_form import HowForm
from palabre.groups.models import WORDS_LENGTH, Pledge
from palabre.groups.roles.role_labels import TO_BE, how_she_comes
from palabre.people.guests import new_form_token
from palabre.people.models import NAME_LENGTH, Person
from palabre.web.form.fields import HiddenField, LineField, PressedField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

NO_NAME = format_lazy("{} {}", _("Their name is missing."), _("Write their first name, then send again."))


class PledgeForOtherForm(HowForm):
    """The pledge of somebody else, by name, which `by` types for them."""

    heading = _("Somebody is coming")
    lead = _("They told you so aloud: write it here for them.")
    send = _("Write it down")

    whose = LineField(
        label=_("Their first name and surname"), max_length=NAME_LENGTH, error_messages={"required": NO_NAME}
    )
    form_token = HiddenField(initial=new_form_token)
    field_order = ("whose",)

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.promise = gettext("It will say: typed by %(name)s.") % {"name": typeset(by.name)}


class FilledForm(GestureForm):
    """The person found for a call, among those who pledged to it."""

    heading = _("Somebody was found")
    kicker = _("Wanted")
    send = _("Close this call")
    promise = _("It leaves the home page. You can undo this.")

    pledge = forms.ChoiceField(
        label=_("Who is it, if you like?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Nobody gets a role without wanting it: they are asked first, and the call stays open until then."),
        error_messages={"invalid_choice": _("This person is not coming after all.")},
    )

    def __init__(self, *args: Any, pledges: Iterable[Pledge], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(one.pk), pledge_label(one)) for one in pledges]
        self.fields["pledge"].choices = [*named, ("", _("Somebody else, or several people"))]  # type: ignore[attr-defined]


def pledge_label(pledge: Pledge) -> str:
    how = how_she_comes(pledge)
    return (
        format_html('<span>{}<span class="note">, {}</span></span>', pledge.person.name, how)
        if how
        else pledge.person.name
    )


class RoleOfferForm(GestureForm):
    """A role that is offered to somebody, by name."""

    heading = _("Propose a role")
    kicker = _("Group")
    lead = _("They are asked, and say yes or no. Nothing changes before that.")
    send = _("Propose this role")

    whose = LineField(
        label=_("Their first name and surname"), max_length=NAME_LENGTH, error_messages={"required": NO_NAME}
    )
    role = due(
        forms.ChoiceField(
            label=_("The role"),
            choices=lambda: [(role, initial(str(words))) for role, words in TO_BE.items()],
            widget=forms.RadioSelect,
        )
    )
    words = LineField(label=_("A word for them, if you like"), max_length=WORDS_LENGTH, required=False)
    form_token = HiddenField(initial=new_form_token)


class RoleAnswerForm(GestureForm):
    """The answer to a role offer: its button for yes, or the other one."""

    yes = PressedField()


class ReplyForm(GestureForm):
    """The reply to a newcomer: its button that greets them too, or the other one."""

    greets = PressedField()


class GreetingForm(GestureForm):
    """The person who is greeted: the value of the button."""

    person = HiddenField()
