"""Forms of a page: begun, its text, its title, a file, and two versions to compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.notes.models import Revision
from palabre.notes.note_form import LARGEST_REVISION, LiteralField, NoteForm
from palabre.web.form.fields import HiddenField, PressedField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.form.shown_words import ShownForm
from palabre.web.templatetags.text_filters import hour, short_day, typeset
from palabre.wiki.hooks import LONGEST_WAY_BACK
from palabre.wiki.models import Attachment, Page

LONGEST_SLUG = 200  # characters typed for one
TITLE_LENGTH = Page._meta.get_field("title").max_length
UNSEEN = re.compile("[\x00-\x08\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they would reverse the text next to a name
NO_TITLE = _("Give the page a title: it will also be its address.")


class TitleField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(UNSEEN.sub("", super().to_python(value) or "").split())


class Checkbox(forms.CheckboxInput):
    """A box whose value is a slug, "" when it is not ticked."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")


class AddressedForm(GestureForm):
    """A form whose values may stand in the address of the page, where a link puts them."""

    @classmethod
    def values_of(cls, request: HttpRequest) -> dict[str, Any]:
        """Return the valid values that were sent, or that stand in the address of a page that is only shown."""
        sent = cls.of(request)
        return (sent if sent.is_bound else cls(request.GET)).values_so_far()

    def values_so_far(self) -> dict[str, Any]:
        """Return the valid values of a bound form, whatever its other fields say."""
        self.is_valid()
        return self.cleaned_data


class UndoableForm(GestureForm):
    """A form whose undo is a button: what it sets back stands in the address to which the button sends."""

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        form = super().of(request, **options)
        is_undo = form.is_bound and not any(name in form.data for name in form.fields)
        return cls(request.GET, **options) if is_undo else form


class PreviewForm(GestureForm):
    """The button that shows the text and saves nothing."""

    preview = PressedField()


class WayBackForm(AddressedForm):
    """The screen from which somebody came to write."""

    next = HiddenField(max_length=LONGEST_WAY_BACK)


class TextForm(NoteForm, WayBackForm):
    """The text of a page, and what was changed in it."""

    words = TitleField(label=_("What you changed, in a few words (optional)"), max_length=200, required=False)


class RenameForm(ShownForm, UndoableForm):
    """The title of a page."""

    heading = send = _("Change the title")
    leave = _("Leave without saving")

    title = TitleField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={"required": NO_TITLE},
        help_text=_("The address changes with it. Links to the former title still lead here."),
    )


class BeginningForm(AddressedForm):
    """Choices of a link to a new page: its readers, the page above it, its title, and the template of its text."""

    to = HiddenField()
    under = HiddenField(max_length=LONGEST_SLUG)
    title = TitleField(required=False)
    sheet = HiddenField()
    template = HiddenField(max_length=LONGEST_SLUG)


class NewPageForm(GestureForm):
    """Form to create a page, under another one or at the top."""

    heading = _("New page")
    send = _("Create this page")

    to = HiddenField()
    title = TitleField(label=_("Title"), max_length=TITLE_LENGTH, error_messages={"required": NO_TITLE})
    under = forms.CharField(max_length=LONGEST_SLUG, required=False, widget=Checkbox)
    text = LiteralField(label=_("Text"))

    def __init__(self, *args: Any, under: Page | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.initial.get("to") and not self.is_bound:
            del self.fields["to"]
        if under is None:
            del self.fields["under"]
        else:
            self.fields["under"].label = gettext("Put it under the page “%(title)s”") % {"title": typeset(under.title)}


class AttachmentForm(GestureForm):
    """A file for a page, and the description of a picture."""

    heading = _("Add a file")
    kicker = _("Page")
    send = _("Add this file")
    leave = _("Leave without adding")
    then = (
        _("Whoever reads the page will be able to read the file."),
        _(
            "A picture loses the place and the device that the camera wrote in it. "
            "Of an animation, the first image stays."
        ),
        _("A document is kept as it is, with what it says of its author."),
    )

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


class RevisionsForm(GestureForm):
    """Numbers of revisions in an address: the one `before` which a list goes on, the one to compare `with`."""

    before = forms.IntegerField(min_value=1, max_value=LARGEST_REVISION, required=False)

    def __init__(self, *args: Any, others: Iterable[Revision] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["with"] = forms.IntegerField(
            label=_("Compare with"),
            min_value=1,
            max_value=LARGEST_REVISION,
            required=False,
            widget=forms.Select(choices=[(one.number, in_words(one)) for one in others]),
        )

    def number(self, name: str) -> int | None:
        """Return this number, None when it is missing or not valid."""
        self.is_valid()
        return self.cleaned_data.get(name)


def in_words(kept: Revision) -> str:
    """Return « Version 3, 13 oct. 14 h 30, Inès »."""
    at = timezone.localtime(kept.at)
    version = gettext("Version %(number)s") % {"number": kept.number}
    return ", ".join([version, f"{short_day(at)} {hour(at.time())}", *([kept.by.name] if kept.by else [])])
