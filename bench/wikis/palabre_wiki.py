"""Palabre's demonstration with invented pages that its members read, each of whom has a seat of their own besides.

Each time that somebody saves pages, it is another member: Palabre refuses more than 2 000 acts of one person in a day.
"""

from __future__ import annotations

import itertools
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from live.servers import ROOT, Palabre, wait_for
from wikis.http_line import HttpLine
from wikis.invented_pages import in_markdown, title_of
from wikis.readers import READERS, Sheet

PROFILED = Path(__file__).with_name("profiled.py")

MADE = """
import json, sys
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from palabre.home.example.example_space import make_demonstration
from palabre.notes.markdown.prepared_text import prepare
from palabre.notes.models import Note, Revision
from palabre.people.access import keys
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page, Reference

titles, texts, links, readers = json.load(sys.stdin)
now = timezone.now()
space = make_demonstration(at=now)

def write(audience, titles, texts, parents):
    ready = [prepare(text) for text in texts]
    said = {"space": space, "audience": audience}
    notes = Note.objects.bulk_create(
        [Note(body_md=one.markdown, body_html=one.html, revision=1, **said) for one in ready])
    Revision.objects.bulk_create([Revision(note=note, number=1, body_md=note.body_md) for note in notes])
    pages = Page.objects.bulk_create(
        [Page(title=title, slug=title.lower().replace(" ", "-"), note=note, **said)
         for title, note in zip(titles, notes)])
    for place, page in enumerate(pages):
        page.parent = pages[place // 10] if parents and place else None
    Page.objects.bulk_update(pages, ["parent"])
    return pages

pages = write(Audience.of_space(space), titles, texts, True)
Reference.objects.bulk_create(
    [Reference(space=space, page=page, key=title.lower().replace(" ", "-"), title=title)
     for page, some in zip(pages, links) for title in some])
doors = []
for number in range(readers):
    person = Person.objects.create(space=space, name=f"Lecteur Numéro-{number}", came_at=now, joined_at=now)
    write(Audience.of_persons(person), [f"Carnet {number}"], ["À moi."], False)
    doors.append(keys.address_for(person))
Note.objects.update(changed_at=now - timedelta(days=1))  # else each is read as minutes being written
Space.touch(space.pk)
group = space.group_set.get(title__startswith="Un café")
print(json.dumps([space.get_absolute_url(), group.get_absolute_url(), group.title, space.name, doors]))
"""


class PalabreWiki:
    """`is_kept`: pages are kept; else each is made anew. Its processes of pages answer; a worker is behind.

    So many `writers` save pages, in turn.
    """

    def __init__(self, folder: Path, many: int, *, writers: int) -> None:
        self.server, self.many, self.writers = Palabre(folder), many, writers
        self.cookies: list[dict[str, str]] = []
        self.saved = dict.fromkeys(range(many), 1)  # the revision that each page has
        self.turns = itertools.cycle(range(many))

    def start(self, *, is_kept: bool) -> None:
        self.keep(is_kept)
        self.server.start()
        self.port = self.server.port
        if not self.cookies:
            self.fill()

    def keep(self, is_kept: bool) -> None:
        self.server.environment["PALABRE_KEEP_SCREENS"] = "1" if is_kept else "0"

    def profile(self, warm: Callable[[], object], act: Callable[[], object], *, is_kept: bool) -> str:
        """Serve the pages from one process, without a worker; return what took its processor during this act."""
        self.keep(is_kept)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            number, self.port = listening.fileno(), listening.getsockname()[1]
            command = [sys.executable, str(PROFILED), str(number)]
            said = {"stdout": subprocess.PIPE, "text": True, "pass_fds": (number,), "cwd": ROOT}
            process = subprocess.Popen(command, env=self.server.environment, **said)
        wait_for(self.port)
        try:
            warm()
            process.send_signal(signal.SIGUSR1)
            act()
        finally:
            process.send_signal(signal.SIGINT)
        told: str = process.communicate(timeout=30)[0]
        return told

    def fill(self) -> None:
        texts = [in_markdown(number, self.many) for number in range(self.many)]
        titles = [title_of(number) for number in range(self.many)]
        links = [sorted({one.split("]]")[0] for one in text.split("[[")[1:]}) for text in texts]
        told = json.dumps([titles, texts, links, READERS + self.writers])
        space, group, group_title, name, doors = json.loads(self.server.ask(MADE, told))
        self.pages = [Sheet(f"{space}pages/feuille-{one}/", title_mark(title_of(one))) for one in range(self.many)]
        self.home, self.group = Sheet(space, title_mark(name)), Sheet(group, title_mark(group_title))
        entered = [self.entered(door) for door in doors]
        self.cookies, self.those_who_save = entered[:READERS], itertools.cycle(entered[READERS:])

    def entered(self, door: str) -> dict[str, str]:
        """Enter by a member's link."""
        line = HttpLine(self.port)
        answer = line.post(door, {"": ""})
        if answer.status != 302:
            raise SystemExit(f"a member's link answers {answer.status}")
        return line.cookies

    def writer(self) -> Callable[[], bool]:
        line, cookies = HttpLine(self.port), next(self.those_who_save)

        def save() -> bool:
            number = next(self.turns)
            line.cookies = dict(cookies)  # without the message of the last answer, which a browser shows once
            base = self.saved[number]
            text = f"{in_markdown(number, self.many)}\n- version {base}"
            answer = line.post(f"{self.pages[number].path}text/", {"text": text, "base": base})
            self.saved[number] += answer.status == 302
            return answer.status == 302

        return save

    def processes(self) -> list[int]:
        return self.server.everything()

    def answering(self) -> list[int]:
        return self.server.rooms()

    def stop(self) -> None:
        self.server.stop()


def title_mark(title: str) -> bytes:
    return f"<title>{title} ".encode()
