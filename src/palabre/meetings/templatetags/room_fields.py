"""Field values of a room's screens after a refusal."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_again(context: Any, name: str, number: int | str = "", otherwise: str = "") -> str:
    """Return the value of this field in the refused form, else its initial value."""
    typed = context.get("typed") or {}
    return str(typed.get(f"{name}-{number}" if number else name, otherwise))
