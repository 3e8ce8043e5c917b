"""The margin: left of the line, where this comes from."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.web.templatetags.text_filters import typeset

register = template.Library()


@register.simple_tag
def margin(strong: object = "", *facts: object, heading: bool = False) -> SafeString:
    """The marginalia of a row: a word in bold, then facts. With `heading`, it is the h2 that names the row."""
    spans = format_html_join("", " <span>{}</span>", ((typeset(fact),) for fact in facts if fact))
    first = format_html("<b>{}</b>", typeset(strong)) if strong else ""
    name = "h2" if heading else "div"
    return format_html("<{} class='margin'>{}{}</{}>", name, first, spans, name)


@register.simple_block_tag
def unless_silent(content: str) -> str:
    """What stands within, or nothing when no word is said there: an empty landmark is announced for nothing."""
    return content if strip_tags(content).strip() else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite. It says nothing by itself: a word always stands beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("web/sprite.svg"), name)


@register.filter
def line(passage: Any) -> str:
    """« ligne 50 », « lignes 50 à 52 »"""
    if passage.last_line == passage.first_line:
        return _("line %(line)s") % {"line": passage.first_line}
    return _("lines %(first)s to %(last)s") % {"first": passage.first_line, "last": passage.last_line}


@register.filter
def at(found: dict[Any, Any], thing: Any) -> Any:
    """What `found` holds for `thing`, known by its kind and number: `passages|at:need`."""
    return found.get((thing._meta.label_lower, thing.pk), ()) if found else ()
