"""The documentation says what is there: words, verbs, commands, dependencies."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from palabre.journal import hooks

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def rows_of(document):
    """Return the rows of the tables of a page, each as its cells, without the heads."""
    lines = (DOCS / document).read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if "`" in "".join(row)]


def nouns():
    return [row[2].strip("`") for row in rows_of("glossary.md") if len(row) == 4]


def verbs():
    return {row[0].strip("`"): row[1].strip("`") for row in rows_of("glossary.md") if len(row) == 3}


def missing(noun):
    """Say whether "slice.Model.part" names nothing of the code."""
    slice_, *parts = noun.split(".")
    found = import_module(f"palabre.{slice_}.models")
    for part in parts:
        found = getattr(found, part, None)
    return found is None


def test_each_word_of_the_glossary_is_built():
    assert [noun for noun in nouns() if missing(noun)] == []


def test_each_model_is_in_the_glossary():
    ours = [model for model in apps.get_models() if model.__module__.startswith("palabre.")]

    assert [model._meta.label for model in ours if model._meta.label not in nouns()] == []


def test_each_word_is_said_once():
    assert len(nouns()) == len(set(nouns()))


def test_the_verbs_of_the_glossary_are_those_of_the_journal():
    assert verbs().keys() == hooks.verbs.keys()


def test_each_verb_that_an_act_records_is_one_of_them():
    acts = [path for path in (ROOT / "src/palabre").rglob("*.py") if "tests" not in path.relative_to(ROOT).parts]
    firsts = [first for path in acts for first in re.findall(r"\b(?:record|tell)\(([^,)]+),", path.read_text())]
    recorded = {verb for first in firsts for verb in re.findall(r'"([^"]+)"', first)}

    assert len(recorded) > 4
    assert recorded <= verbs().keys()


def test_the_subject_of_each_verb_is_a_kind_that_the_journal_can_name():
    assert [subject for subject in verbs().values() if subject.lower() not in hooks.kinds] == []


def test_a_word_that_nobody_built_is_found_missing():
    assert [noun for noun in ["groups.Group", "groups.Gathering", "groups.Role.KING"] if missing(noun)] == [
        "groups.Gathering",
        "groups.Role.KING",
    ]


def dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [re.match(r"[\w-]+", line)[0] for wanted in groups for line in wanted]


def test_each_dependency_is_named_with_its_reason():
    explained = {row[0].strip("`") for row in rows_of("decisions/0002-dependances.md")}

    assert sorted(set(dependencies()) ^ explained) == []


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_the_two_commands_come_first_and_exist(readme):
    commands = re.findall(r"^(python3 start.*?)\s*(?:#.*)?$", (ROOT / readme).read_text(), re.MULTILINE)
    said = subprocess.run([sys.executable, ROOT / "start", "--help"], capture_output=True, text=True)

    assert commands[:2] == ["python3 start", "python3 start test"]
    assert said.returncode == 0
    assert "python3 start test" in said.stdout


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_each_link_between_the_pages_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [*sorted(DOCS.rglob("*.md")), ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_each_file_that_a_page_names_is_there(page):
    named = re.findall(r"`((?:\w+/)+(?:\w+\.py|\w+/))`", page.read_text())

    assert [place for place in named if not is_there(place)] == []


def is_there(place):
    return any((base / place).exists() for base in (ROOT, ROOT / "src/palabre"))


def test_the_storeys_are_drawn_in_the_order_that_is_checked():
    from tests import storeys  # reads the contracts of pyproject.toml

    drawing = (DOCS / "architecture.md").read_text()
    drawn = re.search(r"doors --> (.+)", drawing)[1].split(" --> ")
    built = [names[0] for names in reversed(storeys.STOREYS[:-1]) if (ROOT / "src/palabre" / names[0]).is_dir()]

    assert drawn == built


def test_each_function_of_the_map_is_where_it_says():
    """The map is what a stranger greps first: « `file.py` (`function`) »."""
    text = (DOCS / "architecture.md").read_text()
    told = re.findall(r"`([a-z_/]+\.py)` \(((?:`[\w.]+`(?:, |…)?)+)\)", text)
    named = [(file, name.rpartition(".")[2]) for file, names in told for name in re.findall(r"`([\w.]+)`", names)]

    lost = [(file, name) for file, name in named if f"def {name}(" not in (ROOT / "src/palabre" / file).read_text()]

    assert named
    assert lost == []


def test_each_name_in_a_module_docstring_is_in_the_code():
    texts = {path: path.read_text() for path in sorted((ROOT / "src/palabre").rglob("*.py"))}
    asked = [
        (path, name)
        for path, text in texts.items()
        if text.startswith(('"""', "#")) and "`" in text
        for name in re.findall(r"`([a-z]+(?:_[a-z]+)*)`", ast.get_docstring(ast.parse(text)) or "")
    ]
    known = {path.stem for path in texts} | {path.parent.name for path in texts}

    lost = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, name in asked
        if name not in known and not any(is_in_the_code(name, text) for text in texts.values())
    ]

    assert asked
    assert lost == []


def is_in_the_code(name, text):
    """Say whether a module has this name elsewhere than in docstrings and comments: it is parsed where it may be so."""
    return re.search(rf"\b{name}\b", text) is not None and name in names_in(text)


@cache
def names_in(text):
    return set(names_of(ast.parse(text)))


def names_of(tree):
    """Yield the identifiers of a module, and the words of its strings that are no docstring."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        for field in ("name", "id", "attr", "arg", "module"):
            if isinstance(said := getattr(node, field, None), str):
                yield from said.split(".")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from re.findall(r"\w+", node.value)
