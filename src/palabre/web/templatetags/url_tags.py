"""`{% url %}` that remembers addresses: a page asks for fifty, and Django composes each anew."""

from functools import lru_cache
from typing import Any

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()
MOST = 4096  # addresses
PLAIN = (int, str)  # types of arguments that are told apart by their values


class RememberedURLNode(defaulttags.URLNode):
    """Django's node; with plain arguments, the same name and arguments are reversed once."""

    def render(self, context: Any) -> str:
        args = tuple(one.resolve(context) for one in self.args)
        if self.asvar or self.kwargs or any(type(one) not in PLAIN for one in args):
            return super().render(context)
        found = prepared_address(
            self.view_name.resolve(context), args, get_resolver(get_urlconf()), get_script_prefix()
        )
        return conditional_escape(found) if context.autoescape else found


@lru_cache(maxsize=MOST, typed=True)
def prepared_address(name: str, args: tuple[Any, ...], _resolver: Any, _prefix: str) -> str:
    """Return the address; the last two say which routes it is found in."""
    return reverse(name, args=args)


@register.tag
def url(parser: Parser, token: Token) -> RememberedURLNode:
    node: Any = defaulttags.url(parser, token)
    return RememberedURLNode(node.view_name, node.args, node.kwargs, node.asvar)
