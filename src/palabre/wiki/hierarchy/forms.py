"""The form that puts a page under another one."""

from __future__ import annotations

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from palabre.web.form.fields import LineField
from palabre.wiki.forms import LONGEST_SLUG, UndoableForm
from palabre.wiki.models import Page


class PlaceForm(UndoableForm):
    """The page above: its slug or its title, "" for none."""

    heading = gettext_lazy("Put it under another page")
    send = gettext_lazy("Put it there")
    leave = gettext_lazy("Leave it where it is")

    under = LineField(
        label=gettext_lazy("Under"),
        max_length=LONGEST_SLUG,
        required=False,
        help_text=gettext_lazy("The title of a page. Leave it empty to put this one at the top."),
    )

    def offer(self, places: list[tuple[int, Page]], above: Page | None) -> None:
        """Show these places in a list, or a title to type when they are too many; `above` is the present one."""
        self.initial["under"] = ""
        if above is not None:
            self.initial["under"] = above.slug if places else above.title
        if places:
            top = ("", gettext("No other page: at the top"))
            self.fields["under"].widget = forms.Select(choices=[top, *(in_list(*place) for place in places)])
            self["under"].help_text = ""


def in_list(depth: int, page: Page) -> tuple[str, str]:
    return page.slug, f"{'↳ ' if depth else ''}{Truncator(page.title).chars(80)}"
