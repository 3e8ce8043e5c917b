"""The form of news for a meeting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.meetings.attendance.sent_news import LONGEST
from palabre.web.form.fields import HiddenField, TextField
from palabre.web.form.gesture_form import GestureForm


class NewsForm(GestureForm):
    """News of somebody who cannot come. The button that was pressed is the `answer`."""

    text = TextField(
        label=_("Your news"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
        help_text=_("Two lines are enough. They will be read aloud at the meeting; members can read them on its page."),
    )
    answer = HiddenField()
    form_token = HiddenField()
