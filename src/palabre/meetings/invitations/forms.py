"""The form that calls people to a meeting: names to tick, their addresses, and one more person by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.journal.hooks import persons_numbered
from palabre.meetings.invitations.noted_addresses import is_known_already, known_address
from palabre.meetings.permissions import addresses_known_to
from palabre.people.models import NAME_LENGTH, Person
from palabre.pure.addressbook import is_address
from palabre.web.form.fields import LineField
from palabre.web.form.gesture_form import GestureForm

MOST = 200  # names on one screen, each with a field; others are typed by name
ADDRESS_LENGTH = 254
ADDRESS = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}


def refuse_incomplete(address: str) -> None:
    if not is_address(address):
        raise ValidationError(_("This address is incomplete. For example: first.name@example.com"))


def refuse_another(person: Person, address: str) -> None:
    """Refuse another address than the one that is known for this person."""
    if not is_known_already(person, address):
        raise ValidationError(str(known_address(person)))


type Named = tuple[int, str]


class TickedField(forms.MultipleChoiceField):
    """The choices that were ticked. Those that are no longer offered are left out: somebody was merged, or erased.

    `offered` are all of them, thousands in a large space; `choices` only those that have a box.
    """

    widget = forms.CheckboxSelectMultiple
    offered: list[Named] = []

    def clean(self, value: Any) -> set[Any]:
        sent = set(super().to_python(value))
        return {number for number, _name in self.offered if str(number) in sent}


class AddressField(LineField):
    """The address of a person, beside their name. One that the caller may not know (`is_hidden`) stays as it is."""

    def __init__(self, person: Person, *, is_hidden: bool) -> None:
        super().__init__(  # type: ignore[call-arg]  # template_name, since Django 5.0
            label=_("Address for %(name)s") % {"name": person.name},
            max_length=ADDRESS_LENGTH,
            required=False,
            initial="" if is_hidden else person.email,
            validators=[refuse_incomplete, *([partial(refuse_another, person)] if is_hidden else [])],
            widget=forms.TextInput(attrs=ADDRESS | {"placeholder": _("address known") if is_hidden else _("address")}),
            template_name="meetings/invitations/address.html",
        )


class CallForm(GestureForm):
    """People to call: those who were not called yet, each with an address unless they came by themselves.

    `to_call` and `called` are ids with names; of thousands, only those shown are read whole. An address that `by`, who
    calls, may not know is not shown.
    """

    person = TickedField(required=False)
    name = LineField(label=_("First name and surname"), max_length=NAME_LENGTH, required=False)
    address = LineField(
        label=_("Their address, if you know it"),
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs=ADDRESS),
    )

    def __init__(self, *args: Any, to_call: list[Named], called: list[Named], by: Person, **options: Any) -> None:
        self.everybody, self.more = [*to_call, *called], len(to_call) > MOST
        self.shown, knows = persons_of(to_call[:MOST]), addresses_known_to(by)
        self.hidden = {one.pk for one in self.shown if one.email and not knows(one)}
        beside = {
            address_name(one): AddressField(one, is_hidden=one.pk in self.hidden)
            for one in self.shown
            if not one.has_come
        }
        self.base_fields = self.base_fields | beside  # type: ignore[misc]
        super().__init__(*args, **options)
        ticks: Any = self.fields["person"]
        ticks.offered, ticks.choices = self.everybody, [(one.pk, one.name) for one in self.shown]

    def rows(self) -> Iterator[tuple[Person, Any, Any, bool]]:
        """Give each person to call, the box to tick, the field of their address, if any, and whether it is hidden."""
        for person, tick in zip(self.shown, self["person"], strict=False):
            name = address_name(person)
            yield person, tick, self[name] if name in self.fields else None, person.pk in self.hidden

    @property
    def ticked(self) -> list[Person]:
        return persons_of([one for one in self.everybody if one[0] in self.cleaned_data["person"]])

    @property
    def addresses(self) -> dict[int, str]:
        """Return the addresses that were typed, by the number of the person."""
        return {one.pk: self.cleaned_data.get(address_name(one), "") for one in self.shown}


def persons_of(rows: list[Named]) -> list[Person]:
    """Return the persons of these rows, in their order."""
    numbers = [number for number, _name in rows]
    found = {one.pk: one for one in persons_numbered(numbers=numbers)} if numbers else {}
    return [found[number] for number, _name in rows if number in found]


def address_name(person: Person) -> str:
    return f"address-{person.pk}"
