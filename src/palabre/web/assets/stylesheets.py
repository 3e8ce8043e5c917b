"""Stylesheets joined for the reader: one CSS file per thing, beside its slice; one file to fetch for all of them.

Each file of `palabre/styles/` is a sheet, and its path there the name of the static file. It says the order of the
layers, then imports the files of the slices: `@import "web/tokens.css"` is `palabre/web/styles/tokens.css`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "styles"
IMPORT = re.compile(r'^@import "(\w+)/([\w/]+\.css)";$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class JoinedSheets(BaseFinder):
    """Finds the sheets for collectstatic, and for a server that collects nothing; each is joined when asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.storage = FileSystemStorage(settings.DATA / "styles")

    def check(self, **options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        found = [self._joined(name) for name in names() if name == path]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in names():
            self._joined(name)
            yield name, self.storage

    def _joined(self, name: str) -> str:
        """Write the sheet where it is not as its parts say, and return its path."""
        path, text = Path(self.storage.path(name)), join(SHEETS / name)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(path)


def names() -> list[str]:
    return sorted(path.relative_to(SHEETS).as_posix() for path in SHEETS.rglob("*.css"))


def parts(sheet: Path) -> list[Path]:
    """Return the files that a sheet imports, in order."""
    return [ROOT / slice_ / "styles" / name for slice_, name in IMPORT.findall(sheet.read_text(encoding="utf-8"))]


def join(sheet: Path) -> str:
    """Return a sheet with its parts in it, without comments and indentation."""
    text = IMPORT.sub(_part, sheet.read_text(encoding="utf-8"))
    return "\n".join(filter(None, map(str.strip, COMMENT.sub("", text).splitlines()))) + "\n"


def _part(found: re.Match[str]) -> str:
    return (ROOT / found[1] / "styles" / found[2]).read_text(encoding="utf-8")
