"""The servers that are measured: Palabre on SQLite or PostgreSQL, Hocuspocus, and y-websocket's own."""

from __future__ import annotations

import compileall
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid
from dataclasses import replace
from pathlib import Path

from live.cost import name_of, tree
from live.typist import Seat

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).resolve().parent / "peers"
PATIENCE = 60
GUESTS = """
import json, sys
import django; django.setup()
from importlib import import_module
from django.conf import settings
from palabre.people.devices.person_cookie import SESSION_KEY
from tests.builders import a_member, a_page, a_space
persons, texts = json.load(sys.stdin)
space, cookies = a_space(), []
for number in range(persons):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = {space.slug: a_member(space, f"Personne {number}").pk}
    session.save()
    cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
notes = [a_page(space, f"Note {number}", text, slug=f"note-{number}").note_id for number, text in enumerate(texts)]
print(json.dumps([space.slug, cookies, notes]))
"""
TEXTS = """
import json
import django; django.setup()
from palabre.notes.models import Note
print(json.dumps([[note, text] for note, text in Note.objects.values_list("pk", "body_md")]))
"""


class Server:
    """A server of live notes, on a folder of its own. `has_acks`: it says when something is on disk."""

    name, has_acks, host = "", True, "127.0.0.1"
    process: subprocess.Popen[str]
    port = 0

    def start(self) -> None:
        raise NotImplementedError

    def seats(self, notes: int, each: int, *, typing: int | None = None) -> list[Seat]:
        """Seat `each` clients at each of so many notes; the first `typing` of each type, or all of them."""
        return [
            self.seat(note, line, types=typing is None or line < typing)
            for note in range(notes)
            for line in range(each)
        ]

    def seat(self, note: int, line: int, *, types: bool) -> Seat:
        return Seat(f"/note-{note}", line, types)

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)

    def kill(self) -> None:
        """Kill -9 what holds the rooms."""
        for process in self.rooms():
            os.kill(process, signal.SIGKILL)

    def rooms(self) -> list[int]:
        """Return the processes that hold the rooms."""
        return [self.process.pid]

    def everything(self) -> list[int]:
        return tree(self.process.pid)


class Palabre(Server):
    """`prefix`: what stands before its command."""

    prefix: list[str] = []

    def __init__(self, folder: Path, *, postgres: str = "") -> None:
        self.name = "Palabre, PostgreSQL" if postgres else "Palabre, SQLite"
        self.data = folder / uuid.uuid4().hex
        self.data.mkdir(parents=True)
        self.database = a_database(postgres) if postgres else ""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
        own = {"PALABRE_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "palabre.settings", "PALABRE_COPIES": "0"}
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        self.environment = kept | own | {"PALABRE_DATABASE_URL": self.database, "PYTHONPATH": paths}

    def start(self) -> None:
        compile_modules(ROOT / "src")
        serve = [sys.executable, "-m", "palabre.serving", "--port", str(self.port), "--data", str(self.data)]
        command = [*self.prefix, *serve]
        with (self.data / "log").open("a") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT
            )
        said = (re.search(r"Address\s+http://\S+?:(\d+)/", line) for line in self.process.stdout)
        self.port = int(next(filter(None, said))[1])

    def invite(self, persons: int, texts: list[str]) -> None:
        """Make a space with so many persons, and a page for each text."""
        self.space, self.cookies, self.notes = json.loads(self.ask(GUESTS, json.dumps([persons, texts])))

    def seats(self, notes: int, each: int, *, typing: int | None = None) -> list[Seat]:
        """Each is somebody else, as where each holds her own telephone."""
        self.invite(notes * each, [""] * notes)
        seats = super().seats(notes, each, typing=typing)
        return [replace(seat, cookie=cookie) for seat, cookie in zip(seats, self.cookies)]

    def seat(self, note: int, line: int, *, types: bool) -> Seat:
        return Seat(f"/ws/s/{self.space}/notes/{self.notes[note]}", line, types, self.cookies[note % len(self.cookies)])

    def texts(self) -> dict[str, str]:
        """Return what each note says on disk, by the path of its door."""
        return {f"/ws/s/{self.space}/notes/{note}": text for note, text in json.loads(self.ask(TEXTS))}

    def ask(self, words: str, told: str = "") -> str:
        command = [sys.executable, "-c", words]
        done = subprocess.run(command, input=told, env=self.environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        if done.returncode:
            raise SystemExit("the data could not be made")
        return done.stdout

    def rooms(self) -> list[int]:
        return [one for one in self.everything() if name_of(one) == "palabre-pages"]


def compile_modules(source: Path) -> None:
    """Compile them as an installation does: a server that does so at its start is slower, and takes 10 MiB more."""
    compileall.compile_dir(source, quiet=1)


class Hocuspocus(Server):
    name = "Hocuspocus 4.7"

    def __init__(self, folder: Path, peers: Path) -> None:
        self.peers, self.file = peers, folder / f"{uuid.uuid4().hex}.sqlite3"

    def seat(self, note: int, line: int, *, types: bool) -> Seat:
        return Seat("/", line, types, room=f"note-{note}")

    def start(self) -> None:
        self.port = self.port or a_free_port()
        self.process = by_node(self.peers, "hocuspocus.mjs", str(self.port), str(self.file))
        wait_for(self.port)


class YWebsocketServer(Server):
    name, has_acks = "y-websocket-server 0.1.1", False

    def __init__(self, folder: Path, peers: Path) -> None:
        self.peers, self.folder = peers, folder / uuid.uuid4().hex

    def start(self) -> None:
        self.port = self.port or a_free_port()
        told = {"HOST": self.host, "PORT": str(self.port), "YPERSISTENCE": str(self.folder)}
        self.process = by_node(self.peers, "node_modules/@y/websocket-server/src/server.js", **told)
        wait_for(self.port)


def install_peers(folder: Path) -> Path | None:
    """Install the Node servers there, from the lock; None where there is no npm, or nothing to be had."""
    if not shutil.which("npm"):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for file in PEERS.iterdir():
        shutil.copy(file, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error"]
    if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
        return None
    return folder


def by_node(peers: Path, *command: str, **environment: str) -> subprocess.Popen[str]:
    """Run it under the Node that was installed beside it: Hocuspocus wants 22."""
    node = next(iter(sorted(peers.glob("node_modules/node*/bin/node"))), "node")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([node, *command], cwd=peers, env=os.environ | environment, text=True, **quiet)


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            asked.request("GET", "/")
            asked.getresponse()
            return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def a_database(server: str) -> str:
    """Make a database of our own on that PostgreSQL, and return its address."""
    import psycopg

    name = f"palabre_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(server)._replace(path=f"/{name}"))


def drop_database(address: str) -> None:
    import psycopg

    parts = urllib.parse.urlsplit(address)
    with psycopg.connect(urllib.parse.urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {parts.path.lstrip('/')} WITH (FORCE)")
