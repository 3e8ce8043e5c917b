"""Build the live editor of frontend/ into the notes slice, where its bundle is committed; and put beside the screens
of the room the library that updates them, as it is published.

`pad.py build` makes it anew. `pad.py check` makes it anew in a folder of its own, from the lockfile, says whether
what is committed is that, and runs the editor's own tests; it does nothing where sources and bundle have the digest
that `build` wrote. `pad.py lock` writes the lockfile after a change of
package.json, without the addresses of the packages: each machine has its own registry.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FRONTEND = HERE / "frontend"
NOTES, ROOM = (HERE / f"src/palabre/{slice_}/static/{slice_}" for slice_ in ("notes", "meetings"))
BUNDLE, LICENCES, MORPH, MORPH_LICENCE = "pad.js", "pad.LICENSES.txt", "idiomorph.js", "idiomorph.LICENSE.txt"
PLACES = {BUNDLE: NOTES, LICENCES: NOTES, MORPH: ROOM, MORPH_LICENCE: ROOM}
STAMP = FRONTEND / "built.sha256"
ESBUILD = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", "--log-level=warning"]
QUIET = "--alias:lib0/logging=./pad/quiet.js"
NAMING_HOSTS = ("resolved", "funding")  # what npm writes in a lockfile that is not needed to install from it


def main() -> int:
    acts = {"build": build, "check": check, "lock": lock}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=acts)
    if not shutil.which("npm"):
        print("npm est introuvable : installez nodejs et npm. / npm is not here: install nodejs and npm.")
        return 1
    return acts[parser.parse_args().act]()


def build() -> int:
    with tempfile.TemporaryDirectory(prefix="palabre-pad-") as folder:
        for made in make(installed(Path(folder))):
            shutil.copy(made, PLACES[made.name])
    STAMP.write_text(digest())
    return 0


def check() -> int:
    if is_as_built():
        print("L’éditeur est celui qui a été construit. / The editor is as it was built.")
        return 0
    with tempfile.TemporaryDirectory(prefix="palabre-pad-") as folder:
        here = installed(Path(folder))
        other = [made.name for made in make(here) if not is_committed(made)]
        tested = subprocess.run(["node", "--test", *sorted(map(str, (here / "tests").glob("*.test.js")))], cwd=here)
    for name in other:
        print(f"{name} n’est pas ce que frontend/ donne : tools/pad.py build. / {name} is stale.")
    return 1 if other or tested.returncode else 0


def is_committed(made: Path) -> bool:
    kept = PLACES[made.name] / made.name
    return kept.is_file() and kept.read_bytes() == made.read_bytes()


def is_as_built() -> bool:
    """Return whether sources and bundle are those of the last build, which wrote their digest."""
    return STAMP.is_file() and STAMP.read_text() == digest()


def digest() -> str:
    """Return a digest of the names and bytes of the sources, the bundle and its licences."""
    sources = [
        path for path in FRONTEND.rglob("*") if path.is_file() and "node_modules" not in path.parts and path != STAMP
    ]
    told = hashlib.sha256()
    for path in [*sorted(sources), *(place / name for name, place in PLACES.items())]:
        told.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest() + "\n"


def lock() -> int:
    with tempfile.TemporaryDirectory(prefix="palabre-pad-") as folder:
        shutil.copy(FRONTEND / "package.json", folder)
        npm("install", "--package-lock-only", here=Path(folder))
        locked = json.loads((Path(folder) / "package-lock.json").read_text())
    for package in locked["packages"].values():
        for name in NAMING_HOSTS:
            package.pop(name, None)
    (FRONTEND / "package-lock.json").write_text(json.dumps(locked, indent=2, ensure_ascii=False) + "\n")
    return 0


def installed(folder: Path) -> Path:
    """Copy the sources there with what the lockfile says, and return the place."""
    here = folder / "frontend"
    shutil.copytree(FRONTEND, here, ignore=shutil.ignore_patterns("node_modules"))
    npm("ci", here=here)
    return here


def make(here: Path) -> list[Path]:
    """Make the bundle, and say under which licences what is in it was given; copy the library of the room."""
    bundle, licences, told = here / BUNDLE, here / LICENCES, here / "told.json"
    command = [str(here / "node_modules/.bin/esbuild"), "pad/index.js", *ESBUILD, QUIET]
    subprocess.run([*command, f"--outfile={bundle}", f"--metafile={told}"], cwd=here, check=True)
    licences.write_text(licences_of(here, sorted(packages_in(json.loads(told.read_text())))), encoding="utf-8")
    morph = here / "node_modules/idiomorph"
    shutil.copy(morph / "dist/idiomorph.min.js", here / MORPH)
    shutil.copy(morph / "LICENSE", here / MORPH_LICENCE)
    return [bundle, licences, here / MORPH, here / MORPH_LICENCE]


def packages_in(told: dict) -> set[str]:
    """Return the packages of which something is left in the bundle."""
    (output,) = (made for name, made in told["outputs"].items() if name.endswith(BUNDLE))
    kept = [Path(name).parts for name, of in output["inputs"].items() if of["bytesInOutput"]]
    names = [parts[parts.index("node_modules") + 1 :] for parts in kept if "node_modules" in parts]
    return {"/".join(parts[: 2 if parts[0].startswith("@") else 1]) for parts in names}


def licences_of(here: Path, names: list[str]) -> str:
    written = ["pad.js holds parts of these packages, under their licences.\n"]
    for name in names:
        folder = here / "node_modules" / name
        told = json.loads((folder / "package.json").read_text())
        text = next((path.read_text().strip() for path in sorted(folder.glob("LICEN[CS]E*"))), "")
        written.append(f"{'-' * 72}\n{name} {told['version']} ({told.get('license', 'see below')})\n\n{text}\n")
    return "\n".join(written)


def npm(act: str, *options: str, here: Path) -> None:
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(["npm", act, *options, *quiet], cwd=here, check=True)


if __name__ == "__main__":
    sys.exit(main())
