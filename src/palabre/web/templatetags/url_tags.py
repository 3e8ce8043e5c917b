"""`{% url %}` that remembers addresses: a page asks for fifty, and Django composes each anew."""

import html
from typing import Any

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from palabre.web.caches.remembered_addresses import address_of

register = template.Library()
PLAIN = (int, str)  # types of arguments that are told apart by their values


class RememberedURLNode(defaulttags.URLNode):
    """Django's node; with plain arguments, the same name and arguments are reversed once."""

    def render(self, context: Any) -> str:
        args = tuple(one.resolve(context) for one in self.args)
        if self.asvar or self.kwargs or any(type(one) not in PLAIN for one in args):
            return super().render(context)
        found = address_of(self.view_name.resolve(context), *args)
        return SafeString(html.escape(found)) if context.autoescape else found


@register.tag
def url(parser: Parser, token: Token) -> RememberedURLNode:
    node: Any = defaulttags.url(parser, token)
    return RememberedURLNode(node.view_name, node.args, node.kwargs, node.asvar)
