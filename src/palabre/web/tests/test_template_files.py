"""The HTML of pages has no indentation, and says the same; a text keeps the spaces that it was written with."""

import datetime
import decimal

import pytest
from django.template import Context, Engine
from django.template.base import NodeList, Template, VariableNode
from django.template.defaulttags import IfNode
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from palabre.web.assets.template_files import QuickNodeList, QuickVariableNode, UnindentedLoader, lists_in


class Shown:
    def __html__(self):
        return "<i>le four</i>"

    def __str__(self):
        return "le four & le bois"


class Word(str):
    """A string of a kind of its own."""


AT = datetime.datetime(2026, 11, 29, 12, 30, tzinfo=datetime.UTC)
VALUES = [
    "le four",
    "<b> & 'co' \"",
    "",
    mark_safe("<b>déjà</b>"),
    Word("a < b"),
    gettext_lazy("Help"),
    None,
    True,
    Shown(),
]
VALUES += [1234567, 1234.5, decimal.Decimal("0.10"), AT, AT.date(), AT.time(), ["<", 1], {"a": "<"}, lambda: "<appelé>"]


def test_html_comes_without_its_indentation_and_a_text_with_it(tmp_path):
    loader = UnindentedLoader(Engine.get_default())
    loader.get_dirs = lambda: [tmp_path]
    for name in ("a.html", "a.txt"):
        (tmp_path / name).write_text("<ul>\n    <li>\n\tUn  pain</li></ul>\n")

    html, text = (loader.get_contents(next(loader.get_template_sources(name))) for name in ("a.html", "a.txt"))

    assert html == "<ul>\n<li>\nUn  pain</li></ul>\n"
    assert text == "<ul>\n    <li>\n\tUn  pain</li></ul>\n"


def test_pages_are_read_so():
    assert "\n " not in get_template("web/board.html").template.source


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize(
    "text", ["{{ value }}", "{{ value|default:'<rien>' }}", "{{ value|upper }}", "{{ nothing.here }}"]
)
def test_a_variable_is_shown_as_django_shows_it(text, autoescape):
    ours, theirs = (Template(text).nodelist[0] for _time in range(2))
    ours.__class__ = QuickVariableNode

    for value in VALUES:
        shown, wanted = (one.render(context_of(value, autoescape)) for one in (ours, theirs))
        assert (shown, type(shown) is SafeString) == (wanted, type(wanted) is SafeString), value


def context_of(value, autoescape):
    context = Context({"value": value}, autoescape=autoescape)
    context.template = Template("")
    return context


def test_all_the_variables_of_a_page_are_quick_ones():
    for name in ("wiki/page.html", "web/components.html#done", "home/group_page/group.html"):
        nodes = get_template(name).template.nodelist.get_nodes_by_type(VariableNode)
        assert nodes, name
        assert {type(node) for node in nodes} == {QuickVariableNode}, name


def test_all_the_lists_of_nodes_of_a_page_are_quick_ones_those_of_a_condition_too():
    page = get_template("home/group_page/group.html").template
    conditions = page.nodelist.get_nodes_by_type(IfNode)

    assert type(page.nodelist) is QuickNodeList
    assert conditions
    assert {type(inside) for one in conditions for _condition, inside in one.conditions_nodelists} == {QuickNodeList}


@pytest.mark.parametrize(("debug", "kind"), [(True, NodeList), (False, QuickNodeList)])
def test_the_page_of_errors_still_tells_where_a_fault_was_in_a_template(debug, kind):
    loaders = [("palabre.web.assets.template_files.KeptTemplates", [f"{UnindentedLoader.__module__}.UnindentedLoader"])]
    engine = Engine(debug=debug, loaders=loaders, builtins=Engine.get_default().builtins)

    assert type(engine.get_template("web/board.html").nodelist) is kind


@pytest.mark.parametrize("text", ["a{{ b }}c", "{% if value %}oui{{ value }}{% else %}non{% endif %}"])
def test_a_list_of_nodes_says_what_djangos_says(text):
    ours, theirs = (Template(text).nodelist for _time in range(2))
    for some in list(lists_in(ours)):
        some.__class__ = QuickNodeList

    for value in VALUES:
        shown, wanted = (one.render(context_of(value, True)) for one in (ours, theirs))
        assert (shown, type(shown)) == (wanted, type(wanted)), value
