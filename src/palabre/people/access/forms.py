"""Forms of the ways in: the join link, its page, and the letters to be stopped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from palabre.people.guests import YOUR_NAME, GuestForm, NameInput
from palabre.people.models import NAME_LENGTH
from palabre.web.form.fields import HiddenField, LineField, PressedField
from palabre.web.form.gesture_form import GestureForm


class JoinLinkForm(GestureForm):
    """The join link, made; or another one."""

    anew = PressedField()


class JoiningForm(GuestForm):
    """The name of who joins."""

    who = LineField(
        label=YOUR_NAME,
        max_length=NAME_LENGTH,
        widget=NameInput,
        help_text=gettext_lazy("No account, no password. This device will know you; other members will see your name."),
        error_messages={
            "required": gettext_lazy("Write your name here: it is how the others will know you."),
        },
    )


class NamesakeForm(GestureForm):
    """The answer of who joins under a name that somebody here bears: that person, or another one."""

    me = PressedField()
    other = PressedField()


class NewsForm(GestureForm):
    """The news that somebody wants after all; "" stops the letters. The act refuses an unknown choice."""

    news = HiddenField()
