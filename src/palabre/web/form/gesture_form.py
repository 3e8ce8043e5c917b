"""Forms of gestures: what was typed is read within the bounds of its fields, and comes back when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from palabre.pure.french import on_one_line
from palabre.refusal import Refusal

UNREADABLE = 422  # status of a page that shows what was wrong in a field
TOO_LONG = gettext_lazy("This is too long: shorten it, then send it again.")


class LineField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return on_one_line(super().to_python(value) or "")


class GestureForm(forms.Form):
    """A form whose act may refuse. What others typed on this device is not proposed."""

    status = 200

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = TOO_LONG

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Any:
        """Return the form that this request sent, or a fresh one."""
        return cls(request.POST if request.method == "POST" else None, **options)

    def done(self, act: Callable[[dict[str, Any]], HttpResponse]) -> HttpResponse | None:
        """Return the answer of the act to a valid form; None when the form is to be shown, with what was refused."""
        if not self.is_bound:
            return None
        if not self.is_valid():
            self.status = UNREADABLE
            return None
        try:
            return act(self.cleaned_data)
        except Refusal as refusal:
            self.status = refusal.status
            self.add_error(None, f"{refusal.why} {refusal.instead}".strip())
            return None
