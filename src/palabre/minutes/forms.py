"""Forms of minutes to be read: their text, or their file."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.groups.validity.validity import validity_of
from palabre.minutes.imports import uploaded_files
from palabre.minutes.imports.minutes_import import Alike
from palabre.minutes.models import Import
from palabre.people.models import NAME_LENGTH
from palabre.people.space_creation import SPACE_NAME_LENGTH
from palabre.pure.meeting_parts import MeetingPart, meetings_in
from palabre.refusal import Refusal
from palabre.web.form.fields import HiddenField, LineField, PressedField, PressedRowField, due
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import GestureForm
from palabre.web.visitor_cookie import visitor_of

MOST_AT_ONCE = 12  # meetings of one text, each an import of its own
LONGEST_SEVERAL = 1_000_000  # characters: a longer text is refused
SAID = 400  # characters of numbers of imports
MOST_LINES = 20_000  # of a text in which several meetings are looked for: a third of a second


WHEN_ASKED = (
    _("A correction takes the place of those minutes at once, for all who read them. It can be undone."),
    _("Another meeting is seen by nobody else before you open it."),
    _("Nobody gets a message."),
)


class MinutesField(forms.CharField):
    """A text as it was copied. A stray null character, which no keyboard types, is no reason to send it back."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\x00", "")


class MinutesForm(GestureForm):
    """One large field to paste in, or a file to drop. The act bounds the text: a browser would cut it silently."""

    parts: Sequence[MeetingPart] = ()  # the meetings of a text that tells of several, to choose among
    asked: Sequence[Import] = ()  # minutes given before, that this text may correct
    heading = _("Add minutes")
    lead = _("Palabre finds your questions, groups, needs, dates and things to do in them.")
    send = _("Read this text")
    then: Sequence[Any] = (
        _("Nobody else sees any of it before you open it."),
        _("Nobody gets a message."),
        _("Nothing is added that was not written."),
        _("You can undo everything in one click. Giving the same text twice changes nothing."),
    )

    text = MinutesField(
        label=_("Text of the minutes"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "tall", "rows": 18, "spellcheck": "false"}),
        help_text=_(
            "Paste it as it is: from an email, a pad, a wiki or a document. "
            "Headings and lists help; nothing is required."
        ),
    )
    read_all, read_last, read_as_one = PressedField(), PressedField(), PressedField()
    corrects, is_another = PressedRowField(), PressedField()  # said of the imports `alike`, and of the text at `place`
    alike, place = HiddenField(max_length=SAID), HiddenField()
    document = forms.FileField(
        label=_("Or a file: .md, .txt, .docx, .odt, .pdf, .html, .rtf or .eml"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".md,.markdown,.txt,.docx,.odt,.pdf,.html,.htm,.rtf,.eml"}),
    )

    def texts(self, text: str) -> list[str]:
        """Return the texts to read: of several meetings in one, those that the button said; none, to ask which.

        They are in the order of the days. Raise a Refusal for more of them than are read at once.
        """
        is_short = len(text) <= LONGEST_SEVERAL and text.count("\n") <= MOST_LINES
        parts = sorted(meetings_in(text), key=lambda part: part.day) if is_short else []
        said = self.cleaned_data
        if not parts or said["read_as_one"]:
            return [text]
        if said["read_last"]:
            return [parts[-1].text]
        if said["read_all"] and len(parts) > MOST_AT_ONCE:
            raise Refusal(_("This text tells of more meetings than are read at once."), instead=_("Give it in parts."))
        if said["read_all"]:
            return [part.text for part in parts]
        self.parts = parts
        return []

    def shown(self, text: str) -> str:
        """Return the text, which the form shows when it comes back: a browser does not send a file twice."""
        if len(text) <= LONGEST_SEVERAL:
            self.show(text=text)
        return text

    def answers(self, place: int) -> dict[int, bool]:
        """Return the imports of which it was said whether the text at this place corrects them, by number."""
        said = self.cleaned_data
        if numbers_in(said["place"]) != [place]:
            return {}
        others = dict.fromkeys(numbers_in(said["alike"]), False) if said["is_another"] else {}
        return {said["corrects"]: True} if said["corrects"] else others

    def ask(self, found: Alike) -> None:
        """Show the text again, and ask whether it corrects one of these minutes."""
        self.asked, self.then = found.readings, WHEN_ASKED
        self.show(alike=" ".join(str(one.pk) for one in found.readings), place=str(found.place))

    @property
    def mode(self) -> str:
        """Return the name of the button that said how to read a text of several meetings."""
        return next((name for name in ("read_all", "read_last", "read_as_one") if self.cleaned_data[name]), "")

    def show(self, **values: str) -> None:
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            sent[name] = value
        self.data = sent


class FirstMinutesForm(MinutesForm):
    """Minutes brought before there is a space: a name for it, and who brings them. Nothing more."""

    space_name = due(LineField(label=_("Name of your community"), max_length=SPACE_NAME_LENGTH))
    your_name = due(
        LineField(
            label=_("Your name"),
            max_length=NAME_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )
    )
    form_token = HiddenField(max_length=32, initial=lambda: secrets.token_urlsafe(18))

    def clean_form_token(self) -> str:
        """Return a token that no form of the instance itself (the demonstration) has."""
        return f"form:{self.cleaned_data['form_token'] or secrets.token_urlsafe(18)}"


def numbers_in(words: str) -> list[int]:
    return [int(word) for word in words.split() if is_number(word)]


def text_given(request: Any, said: dict[str, Any]) -> str:
    """Return the text of a valid form; a file wins over the field. Raises a Refusal that says what cannot be read."""
    document = said["document"]
    if document is None:
        return str(said["text"])
    content = document.read(uploaded_files.LARGEST + 1)
    return uploaded_files.text_of_upload(document.name, content, sender=visitor_of(request).number)


class ValidityForm(GestureForm):
    """The answer about old minutes that a button says: « yes » or « past »."""

    say = HiddenField(max_length=10)

    def clean_say(self) -> str:
        return validity_of(self.cleaned_data["say"])
