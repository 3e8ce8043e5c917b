"""Forms of roles: coming along, calling for somebody, offering a role, answering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import model_to_dict
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH, Group, Pledge, RoleCall
from palabre.groups.roles.pledges import How
from palabre.groups.roles.role_labels import ENERGIES, LEVELS, TO_BE, how_she_comes
from palabre.people.guests import new_form_token
from palabre.people.models import NAME_LENGTH, Person
from palabre.web.form.fields import HiddenField, LineField, PressedField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

ADDRESS_LENGTH = 254
NO_SUCH_ANSWER = format_lazy("{} {}", _("That is not one of the answers."), _("Choose one of those shown, or none."))
NO_NAME = format_lazy("{} {}", _("Their name is missing."), _("Write their first name, then send again."))


class HowForm(GestureForm):
    """Level, energy and words of a pledge `to` something; `whole` tells the form from the one-click button."""

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

    def __init__(self, *args: Any, to: Group | RoleCall | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kicker = _("Wanted") if isinstance(to, RoleCall) else _("Group")


class PledgeForm(HowForm):
    """The pledge of the reader, with an address for the answer."""

    heading = send = _("I’m coming")
    promise = _("No strings attached: leave as freely as you came.")

    reply_to = LineField(
        label=_("Your address, if you would like an answer"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only those who carry the question see it, to answer you."),
    )

    @classmethod
    def shown(cls, said: Pledge | None, *, to: Group | RoleCall) -> PledgeForm:
        """Return the form with the pledge that was made already."""
        if said is None:
            return cls(to=to)
        form = cls(to=to, initial=model_to_dict(said, ("level", "energy", "words", "reply_to")))
        form.send = _("Save")
        return form


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


def how(said: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that a valid form gives to the acts."""
    return {"words": said["words"], "how": How(said["level"], said["energy"], said.get("reply_to", ""))}


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
