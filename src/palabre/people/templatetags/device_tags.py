"""The mark of the reader, for the forms that their device keeps while the network is cut."""

from typing import Any

from django import template

from palabre.people.devices.received_posts import mark_of

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_mark(context: dict[str, Any]) -> str:
    return mark_of(context["request"])
