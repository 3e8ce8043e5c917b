"""Forms of a date poll: an answer for somebody, its closure, and the table of a poll from elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.meetings.polls.answer_form import AnswerForm
from palabre.meetings.polls.date_poll import TITLE_LENGTH
from palabre.meetings.polls.poll_screen import Row, ShownPoll
from palabre.meetings.polls.shown_fields import with_note
from palabre.meetings.polls.tables.framadate import LARGEST
from palabre.people.models import NAME_LENGTH
from palabre.pure.decoded_text import decode
from palabre.web.form.fields import HiddenField, LineField, TextField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

NONE = "none"  # the choice of no date
EXAMPLE = ",mardi 1 décembre 2026,jeudi 3 décembre 2026,\n,14h,18h,\nAnouk,Oui,Non,\nMalo,Si nécessaire,Oui,"
NO_CHOICE = format_lazy(
    "{} {}", gettext_lazy("No date is chosen yet."), gettext_lazy("Choose one, or “No date, after all”.")
)
NO_HOUR = format_lazy("{} {}", gettext_lazy("We cannot read this time."), gettext_lazy("For example: 14:30."))
TOO_LARGE = format_lazy(
    "{} {}", gettext_lazy("This table is too large for a date poll."), gettext_lazy("Paste only its lines here.")
)
NO_TEXT = format_lazy(
    "{} {}", gettext_lazy("There is no readable text in this file."), gettext_lazy("Paste its lines here.")
)


class SomebodyForm(AnswerForm):
    """An answer that a member types for somebody else."""

    of_visitors = ("who",)

    whose = due(LineField(label=gettext_lazy("Their first name and surname"), max_length=NAME_LENGTH))


class RestoreForm(GestureForm):
    """The return of a removed poll: it asks for nothing."""

    heading = gettext_lazy("This poll is removed")
    kicker = gettext_lazy("Date poll")
    send = gettext_lazy("Bring it back")
    promise = gettext_lazy("All its answers come back too. After a month, it is gone for good.")


class ClosureForm(GestureForm):
    """The date that is chosen, or none. The best one is chosen already, if there is only one."""

    use_required_attribute = False  # the sentence of the field says what to do

    option = forms.ChoiceField(
        label=gettext_lazy("The date"),
        widget=forms.RadioSelect,
        error_messages={"required": NO_CHOICE, "invalid_choice": NO_CHOICE},
    )
    hour = forms.TimeField(
        label=gettext_lazy("At what time, if you know it"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": NO_HOUR},
    )

    def __init__(self, *args: Any, page: ShownPoll, **options: Any) -> None:
        super().__init__(*args, **options)
        nothing = _("You don’t have to meet. The answers stay readable.")
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            *((row.option.pk, with_note(initial(typeset(row.when)), support(row, page))) for row in page.rows),
            (NONE, with_note(_("No date, after all"), nothing)),
        ]
        if not any(row.option.part for row in page.rows):
            del self.fields["hour"]
        best = [row.option.pk for row in page.rows if row.is_best]
        self.initial.setdefault("option", best[0] if len(best) == 1 else None)


class TableForm(GestureForm):
    """The table of a poll, pasted or sent as a file, then the title of the poll that is made of it."""

    table = forms.FileField(
        label=gettext_lazy("The CSV file"),
        allow_empty_file=True,
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text=gettext_lazy("In Framadate, open the poll, then choose “Export to CSV”."),
    )
    text = TextField(
        label=gettext_lazy("Or its lines"),
        max_length=LARGEST,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": EXAMPLE, "spellcheck": "false"}),
    )
    title = due(LineField(label=gettext_lazy("What is this meeting called?"), max_length=TITLE_LENGTH))
    go = HiddenField()
    form_token = HiddenField()

    def clean_table(self) -> str | None:
        """Return the text of the file, None without one."""
        file: UploadedFile[Any] | None = self.cleaned_data["table"]
        if file is None:
            return None
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return decode(file.read())
        except ValueError:
            raise forms.ValidationError(NO_TEXT) from None

    def clean_text(self) -> str:
        """Return the text of the file, or what was pasted."""
        sent: str | None = self.cleaned_data.get("table")
        pasted: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return pasted if sent is None else sent


def support(row: Row, page: ShownPoll) -> str:
    """Return how many a date suits, as far as the reader may know."""
    if page.may_read:
        return str(typeset(row.suits))
    if not row.count.suits:
        return ""
    return str(typeset(_("suits %(n)s out of %(all)s") % {"n": row.count.suits, "all": row.count.there_are}))
