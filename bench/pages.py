"""Pages per second of the real product, on the demonstration, beside a bare Django view in the same run.

`python bench/pages.py [--seconds 2] [--pages 1000 | --pages 20000]` adds so many invented pages to it. With pages, what
people do comes first (readers.py); `--readers` measures that alone. Nothing fails on a slow or busy machine.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import readers
from load import Pace, getting, load, paced

HERE = Path(__file__).resolve().parent
ROUNDS = 2
SAVERS = 4
SAVED_WITHIN = 8  # milliseconds, p99 of a save on one connection
GOAL, WANTED = 378, 756  # signed-in pages per second, 8 connections: ten times the peer, and twice that
WHERE_THINGS_ARE = """
import django; django.setup()
from django.utils import timezone
from palabre.home.example.example_space import make_demonstration
from palabre.people.access import keys
space = make_demonstration(at=timezone.now())
print(space.get_absolute_url())
print(space.group_set.get(title__startswith="Un café").get_absolute_url())
print(space.page_set.get(slug="la-cle-du-samedi").get_absolute_url())
print(keys.address_for(space.persons.get(name="Karim Belkacem")))
"""
MORE_PAGES = """
import random, sys
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from palabre.notes.models import Note, Revision
from palabre.notes.markdown.prepared_text import prepare
from palabre.people.models import Audience
from palabre.spaces.models import Space
from palabre.wiki.models import Page, Reference
space, many, dice = Space.objects.get(is_demonstration=True), int(sys.argv[1]), random.Random(1)
said = dict(space=space, audience=Audience.everybody(space))
words = "le four du village se rallume samedi avec la farine du moulin et le bois de la commune".split()
def sentence():
    return " ".join(dice.choices(words, k=14)).capitalize() + "."
def body(number):
    links = " ".join(f"[[Feuille {dice.randrange(many)}]]" for _ in range(3))
    parts = ["\\n".join(sentence() for _ in range(6)) for _ in range(4)]
    return f"# Feuille {number}\\n\\n" + "\\n\\n## Suite\\n\\n".join(parts) + f"\\n\\n- {links}"
for start in range(0, many, 500):
    numbers = range(start, min(start + 500, many))
    ready = [prepare(body(number)) for number in numbers]
    notes = Note.objects.bulk_create(
        [Note(body_md=one.markdown, body_html=one.html, revision=1, **said) for one in ready])
    Revision.objects.bulk_create([Revision(note=note, number=1, body_md=note.body_md) for note in notes])
    pages = [Page(title=f"Feuille {number}", slug=f"feuille-{number}", note=note, parent_id=None, **said)
             for number, note in zip(numbers, notes)]
    Page.objects.bulk_create(pages)
    for place, page in enumerate(pages):
        page.parent = pages[place // 10] if place else None
    Page.objects.bulk_update(pages, ["parent"])
    Reference.objects.bulk_create(
        [Reference(space=space, page=page, key=f"feuille-{to}", title=f"Feuille {to}")
         for page in pages for to in dice.sample(range(many), 3)])
Note.objects.update(changed_at=timezone.now() - timedelta(days=1))  # else each is read as minutes being written
Space.touch(space.pk)
"""


@dataclass
class Target:
    what: str
    url: str
    cookie: str = ""
    goal: int | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2, help="how long each page is asked for, twice")
    parser.add_argument("--pages", type=int, default=0, help="how many invented pages beside the demonstration's")
    parser.add_argument("--readers", action="store_true", help="only eight readers of a thousand pages, or of --pages")
    asked = parser.parse_args()
    if asked.readers or asked.pages:
        what_people_do(asked.pages or 1000, asked.seconds)
    if not asked.readers:
        one_page_at_a_time(asked.pages, asked.seconds)


def what_people_do(many: int, seconds: float) -> None:
    """Eight readers of many pages: kept and made anew, with and without a save every half second."""
    print(f"load {os.getloadavg()[0]:.1f}; goals are beside the bare view\n{readers.HEAD}")
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as data, bare_view() as (bare, beside):
        readers.read(beside, [f"{bare}/"], [], 1)
        least = readers.read(beside, [f"{bare}/"], [], seconds)
        print(least.told("bare Django view"), flush=True)
        with palabre(data):  # it makes the database
            space = where_things_are(data)[0]
            add_pages(data, many)
            links = readers.who_reads(environment(data))
        for what, goal, is_kept in (("made anew", readers.ANEW, False), ("kept", readers.KEPT, True)):
            with palabre(data, is_kept=is_kept) as (house, server):
                visitors = [Visitor(house) for _link in links]
                for visitor, link in zip(visitors, links):
                    visitor.send(link, {})
                pages = [f"{house}{space}pages/feuille-{number}/" for number in range(many)]
                told_of_readers(server, pages, visitors, space, seconds, what=what, goal=goal + least.spent)
    print("DokuWiki: not measured by this command")


def told_of_readers(
    server: int, pages: list[str], visitors: list[Visitor], space: str, seconds: float, *, what: str, goal: float
) -> None:
    readers.settle(server)
    cookies = [visitor.cookies() for visitor in visitors]
    readers.read_each_once(pages, cookies[0])
    print(readers.read(server, pages, cookies, seconds).told(what, goal), flush=True)
    begun = visitors[0].send(f"{space}pages/new/", {"title": f"Essai {what}", "text": "Un début."})
    with readers.saving(SaveAgain(visitors[0].twin(), f"{begun}text/")):
        print(readers.read(server, pages, cookies, seconds).told(f"{what}, with a save every half second"), flush=True)


def one_page_at_a_time(many: int, seconds: float) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="palabre-bench-") as data,
        bare_view() as (bare, _),
        palabre(data) as (house, _),
    ):
        space, group, page, key = where_things_are(data)
        if many:
            add_pages(data, many)
            page = f"{space}pages/feuille-1/"
        visitor = Visitor(house)
        visitor.send(key, {})
        targets = targets_of(house, bare, space, group, page, cookie=visitor.cookies())
        print(f"{'8 connections':<34}{'pages/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>9}{'goal':>7}")
        for target, paces in in_turn(targets, seconds):
            print(told(target, paces), flush=True)
        alone = paced(
            lambda number: getting(house + page, {"Cookie": visitor.cookies()}), connections=1, seconds=seconds
        )
        print(line("wiki page, signed in, 1 connection", alone))
        print(line(f"saving a wiki page, {SAVERS} at once", saves(house, visitor, space, seconds, writers=SAVERS)))
        one = saves(house, visitor, space, seconds, writers=1)
        verdict = "reached" if one.p99 <= SAVED_WITHIN else "MISSED"
        print(f"{line('saving a wiki page, 1 connection', one)}    p99 <= {SAVED_WITHIN} ms  {verdict}")


def line(what: str, pace: Pace) -> str:
    return f"{what:<34}{pace.per_second:9.0f}{pace.p50:9.1f}{pace.p99:9.1f}"


def targets_of(house: str, bare: str, space: str, group: str, page: str, *, cookie: str) -> list[Target]:
    return [
        Target("bare Django view", f"{bare}/"),
        Target("community, passing by", house + space),
        Target("community, signed in", house + space, cookie),
        Target("group, passing by", house + group),
        Target("group, signed in", house + group, cookie, GOAL),
        Target("wiki page, passing by", house + page),
        Target("wiki page, signed in", house + page, cookie, GOAL),
    ]


def in_turn(targets: list[Target], seconds: float) -> Iterator[tuple[Target, list[Pace]]]:
    """Ask for each page in turn, several times over, so that a busy moment does not fall on one alone."""
    rounds = [[load(one.url, cookie=one.cookie, seconds=seconds) for one in targets] for _round in range(ROUNDS)]
    yield from zip(targets, ([*paces] for paces in zip(*rounds)))


def told(target: Target, paces: list[Pace]) -> str:
    per_second = mean(pace.per_second for pace in paces)
    shown = f"{per_second:9.0f}{mean(pace.p50 for pace in paces):9.1f}{max(pace.p99 for pace in paces):9.1f}"
    line = f"{target.what:<34}{shown}{size_of(target):9d}"
    if target.goal is None:
        return line
    verdict = "MISSED" if per_second < GOAL else "reached" if per_second < WANTED else "twice"
    return f"{line}{target.goal:7d}  {verdict}"


def size_of(target: Target) -> int:
    """Return how many bytes of body travel."""
    asked = urllib.request.Request(target.url, headers={"Cookie": target.cookie, "Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        return len(answer.read())


def saves(house: str, visitor: Visitor, space: str, seconds: float, *, writers: int) -> Pace:
    """Save pages over and over, each of these writers her own."""
    begun = [{"title": f"Essai {writers}-{number}", "text": "Un début."} for number in range(writers)]
    pages = [visitor.send(f"{space}pages/new/", fields) for fields in begun]

    def begin(number: int) -> SaveAgain:
        return SaveAgain(visitor.twin(), f"{pages[number]}text/")

    return paced(begin, connections=writers, seconds=seconds)


class SaveAgain:
    """A writer who saves one line more each time, from the text she saved last."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor, self.path, self.base = visitor, path, 1

    def __call__(self) -> None:
        text = "Un début.\n" + "\n".join(f"- ligne {number}" for number in range(self.base % 50 + 1))
        self.visitor.send(self.path, {"text": text, "base": self.base})
        self.base += 1


class Visitor:
    """A browser without a screen: it keeps cookies, and says from which site it sends a form."""

    def __init__(self, house: str, jar: http.cookiejar.CookieJar | None = None) -> None:
        self.house = house
        self.jar = http.cookiejar.CookieJar() if jar is None else jar
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), Staying)
        self.opener.addheaders.append(("Origin", house))

    def twin(self) -> Visitor:
        return Visitor(self.house, self.jar)

    def cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def send(self, path: str, fields: dict[str, object]) -> str:
        """Send a form, and return where it leads."""
        with self.opener.open(self.house + path, urllib.parse.urlencode(fields).encode()) as answer:
            if answer.status != 302:
                raise SystemExit(f"{path} answers {answer.status}")
            return str(answer.headers["Location"])


class Staying(urllib.request.HTTPRedirectHandler):
    """Do not follow: the answer to a form is what is measured."""

    def http_error_302(self, request: object, answer: object, *rest: object) -> object:
        return answer


@contextmanager
def palabre(data: str, *, is_kept: bool = True) -> Iterator[tuple[str, int]]:
    """Serve Palabre as `start` does, and give its address and its process."""
    command = [sys.executable, "-m", "palabre.serving", "--port", "0", "--data", data]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    settings = environment(data) | {"PALABRE_KEEP_SCREENS": "1" if is_kept else "0"}
    with process(command, env=settings, **quiet) as started:
        address = next(filter(None, (re.search(r"Address\s+(http://\S+?)/?$", line) for line in started.stdout)))
        yield address[1], started.pid


@contextmanager
def bare_view() -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number, port = listening.fileno(), listening.getsockname()[1]
        with process([sys.executable, HERE / "bare.py", str(number)], pass_fds=(number,)) as started:
            time.sleep(1)
            yield f"http://127.0.0.1:{port}", started.pid


@contextmanager
def process(command: list[object], **options: object) -> Iterator[subprocess.Popen]:
    started = subprocess.Popen(command, **options)
    try:
        yield started
    finally:
        started.terminate()
        started.communicate(timeout=15)


def environment(data: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
    return kept | {"PALABRE_DATA": data, "DJANGO_SETTINGS_MODULE": "palabre.settings"}


def where_things_are(data: str) -> list[str]:
    """Make the demonstration, and return the paths of the community, a group, a page, and a member's link."""
    command = [sys.executable, "-c", WHERE_THINGS_ARE]
    done = subprocess.run(command, env=environment(data), capture_output=True, text=True, check=True)
    return done.stdout.split()


def add_pages(data: str, many: int) -> None:
    """Make so many invented French pages, in a tree and with links, straight in the database."""
    subprocess.run([sys.executable, "-c", MORE_PAGES, str(many)], env=environment(data), check=True)


if __name__ == "__main__":
    main()
