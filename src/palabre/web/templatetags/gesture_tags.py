"""Forms that pages of something else show: a form with its button, a button alone, what was done with its undo."""

from typing import Any

from django import forms, template
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("web/form.html#sent")
def sent_form(
    form: forms.Form, view: str = "", *args: Any, shape: str = "button", classes: str = "", kept: bool = False
) -> dict[str, Any]:
    """Return a form with its fields and its button, sent to this view, or to the address of the page.

    `kept`: it waits on the device while the network is cut; its view is `sent_once`.
    """
    action = reverse(view, args=args) if view else ""
    return {"form": form, "action": action, "shape": shape, "classes": classes, "kept": kept}


@register.simple_tag
def button(words: str, view: str = "", *args: Any, shape: str = "button light", **more: Any) -> SafeString:
    """Return a form of one button, sent to this view or address, or to the address of the page.

    `more`: `form`, the classes of the form; `said`, before the button; its `name` and `value`; `label`, read instead of
    its words; `heard`, read after them: which of several things it is about; `kept`, as of `sent_form`. One that is
    sent to an address is kept where its view is `sent_once`.
    """
    is_address = view.startswith("/")
    action = view if is_address else reverse(view, args=args) if view else None
    is_kept = more.get("kept") or (is_address and is_sent_once(view))
    sent = {"class": more.get("form"), "method": "post", "data-kept": "" if is_kept else None, "action": action}
    pressed = {"type": "submit", "class": shape, "name": more.get("name"), "value": more.get("value")}
    heard = format_html('<span class="sr-only">, {}</span>', more["heard"]) if more.get("heard") else ""
    how = attributes(pressed | {"aria-label": more.get("label")})
    return format_html(
        "<form{}>{}<button{}>{}{}</button></form>", attributes(sent), more.get("said", ""), how, words, heard
    )


@register.simple_block_tag
def undoable(content: SafeString, view: str, *args: Any, words: str = "", **more: Any) -> SafeString:
    """Return what was done, as the block says it, with the button that undoes it; `words` of another button."""
    return button(words or _("Undo"), view, *args, shape="link", said=SafeString(f"{content.strip()} "), **more)


def is_sent_once(address: str) -> bool:
    try:
        return getattr(resolve(address.partition("?")[0]).func, "is_sent_once", False)
    except Resolver404:
        return False


def attributes(given: dict[str, Any]) -> SafeString:
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in given.items() if value is not None))
