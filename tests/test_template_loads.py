"""What every template needs is given to all by the settings: none loads it again."""

import re
from pathlib import Path

from django.conf import settings

SOURCES = Path(__file__).resolve().parents[1] / "src" / "palabre"
LOAD = re.compile(r"{% load ([\w ]+) %}")


def loaded_again(text):
    given = {name.rpartition(".")[2] for name in settings.TEMPLATES[0]["OPTIONS"]["builtins"]}
    return sorted(given.intersection(*[" ".join(LOAD.findall(text)).split()]))


def test_no_template_loads_what_all_have():
    templates = SOURCES.glob("*/templates/**/*.html")
    found = {path.name: again for path in templates if (again := loaded_again(path.read_text(encoding="utf-8")))}

    assert found == {}


def test_a_load_too_many_is_named():
    assert loaded_again("{% load personal i18n %}\n{% load margin_tags %}") == ["i18n", "margin_tags"]
