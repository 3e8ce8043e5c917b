"""How long a search takes among invented French pages, by itself and over HTTP, on SQLite and on PostgreSQL.

`python bench/search.py [--postgres URL] [--pages 1000 20000] [--seconds 4]`. Pages hold some 300 words of an invented
vocabulary, in which, as in any text, a few words come everywhere and most of them seldom; the words asked for are
drawn from all of it, inflected, without their accents, or only begun. Nothing fails on a slow or busy machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from load import Pace, paced

HERE = Path(__file__).resolve()
GOALS = {(1_000, 1): 5, (20_000, 1): 15, (1_000, 4): 30, (20_000, 4): 30}  # milliseconds, p99
SYLLABLES = "ba bé ca ché co da dé fa fi gra la lé li ma mé mi mo na né no pa pé pla ra ré ri ro sa sé ta té tra va"
ENDINGS = ["e", "er", "age", "ation", "eur", "ité", "ment", "ie", "al", "oir"]
INFLECTED = ["", "", "", "s", "s"]
LIGHT = "le la les de des du un une et à dans pour avec sur qui que nous vous ils elles est sont"
QUERIES = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 20_000])
    parser.add_argument("--seconds", type=float, default=4, help="how long each is measured")
    parser.add_argument("--postgres", metavar="URL", help="also on this server, in a database of its own")
    options = parser.parse_args()
    print(f"{'':<12}{'pages':>7}{'':>3}{'connections':<13}{'a second':>9}{'p50 ms':>8}{'p99 ms':>8}{'goal':>6}")
    for name, url in [("SQLite", ""), *([("PostgreSQL", options.postgres)] if options.postgres else [])]:
        for count in options.pages:
            measure(name, url, count, options.seconds)


def measure(name: str, url: str, count: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as data, a_database(url) as database:
        around = environment(data, database)
        filled = json.loads(child(around, "fill", count))
        print(
            f"{name:<12}{count:7d}   indexed in {filled['seconds']:.1f} s ({filled['each']:.1f} ms a page)", flush=True
        )
        for connections in (1, 4):
            tell(name, count, connections, "itself", alone(around, connections, seconds))
        with served(around) as house:
            for connections in (1, 4):
                tell(name, count, connections, "over HTTP", over_http(house + filled["path"], connections, seconds))


def tell(name: str, count: int, connections: int, how: str, pace: Pace) -> None:
    goal = GOALS.get((count, connections))
    verdict = f"{goal:6d}  {'reached' if pace.p99 <= goal else 'MISSED'}" if goal else ""
    line = f"{name:<12}{count:7d}   {connections} {how:<11}{pace.per_second:9.0f}{pace.p50:8.1f}{pace.p99:8.1f}"
    print(line + verdict, flush=True)


def alone(around: dict[str, str], connections: int, seconds: float) -> Pace:
    """Ask the search itself, rights and extracts included, in as many processes as connections."""
    command = [sys.executable, str(HERE), "--", "ask", str(seconds)]
    running = [subprocess.Popen(command, env=around, stdout=subprocess.PIPE, text=True) for _ in range(connections)]
    lasted = sorted(one for asking in running for one in json.loads(asking.communicate()[0]))
    return Pace(len(lasted) / seconds, lasted[len(lasted) // 2], lasted[len(lasted) * 99 // 100])


def over_http(screen: str, connections: int, seconds: float) -> Pace:
    """Ask for the part of the screen that changes as one types."""
    parts = urllib.parse.urlsplit(screen)
    addresses = [f"{parts.path}?part=1&q={urllib.parse.quote(query)}" for query in queries()]

    def begin(number: int) -> Callable[[], None]:
        connection, asked = http.client.HTTPConnection(parts.hostname or "", parts.port), cycled(addresses, number * 7)

        def ask_again() -> None:
            connection.request("GET", next(asked))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{screen} answers {answer.status}")

        return ask_again

    return paced(begin, connections=connections, seconds=seconds)


def queries() -> list[str]:
    """Return what is asked for: one word to three, some inflected, some without accents, some only begun."""
    chance, words = random.Random(7), vocabulary()
    found = []
    for _ in range(QUERIES):
        chosen = [words[int(len(words) * chance.random() ** 2)] for _ in range(chance.choice([1, 1, 2, 2, 3]))]
        query = " ".join(word + chance.choice(INFLECTED) for word in chosen)
        query = chance.choice([query, query, query.replace("é", "e"), query[: max(3, len(query) - 2)]])
        found.append(query)
    return found


def vocabulary() -> list[str]:
    chance = random.Random(3)
    found: dict[str, None] = {}
    while len(found) < 6_000:
        found["".join(chance.choices(SYLLABLES.split(), k=chance.choice([1, 2, 2, 3]))) + chance.choice(ENDINGS)] = None
    return list(found)


def a_page(chance: random.Random, words: list[str], weights: list[float]) -> tuple[str, str]:
    said = chance.choices(words, cum_weights=weights, k=150)
    pairs = (f"{chance.choice(LIGHT.split())} {word}{chance.choice(INFLECTED)}" for word in said)
    lines = [" ".join(some).capitalize() + "." for some in zip(*[pairs] * 10)]
    title = " ".join(chance.choices(words, cum_weights=weights, k=4)).capitalize()
    return title, "".join(f"<p>{line}</p>" for line in lines)


def fill(count: int) -> None:
    """Make a public space of `count` pages, index it, and say how long that took."""
    import django  # this is a process of its own, with its own settings

    django.setup()
    from django.db import connection  # as above
    from django.utils import timezone  # as above

    from palabre.search.indexer import follow_one  # as above
    from palabre.spaces.models import Space  # as above

    now = timezone.now()
    space = Space.objects.create(name="Mesures", slug="mesures", opened_at=now, public_at=now)
    make_pages(space, count)
    begun = time.monotonic()
    while follow_one(timezone.now()):
        pass
    lasted = time.monotonic() - begun
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself a minute after so many rows
    print(json.dumps({"seconds": lasted, "each": lasted * 1000 / count, "path": "/s/mesures/search/"}))


def make_pages(space: object, count: int) -> None:
    from palabre.notes.models import Note  # as above
    from palabre.people.models import Audience  # as above
    from palabre.wiki.models import Page  # as above

    chance, words = random.Random(1), vocabulary()
    weights, total = [], 0.0
    for rank in range(len(words)):
        total += 1 / (rank + 3)
        weights.append(total)
    audience = Audience.everybody(space)
    made = [a_page(chance, words, weights) for _ in range(count)]
    kept = {"space": space, "audience": audience}
    notes = Note.objects.bulk_create((Note(**kept, body_html=html, revision=1) for _, html in made), batch_size=500)
    pages = (Page(**kept, title=one[0], slug=f"p{number}", note=notes[number]) for number, one in enumerate(made))
    Page.objects.bulk_create(pages, batch_size=500)


def ask(seconds: float) -> None:
    """Search for `seconds`, and print how many milliseconds each took."""
    import django  # as above

    django.setup()
    from django.utils import timezone  # as above

    from palabre.people.reader import Reader  # as above
    from palabre.pure.search import ParsedQuery  # as above
    from palabre.search.hits import find  # as above
    from palabre.search.search_results import results  # as above
    from palabre.spaces.models import Space  # as above

    reader = Reader(Space.objects.get(slug="mesures"), None, timezone.localdate())
    asked, lasted = cycled(queries(), os.getpid()), []
    results(find(ParsedQuery.of(next(asked)), reader=reader), ParsedQuery.of("a"), reader)  # the stemmer is loaded once
    until = time.monotonic() + seconds
    while (begun := time.monotonic()) < until:
        query = ParsedQuery.of(next(asked))
        results(find(query, reader=reader), query, reader)
        lasted.append((time.monotonic() - begun) * 1000)
    print(json.dumps(lasted))


def cycled(things: list[str], first: int) -> Iterator[str]:
    number = first
    while True:
        yield things[number % len(things)]
        number += 1


def child(around: dict[str, str], what: str, *arguments: object) -> str:
    command = [sys.executable, str(HERE), "--", what, *map(str, arguments)]
    migrate = [sys.executable, str(HERE.parents[1] / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=around, check=True)
    return subprocess.run(command, env=around, capture_output=True, text=True, check=True).stdout


@contextmanager
def served(around: dict[str, str]) -> Iterator[str]:
    command = [sys.executable, "-m", "palabre.serving", "--port", "0", "--data", around["PALABRE_DATA"]]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    started = subprocess.Popen(command, env=around, **quiet)
    try:
        address = next(filter(None, (re.search(r"Address\s+(http://\S+?)/?$", line) for line in started.stdout)))
        yield address[1]
    finally:
        started.terminate()
        started.communicate(timeout=15)


@contextmanager
def a_database(url: str) -> Iterator[str]:
    """Make a database on the server at `url`, and drop it afterwards; nothing for SQLite."""
    if not url:
        yield ""
        return
    import psycopg  # only where it is asked for

    name = f"palabre_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urllib.parse.urlunsplit(urllib.parse.urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment(data: str, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
    more = {"PALABRE_DATABASE_URL": database} if database else {}
    return kept | more | {"PALABRE_DATA": data, "PALABRE_COPIES": "0", "DJANGO_SETTINGS_MODULE": "palabre.settings"}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        {"fill": lambda value: fill(int(value)), "ask": lambda value: ask(float(value))}[sys.argv[2]](sys.argv[3])
    else:
        main()
