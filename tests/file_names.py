"""Names and folders of the package's files: nouns that grep tells apart, in folders that one reads at a glance.

Each check is given the folder of the package, and returns the faults that it found (as those of storeys).
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.storeys import parsed

# The same name in two slices means the same role. Files of `views/` are named after their screen.
ROLES = {"__init__", "apps", "base", "exchange", "forms", "hooks", "models", "names", "notices"}
ROLES |= {"permissions", "searchable", "urls", "views"}
NOUNS = {"carrying", "gathering", "heading", "masking", "meeting"}  # though they end in -ing
ENGINES = "pure"  # each engine is read alone: two may have a lexicon, or names
MOST = 20  # modules of a folder
APART = {"tests", "migrations", "management", "views"}

MOST_DEFINED = 4  # modules that may define one name at their top: grep tells no more apart
# Names that are an interface, which several modules fill (doubts, rules of dates, programs), and those still to be
# renamed. The list may only shrink.
SHARED = {"Command", "act", "ask", "choices", "done", "main", "rules"}
SHARED |= {"Kind", "Line", "refuse", "refuse_others", "removal", "withdrawal"}


def gerunds(root: Path) -> list[str]:
    """Find modules that are named after what they do, not after what they hold."""
    return [
        f"{path.relative_to(root)}:1: a file is a noun"
        for path in modules(root)
        if path.stem.endswith("ing") and path.stem.rpartition("_")[2] not in NOUNS
    ]


def names_met_again(root: Path) -> list[str]:
    """Find modules that bear the name of another, and are no role of a slice."""
    places = defaultdict(list)
    for path in modules(root):
        is_alone = path.relative_to(root).parts[0] == ENGINES or path.parent.name in APART
        if path.stem not in ROLES and not is_alone:
            places[path.stem].append(path.relative_to(root))
    return [f"{again}:1: {first} has this name" for first, *more in places.values() for again in more]


def crowded_folders(root: Path) -> list[str]:
    counted = Counter(path.parent for path in modules(root) if path.stem != "__init__")
    return [f"{folder.relative_to(root)}: {count} modules" for folder, count in counted.items() if count > MOST]


def names_defined_too_often(root: Path) -> list[str]:
    """Find functions and classes whose name says so little that many modules have one."""
    places = defaultdict(list)
    for path in modules(root):
        for node in parsed(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name not in SHARED:
                places[node.name].append(f"{path.relative_to(root)}:{node.lineno}")
    often = {name: found for name, found in places.items() if len(found) > MOST_DEFINED}
    return [f"{found[-1]}: {name} is defined in {len(found)} modules" for name, found in often.items()]


def modules(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*.py")):
        if (APART - {"views"}).isdisjoint(path.relative_to(root).parts):
            yield path


CHECKS = [gerunds, names_met_again, crowded_folders, names_defined_too_often]
