"""The tool that keeps functions, tests and files short, on made-up files."""

import importlib.util
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[1] / "tools" / "check_sizes.py"
SPEC = importlib.util.spec_from_file_location("check_sizes_under_test", TOOL)
sizes = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = sizes
SPEC.loader.exec_module(sizes)


def function(lines, name="row", reason=""):
    return f"def {name}():{reason}\n" + "    oar = 1\n" * (lines - 1)


@pytest.fixture
def told(tmp_path):
    """A function that writes one file in a small repository and gives what the tool says of it."""

    def tell(text, name="src/boat.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return [problem for file in sizes.files(tmp_path) for problem in sizes.problems(file, name)]

    return tell


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (function(40), []),
        (function(41), ["src/boat.py:1: row has 41 lines, 40 at most"]),
        (function(41, reason="  # long: one table"), []),
        (function(41, reason="  # long:"), ["src/boat.py:1: row has 41 lines, 40 at most"]),
        (function(30, "test_it_floats"), []),
        (function(31, "test_it_floats"), ["src/boat.py:1: test_it_floats has 31 lines, 30 at most"]),
        ("async " + function(41), ["src/boat.py:1: row has 41 lines, 40 at most"]),
        ("def row(\n    oar,\n):  # long: one table\n" + "    oar = 1\n" * 40, []),
        ("oar = 1\n" * 400, []),
        ("oar = 1\n" * 401, ["src/boat.py: 401 lines, 400 at most"]),
        ("# long: a table of oars\n" + "oar = 1\n" * 400, []),
    ],
)
def test_what_is_too_long_without_a_reason_is_told(told, text, problems):
    assert told(text) == problems


@pytest.mark.parametrize("name", ["src/boats/migrations/0001_first.py", "src/boat.json", "elsewhere/boat.py"])
def test_what_people_do_not_write_by_hand_is_left_alone(told, name):
    assert told(function(500), name) == []


def test_a_long_style_sheet_is_told_and_may_give_its_reason(told):
    rules = "p { }\n" * 401

    assert told(rules, "src/boat.css") == ["src/boat.css: 401 lines, 400 at most"]
    assert told("/* long: every token */\n" + rules, "src/boat.css") == []


@pytest.mark.parametrize("name", ["src/boat.html", "src/boat.css"])
def test_a_wide_line_is_told_and_may_give_its_reason(told, name):
    assert told("o" * 160, name) == []
    assert told("o\n" + "o" * 161, name) == [f"{name}:2: 161 characters, 160 at most"]
    assert told("o" * 161 + " {# wide: one oar #}", name) == []


def test_twenty_lines_at_most_are_excepted(tmp_path, capsys):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/boat.html").write_text("o{# wide: one oar #}\n" * 21)

    status = sizes.main(["--root", str(tmp_path)])

    assert (status, capsys.readouterr().out) == (1, "21 lines are excepted from the width, 20 at most\n")


def test_a_file_that_does_not_parse_is_told_in_one_line(told):
    assert told("def row(:\n    oar = 1\n") == ["src/boat.py:1: is not Python: invalid syntax"]


def test_the_status_tells_whether_something_is_too_long(tmp_path, capsys):
    (tmp_path / "start").write_text(function(41))

    status = sizes.main(["--root", str(tmp_path)])

    assert (status, capsys.readouterr().out) == (1, "start:1: row has 41 lines, 40 at most\n")
