"""Fields that pages of a poll show, here and by a personal link: three choices for a date, and a time zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from palabre.meetings.models import Choice
from palabre.web.form.gesture_form import GestureForm
from palabre.web.templatetags.text_filters import initial, typeset

CHOICES = {Choice.YES: _("Yes"), Choice.IF_NEED_BE: _("If need be"), Choice.NO: _("No")}
ICONS = {Choice.YES: "coche", Choice.IF_NEED_BE: "tilde", Choice.NO: "croix"}


class ChoiceRadios(forms.RadioSelect):
    """Three radio buttons side by side, each with its icon."""

    template_name = "meetings/polls/choices.html"

    def __init__(self) -> None:
        super().__init__(choices=list(CHOICES.items()))

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **options) | {"icon": ICONS[value]}


class ZoneForm(GestureForm):
    """The time zone by whose clocks the hours are told too."""

    zone = forms.ChoiceField(label=_("Tell me the hours by the clocks of"))

    def __init__(self, *args: Any, zones: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["zone"].choices = zone_choices(zones)  # type: ignore[attr-defined]


def zone_choices(zones: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the choices of a field for these zones and their words."""
    return [(name, initial(typeset(words))) for name, words in zones.items()]


def with_note(words: str, note: str) -> str:
    """Return the label of a choice, with a note after it."""
    beside = format_html(' <span class="note">{}</span>', note) if note else ""
    return format_html("<span>{}{}</span>", words, beside)
