"""Form of the group that a page is about."""

from __future__ import annotations

from palabre.web.form.fields import HiddenField
from palabre.web.form.form_input import DIGITS
from palabre.web.form.gesture_form import GestureForm


class GroupForm(GestureForm):
    """The id of a group, sent by a form or said by an address."""

    group = HiddenField(max_length=DIGITS)
