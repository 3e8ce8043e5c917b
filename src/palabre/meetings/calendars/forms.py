"""Form of a calendar to subscribe to."""

from __future__ import annotations

from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm


class NewFeedForm(GestureForm):
    """The calendar that a button names: "me", "space" or "group:12"."""

    calendar = HiddenField()

    def add_prefix(self, field_name: str) -> str:
        return "of"
