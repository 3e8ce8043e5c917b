"""The consent to show something to everybody: it asks for nothing, and says what was read before."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.groups.publicity.publicity import Preview
from palabre.refusal import Refusal
from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm


class ShowForm(GestureForm):
    heading = send = _("Show it to everybody")
    kicker = _("Readers")
    note: Any = _("Anybody on the internet will read what follows, and search engines with them.")
    promise = _("You can keep it among members again, at any time.")

    seen = HiddenField()  # the digest of what the page showed

    @classmethod
    def again(cls, preview: Preview, why: Refusal) -> ShowForm:
        """Return the form with what everybody would read now, and why it is shown anew."""
        form = cls({"seen": preview.digest})
        form.is_valid()
        form.refuse(why)
        return form


class ShownForm(ShowForm):
    """The same, for a thing that everybody reads already."""

    heading = _("For members, or for all")
    note = ""
