"""A field that several forms of groups share."""

from __future__ import annotations

from typing import Any

from palabre.groups.typed_values import LONGEST
from palabre.web.form.fields import TextField


class MarkdownField(TextField):
    """A text in Markdown, which may be empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "required": False} | options)
