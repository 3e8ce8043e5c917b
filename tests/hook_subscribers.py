"""Which slices fill each hook, read from the sources without running them.

A hook is a function `register_…` that a slice calls from its `apps.ready()`. It exists for several subscribers: where
a single slice fills it, the caller can move up, the rule can move down, or a callable can be an argument.
"""

import ast
from collections import defaultdict
from pathlib import Path

from tests.storeys import SLICES, sources

type Hook = tuple[str, str]  # its module below the package, and its name: ("people.hooks", "register_texts")

# Each has one subscriber today, and a reason. The list may only shrink: a reason that no longer holds is a fault.
LONELY = {
    "wiki.hooks.register_margin": "reports of a forum's sessions will be marked in the margin as well",
    "wiki.readers.reader_circles.register_circles": "a meeting will own an audience, as a group does (house.md)",
}


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


def lonely(root: Path) -> set[str]:
    """Return the hooks that fewer than two slices fill, whether a reason is given or not."""
    return {f"{module}.{name}" for (module, name), slices in subscribers(root).items() if len(slices) < 2}


def hooks_with_one_subscriber(root: Path) -> list[str]:
    """Find hooks that one slice fills without a reason in LONELY."""
    return [
        f"{full.rpartition('.')[0].replace('.', '/')}.py: one slice fills {full.rpartition('.')[2]}"
        for full in sorted(lonely(root) - LONELY.keys())
    ]
