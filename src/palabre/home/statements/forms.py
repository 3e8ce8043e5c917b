"""Forms of statements: what a person does about one, and the words or the name that readers keep."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from palabre.home.statements.statement_corrections import LONGEST
from palabre.home.statements.statement_form import Row
from palabre.web.form.fields import HiddenField, LineField
from palabre.web.form.gesture_form import GestureForm


class StatementForm(GestureForm):
    """One gesture on one sentence, by its button, and the words that are to be said instead."""

    gesture = HiddenField()
    sentence = HiddenField()
    words = LineField(max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"dir": "auto"}))

    @classmethod
    def about(cls, row: Row, nth: int) -> StatementForm:
        """Return the form of a row of the page, with its words."""
        form = cls(initial={"sentence": row.sentence.number, "words": row.words}, auto_id=f"%s-{nth}")
        form.fields["words"].label = _("Sentence %(number)s") % {"number": nth}
        form.fields["words"].widget.attrs["rows"] = row.height
        return form


class KeepForm(GestureForm):
    """The person whose name stays, by the button that bears their id; without it, the words of the texts stay."""

    person = HiddenField()
