"""The form of the printed kit: its parts, the wifi, the address that phones type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.forums.kit.kit_pages import PARTS
from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.origins import is_of_one_computer

LONGEST_WIFI = 40  # characters of its name
LONGEST_ADDRESS = 80  # characters of a server
SERVER = re.compile(r"(https?://)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,60})(?::[0-9]{1,5})?)")


class KitForm(GestureForm):
    """The parts of the kit to print, all ticked at first, and the name of the wifi."""

    send = gettext_lazy("Print the whole kit")

    part = forms.MultipleChoiceField(
        label=gettext_lazy("What to print"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wifi = LineField(
        label=gettext_lazy("The name of the wifi, if there is one"),
        max_length=LONGEST_WIFI,
        required=False,
        help_text=gettext_lazy("It is printed on “Today” alone. Left empty, a line stays to fill in by pen."),
    )
    address = LineField(
        label=gettext_lazy("The address that phones type"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=gettext_lazy("Like 192.168.1.20:8000. Left empty, a line stays to fill in by pen."),
    )

    def __init__(self, *args: Any, asks_address: bool, parts: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"].choices = [(one, PARTS[one]) for one in parts]  # type: ignore[attr-defined]
        self.fields["part"].initial = list(parts)
        if not asks_address:
            del self.fields["address"]

    def clean_address(self) -> str:
        """Return the address of a server, with its scheme; "" for none."""
        typed: str = self.cleaned_data["address"].rstrip("/")
        found = SERVER.fullmatch(typed)
        if typed and found is None:
            raise forms.ValidationError(_("This is not the address of a server. It looks like 192.168.1.20:8000."))
        origin = f"{found[1] or 'http://'}{found[2]}".lower() if found else ""
        if is_of_one_computer(origin):
            raise forms.ValidationError(_("This address leads to this computer alone: phones do not come by it."))
        return origin
