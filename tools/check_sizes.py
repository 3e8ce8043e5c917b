"""No function over 40 lines, no test over 30, no file over 400, unless a reason is written: `# long: why`.

The reason stands on the line of the `def`; for a file, within its first five lines. Migrations are left alone.
No line of a template or stylesheet over 160 characters, unless it says `{# wide: why #}`; at most twenty say so.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["src", "tests", "tools", "bench", "frontend"]
ALONE = ["start", "manage.py"]
ENDINGS = {".py", ".html", ".css", ".js"}
SET_APART = {"migrations", "node_modules", "__pycache__"}
FUNCTION, TEST, FILE = 40, 30, 400
HEAD = 5
REASON = re.compile(r"(?:#|//|/\*|\{#|<!--)\s*long: *\w")
WIDTH, EXCEPTED = 160, 20
WIDE = {".html", ".css"}
WIDE_REASON = re.compile(r"(?:/\*|\{#|<!--)\s*wide: *\w")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder to read (this repository)")
    root = parser.parse_args(arguments).root
    found = [problem for path in files(root) for problem in problems(path, str(path.relative_to(root)))]
    found += too_many_excepted(root)
    for problem in found:
        print(problem)
    return 1 if found else 0


def files(root: Path) -> Iterator[Path]:
    """What people write in a repository, in order: code, templates, styles."""
    yield from (root / name for name in ALONE if (root / name).is_file())
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root).parts
            if path.suffix in ENDINGS and path.is_file() and SET_APART.isdisjoint(inside):
                yield path


def problems(path: Path, name: str) -> Iterator[str]:
    """What is too long in one file without a reason, the file itself first."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if len(lines) > FILE and not any(REASON.search(line) for line in lines[:HEAD]):
        yield f"{name}: {len(lines)} lines, {FILE} at most"
    if path.suffix in WIDE:
        yield from wide_lines(lines, name)
    if path.suffix not in ("", ".py"):
        return
    try:
        found = functions(text, name)
    except SyntaxError as error:
        yield f"{name}:{error.lineno}: is not Python: {error.msg}"
        return
    for node in found:
        limit = TEST if node.name.startswith("test_") else FUNCTION
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        signature = lines[node.lineno - 1 : node.body[0].lineno - 1] or lines[node.lineno - 1 : node.lineno]
        if length > limit and not any(REASON.search(line) for line in signature):
            yield f"{name}:{node.lineno}: {node.name} has {length} lines, {limit} at most"


def wide_lines(lines: list[str], name: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if len(line) > WIDTH and not WIDE_REASON.search(line):
            yield f"{name}:{number}: {len(line)} characters, {WIDTH} at most"


def too_many_excepted(root: Path) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in files(root) if path.suffix in WIDE]
    count = sum(len(WIDE_REASON.findall(text)) for text in texts)
    return [f"{count} lines are excepted from the width, {EXCEPTED} at most"] if count > EXCEPTED else []


def functions(text: str, name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    found = [
        node
        for node in ast.walk(ast.parse(text, filename=name))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return sorted(found, key=lambda node: node.lineno)


if __name__ == "__main__":
    sys.exit(main())
