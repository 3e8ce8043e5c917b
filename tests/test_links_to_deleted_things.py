"""Whoever deletes a thing that a link may open asks first whether others gave one: read in the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from palabre.people.hooks import openings
from tests.storeys import PROJECT, parsed

ROOT = PROJECT / "src" / "palabre"
ASKS = {"refuse_given", "is_given_by_others", "given_by_others", "groups_given"}  # see people.access.links_of_others
SAID_LONG_BEFORE = {  # by a gesture that says so, and that is undone for a month; a space, by agreement
    "meetings/polls/poll_removal.py": "forget_removed_polls",
    "wiki/removal/page_removal.py": "delete_removed_pages",
    "home/archive/space_removal.py": "delete_space_rows",
}


def opened_models() -> set[str]:
    """Return the names of the models to whose rows a link leads."""
    return {apps.get_model(kind).__name__ for kind in openings}


def deletions(text: str, models: set[str]) -> Iterator[str]:
    """Yield the functions that delete rows of these models: by their name, or as `now`, where they are given one."""
    for act in ast.walk(parsed(text)):
        if not isinstance(act, ast.FunctionDef):
            continue
        given = {ast.unparse(one.annotation) for one in act.args.args if one.annotation} & models
        for call in ast.walk(act):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "delete":
                whose = first_name(call.func.value)
                by_name = isinstance(call.func.value, ast.Name) and whose in {*of_one(models), *("now" for _ in given)}
                if whose in models or by_name:
                    yield act.name


def of_one(models: set[str]) -> set[str]:
    """Return what one row of them is called: “group”, “poll”."""
    return {model.lower() for model in models} | {"poll", "call", "offer", "card"}


def first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def asks(text: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id in ASKS for node in ast.walk(parsed(text)))


def sources() -> Iterator[Path]:
    return (path for path in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))


def test_who_deletes_what_a_link_opens_asks_whether_others_gave_one():
    models, found = opened_models(), {}
    for path in sources():
        text = path.read_text()
        if ".delete()" in text and (acts := set(deletions(text, models))) and not asks(text):
            found[str(path.relative_to(ROOT))] = acts

    assert found == {file: {act} for file, act in SAID_LONG_BEFORE.items()}


@pytest.mark.parametrize(
    "body", ["group.delete()", "Group.objects.filter(pk=1).delete()", "now = group.again()\n    now.delete()"]
)
def test_a_deletion_that_does_not_ask_is_found(body):
    text = f"def undo(group: Group, *, by: Person) -> None:\n    {body}\n"

    assert list(deletions(text, {"Group"})) == ["undo"]
    assert not asks(text)
