"""A database as the migrations leave it, and static files as a start collects them, made once for all the tests of
this version: each one's is a copy.

What is tried of the migrations themselves does not use it: `tests/test_serving.py`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".tools" / "tests"
MIGRATIONS = ("*/migrations/*.py", "search/*.py", "*/searchable.py")
STATIC = ("*/static/*/*", "**/styles/**/*.css", "web/assets/*.py")
MIGRATE = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
COLLECT = """
import django
django.setup()
from palabre.web.assets.static_collection import collect_static_files
collect_static_files()
"""


def digest(*patterns: str) -> str:
    """Return what stands for these files of this version, and for the packages that bring their own."""
    told = hashlib.blake2b(digest_size=6)
    own = sorted(path for pattern in patterns for path in (ROOT / "src/palabre").glob(pattern) if path.is_file())
    for path in [*own, *sorted((ROOT / "requirements").iterdir())]:
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """One at a time: workers begin together."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(data: str, url: str = "") -> None:
    run(MIGRATE, PALABRE_DATA=data, PALABRE_DATABASE_URL=url)


def run(command: list[str], **told: str) -> None:
    own = {"DJANGO_SETTINGS_MODULE": "palabre.settings", "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, env=os.environ | own | told, check=True)


def lay_data(folder: Path) -> None:
    """Lay there what a first start makes: a SQLite database, and the static files."""
    copy_to(folder / "palabre.sqlite3")
    copy_static_files(folder)


def copy_static_files(folder: Path) -> None:
    with alone():
        template = KEPT / f"static-{digest(*STATIC)}"
        if not template.exists():
            for earlier in KEPT.glob("static-*"):
                shutil.rmtree(earlier)
            with tempfile.TemporaryDirectory(dir=KEPT) as data:
                run([sys.executable, "-c", COLLECT], PALABRE_DATA=data)
                Path(data, "static").rename(template)
    shutil.copytree(template, folder / "static", dirs_exist_ok=True)


def copy_to(file: Path) -> None:
    """Lay a new SQLite database there, all its tables made."""
    with alone():
        template = KEPT / f"{digest(*MIGRATIONS)}.sqlite3"
        if not template.exists():
            for earlier in KEPT.glob("*.sqlite3"):
                earlier.unlink()
            with tempfile.TemporaryDirectory(dir=KEPT) as data:
                migrate(data)
                Path(data, "palabre.sqlite3").rename(template)
    for beside in ("", "-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    shutil.copyfile(template, file)


def copy_on(server: str, name: str) -> str:
    """Make a new database of this name on the PostgreSQL server, all its tables made; return its address."""
    import psycopg

    template = f"palabre_tests_{digest(*MIGRATIONS)}"
    with alone(), psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            half = f"{template}_half"
            connection.execute(f"DROP DATABASE IF EXISTS {half} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {half}")
            with tempfile.TemporaryDirectory() as data:
                migrate(data, named(server, half))
            connection.execute(f"ALTER DATABASE {half} RENAME TO {template}")
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {template}')
        # Nothing waits for the disk: tests kill Palabre, not the server.
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return named(server, name)


def named(server: str, name: str) -> str:
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(server)._replace(path=f"/{name}"))
