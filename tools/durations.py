"""Write tests/durations.csv: for each file of tests, how many it has and the seconds that they took in a whole run.

    python3 start test --junitxml=sqlite.xml -o junit_duration_report=total
    python3 start test --postgres URL --junitxml=postgres.xml -o junit_duration_report=total
    .venv/bin/python tools/durations.py sqlite.xml postgres.xml

The workers' queues are made from it (tests/worker_queues.py). `--families` prints the sums by folder instead.
"""

import argparse
import csv
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FIELDS = ["file", "tests", "seconds", "tests_on_postgres", "seconds_on_postgres"]
type Row = list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sqlite", type=Path)
    parser.add_argument("postgres", type=Path, nargs="?")
    parser.add_argument("--families", action="store_true")
    options = parser.parse_args()
    rows = measured([path for path in (options.sqlite, options.postgres) if path])
    if options.families:
        write(by_family(rows), sys.stdout)
        return
    with (HERE / "tests/durations.csv").open("w", encoding="utf-8", newline="") as file:
        write(rows, file)


def measured(reports: list[Path]) -> dict[str, Row]:
    """Return [tests, seconds] on SQLite then on PostgreSQL, by file."""
    rows: dict[str, Row] = defaultdict(lambda: [0, 0.0, 0, 0.0])
    for number, report in enumerate(reports):
        for name, seconds in cases(report):
            rows[name][2 * number] += 1
            rows[name][2 * number + 1] += seconds
    return rows


def cases(report: Path) -> Iterator[tuple[str, float]]:
    for case in ElementTree.parse(report).iter("testcase"):
        yield case.attrib["classname"].replace(".", "/") + ".py", float(case.attrib["time"])


def by_family(rows: dict[str, Row]) -> dict[str, Row]:
    families: dict[str, Row] = defaultdict(lambda: [0, 0.0, 0, 0.0])
    for name, row in rows.items():
        parts = Path(name).parts
        family = "/".join(parts[:3]) if parts[0] == "src" else name
        families[family] = [sum(pair) for pair in zip(families[family], row)]
    return families


def write(rows: dict[str, Row], file) -> None:
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(FIELDS)
    for name in sorted(rows):
        tests, seconds, tests_there, seconds_there = rows[name]
        lines.writerow([name, int(tests), f"{seconds:.1f}", int(tests_there), f"{seconds_there:.1f}"])


if __name__ == "__main__":
    main()
