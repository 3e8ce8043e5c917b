"""The real server for tests of live notes, on SQLite, or on a database of its own where the tests run on PostgreSQL."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

from tests.beside import Beside
from tests.live import Writer
from tests.template_database import copy_on, copy_static_files, lay_data

ROOT = Path(__file__).resolve().parents[1]
POSTGRES = os.environ.get("PALABRE_DATABASE_URL", "")
INVITE = """
import json, sys
from importlib import import_module
from django.conf import settings
from palabre.people.devices.person_cookie import SESSION_KEY
from palabre.people.models import Audience
from tests.builders import a_member, a_page, a_space
names, texts = json.loads(sys.stdin.read())
space = a_space()
people = [a_member(space, name) for name in names]
cookies = []
for person in people:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = {space.slug: person.pk}
    session.save()
    cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
pages = [a_page(space, "Note", text, audience=Audience.of_persons(*people)) for text in texts]
print(json.dumps([space.slug, cookies, [page.note_id for page in pages]]))
"""


class LiveServer:
    """`told` are settings by environment. Palabre is prepared and served as `start` does it."""

    def __init__(self, data: Path, **told: str) -> None:
        self.data = data
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
        own = {"PALABRE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "palabre.settings", "PALABRE_COPIES": "0"}
        self.environment = kept | own | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | told
        self.port, self.space = "0", ""
        self.cookies: dict[str, str] = {}
        if self.environment.get("PALABRE_DATABASE_URL"):
            copy_static_files(data)
        else:
            lay_data(data)
        self.beside = Beside(self.environment)
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "palabre.serving", "--port", self.port, "--data", str(self.data)]
        with (self.data / "log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT
            )
        assert self.process.stdout
        said = (re.search(r"Adresse.* http://127\.0\.0\.1:(\d+)/", line) for line in self.process.stdout)
        found = next(filter(None, said), None)
        assert found, (self.data / "log").read_text()
        self.port = found[1]

    def invite(self, *names: str, texts: tuple[str, ...] = ("",)) -> list[int]:
        """Make a space with these members and a note for each text, for them alone; return the notes' numbers."""
        self.space, cookies, notes = json.loads(self.ask(INVITE, json.dumps([names, texts])))
        self.cookies = dict(zip(names, cookies))
        return list(notes)

    def door(self, note: int) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/s/{self.space}/notes/{note}"

    def writer(self, name: str, note: int) -> Writer:
        return Writer(self.door(note), self.cookies[name])

    def says(self, note: int) -> str:
        """Return the Markdown of a note as it is on disk."""
        words = "from palabre.notes.models import Note; import json"
        return str(json.loads(self.ask(f"{words}; print(json.dumps(Note.objects.get(pk={note}).body_md))")))

    def ask(self, words: str, told: str = "") -> str:
        """Run some Python beside the server, on its data, and return what it prints."""
        return self.beside.ask(words, told)

    def kill(self) -> None:
        """Kill -9 what holds the rooms; the supervisor brings it back at the same address."""
        for child in self.children():
            os.kill(child, signal.SIGKILL)

    def children(self) -> list[int]:
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in told]

    def stop(self) -> None:
        self.beside.stop()
        self.process.terminate()
        self.process.communicate(timeout=300)


@contextlib.contextmanager
def a_database() -> Iterator[str]:
    """Lend a database of its own on the PostgreSQL of the tests; "" stands for SQLite, where there is none."""
    if not POSTGRES.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"palabre_live_{uuid.uuid4().hex[:10]}"
    yield copy_on(POSTGRES, name)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def a_server(data: Path, **told: str) -> Iterator[LiveServer]:
    with a_database() as database:
        served = LiveServer(data, PALABRE_DATABASE_URL=told.pop("PALABRE_DATABASE_URL", database), **told)
        yield served
        served.stop()
