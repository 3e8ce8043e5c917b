"""The form of a line of inquiry: the page of a group shows it, its log keeps what it says."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.log.group_log import LONGEST_LINE
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm


class InquiryForm(GestureForm):
    """A question that the group asks itself."""

    heading = _("Open a question")
    kicker = _("Group")
    send = _("Open it")

    text = due(LineField(label=_("What do you ask yourselves?"), max_length=LONGEST_LINE))


class NearForm(GestureForm):
    """The answer about two close lines, by its button."""

    say = forms.ChoiceField(choices=[("near", "near"), ("no", "no")])
