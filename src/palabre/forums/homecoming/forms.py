"""Forms of the way home: take a forum away, give its file, say yes to what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.models import Person
from palabre.web.form.gesture_form import GestureForm


class TakingAwayForm(GestureForm):
    """Take a forum away in one file."""

    heading = gettext_lazy("Take this forum away")
    lead = gettext_lazy("One file, on a USB stick: to play the forum elsewhere, or to bring it home.")
    kicker = gettext_lazy("Forum")
    send = gettext_lazy("Take the file")
    leave = gettext_lazy("Leave it here")
    then = (
        gettext_lazy("In it: the theme, the wall, questions, reports, photos of paper, who goes on, the code."),
        gettext_lazy("Also the email addresses left on “Who goes on?”, which hosts alone read: keep it to yourself."),
        gettext_lazy("Not in it: accounts, other addresses, the groups’ own pages."),
        gettext_lazy("There, on the page of forums: “Bring home a forum played elsewhere”."),
    )


class BringingForm(GestureForm):
    """The file of a forum."""

    heading = gettext_lazy("Bring home a forum played elsewhere")
    lead = gettext_lazy("The file was taken on the computer of the day. You read first what it brings.")
    kicker = gettext_lazy("Forums")
    send = gettext_lazy("See what it brings")

    file = forms.FileField(
        label=gettext_lazy("The file of the forum"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=gettext_lazy("It ends with “.zip”, and is 12 MB at most."),
    )


class HomecomingForm(GestureForm):
    """The yes to what a file brings; `same` are the people in it who are those of that name here."""

    heading = gettext_lazy("What this file brings")
    kicker = gettext_lazy("Forums")
    send = gettext_lazy("Bring it home")
    promise = gettext_lazy("It can be undone for thirty days.")

    same = forms.MultipleChoiceField(
        label=gettext_lazy("These names are known here. Who is the same person?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Who is not ticked comes as somebody else. No account and no right come with a name."),
    )

    def __init__(self, *args: Any, same: Mapping[str, Person], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["same"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(uid, person.name) for uid, person in same.items()]
        field.initial = [uid for uid, person in same.items() if len(person.key) > 1]
        if not same:
            del self.fields["same"]


FACETS = {
    "theme": gettext_lazy("the theme or the date"),
    "venue": gettext_lazy("the venue or the hour"),
    "code": gettext_lazy("the code of the forum"),
    "time": gettext_lazy("an hour of the wall"),
    "place": gettext_lazy("a place of the wall"),
    "lost": gettext_lazy("a place that is lost"),
    "words": gettext_lazy("its words"),
    "number": gettext_lazy("its number"),
    "asked": gettext_lazy("who asked it"),
    "where": gettext_lazy("its place on the wall"),
    "report": gettext_lazy("its report"),
    "dots": gettext_lazy("its dots"),
    "said": gettext_lazy("who goes on"),
    "row": gettext_lazy("no room for it"),
}


def differences(found: list[tuple[int, str]]) -> list[tuple[int, list[str]]]:
    """Return, by number of a sheet (0 for the day), the words for what differs and stays as it is here."""
    told: dict[int, list[str]] = {}
    for number, facet in found:
        told.setdefault(number, []).append(str(FACETS.get(facet, _("something"))))
    return sorted(told.items())
