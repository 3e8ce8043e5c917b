"""`{% translate %}` that remembers its words: a page says some seventy, and Django resolves each anew."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()


class RememberedTranslateNode(i18n.TranslateNode):
    """Django's node; words written in the template, without a filter, are translated once for each language."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        literal = getattr(node.filter_expression.var, "literal", None)
        is_plain = isinstance(literal, str) and not node.filter_expression.filters
        self.is_remembered = is_plain and not (node.noop or node.message_context)
        self.said: dict[str | None, Any] = {}

    def render(self, context: Any) -> Any:
        if not self.is_remembered:
            return super().render(context)
        language = get_language()
        if language not in self.said:
            shown = super().render(context)
            self.said[language] = context[self.asvar] if self.asvar else shown
        if self.asvar:
            context[self.asvar] = self.said[language]
            return ""
        return self.said[language]


def translate(parser: Parser, token: Token) -> RememberedTranslateNode:
    return RememberedTranslateNode(i18n.do_translate(parser, token))


register.tag("translate", translate)
register.tag("trans", translate)
