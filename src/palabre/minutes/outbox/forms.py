"""Forms of the outbox: letters to be sent, how one left, the address of a reader, the words of a letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.post import outbox
from palabre.post.letter_placeholders import as_shown
from palabre.post.models import Letter
from palabre.post.outbox import LONGEST, SUBJECT_LENGTH
from palabre.pure.addressbook import ADDRESS_LENGTH
from palabre.web.form.fields import HiddenField, LineField, PressedField, TextField, due
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm, Texts


class LettersField(forms.Field):
    """Ids of letters; anything else is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [number for number in value or [] if is_number(number)]


class SendingForm(GestureForm):
    """The letters that were waiting when the list was displayed, to be sent in working hours, or now."""

    letter = LettersField(required=False)
    now = PressedField()


class WayForm(GestureForm):
    """The way by which a letter leaves or left, which its button says."""

    how = HiddenField()


class ReaderAddressForm(GestureForm):
    """The address of the reader of a letter, named in its label."""

    send = gettext_lazy("Keep this address")

    address = LineField(
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    @classmethod
    def about(cls, letter: Letter) -> ReaderAddressForm:
        """Return the form to show beside this letter."""
        reader = letter.to
        assert reader is not None
        form = cls(initial={"address": reader.email})
        form.fields["address"].label = _("Address for %(name)s") % {"name": reader.name}
        return form


class LetterWordsForm(ShownForm):
    """Subject and text of a letter; placeholders in brackets stand for its links."""

    heading = gettext_lazy("Change the words")
    kicker = gettext_lazy("Message")
    send = gettext_lazy("Keep these words")

    subject = due(LineField(label=gettext_lazy("Subject"), max_length=SUBJECT_LENGTH))
    body = due(
        TextField(
            label=gettext_lazy("Text"),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 18}),
            help_text=gettext_lazy("Leave what is in brackets: that is where their own link will appear."),
        )
    )

    @classmethod
    def said_of(cls, letter: Letter) -> dict[str, str]:
        """Return the initial values of the fields."""
        texts = outbox.texts_of_letter(letter)
        return {**cls.in_fields(texts), **cls.showing(texts)}

    @classmethod
    def in_fields(cls, texts: Texts) -> Texts:
        return {name: as_shown(text) if name == "body" else text for name, text in texts.items()}

    def written_meanwhile(self) -> list[tuple[BoundField, str]]:
        return [(self[name], text) for name, text in self.in_fields(self.theirs).items()]
