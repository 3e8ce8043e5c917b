"""The forms of an answer to a meeting: one comes, or sends news."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.meetings.attendance.sent_news import LONGEST
from palabre.people.guests import VisitorForm
from palabre.web.form.fields import HiddenField, TextField


class ComingForm(VisitorForm):
    """« J’y vais »."""

    heading = send = _("I’m coming")
    kicker = _("Meeting")
    promise = _("No strings attached: you can say at any time that you are not coming.")


class NewsForm(VisitorForm):
    """News of somebody who cannot come. The button that was pressed is the `answer`."""

    heading = _("Send news")
    kicker = _("Meeting")
    send = _("Send this news")

    text = TextField(
        label=_("Your news"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
        help_text=_("Two lines are enough. They will be read aloud at the meeting; members can read them on its page."),
    )
    answer = HiddenField()
