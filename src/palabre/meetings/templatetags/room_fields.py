"""What was typed on a screen of a room and was refused: it stands in its field again."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_again(context: Any, name: str, number: int | str = "", otherwise: str = "") -> str:
    """Return what the field of this name held in the form that was refused, else what it holds at first."""
    typed = context.get("typed") or {}
    return str(typed.get(f"{name}-{number}" if number else name, otherwise))
