"""Form of a group's answer to one of its signs."""

from __future__ import annotations

from typing import Any

from django import forms

from palabre.web.form.fields import HiddenField
from palabre.web.form.gesture_form import GestureForm, posted


class SignForm(GestureForm):
    """The answer, by its button, and the sign that it is about. The undo of a message sends them in its address."""

    gesture = forms.ChoiceField(choices=[(name, name) for name in ("quiet", "loud", "tell", "untell")])
    kind = HiddenField(max_length=12)
    about = HiddenField(max_length=100)

    @classmethod
    def of(cls, request: Any, **options: Any) -> SignForm:
        return cls(posted(request) or request.GET, **options)
