"""What import-linter cannot see of the storeys, read from the sources without running them.

Each check is given the folder of the package ("src/palabre", or a small tree with a planted fault) and returns the
faults it found, as "slice/file.py:line: what is wrong".
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[1]
LAYERS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
STOREYS = [re.findall(r"\w+", layer) for layer in reversed(LAYERS)]  # from the lowest
RANKS = {name: rank for rank, names in enumerate(STOREYS) for name in names}
NOT_SLICES = {"pure", "refusal", *STOREYS[-1]}
SLICES = RANKS.keys() - NOT_SLICES

# The rooms of a slice, from the lowest. Whatever has another name is an act.
ROOMS = ["permissions", "models", "acts", "tags", "forms", "views", "urls", "notices", "apps"]
OTHER_ROOMS = {"management": "views", "templatetags": "tags"}  # the command line is a door as well
PRIVATE = {"tags", "forms", "views", "urls", "notices", "apps"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
NOWHERE_NAMES = {"services", "utils", "helpers", "managers", "common", "misc"}
SIGNALS = re.compile(r"django\.(dispatch|.*signals)\b")
# Make and save rows without Django's signals only where nobody would hear them.
ASK_WHO_LISTENS = ("web/prepared_query.py", "web/saved_fields.py")
CLOCKS = {"today", "now", "utcnow", "localtime", "localdate"}


@cache
def parsed(text: str) -> ast.Module:
    """Read a file once for all checks. Whoever reads many forgets them in the end (`forget`)."""
    return ast.parse(text)


@cache
def nodes(text: str) -> list[ast.AST]:
    """Return all nodes of a file, found once for all checks."""
    return list(ast.walk(parsed(text)))


@cache
def nodes_that_run(text: str) -> list[ast.stmt]:
    """Return the imports of a file that are made when it runs."""
    return [node for node in running(parsed(text)) if isinstance(node, ast.Import | ast.ImportFrom)]


@cache
def read(path: Path, _changed: int) -> str:
    return path.read_text()


def forget() -> None:
    for kept in (parsed, nodes, nodes_that_run, read):
        kept.cache_clear()


@dataclass(frozen=True)
class Source:
    """One Python file of the package."""

    root: Path
    path: Path

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def text(self) -> str:
        return read(self.path, self.path.stat().st_mtime_ns)

    @property
    def nodes(self) -> list[ast.AST]:
        return nodes(self.text)

    @property
    def place(self) -> tuple[str, ...]:
        return self.path.relative_to(self.root).with_suffix("").parts

    @property
    def slice(self) -> str:
        return self.place[0]

    @property
    def room(self) -> str:
        return room_of(self.place[1:])

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.place

    def fault(self, node: ast.AST, words: str) -> str:
        return f"{self.path.relative_to(self.root)}:{getattr(node, 'lineno', 1)}: {words}"

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        for node in self.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                yield node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id, node

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Yield each module, or name in a module, that is imported when the file runs, in full."""
        for node in nodes_that_run(self.text):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            else:
                base = absolute(node, self.place)
                yield from ((f"{base}.{alias.name}", node) for alias in node.names)


def foreign_keys_upwards(root: Path) -> list[str]:
    """Find relations named by a string that point to a higher storey."""
    return [
        source.fault(call, f"{source.slice} points up to {label}")
        for source in sources(root)
        for name, call in source.calls()
        if name in RELATIONS
        for label in labels(call)
        if is_above(label, source.slice)
    ]


def migrations_upwards(root: Path) -> list[str]:
    """Find migrations that depend on a higher storey, or ask to run before another one."""
    faults = []
    for source in sources(root):
        for node in source.nodes if source.is_migration else ():
            if isinstance(node, ast.Assign) and any(name in {"dependencies", "run_before"} for name in names(node)):
                faults += [
                    source.fault(node, f"{source.slice} {names(node)[0]} {app}")
                    for app in first_words(node.value)
                    if is_above(app, source.slice) or (app in RANKS and names(node)[0] == "run_before")
                ]
    return faults


def rooms_out_of_order(root: Path) -> list[str]:
    """Find a slice's file that imports a higher room of the same slice."""
    return [
        source.fault(node, f"{source.room} import {room}")
        for source, node, slice_, room in imported_rooms(root)
        if slice_ == source.slice and ROOMS.index(room) > ROOMS.index(source.room)
    ]


def private_rooms_entered(root: Path) -> list[str]:
    """Find a slice that enters another one by more than its models, acts and permissions; `web` lends its tags."""
    return [
        source.fault(node, f"{source.slice} enters the {room} of {slice_}")
        for source, node, slice_, room in imported_rooms(root)
        if slice_ != source.slice and room in PRIVATE and (slice_, room) != ("web", "tags")
    ]


def templates_of_others(root: Path) -> list[str]:
    """Find a template of another slice that is shown, extended or included; those of `web` are everybody's.

    A piece that a lower slice sets apart in a template ("groups/actions/action.html#taking") may be shown above it.
    """
    faults = []
    for path in sorted([*root.glob("*/**/*.html"), *root.glob("*/**/*.py")]):
        slice_ = path.relative_to(root).parts[0]
        if slice_ not in SLICES or "tests" in path.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for other, piece in re.findall(r"""["'](\w+)/[\w/-]+\.(?:html|txt)\b(#\w+)?""", line):
                if other in SLICES - {slice_, "web"} and not (piece and RANKS[other] < RANKS[slice_]):
                    faults.append(f"{path.relative_to(root)}:{number}: {slice_} shows a template of {other}")
    return faults


def impure(root: Path) -> list[str]:
    """Find what in `pure` knows Django, a slice, or what time it is."""
    faults = []
    for source in sources(root, only={"pure", "refusal"}):
        for name, node in source.imports():
            if name.startswith("django") or (
                name.startswith("palabre.") and name.split(".")[1] not in {"pure", "refusal"}
            ):
                faults.append(source.fault(node, f"pure imports {name}"))
        for name, call in source.calls():
            if name in CLOCKS and not call.args and source.slice == "pure":
                faults.append(source.fault(call, f"pure asks the clock: {name}()"))
    return faults


def names_that_say_nothing(root: Path) -> list[str]:
    """Find files and folders whose name does not say what they hold."""
    return [
        f"{path.relative_to(root)}: named after nothing"
        for path in sorted(root.rglob("*"))
        if path.stem in NOWHERE_NAMES and (path.suffix == ".py" or path.is_dir())
    ]


def orders_kept_in_models(root: Path) -> list[str]:
    """Find `Meta.ordering`: it sorts where nobody asked."""
    return [
        source.fault(node, "Meta.ordering")
        for source in sources(root)
        for node in source.nodes
        if (isinstance(node, ast.Assign) and names(node) == ["ordering"])
        or (isinstance(node, ast.Dict) and any(getattr(key, "value", "") == "ordering" for key in node.keys))
    ]


def signals(root: Path) -> list[str]:
    """Find whoever listens to signals: what an act does is written in the act."""
    return [
        source.fault(node, f"listens to {name}")
        for source in sources(root)
        for name, node in source.imports()
        if SIGNALS.match(name) and not source.fault(node, "").startswith(ASK_WHO_LISTENS)
    ]


def saves_from_outside(root: Path) -> list[str]:
    """Find `.save()` and `save_fields()` in views, and in slices without models: the model's own acts save."""
    return [
        source.fault(call, "save() from outside the model's acts")
        for source in sources(root, only=SLICES)
        for name, call in source.calls()
        if (row := saved_row(name, call)) and saved_from_outside(source, row)
    ]


def late_imports(root: Path) -> list[str]:
    """Find imports inside a function that do not say why on their line."""
    faults = []
    for source in sources(root):
        lines = source.text.splitlines()
        for function in source.nodes:
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in lines[node.lineno - 1]:
                        faults.append(source.fault(node, "late import without a reason"))
    return faults


CHECKS: list[Callable[[Path], list[str]]] = [
    foreign_keys_upwards,
    migrations_upwards,
    rooms_out_of_order,
    private_rooms_entered,
    templates_of_others,
    impure,
    names_that_say_nothing,
    orders_kept_in_models,
    signals,
    saves_from_outside,
    late_imports,
]


def sources(root: Path, *, only: set[str] | None = None) -> list[Source]:
    """Return the files that run in production: all but tests."""
    found = [Source(root, path) for path in sorted(root.rglob("*.py")) if "tests" not in path.relative_to(root).parts]
    return [source for source in found if only is None or source.slice in only]


def imported_rooms(root: Path) -> Iterator[tuple[Source, ast.stmt, str, str]]:
    """Yield each import of a slice's room by a slice's file."""
    for source in sources(root, only=SLICES):
        for name, node in source.imports() if not source.is_migration else ():
            package, slice_, *place = [*name.split("."), "", ""]
            if package == "palabre" and slice_ in SLICES and place[0]:
                yield source, node, slice_, room_of(tuple(place))


def room_of(place: tuple[str, ...]) -> str:
    """Return the room of a file by its place in its slice: ("polls", "views", "dates") is in the views."""
    for part in place:
        if part == "urls" or part.endswith("_urls"):
            return "urls"
        if part in ROOMS or part in OTHER_ROOMS:
            return OTHER_ROOMS.get(part, part)
    return "acts"


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree, leaving out what is there for the type checker only."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and is_for_types(child.test):
            continue
        yield child
        yield from running(child)


def is_for_types(test: ast.expr) -> bool:
    return any(getattr(node, "id", "") == "TYPE_CHECKING" for node in ast.walk(test))


def absolute(node: ast.ImportFrom, place: tuple[str, ...]) -> str:
    if not node.level:
        return node.module or ""
    return ".".join(["palabre", *place[: -node.level], *([node.module] if node.module else [])])


def labels(call: ast.Call) -> list[str]:
    """Return the models that a relation names by a string, or as the account setting."""
    targets = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg in {"to", "through"})]
    text = [target.value for target in targets if isinstance(target, ast.Constant) and isinstance(target.value, str)]
    account = ["accounts.Account" for target in targets if ast.unparse(target) == "settings.AUTH_USER_MODEL"]
    return [label for label in text if "." in label] + account


def is_above(label: str, slice_: str) -> bool:
    return RANKS.get(label.split(".")[0], -1) > RANKS.get(slice_, len(RANKS))


def names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def first_words(value: ast.expr) -> list[str]:
    """Return the app of each ("app", "migration") in a list."""
    pairs = value.elts if isinstance(value, ast.List | ast.Tuple) else []
    return [
        str(pair.elts[0].value)
        for pair in pairs
        if isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant)
    ]


def saved_row(name: str, call: ast.Call) -> ast.expr | None:
    if name in ("save_fields", "store_fields") and call.args:
        return call.args[0]
    return call.func.value if name == "save" and isinstance(call.func, ast.Attribute) else None


def saved_from_outside(source: Source, saved: ast.expr) -> bool:
    if ast.unparse(saved).endswith("session") or source.path.stem == "saved_fields":
        return False
    has_models = any(source.root.glob(f"{source.slice}/models*"))
    return source.room == "views" or not has_models
