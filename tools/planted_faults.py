"""Plant faults in a copy of the checkout, one at a time, and see that the tests of a short run catch each.

    .venv/bin/python tools/planted_faults.py                      all of them: some minutes
    .venv/bin/python tools/planted_faults.py doors locks          those of these families
    .venv/bin/python tools/planted_faults.py --postgres URL locks  the server of those that need PostgreSQL

For each family of tests that was made shorter, the faults that it is there to catch. Status 1 where one was missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
COPIED = (
    "src",
    "tests",
    "tools",
    "docs",
    "requirements",
    "frontend",
    "conftest.py",
    "pyproject.toml",
    "manage.py",
    "start",
)
USUAL_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
PATIENCE = 900  # seconds for the tests of one fault
TABLE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Fault:
    """`before` becomes `after` in a file below src/palabre; the tests of `caught_by` then fail."""

    family: str
    says: str
    file: str
    before: str
    after: str
    caught_by: str
    on_postgres: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*")
    parser.add_argument("--postgres", metavar="URL", default=USUAL_POSTGRES)
    options = parser.parse_args()
    asked = [fault for fault in faults() if not options.families or fault.family in options.families]
    with tempfile.TemporaryDirectory(prefix="palabre-faults-") as folder:
        copy = copied(Path(folder))
        missed = [fault for fault in asked if not is_caught(fault, copy, options.postgres)]
    raise SystemExit(bool(missed))


def faults() -> list[Fault]:
    return [Fault(**row) for row in tomllib.loads(TABLE.read_text())["fault"]]


def copied(folder: Path) -> Path:
    for name in COPIED:
        source = HERE / name
        skip = shutil.ignore_patterns("__pycache__", "node_modules")
        (shutil.copytree if source.is_dir() else shutil.copy)(
            source, folder / name, **({"ignore": skip} if source.is_dir() else {})
        )
    return folder


def is_caught(fault: Fault, copy: Path, postgres: str) -> bool:
    """Plant it, run its tests, mend it; print a line."""
    file = copy / "src/palabre" / fault.file
    whole = file.read_text()
    if whole.count(fault.before) != 1:
        raise SystemExit(f"{fault.file} does not hold {fault.before!r} once")
    file.write_text(whole.replace(fault.before, fault.after))
    words = run(fault, copy, postgres)
    file.write_text(whole)
    failed = [line for line in words.splitlines() if line.startswith(("FAILED ", "ERROR src", "ERROR tests"))]
    told = failed[0][:110] if failed else "MISSED"
    print(f"{fault.family}: {fault.says}: {told}", flush=True)
    return bool(failed)


def run(fault: Fault, copy: Path, postgres: str) -> str:
    tests, _option, chosen = fault.caught_by.partition(" -k ")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:xdist",
        *tests.split(),
        *(["-k", chosen] if chosen else []),
    ]
    own = {"PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}", "PALABRE_DATA": str(copy / "data")}
    own |= {"PALABRE_DATABASE_URL": postgres} if fault.on_postgres else {}
    more = {"cwd": copy, "env": os.environ | own, "capture_output": True, "text": True, "timeout": PATIENCE}
    try:
        return subprocess.run(command, **more).stdout
    except subprocess.TimeoutExpired:
        return f"FAILED {fault.caught_by}: no end after {PATIENCE} seconds"


if __name__ == "__main__":
    main()
