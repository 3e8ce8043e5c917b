"""Forms to create a page, change its text and attach a file."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.notes.markdown.prepared_text import TooLong, clean
from palabre.wiki.models import Attachment, Page

NO_LONGER = 2_000_000_000
UNSEEN = re.compile("[\x00-\x08\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they would reverse the text next to a name


class LiteralField(forms.CharField):
    """A text kept exactly as typed: a leading blank line is kept."""

    widget = forms.Textarea(attrs={"class": "tall", "dir": "auto", "spellcheck": "true"})

    def __init__(self, **options: Any) -> None:
        help_text = _(
            "Start a line with # for a heading, with - for a list item. **Two stars** make words bold. "
            "[[A page]] links to it."
        )
        super().__init__(strip=False, required=False, help_text=help_text, **options)

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except TooLong as refusal:
            raise ValidationError(str(refusal), code="too_long") from refusal


class TitleField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(UNSEEN.sub("", super().to_python(value) or "").split())


class TextForm(forms.Form):
    """The text of a page, and the revision on which it is based."""

    text = LiteralField(label=_("Text"))
    words = TitleField(label=_("What you changed, in a few words (optional)"), max_length=200, required=False)
    base = forms.IntegerField(min_value=0, max_value=NO_LONGER, widget=forms.HiddenInput)


class RenameForm(forms.Form):
    """The title of a page."""

    title = TitleField(
        label=_("Title"),
        max_length=Page._meta.get_field("title").max_length,
        error_messages={"required": _("Give the page a title: it will also be its address.")},
        help_text=_("The address changes with it. Links to the former title still lead here."),
    )


class NewPageForm(forms.Form):
    """Form to create a page."""

    title = TitleField(
        label=_("Title"),
        max_length=Page._meta.get_field("title").max_length,
        error_messages={"required": _("Give the page a title: it will also be its address.")},
    )
    text = LiteralField(label=_("Text"))


class AttachmentForm(forms.Form):
    """A file for a page, and the description of a picture."""

    file = forms.FileField(
        label=_("File, 12 MB at most"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput,
        help_text=_("A picture, a PDF, a LibreOffice or Office document, a text, a calendar."),
    )
    alt = TitleField(
        label=_("What the picture shows, in a few words"),
        max_length=Attachment._meta.get_field("alt").max_length,
        required=False,
        help_text=_("For people who cannot see it. A document needs none."),
    )
    decorative = forms.BooleanField(label=_("This picture is decorative: it says nothing more."), required=False)
