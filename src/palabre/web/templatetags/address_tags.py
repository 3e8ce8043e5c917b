"""Template tag about the address at which this server is read."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def only_here(context: dict[str, Any]) -> bool:
    """Return whether the reader's address is this machine's own: a link given from here opens nowhere else."""
    host = urlsplit(f"//{context['request'].get_host()}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
