"""The live editor, as far as it is ours to serve: its weight, its words, and who is given it."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.urls import reverse

from palabre.notes.pad_words import pad_words
from tests.builders import a_member, a_page, a_space, entered

ROOT = Path(__file__).resolve().parents[4]
FRONTEND = ROOT / "frontend"
BUNDLE = ROOT / "src/palabre/notes/static/notes/pad.js"
HEAVIEST = 145_000  # bytes, once compressed


def test_the_editor_is_light_enough_for_a_phone():
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) <= HEAVIEST


def test_the_editor_is_installed_from_wherever_one_is():
    assert "://" not in (FRONTEND / "package-lock.json").read_text()


def test_there_is_one_yjs():
    locked = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]

    assert [name for name in locked if name.endswith("node_modules/yjs")] == ["node_modules/yjs"]


def test_the_editor_finds_each_of_its_words():
    sources = "".join(path.read_text() for path in (FRONTEND / "pad").glob("*.js"))
    asked = set(re.findall(r'say\("(\w+)"', sources))

    assert asked - set(pad_words()) == set()


def test_every_word_of_the_editor_is_used():
    sources = "".join(path.read_text() for path in (FRONTEND / "pad").glob("*.js"))
    made = {*(f"{name}_title" for name in pad_words()), *(f"kind_{name}" for name in KINDS)}

    assert [name for name in pad_words() if f'"{name}"' not in sources and name not in made] == []


KINDS = ("person", "page", "group", "action", "need", "decision", "inquiry", "intention", "output", "date")


@pytest.fixture
def page(db):
    return a_page(a_space(), "La soupe")


@pytest.fixture
def ask(client, page):
    entered(client, a_member(page.space, "Inès Courtois"))
    address = reverse("wiki:text", args=[page.space.slug, page.slug])
    return lambda choice="": client.get(f"{address}{choice}")


def test_who_writes_is_given_the_live_editor_around_the_plain_field(ask, page):
    html = ask().content.decode()

    (pad,) = re.findall(r"<live-note[^>]*>.*?</live-note>", html, re.DOTALL)
    assert f'data-door="/ws/s/{page.space.slug}/notes/{page.note_id}"' in pad
    assert '<form method="post">' in pad


def test_a_plain_field_is_chosen_once_and_left_again(ask):
    assert "<live-note" not in ask("?plain=1").content.decode()
    assert "<live-note" not in ask().content.decode()
    assert "<live-note" in ask("?plain=0").content.decode()
    assert "<live-note" in ask().content.decode()


def test_only_who_writes_loads_the_editor(ask, client, page):
    assert "notes/live-note" in ask().content.decode()
    assert "notes/live-note" not in client.get(page.get_absolute_url()).content.decode()


def test_what_comes_back_in_a_form_is_settled_in_it(client, ask, page):
    ask()

    html = client.post(ask().request["PATH_INFO"], {"text": "Des poireaux", "base": 1, "preview": "1"}).content.decode()

    assert ("<live-note" in html, "Des poireaux" in html) == (False, True)
