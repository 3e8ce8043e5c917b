"""The margin: left of a row, where it comes from."""

import re
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.web.templatetags.text_filters import typeset

register = template.Library()
TEXT = re.compile(r"(?:\A|>)[^<>]*[^<>\s]")  # in what a template escaped: outside of its tags


@register.simple_tag
def margin(strong: object = "", *facts: object, heading: bool = False) -> SafeString:
    """Return the margin of a row: a bold word, then facts. With `heading`, it is the h2 of the row."""
    spans = format_html_join("", " <span>{}</span>", ((typeset(fact),) for fact in facts if fact))
    first = format_html("<b>{}</b>", typeset(strong)) if strong else ""
    name = "h2" if heading else "div"
    return format_html("<{} class='margin'>{}{}</{}>", name, first, spans, name)


@register.simple_block_tag
def unless_silent(content: str) -> str:
    """Return the content, or "" without any text: screen readers would announce an empty landmark."""
    return content if TEXT.search(content) else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon of the sprite, hidden from screen readers: a word is always beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("web/sprite.svg"), name)


@register.filter
def line(passage: Any) -> str:
    """Return « ligne 50 », « lignes 50 à 52 »."""
    if passage.last_line == passage.first_line:
        return _("line %(line)s") % {"line": passage.first_line}
    return _("lines %(first)s to %(last)s") % {"first": passage.first_line, "last": passage.last_line}


@register.filter
def at(found: dict[Any, Any], thing: Any) -> Any:
    """Return the value of `found` for the kind and id of `thing`: `passages|at:need`."""
    return found.get((thing._meta.label_lower, thing.pk), ()) if found else ()
