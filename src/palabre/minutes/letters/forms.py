"""Forms of « Les prévenir »: a line of addresses, one address per person, and those that nobody was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.meetings.invitations.noted_addresses import is_known_already, known_address
from palabre.minutes.letters.named_people import Named
from palabre.people.models import Person
from palabre.pure.addressbook import ADDRESS_LENGTH, LONGEST, is_address
from palabre.web.form.fields import HiddenField, LineField, PressedField, TextField
from palabre.web.form.gesture_form import GestureForm

type Knows = Callable[[Person], bool]  # whether the reader may know the address of a person

MOST_LEFT = 40  # addresses to match by hand, each with two fields
INCOMPLETE = gettext_lazy("This address is incomplete. For example: first.name@example.com")
TOO_LONG_LINE = format_lazy(
    "{} {}",
    gettext_lazy("This line is too long."),
    gettext_lazy("Paste it in several goes, a hundred addresses at a time."),
)


class LineForm(GestureForm):
    """A line of addresses, and the button that was pressed; two of them say the id of a person."""

    line = TextField(
        label=gettext_lazy("Paste the “To:” line of one of your emails"),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": TOO_LONG_LINE},
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy("Palabre works out whose address is whose. When in doubt, it asks you."),
    )
    tell = PressedField()
    given = HiddenField()
    link = HiddenField()


class KeyedForm(GestureForm):
    """A form of one row of the page: the names of its fields end with the key of the row."""

    def add_prefix(self, field_name: str) -> str:
        return f"{field_name}-{self.prefix}"


class AddressForm(KeyedForm):
    """The address of one person. What is stored already is not judged; what is not shown (`is_hidden`) stays."""

    address = LineField(
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, one: Named, data: Mapping[str, Any] | None = None, *, knows: Knows) -> None:
        self.person = one.person
        self.is_hidden = bool(self.person.email) and not knows(self.person)
        super().__init__(
            data, prefix=str(self.person.pk), initial={"address": "" if self.is_hidden else self.person.email}
        )
        field, name = self.fields["address"], self.person.name
        field.label = format_html(
            '{}<span class="sr-only"> {}</span>', _("Address"), _("for %(name)s") % {"name": name}
        )
        field.help_text = _("A message to this address came back.") if self.person.email_refused_at else ""
        if self.is_hidden:
            field.widget.attrs["placeholder"] = _("address known")

    @classmethod
    def sent(
        cls, request: HttpRequest, named: Iterable[Named], paired: Mapping[int, str], *, knows: Knows
    ) -> list[AddressForm]:
        """Return the addresses that the request sent beside the names, and those that it paired."""
        data = dict(GestureForm.of(request).data.items()) | {
            f"address-{number}": address for number, address in paired.items()
        }
        return [cls(one, data, knows=knows) for one in named]

    def clean_address(self) -> str | None:
        """Return the address, None for what stays: a field that was not sent, or that hides what is known."""
        if self.add_prefix("address") not in self.data:
            return None
        said = str(self.cleaned_data["address"])
        if said and "address" in self.changed_data and not is_address(said):
            raise ValidationError(INCOMPLETE)
        if not self.is_hidden:
            return said
        if said and not is_known_already(self.person, said):
            raise ValidationError(str(known_address(self.person)))
        return None


class PairForm(KeyedForm):
    """An address that nobody was given, and whose it is."""

    left = HiddenField(max_length=ADDRESS_LENGTH)
    whose = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, key: int, named: Iterable[Named], data: Mapping[str, Any] | None = None, left: str = "") -> None:
        super().__init__(data, prefix=str(key), initial={"left": left})
        whose: Any = self.fields["whose"]
        whose.choices = [("", _("nobody’s here")), *((one.person.pk, one.person.name) for one in named)]
        label = _("Whose address is %(address)s?") % {"address": left}
        whose.label = format_html('<span class="sr-only">{}</span>', label)

    @classmethod
    def sent(cls, request: HttpRequest, named: Iterable[Named]) -> list[PairForm]:
        """Return the addresses that the request sent, each with whose it is."""
        sent = GestureForm.of(request).data
        pairs = [cls(key, named, sent) for key in range(MOST_LEFT) if f"left-{key}" in sent]
        return [pair for pair in pairs if "left" not in pair.errors]

    @property
    def address(self) -> str:
        return str(self.cleaned_data["left"])

    @property
    def owner(self) -> int | None:
        """Return the id of the person chosen; None if it is nobody’s here, or an answer that is none."""
        found: int | None = self.cleaned_data.get("whose")
        return found

    @property
    def is_answered(self) -> bool:
        """Return whether the screen asked whose it is, and was answered; « nobody’s here » is an answer."""
        return "whose" not in self.errors and self.add_prefix("whose") in self.data
