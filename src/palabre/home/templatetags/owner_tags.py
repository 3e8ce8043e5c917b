"""Whose something is, as it is said."""

from django import template
from django.utils.translation import get_language

from palabre.pure.french import fold

register = template.Library()


@register.filter
def owner(name: str) -> str:
    """« d’Inès », « de Malo »; in English the name itself, to which the sentence adds its ’s"""
    if get_language() != "fr":
        return name
    return f"d’{name}" if fold(name)[:1] in set("aeiou") else f"de {name}"
