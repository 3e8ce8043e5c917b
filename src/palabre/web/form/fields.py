"""Fields of forms: lines and texts, ids of rows, hidden values, buttons."""

from __future__ import annotations

from typing import Any

from django import forms

from palabre.pure.french import on_one_line
from palabre.web.form.form_input import is_number

TOKEN_LENGTH = 60


class LineField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return on_one_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """A text of several lines; `rows` is the height of its field."""

    def __init__(self, *, rows: int = 2, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """Return the text with line feeds alone: browsers send two characters for one that they count."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class HiddenField(forms.CharField):
    """A value that the page sends along, "" without one."""

    def __init__(self, *, max_length: int = TOKEN_LENGTH, **options: Any) -> None:
        super().__init__(max_length=max_length, required=False, widget=forms.HiddenInput, **options)


class RowField(forms.ChoiceField):
    """A choice among rows, by id. The view looks the row up: this field only tells an id from other words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False} | options)

    def valid_value(self, value: Any) -> bool:
        return is_number(str(value)) or super().valid_value(value)


class PressedButton(forms.CheckboxInput):
    """A button of the form, known by its name: browsers send an empty value for it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return name in data


class PressedRow(PressedButton):
    """Buttons of one name, each with the id of a row."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class PressedRowField(forms.IntegerField):
    """The id on the button that sent the form, None without one. The template writes the buttons."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=1, widget=PressedRow, **options)


class PressedField(forms.BooleanField):
    """True if the form was sent by the button of this name. The template writes the button."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=PressedButton, **options)


def due[F: forms.Field](field: F) -> F:
    """Have browsers ask for a value. The act refuses an empty one with its own sentence."""
    field.required = False
    field.widget.attrs["required"] = True
    return field
