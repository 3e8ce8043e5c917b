"""Forms of roles: coming along, calling for somebody, offering a role, answering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH, Pledge, Role
from palabre.groups.roles.pledges import How
from palabre.groups.roles.role_labels import ENERGIES, LEVELS, TO_BE, how_she_comes
from palabre.people.models import NAME_LENGTH
from palabre.web.form.fields import HiddenField, LineField, PressedField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial

ADDRESS_LENGTH = 254
NO_SUCH_ANSWER = format_lazy("{} {}", _("That is not one of the answers."), _("Choose one of those shown, or none."))


class HowForm(GestureForm):
    """Level, energy and words of a pledge, all optional; `whole` tells the form from the one-click button."""

    whole = HiddenField(initial="1")
    level = forms.ChoiceField(
        label=_("How far, if you like"),
        choices=[*LEVELS.items(), ("", _("I’ll see"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_SUCH_ANSWER},
    )
    energy = forms.ChoiceField(
        label=_("With what energy, if you like"),
        choices=[*ENERGIES.items(), ("", _("That depends"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_SUCH_ANSWER},
    )
    words = LineField(
        label=_("A word for the others, if you like"),
        max_length=WORDS_LENGTH,
        required=False,
        help_text=_("For example: on Tuesdays, or just to have a look."),
    )


class PledgeForm(HowForm):
    """The pledge of the reader, with an address for the answer."""

    reply_to = LineField(
        label=_("Your address, if you would like an answer"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only those who carry the question see it, to answer you."),
    )

    @classmethod
    def shown(cls, said: Pledge | None) -> PledgeForm:
        """Return the form with the pledge that was made already."""
        names = ("level", "energy", "words", "reply_to")
        return cls(initial={name: getattr(said, name) for name in names if said is not None})


class PledgeForOtherForm(HowForm):
    """The pledge of somebody else, by name."""

    whose = due(LineField(label=_("Their first name and surname"), max_length=NAME_LENGTH))
    form_token = HiddenField()
    field_order = ("whose",)


def how(said: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that a valid form gives to the acts."""
    return {"words": said["words"], "how": How(said["level"], said["energy"], said.get("reply_to", ""))}


class CallForm(GestureForm):
    """A call, sent from its page or from the page of a group. The template writes its field, with its beginning."""

    words = LineField(max_length=WORDS_LENGTH, required=False)
    role = forms.ChoiceField(choices=[("", ""), *Role.choices], required=False, widget=forms.HiddenInput)


class FilledForm(GestureForm):
    """The person found for a call, among those who pledged to it."""

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

    whose = due(LineField(label=_("Their first name and surname"), max_length=NAME_LENGTH))
    role = due(
        forms.ChoiceField(
            label=_("The role"),
            choices=lambda: [(role, initial(str(words))) for role, words in TO_BE.items()],
            widget=forms.RadioSelect,
        )
    )
    words = LineField(label=_("A word for them, if you like"), max_length=WORDS_LENGTH, required=False)
    form_token = HiddenField()


class RoleAnswerForm(GestureForm):
    """The answer to a role offer: its button for yes, or the other one."""

    yes = PressedField()


class ReplyForm(GestureForm):
    """The reply to a newcomer: its button that greets them too, or the other one."""

    greets = PressedField()


class GreetingForm(GestureForm):
    """The person who is greeted: the value of the button."""

    person = HiddenField()
