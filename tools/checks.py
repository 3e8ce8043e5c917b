"""Every check, then the tests: what `python3 start test` runs, in this order. Run it with the checkout's Python.

With --postgres, the tests alone, on that database: those marked `postgres`. With --all, the checks, then every test
on SQLite, then on PostgreSQL, as long as they are written (tests/lengths.py). With --part HASH, also one 28th
of what only --all runs, chosen by the hash of the commit. With arguments for pytest, pytest alone.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import chromium

HERE = Path(__file__).resolve().parent.parent
CORES = os.cpu_count() or 1


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


CHECKS = {
    "style": [tool("ruff"), "check", "."],
    "mise en forme": [tool("ruff"), "format", "--check", "."],
    "étages": [tool("lint-imports")],
    "types": [tool("mypy")],
    # Not `djlint --check`: to re-indent would put spaces on the page between inline elements.
    "gabarits": [tool("djlint"), "src", "--lint"],
    "tailles": [sys.executable, "tools/check_sizes.py"],
    "traductions": [sys.executable, "tools/catalogues.py", "check"],
    "migrations": [sys.executable, "-W", "error", "manage.py", "makemigrations", "--check", "--dry-run"],
}
BESIDE = "types"  # takes a minute of one core: the tests begin meanwhile
USUAL_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
TOLD = ["-rfEs", "--durations=25"]
NO_DATABASE = ("architecture", "catalogues", "check_sizes", "docs", "score_dates", "score_minutes", "serving", "voice")
WITHOUT_A_DATABASE = ["-m", "not browser", "--ignore=src/palabre/pure", "--ignore=tests/browser"]
WITHOUT_A_DATABASE += [f"--ignore=tests/test_{name}.py" for name in NO_DATABASE]


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    words: str


def main() -> None:
    options, for_pytest = parser().parse_known_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of our hundred processes would compile all of it anew
    length = ["--all"] if options.whole else ["--part", options.part] if options.part else []
    with tempfile.TemporaryDirectory(prefix="palabre-tests-") as data:
        os.environ["PALABRE_DATA"] = data
        failed = []
        if options.whole or not options.postgres:
            find_a_browser(required=options.browser_required or options.whole)
            failed += run_on_sqlite(for_pytest, length)
        if options.whole or options.postgres:
            failed += run_on_postgres(options.postgres, for_pytest, length)
    if failed:
        print("ÉCHEC / FAILED:", ", ".join(failed))
    raise SystemExit(bool(failed))


def parser() -> argparse.ArgumentParser:
    new = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    new.add_argument("--postgres", metavar="URL")
    new.add_argument("--all", action="store_true", dest="whole")
    new.add_argument("--part", metavar="HASH", default="")
    new.add_argument("--browser-required", action="store_true", help="fail where no Chromium can be had")
    return new


def run_on_sqlite(for_pytest: list[str], length: list[str]) -> list[str]:
    """Run the checks, then the tests; the tests alone where pytest is given arguments. Return what failed."""
    if for_pytest:
        return run_pytest("SQLite", [*length, *for_pytest])
    failed = run_checks()
    with ThreadPoolExecutor(1) as beside:
        types = beside.submit(run_check, BESIDE)
        tests = run_pytest("SQLite", length)
    return [*failed, *tests, *told([types.result()])]


def run_on_postgres(url: str | None, for_pytest: list[str], length: list[str]) -> list[str]:
    os.environ["PALABRE_DATABASE_URL"] = url or USUAL_POSTGRES
    return run_pytest("PostgreSQL", [*length, *WITHOUT_A_DATABASE, *for_pytest])


def run_pytest(database: str, arguments: list[str]) -> list[str]:
    """Return the name of the database where a test failed; a run that found no test is a failure too."""
    print(f"\n—— {database} ——", flush=True)
    return [database] if subprocess.run(pytest(arguments), cwd=HERE).returncode else []


def find_a_browser(*, required: bool) -> None:
    found = chromium.find() or chromium.install()
    if found:
        os.environ["PALABRE_CHROMIUM"] = found
        return
    if required:
        raise SystemExit("Pas de Chromium : les tests de navigateur sont demandés. / No Chromium, and it is required.")
    print("Pas de Chromium : tests de navigateur sautés. / No Chromium: browser tests are skipped.", flush=True)


def run_checks() -> list[str]:
    """Run them side by side, all but the one that runs beside the tests; return those that failed."""
    with ThreadPoolExecutor(CORES) as side_by_side:
        return told(side_by_side.map(run_check, [name for name in CHECKS if name != BESIDE]))


def told(outcomes: Iterable[Outcome]) -> list[str]:
    """Tell each one in a line, then the words of those that failed; return their names."""
    failed = []
    for outcome in outcomes:
        print(f"{'ok' if outcome.passed else 'NON':4}{outcome.name:<20}{outcome.seconds:6.1f} s", flush=True)
        failed += [] if outcome.passed else [outcome]
    for outcome in failed:
        print(f"\n—— {outcome.name} ——\n{outcome.words}", flush=True)
    return [outcome.name for outcome in failed]


def run_check(name: str) -> Outcome:
    begun = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return Outcome(name, done.returncode == 0, time.monotonic() - begun, done.stdout)


def pytest(arguments: list[str]) -> list[str]:
    """One more worker than cores: some wait for a browser or a server. Neighbours share what a file opens."""
    return [sys.executable, "-m", "pytest", "-n", str(CORES + 1), "--dist", "worksteal", *TOLD, *arguments]


if __name__ == "__main__":
    main()
