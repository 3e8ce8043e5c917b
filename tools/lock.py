"""Lock the requirements again, with hashes, for every platform: run it after changing pyproject.toml.

    .venv/bin/python tools/lock.py [--upgrade]

No header and no note in what is written: they would name the package index of whoever ran this.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
REQUIREMENTS = HERE / "requirements"
UV = str(Path(sys.executable).with_name("uv"))
EXTRAS = {"run": ["postgres", "redis"], "test": ["postgres", "redis", "test"]}


def main() -> None:
    for name, extras in EXTRAS.items():
        lock(REQUIREMENTS / f"{name}.txt", extras)
    pin_uv()


def lock(into: Path, extras: list[str]) -> None:
    command = [UV, "pip", "compile", "--quiet", "--universal", "--python-version", "3.12", "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "pyproject.toml", "--output-file", str(into)]
    chosen = [f"--extra={extra}" for extra in extras]
    subprocess.run([*command, *chosen, *sys.argv[1:]], cwd=HERE, check=True)


def pin_uv() -> None:
    """Copy uv's own pin to the file that `start` reads before there is any uv."""
    pinned = re.search(r"^uv==.*(?:\n {4}--hash.*)+\n", (REQUIREMENTS / "test.txt").read_text(), re.MULTILINE)
    if not pinned:
        raise SystemExit("uv is not among the test requirements")
    (REQUIREMENTS / "uv.txt").write_text(pinned[0])


if __name__ == "__main__":
    main()
