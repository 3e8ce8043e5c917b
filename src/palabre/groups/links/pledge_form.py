"""Form of a pledge: a level, an energy, a word, an address, all of them optional."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import model_to_dict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import WORDS_LENGTH, Group, Pledge, RoleCall
from palabre.groups.roles.pledges import How
from palabre.groups.roles.role_labels import ENERGIES, LEVELS
from palabre.people.guests import VisitorForm
from palabre.people.models import Person
from palabre.web.form.fields import HiddenField, LineField
from palabre.web.form.gesture_form import GestureForm

ADDRESS_LENGTH = 254
NO_SUCH_ANSWER = format_lazy("{} {}", _("That is not one of the answers."), _("Choose one of those shown, or none."))


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
        help_text=_("Only those who host the question see it, to answer you."),
    )

    def __init__(self, *args: Any, known: Pledge | None = None, **options: Any) -> None:
        """`known` is the pledge that was made already."""
        if known is not None:
            options["initial"] = model_to_dict(known, ("level", "energy", "words", "reply_to"))
            self.send = _("Save")
        super().__init__(*args, **options)


class VisitorPledgeForm(PledgeForm, VisitorForm):
    """The pledge of the reader, or of a visitor who says their name.

    Where one member alone says who the reader is, and under a link, by which others may come with the same device
    (`is_by_link`), the address that was given stays, and is not shown.
    """

    def __init__(self, *args: Any, person: Person | None, is_by_link: bool = False, **options: Any) -> None:
        super().__init__(*args, person=person, **options)
        if (is_by_link or (person is not None and person.vouched_by)) and self.initial.pop("reply_to", ""):
            self.fields["reply_to"].help_text = _("The one that was given is kept, unless you write another.")


def how(said: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that a valid form gives to the acts."""
    return {"words": said["words"], "how": How(said["level"], said["energy"], said.get("reply_to", ""))}
