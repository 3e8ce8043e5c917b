"""Template filter for the tool with which something is done."""

from django import template

from palabre.groups.models import Action
from palabre.pure import action_tools

register = template.Library()


@register.filter
def tool(action: Action) -> str:
    """Return "date" or "rhythm", for an action that is open; "" for any other."""
    return action_tools.tool_of(action.text) if action.is_open else ""
