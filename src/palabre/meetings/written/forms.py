"""Forms of written minutes: a passage to check, who will read them, what is added afterwards."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.meetings.written.addendum import LONGEST
from palabre.meetings.written.minutes_publication import AMONG_US, NOW, SOON
from palabre.meetings.written.second_look import Look
from palabre.web.dates_in_words import in_full
from palabre.web.form.fields import HiddenField, TextField
from palabre.web.form.gesture_form import GestureForm

WORDS_LENGTH = 5000  # of a passage to check


class LookForm(GestureForm):
    """A passage to check, and the answer that the button says."""

    kind = HiddenField()
    words = HiddenField(max_length=WORDS_LENGTH, strip=False)
    answer = HiddenField()

    @classmethod
    def about(cls, look: Look) -> LookForm:
        """Return the form to show beside this passage."""
        return cls(initial={"kind": look.kind, "words": look.words}, auto_id=False)


class ReadersForm(GestureForm):
    """Readers of the minutes: everybody in a few days by default. `is_public`: everybody reads their page already."""

    readers = forms.ChoiceField(
        label=gettext_lazy("Who will read them"), required=False, initial=SOON, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, due_on: datetime.date | None = None, is_public: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        soon = _("Everyone on %(day)s, unless somebody asks otherwise") % {"day": in_full(due_on) if due_on else ""}
        choices = [(SOON, soon), (NOW, _("Everyone, now")), (AMONG_US, _("We keep it among us"))]
        if is_public:
            choices[:2] = [(SOON, _("Everyone: the page is public already"))]
        cast(forms.ChoiceField, self.fields["readers"]).choices = choices


class AddendumForm(GestureForm):
    """Words to add at the end of the minutes."""

    send = gettext_lazy("Add")

    words = TextField(
        label=gettext_lazy("After the meeting…"),
        max_length=LONGEST,
        rows=3,
        required=False,
        help_text=gettext_lazy("It is added at the end, with the day and your name."),
    )
