"""The consent to show something to everybody: it asks for nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.web.form.gesture_form import GestureForm


class ShowForm(GestureForm):
    heading = send = _("Show it to everybody")
    kicker = _("Readers")
    note: Any = _("Anybody on the internet will read what follows, and search engines with them.")
    promise = _("You can keep it among members again, at any time.")


class ShownForm(ShowForm):
    """The same, for a thing that everybody reads already."""

    heading = _("For members, or for all")
    note = ""
