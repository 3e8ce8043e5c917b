"""Forms of the people of a space: the choice of one of them, or of two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.models import NAME_LENGTH
from palabre.people.roster import Named, WhoIsHere
from palabre.web.form.fields import HiddenField, LineField, PressedField
from palabre.web.form.gesture_form import GestureForm

LARGEST_KEY = 10**18 - 1


class RowField(forms.IntegerField):
    """A row chosen in a list. Anything else than the key of one of `rows` is a row that does not exist: 404.

    Of several, none is chosen beforehand: the first of the list is nobody's wish.
    """

    widget = forms.Select
    rows: Any = None

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST_KEY, **options)

    def offer(self, choices: list[tuple[int, str]]) -> None:
        self.widget.choices = [("", _("Choose")), *choices] if len(choices) > 1 else choices

    def clean(self, value: Any) -> Any:
        if value == "":
            raise ValidationError(_("Choose a name in the list."))
        try:
            number = super().clean(value)
        except ValidationError as why:
            raise Http404 from why
        return get_object_or_404(self.rows, pk=number)


class RowForm(GestureForm):
    """A form that chooses rows: `rows` are those that the reader may know of, `choices` those that are offered."""

    def __init__(self, *args: Any, rows: Any = None, choices: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, RowField):
                field.rows = rows
                field.offer(list(choices))


class FinderForm(GestureForm):
    """Some letters of a name, among many."""

    q = LineField(
        label=gettext_lazy("Find somebody"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.SearchInput(attrs={"enterkeyhint": "search"}),
    )


class HandingForm(RowForm):
    """A member with whom the stewardship is shared, or who has all of it."""

    to = RowField(label=gettext_lazy("Who with?"))
    whole = PressedField()


class DepartureForm(RowForm):
    """Somebody to be put out of the space: a member, or who passed by or left."""

    person = RowField(label=gettext_lazy("Who?"))


class KeyForm(RowForm):
    """A person who comes back by a square."""

    send = gettext_lazy("Show the square")
    promise = gettext_lazy("They scan it here, on their own phone.")

    whose = RowField(label=gettext_lazy("Give back their link to"))


class KindForm(RowForm):
    """The kind of two names: "" for persons."""

    kind = HiddenField()


class PairForm(KindForm):
    """Two names of one kind."""

    one = RowField(label=gettext_lazy("The name to keep"))
    other = RowField(label=gettext_lazy("The other name"))


class SamePersonForm(GestureForm):
    """The answer of who is asked whether two names are theirs: yes, unless the button says no."""

    no = PressedField()


def forms_on(page: WhoIsHere) -> dict[str, RowForm]:
    """Return the forms of the page of who is here, each with those whom it offers."""
    others = named(page.others)
    spellings = [(one.pk, one.name) for one in page.organisations]
    return {
        "departure": DepartureForm(choices=[*others, *named(page.guests)]),
        "handing": HandingForm(choices=others),
        "key": KeyForm(choices=named(page.may_come_back)),
        "persons": PairForm(choices=named(page.everybody), auto_id="id_%s-person"),
        "organisations": PairForm(choices=spellings, initial={"kind": "organisation"}, auto_id="id_%s-organisation"),
    }


def named(rows: list[Named]) -> list[tuple[int, str]]:
    return [(one.person.pk, one.in_full) for one in rows]
