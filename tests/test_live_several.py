"""Two servers on one PostgreSQL that tell each other through Redis: people of both read the same."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest

from tests.live import Writer
from tests.live_server import POSTGRES, LiveServer, a_database, a_server

REDIS = shutil.which("redis-server") or shutil.which("valkey-server")
ROOMS = 10
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not POSTGRES.startswith("postgres"), reason="several servers share a PostgreSQL"),
    pytest.mark.skipif(REDIS is None, reason="no Redis nor Valkey here: several servers were not tried"),
]


class Redis:
    """A Redis of our own, that may be stopped."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self.start()

    def start(self) -> None:
        command = [str(REDIS), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert any("eady to accept connections" in line for line in self.process.stdout)

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    started = Redis()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def two(redis: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LiveServer, LiveServer]]:
    told = {"PALABRE_REDIS_URL": f"redis://127.0.0.1:{redis.port}/0", "PALABRE_SECRET_KEY": "the same on both" * 4}
    with a_database() as database:
        told["PALABRE_DATABASE_URL"] = database
        with (
            a_server(tmp_path_factory.mktemp("first"), **told) as first,
            a_server(tmp_path_factory.mktemp("second"), **told) as second,
        ):
            yield first, second


@pytest.fixture
def notes(two: tuple[LiveServer, LiveServer]) -> list[int]:
    first, second = two
    made = first.invite("Inès Lamour", "Malo Riou", texts=("",) * ROOMS)
    second.space, second.cookies = first.space, first.cookies
    return made


def both_read(ines: Writer, malo: Writer, words: str) -> None:
    """Each writes, and waits until both read both."""
    ines.type(f"{words} d’Inès 🙂\n")
    malo.type(f"{words} de Malo é\n")
    for one in (ines, malo):
        one.wait_until(lambda: f"{words} d’Inès 🙂\n" in ines.text and f"{words} de Malo é\n" in malo.text)
        one.wait_until(lambda: ines.text == malo.text)


def test_those_of_two_servers_read_the_same_and_see_each_other(
    two: tuple[LiveServer, LiveServer], notes: list[int]
) -> None:
    with two[0].writer("Inès Lamour", notes[0]) as ines, two[1].writer("Malo Riou", notes[0]) as malo:
        malo.point({"cursor": {"anchor": 1}})

        both_read(ines, malo, "mots")

        ines.wait_until(lambda: malo.doc.client_id in ines.carets)
        assert ines.carets[malo.doc.client_id]["user"]["name"] == "Malo Riou"
        ines.wait_until(lambda: two[0].says(notes[0]) == malo.text)


def test_without_redis_the_log_carries_the_words_and_redis_may_come_back(
    two: tuple[LiveServer, LiveServer], redis: Redis, notes: list[int]
) -> None:
    with two[0].writer("Inès Lamour", notes[0]) as ines, two[1].writer("Malo Riou", notes[0]) as malo:
        both_read(ines, malo, "avec")
        redis.stop()
        both_read(ines, malo, "sans")
        redis.start()

        both_read(ines, malo, "de nouveau")

        ines.wait_until(lambda: two[1].says(notes[0]) == malo.text)


@pytest.mark.long
def test_many_rooms_that_open_at_once_on_both_servers_converge(
    two: tuple[LiveServer, LiveServer], notes: list[int]
) -> None:
    pairs = [(two[0].writer("Inès Lamour", note), two[1].writer("Malo Riou", note)) for note in notes]
    for one in (one for pair in pairs for one in pair):
        one.knock()

    for number, (ines, malo) in enumerate(pairs):
        both_read(ines, malo, f"salle {number}")

    assert {one.code for pair in pairs for one in pair} == {None}
    for one in (one for pair in pairs for one in pair):
        one.go_offline()
