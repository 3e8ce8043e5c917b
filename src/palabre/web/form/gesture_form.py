"""Forms of gestures: what was typed is read within the bounds of its fields, and comes back when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Self

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from palabre.refusal import Refusal
from palabre.web.form.form_input import is_too_heavy

UNREADABLE = 422  # status of a page that shows what was wrong in a field
CHOSEN = ("checkbox", "file", "radio")  # inputs for which HTML knows no autocomplete
WITHOUT_FILES = "palabre.without_files"  # set in the WSGI environment of a form that is read as one
TOO_LONG = gettext_lazy("This is too long: shorten it, then send it again.")


class UnreadableForm(Refusal):
    """A typed value that is outside the bounds of its field."""

    status = UNREADABLE


class DescribedField(forms.BoundField):
    """A field of a form. Where it is sent hidden, nothing describes it: HTML knows no such attribute there."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        made: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget is not None and widget.is_hidden:
            made.pop("aria-describedby", None)
        return made


class GestureForm(forms.Form):
    """A form whose act may refuse. What others typed on this device is not proposed.

    On a page of its own, its view calls `respond`. Sent from a page of something else, its view calls `read`.
    `web/gesture.html` shows that page, with the words that the form gives of itself.
    """

    heading: Any = ""
    kicker: Any = ""  # in the margin
    lead: Any = ""
    note: Any = ""
    send: Any = ""  # on its button
    promise: Any = ""  # beside its button: that it can be undone
    leave: Any = ""  # beside its button: the link back to the thing
    then: Sequence[Any] = ()  # what will happen, a sentence each, in the side column
    is_kept = False  # its words stay on the device while the network is cut: see web/kept_posts.js
    status = 200
    bound_field_class = DescribedField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if not field.widget.is_hidden and getattr(field.widget, "input_type", "") not in CHOSEN:
                field.widget.attrs.setdefault("autocomplete", "off")
            if isinstance(field, forms.CharField):
                field.error_messages.setdefault("max_length", TOO_LONG)

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """Return the form that this request sent, or a fresh one."""
        return cls(posted(request), files_of(request), **options) if request.method == "POST" else cls(**options)

    @classmethod
    def read(cls, request: HttpRequest, **options: Any) -> dict[str, Any]:
        """Return the cleaned values that this request sent. Raises UnreadableForm with the first fault of a field."""
        form = cls(posted(request), files_of(request), **options)
        if form.is_valid():
            return form.cleaned_data
        raise UnreadableForm(next(str(faults[0]) for faults in form.errors.values()))

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
            self.refuse(refusal)
            return None

    def respond(
        self,
        request: HttpRequest,
        act: Callable[[dict[str, Any]], HttpResponse],
        *,
        template: str = "web/gesture.html",
        **shown: Any,
    ) -> HttpResponse:
        """Return the answer of the act to a valid form; otherwise the page of the form, with what was refused."""
        return self.done(act) or render(request, template, shown | {"form": self}, status=self.status)

    def focused(self) -> Self:
        """Return the form that was refused, with the focus on its fault: a page of something else may be long."""
        wrong = [name for name in self.fields if name in self.errors]
        self.fields[(wrong or list(self.fields))[0]].widget.attrs["autofocus"] = True
        return self

    def refuse(self, refusal: Refusal, *, field: str | None = None) -> None:
        """Show why the act refused, beside this field or above all of them."""
        self.status = refusal.status
        self.add_error(field, str(refusal))


def posted(request: HttpRequest) -> QueryDict:
    """Return what was sent. Raise UnreadableForm for what nobody can have typed: its page would take seconds."""
    if is_too_heavy(request):
        raise UnreadableForm(TOO_LONG)
    return request.POST


def files_of(request: HttpRequest) -> Any:
    """Return the files that came with the request where its view `reads_files`; None elsewhere.

    None too where the server took the form for one that brings none: to read one takes long, and has threads apart.
    """
    match = request.resolver_match
    if request.META.get(WITHOUT_FILES):
        return None
    return request.FILES if match is not None and getattr(match.func, "reads_files", False) else None


class BlankForm:
    """A form as a part of a page of something else, which nobody filled in yet: it is written once in each language."""

    def __init__(self, kind: type[GestureForm], *, auto_id: str = "id_%s") -> None:
        self.kind, self.auto_id = kind, auto_id
        self.send, self.promise = kind.send, kind.promise

    def __str__(self) -> str:
        return written_blank(self.kind, self.auto_id, get_language())

    __html__ = __str__


@lru_cache(maxsize=64)
def written_blank(kind: type[GestureForm], auto_id: str, _language: str | None) -> SafeString:
    return kind(auto_id=auto_id).render()
