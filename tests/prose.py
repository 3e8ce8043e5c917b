"""Docstrings and comments in plain technical English: what a pattern can see of the rule in CONTRIBUTING.md."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

# Persons are "the member", "the reader", "they".
PRONOUN = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
# A docstring says what a thing is ("Members of …"), or what it does ("Return whether …").
CLAUSE = re.compile(r"(who|whoever|whom|what|whatever|whether|where|wherever|when|that|how) ", re.IGNORECASE)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
APART = {"tests", "migrations"}


def faults(root: Path) -> dict[str, list[str]]:
    """Return, for each file of the package that is not plain, "line: what is wrong" in order."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        if APART.isdisjoint(path.relative_to(root).parts) and (here := faults_of(path.read_text(encoding="utf-8"))):
            found[path.relative_to(root).as_posix()] = here
    return found


def faults_of(source: str) -> list[str]:
    docstrings = [*docstrings_of(source)]
    found = [(line, f"begins with “{text.split()[0]}”") for line, text in docstrings if CLAUSE.match(text)]
    for line, text in [*docstrings, *comments_of(source)]:
        found += [(line, f"“{pronoun[0]}” for a person") for pronoun in PRONOUN.finditer(text)]
    return [f"{line}: {fault}" for line, fault in sorted(found)]


def docstrings_of(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield node.body[0].lineno, text


def comments_of(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
