"""Forms shown on the page of a group. The views of groups read them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.log.group_log import LONGEST_LINE
from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm


class InquiryForm(GestureForm):
    """A question that the group asks itself."""

    text = LineField(
        label=_("What do you ask yourselves?"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs={"required": True}),
    )
