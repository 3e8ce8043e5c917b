"""Two, then ten Chromium pages write one note through the real server: does all that remain come to what is on disk?

    python bench/ten_pages.py [--pages 2 10]

Each types her own lines, with accents and emoji. On the way one loses her network and types on, what holds the rooms
is killed -9 while they type, and at last one loses the right to write. Then the text of each page is compared with
what the disk says, every line is looked for, and what was seen is printed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live.servers import Palabre
from playwright.sync_api import Browser, Page, sync_playwright

WORDS = "été à Brennes, « c’est prêt » 🙂 cœur 👩🏽‍🌾 naïve"
PAD = "document.querySelector('live-note').pad"
TEXT, IS_SAVED = f"{PAD}.text.toString()", f"() => {PAD}.exchange.isOnline && !{PAD}.exchange.unsaved"
IS_OFF, IS_OVER = f"() => !{PAD}.exchange.isOnline", f"() => !{PAD}.mayWrite"
TO_HER_LINE = f"line => {{ const view = {PAD}.editor.view, at = {PAD}.text.toString().indexOf(line);\
 view.dispatch({{selection: {{anchor: at + line.length}}}}); }}"
HAS_ALL = f"lines => lines.every((line) => {PAD}.text.toString().includes(line))"
PATIENCE = 90_000  # milliseconds
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
ON_DISK = """
import django, json; django.setup()
from palabre.notes.models import Note
print(json.dumps(Note.objects.get().body_md))
"""
WITHDRAW = """
import django, sys; django.setup()
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import move
page = Page.objects.select_related("space").get()
move(page, Audience.of_persons(*Person.objects.filter(space=page.space).exclude(name=sys.stdin.read())))
Space.touch(page.space_id)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[2, 10])
    parser.add_argument("--chromium", default=shutil.which("chromium-headless-shell") or "/usr/bin/chromium")
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=QUIET)
        for count in options.pages:
            with serving(Path(folder), count) as server:
                Meeting(server, browser, count).play()
        browser.close()


@contextmanager
def serving(folder: Path, count: int) -> Iterator[Palabre]:
    server = Palabre(folder)
    server.start()
    server.invite(count, ["\n".join(f"Place {number} :" for number in range(count))])
    try:
        yield server
    finally:
        server.stop()


class Meeting:
    """So many pages on one note, and what each has typed."""

    def __init__(self, server: Palabre, browser: Browser, count: int) -> None:
        self.server, self.begun = server, time.perf_counter()
        self.pages = [self.opened(browser, cookie) for cookie in server.cookies]
        self.everybody = list(self.pages)
        self.lines = [f"Place {number} :" for number in range(count)]
        print(f"\n{count} pages on one note", flush=True)

    def opened(self, browser: Browser, cookie: str) -> Page:
        url, (name, _equals, value) = f"http://127.0.0.1:{self.server.port}", cookie.partition("=")
        context = browser.new_context(locale="fr-FR", viewport={"width": 900, "height": 700})
        context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{url}/s/{self.server.space}/pages/note-0/text/")
        page.locator(".cm-content").wait_for()
        return page

    def play(self) -> None:
        self.all_type("ensemble")
        self.check("typed together")
        self.one_is_offline()
        self.check("one without a network, then back")
        self.the_server_is_killed()
        self.check("what holds the rooms killed -9, and back")
        self.one_loses_her_right()
        self.check("a right withdrawn; those who remain go on")
        for page in self.pages:
            page.context.close()

    def all_type(self, when: str) -> None:
        for number, page in enumerate(self.pages):
            self.type(page, f"{when} {number} : {WORDS}")

    def type(self, page: Page, line: str) -> None:
        """Type at the end of her own line: on one line, words of two hands may part each other."""
        page.locator(".cm-content").focus()
        number = self.everybody.index(page)
        page.evaluate(TO_HER_LINE, self.lines[number])
        page.keyboard.type(f" {line}")
        self.lines[number] += f" {line}"

    def one_is_offline(self) -> None:
        away, *here = self.pages
        away.context.set_offline(True)
        away.wait_for_function(IS_OFF)
        self.type(away, f"dans le train : {WORDS}")
        for number, page in enumerate(here):
            self.type(page, f"pendant ce temps {number} : {WORDS}")
        away.context.set_offline(False)

    def the_server_is_killed(self) -> None:
        half = len(self.pages) // 2
        for number, page in enumerate(self.pages):
            if number == half:
                self.server.kill()
            self.type(page, f"pendant la panne {number} : {WORDS}")

    def one_loses_her_right(self) -> None:
        last = self.pages.pop()
        number = len(self.pages)
        self.server.ask(WITHDRAW, f"Personne {number}")
        last.wait_for_function(IS_OVER)
        before = last.evaluate(TEXT)
        last.locator(".cm-content").focus()
        last.keyboard.type("en trop")
        said = last.locator("[role=alert]").first.inner_text().split("\n")[0]
        held = "her text stays as it was" if last.evaluate(TEXT) == before else "SHE STILL WRITES"
        print(f"  she who may no longer write is told « {said} »; {held}", flush=True)
        last.context.close()
        self.all_type("sans elle")

    def check(self, what: str) -> None:
        """Wait until each page has every line and all is saved, then compare the pages with the disk."""
        for page in self.pages:
            page.wait_for_function(HAS_ALL, arg=self.lines)
            page.wait_for_function(IS_SAVED)
        texts = {page.evaluate(TEXT) for page in self.pages}
        disk = self.on_disk(next(iter(texts)))
        lost = [line for line in self.lines if line not in disk]
        alike = "one text" if len(texts) == 1 else f"{len(texts)} TEXTS"
        is_disk = "that of the disk" if texts == {disk} else "NOT THE DISK'S"
        seconds = time.perf_counter() - self.begun
        print(
            f"  {what}: {len(self.lines)} hands, lines lost: {len(lost)}, {alike}, {is_disk} ({seconds:.0f} s)",
            flush=True,
        )
        if lost or texts != {disk}:
            raise SystemExit("They do not come to what is on disk.")

    def on_disk(self, awaited: str) -> str:
        """Return the readable text: it follows the log a little later."""
        until = time.monotonic() + PATIENCE / 1000
        while (text := json.loads(self.server.ask(ON_DISK))) != awaited and time.monotonic() < until:
            time.sleep(0.5)
        return str(text)


if __name__ == "__main__":
    main()
