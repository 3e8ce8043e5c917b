"""The HTML of pages has no indentation, and says the same; a text keeps the spaces that it was written with."""

from django.template import Engine
from django.template.loader import get_template

from palabre.web.assets.template_files import UnindentedLoader


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
