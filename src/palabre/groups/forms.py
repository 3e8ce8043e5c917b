"""Fields that several forms of groups share."""

from __future__ import annotations

from typing import Any

from django import forms

from palabre.groups.typed_values import LONGEST
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import TextField


class MarkdownField(TextField):
    """A text of several lines, which may be empty. A line break counts once, as it does in browsers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "required": False} | options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class RowField(forms.ChoiceField):
    """A choice among rows, by id. The view looks the row up: this field only tells an id from other words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False} | options)

    def valid_value(self, value: Any) -> bool:
        return is_number(str(value)) or super().valid_value(value)


def due[F: forms.Field](field: F) -> F:
    """Have browsers ask for a value. The act refuses an empty one with its own sentence."""
    field.required = False
    field.widget.attrs["required"] = True
    return field
