"""Many files for who writes, one for who reads."""

import re

import pytest
from django.contrib.staticfiles import finders

from palabre.web.assets.stylesheets import ROOT, SHEETS, join, names, parts

LAYERS = "@layer tokens, base, layout, pieces, screens, paper;"


def test_each_part_is_in_one_sheet_once():
    written = sorted(ROOT.glob("*/styles/**/*.css"))

    assert sorted(part for name in names() for part in parts(SHEETS / name)) == written


@pytest.mark.parametrize("name", names())
def test_a_sheet_is_joined_whole(name):
    text = join(SHEETS / name)

    assert (text.count("@import"), text.count("/*"), text.count("{") - text.count("}")) == (0, 0, 0)
    assert all("{" in part.read_text() for part in parts(SHEETS / name))


def test_the_order_of_the_layers_comes_first_and_says_them_all():
    used = {layer for name in names() for layer in re.findall(r"@layer (\w+) \{", join(SHEETS / name))}

    assert join(SHEETS / "web/palabre.css").splitlines()[0] == LAYERS
    assert used == set(re.findall(r"\w+", LAYERS.removeprefix("@layer")))


def test_a_part_writes_in_layers_only():
    outside = [part.name for name in names() for part in parts(SHEETS / name) if not is_layered(part.read_text())]

    assert outside == []


def is_layered(text):
    heads = [line for line in text.splitlines() if line and line[0] not in " /}"]
    return bool(heads) and all(re.fullmatch(r"@layer \w+ \{", head) for head in heads)


def test_a_sheet_is_found_as_it_is_written_today(settings, tmp_path):
    settings.DATA = tmp_path
    finder = finders.get_finder.__wrapped__("palabre.web.assets.stylesheets.JoinedSheets")
    path = finder.find("web/palabre.css")
    stale = tmp_path / "styles/web/palabre.css"

    stale.write_text("p { }")

    assert path == finder.find("web/palabre.css") == str(stale)
    assert stale.read_text() == join(SHEETS / "web/palabre.css")
    assert finder.find("web/nothing.css") == []
