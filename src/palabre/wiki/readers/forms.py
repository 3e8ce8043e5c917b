"""Forms of those who read a page, and of what they may do with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.models import NAME_LENGTH
from palabre.spaces.models import Space
from palabre.web.form.fields import LineField, due
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import typeset
from palabre.wiki.copies import page_licences
from palabre.wiki.forms import UndoableForm
from palabre.wiki.readers import page_audience
from palabre.wiki.readers.reader_circles import PageCircle

NOT_SHOWN = format_lazy(
    "{} {}",
    gettext_lazy("That is not one of the answers."),
    gettext_lazy("Choose one of those that the page shows."),
)
MOST_NAMED = 12
ANOTHER = gettext_lazy("Another one, in these words")


class ReadersForm(UndoableForm):
    """Those who read the page, by the key of their circle."""

    def __init__(self, *args: Any, space: Space, circles: list[PageCircle], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"] = forms.ChoiceField(
            label=gettext_lazy("Who can read it"),
            choices=choices_of(space, circles),
            widget=forms.RadioSelect,
            error_messages={"required": NOT_SHOWN, "invalid_choice": NOT_SHOWN},
        )


class InvitationForm(GestureForm):
    """The name of somebody from elsewhere. The act refuses an empty one."""

    name = due(LineField(label=gettext_lazy("The name of the person you invite"), max_length=NAME_LENGTH))


class LicenceForm(GestureForm):
    """A known licence, or another one in words."""

    licence = forms.ChoiceField(
        label=gettext_lazy("Under which licence?"),
        choices=[*((one.name, one.name) for one in page_licences.KNOWN), ("", ANOTHER)],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_SHOWN},
    )
    words = LineField(label=gettext_lazy("Its name"), max_length=page_licences.LONGEST, required=False)

    @staticmethod
    def said_of(name: str) -> dict[str, str]:
        """Return the initial values of the fields for a licence of this name."""
        is_known = any(one.name == name for one in page_licences.KNOWN)
        return {"licence": name if is_known else "", "words": "" if is_known else name}


def choices_of(space: Space, circles: list[PageCircle]) -> list[tuple[str, SafeString]]:
    """Return the choices of readers: the value of each in the form, its name and its explanation."""
    return [
        choice(page_audience.SPACE, _("The whole space"), _("Its members read it and write it.")),
        *(choice(one.key, one.title, means(one)) for one in circles),
        choice(page_audience.EVERYBODY, _("Everyone"), for_everybody(space)),
    ]


def choice(key: str, title: str, meaning: str) -> tuple[str, SafeString]:
    words = '<span><b>{}</b><br><span class="note">{}</span></span>'
    return key, format_html(words, typeset(title), typeset(meaning))


def means(circle: PageCircle) -> str:
    """Return the current readers and the future ones, in words."""
    named, more = ", ".join(circle.names[:MOST_NAMED]), len(circle.names) - MOST_NAMED
    today = _("%(names)s and %(number)d more.") % {"names": named, "number": more} if more > 0 else f"{named}."
    return f"{today} {circle.later}"


def for_everybody(space: Space) -> str:
    if space.is_public:
        return _("Whoever passes by reads it, without an account. Its members write it.")
    return _("This space is not public: for now only its members come in. The page will be open once the space is.")
