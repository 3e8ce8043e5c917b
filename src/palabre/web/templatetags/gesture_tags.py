"""Forms that pages of something else show: a form with its button, a button alone."""

from typing import Any

from django import forms, template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("web/form.html#sent")
def sent_form(form: forms.Form, view: str = "", *args: Any, shape: str = "button", classes: str = "") -> dict[str, Any]:
    """Return a form with its fields and its button, sent to this view, or to the address of the page."""
    return {"form": form, "action": reverse(view, args=args) if view else "", "shape": shape, "classes": classes}


@register.simple_tag
def button(words: str, view: str = "", *args: Any, shape: str = "button light", **more: Any) -> SafeString:
    """Return a form of one button, sent to this view, or to the address of the page.

    `more`: `form`, the classes of the form; `name` and `value` of the button; `label`, read instead of its words;
    `heard`, read after them: which of several things it is about.
    """
    sent = {"class": more.get("form"), "method": "post", "action": reverse(view, args=args) if view else None}
    pressed = {"type": "submit", "class": shape, "name": more.get("name"), "value": more.get("value")}
    heard = format_html('<span class="sr-only">, {}</span>', more["heard"]) if more.get("heard") else ""
    said = attributes(pressed | {"aria-label": more.get("label")})
    return format_html("<form{}><button{}>{}{}</button></form>", attributes(sent), said, words, heard)


def attributes(given: dict[str, Any]) -> SafeString:
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in given.items() if value is not None))
