"""Which slices fill each hook, read from the sources without running them.

A hook is a function `register_…` that a slice calls from its `apps.ready()`. It exists for several subscribers: where
a single slice fills it, the caller can move up, the rule can move down, or a callable can be an argument.
"""

import ast
from collections import defaultdict
from pathlib import Path

from tests.storeys import SLICES, sources

type Hook = tuple[str, str]  # its module below the package, and its name: ("people.hooks", "register_texts")


def subscribers(root: Path) -> dict[Hook, set[str]]:
    """Return the slices that import each hook; those of a `hooks.py` that nobody fills are there too."""
    found: dict[Hook, set[str]] = defaultdict(set)
    for source in sources(root, only=set(SLICES)):
        if source.place[-1] == "hooks":
            for node in source.tree.body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("register_"):
                    found[".".join(source.place), node.name] |= set()
        for full, _node in source.imports():
            module, _, name = full.removeprefix("palabre.").rpartition(".")
            is_hook = module.endswith(".hooks") or module.partition(".")[0] != source.slice
            if full.startswith("palabre.") and name.startswith("register_") and is_hook:
                found[module, name].add(source.slice)
    return found


def hooks_with_one_subscriber(root: Path) -> list[str]:
    """Find hooks that fewer than two slices fill."""
    lonely = sorted(hook for hook, slices in subscribers(root).items() if len(slices) < 2)
    return [f"{module.replace('.', '/')}.py: one slice fills {name}" for module, name in lonely]
