"""Sign-in forms: an address, then the code sent to it."""

from __future__ import annotations

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.accounts.models import LETTERS
from palabre.accounts.sign_in import local_path
from palabre.pure.mail_address import normal_address
from palabre.web.form.gesture_form import GestureForm

CODE = re.compile(rf"(?<![^\W_])([{LETTERS}]{{4}})[\W_]*([{LETTERS}]{{4}})(?![^\W_])")
NOT_A_LETTER = re.compile(r"[\W\d_]+")


class AddressField(forms.EmailField):
    def clean(self, value: str | None) -> str:
        """Refuse accents before the @: many mail servers do."""
        before, _at, _rest = (value or "").partition("@")
        if not before.isascii():
            raise ValidationError(_("Some mail servers refuse an accent before the @. Write the address without it."))
        return str(super().clean(value))


class AddressForm(GestureForm):
    """An address, and the path to go to once signed in."""

    send = gettext_lazy("Get a code")

    email = AddressField(
        label=gettext_lazy("Your address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Write your email address."),
            "invalid": gettext_lazy("This address is incomplete. It should look like firstname@example.org."),
        },
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)  # bounded by `clean_next`

    def clean_email(self) -> str:
        return normal_address(str(self.cleaned_data["email"]))

    def clean_next(self) -> str:
        """Return the path, "" for one that leads elsewhere: it keeps nobody from signing in."""
        return local_path(self.cleaned_data["next"])


class CodeForm(GestureForm):
    """The code of a message, with any text around it."""

    code = forms.CharField(
        label=gettext_lazy("The eight letters of the code"),
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
        error_messages={"required": gettext_lazy("Type the eight letters.")},
    )

    def clean_code(self) -> str:
        code = code_in(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has eight letters and no vowels, for example BCDF-GHJK."))
        return code


def code_in(typed: str) -> str:
    """Return the typed code as "BCDF-GHJK", with any text around it; "" without a code."""
    capitals = unicodedata.normalize("NFKC", typed).upper()
    if found := CODE.search(capitals):
        return f"{found[1]}-{found[2]}"
    letters = NOT_A_LETTER.sub("", capitals)
    return f"{letters[:4]}-{letters[4:]}" if re.fullmatch(rf"[{LETTERS}]{{8}}", letters) else ""
