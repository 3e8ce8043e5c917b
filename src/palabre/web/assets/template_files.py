"""Templates as files, without the indentation of their HTML: 5 % of the bytes of a page. Line breaks stay.

What they show is most often a string. Django looks whether each is an instant or a number, and asks four functions
whether it is to be escaped; here a string is escaped at once, and all else is shown by Django.

Django also calls each node by a function that tells its page of errors where a fault was: only DEBUG shows that page.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.template import Origin
from django.template.base import Node, NodeList, VariableNode, render_value_in_context
from django.template.defaulttags import IfNode
from django.template.loaders import cached
from django.template.loaders.app_directories import Loader
from django.utils.safestring import SafeString

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class UnindentedLoader(Loader):
    """Read the templates of the apps; those of HTML lose their indentation, a text keeps it."""

    def get_contents(self, origin: Origin) -> str:
        """Return what the file says, line by line. Raise TemplateDoesNotExist."""
        contents = super().get_contents(origin)
        return INDENTATION.sub("", contents) if str(origin.name).endswith(".html") else contents


class KeptTemplates(cached.Loader):
    """Django's loader of templates that are compiled once; their variables and their lists of nodes are quick ones."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Any:
        """Return the template. Raise TemplateDoesNotExist."""
        template: Any = super().get_template(template_name, skip)
        if not getattr(template, "is_quick", False):
            for node in template.nodelist.get_nodes_by_type(VariableNode):
                node.__class__ = QuickVariableNode
            for some in [] if self.engine.debug else lists_in(template.nodelist):
                some.__class__ = QuickNodeList
            template.is_quick = True
        return template


def lists_in(nodes: NodeList) -> Iterator[NodeList]:
    """Yield this list of nodes, and those of its nodes. `{% if %}` gives them all as one, made for who asks."""
    yield nodes
    for node in nodes.get_nodes_by_type(Node):
        held: list[Any] = (
            [inside for _condition, inside in node.conditions_nodelists] if isinstance(node, IfNode) else []
        )
        held += [getattr(node, name, None) for name in node.child_nodelists]
        yield from (one for one in held if type(one) is NodeList)


class QuickNodeList(NodeList):
    def render(self, context: Any) -> SafeString:
        return SafeString("".join([node.render(context) for node in self]))


class QuickVariableNode(VariableNode):
    """`{{ name }}`: Django's node, which shows a string without looking at what else it may be."""

    def render(self, context: Any) -> Any:
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:  # as Django does
            return ""
        if type(value) is SafeString:
            return value
        if type(value) is str:
            return SafeString(html.escape(value)) if context.autoescape else value
        return render_value_in_context(value, context)
