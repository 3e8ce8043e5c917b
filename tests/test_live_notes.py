"""Live notes through the real server: those who write together read the same, and so does the disk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import websockets.asyncio.client
from pycrdt import Doc, Provider, Text
from pycrdt import write_message as piece
from websockets.exceptions import InvalidStatus

from tests.apart import run_apart
from tests.lengths import short_by
from tests.live import PATIENCE, SYNC, UPDATE, Writer
from tests.live_server import LiveServer

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="il faut /proc pour voir les processus"),
    pytest.mark.postgres,
]
NARROW = """
from palabre.people.models import Seat
from palabre.spaces.models import Space
from palabre.notes.models import Note
note = Note.objects.get(pk={note})
seat = Seat.objects.filter(audience=note.audience_id, person__name={name!r})
{act}
Space.touch(note.space_id)
"""


@pytest.fixture
def note(server: LiveServer) -> int:
    return server.invite("Inès Lamour", "Malo Riou")[0]


def is_on_disk(server: LiveServer, note: int, writer: Writer, text: str) -> bool:
    """Wait until the Markdown on disk says this."""
    writer.wait_until(lambda: server.says(note) == text)
    return True


def test_what_two_people_write_is_the_same_on_both_screens_and_on_disk(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        ines.type("Le four à pain 🥖 d’Ombrevaux")
        malo.wait_until(lambda: "🥖" in malo.text)
        malo.type(" et 🙂", after="pain")

        assert ines.reads("Le four à pain et 🙂 🥖 d’Ombrevaux")
        assert is_on_disk(server, note, ines, malo.text)


def test_who_was_offline_brings_her_words_and_finds_those_of_others(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        ines.type("début\n")
        malo.reads("début\n")
        malo.go_offline()
        malo.type("écrit dans le train\n")
        ines.type("pendant ce temps\n")

        malo.come()

        malo.wait_until(lambda: "temps" in malo.text)
        assert ines.reads(malo.text)
        assert "train" in ines.text
        assert is_on_disk(server, note, ines, malo.text)


def test_a_server_that_is_killed_loses_nothing_of_who_stays(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        for number in range(40):
            (ines if number % 2 else malo).type(f"mot {number}\n")
            if number == 20:
                server.kill()

        for writer in (ines, malo):
            writer.ended_by()
            writer.come_again()

        ines.wait_until(lambda: all(f"mot {number}\n" in ines.text for number in range(40)))
        assert malo.reads(ines.text)
        assert len(ines.text.splitlines()) == 40
        assert is_on_disk(server, note, ines, malo.text)


@pytest.mark.long
def test_what_is_said_to_be_saved_outlives_server_and_writer(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines:
        ines.type("c’est sur le disque")
        ines.saved()
        server.kill()

    malo = server.writer("Malo Riou", note).come_again()

    assert malo.reads("c’est sur le disque")
    malo.go_offline()


def test_a_seat_that_is_taken_away_ends_the_connection(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        ines.type("à nous deux")
        malo.reads("à nous deux")

        server.ask(NARROW.format(note=note, name="Malo Riou", act="seat.delete()"))

        assert (malo.ended_by(), ines.code) == (4403, None)


def test_who_may_only_read_any_longer_is_told_and_changes_nothing(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        malo.wait_until(lambda: malo.may_write is True)
        server.ask(NARROW.format(note=note, name="Malo Riou", act="seat.update(may_write=False)"))
        malo.wait_until(lambda: malo.may_write is False)

        malo.type("en trop")
        ines.type("bien là")

        malo.wait_until(lambda: "bien là" in malo.text)
        assert (ines.text, malo.is_saved) == ("bien là", False)


def test_who_is_not_of_the_note_does_not_enter(server: LiveServer, note: int) -> None:
    stranger = Writer(server.door(note)).come()

    assert stranger.code == 4401


def test_a_page_of_another_site_does_not_enter(server: LiveServer, note: int) -> None:
    async def knock() -> None:
        headers = {"Cookie": server.cookies["Inès Lamour"]}
        async with websockets.asyncio.client.connect(
            server.door(note), origin="https://ailleurs.example", additional_headers=headers
        ):
            pass

    with pytest.raises(InvalidStatus):
        run_apart(knock())


@pytest.mark.parametrize(
    "frame", [b"\x00\x09\x00", b"\x00\x02\xff\xff\xff", b"\x80" * 20, b"\x00\x02" + piece(b"\x07")]
)
def test_who_sends_what_is_no_frame_is_sent_away_and_others_feel_nothing(
    server: LiveServer, note: int, frame: bytes
) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        malo.send(frame)

        assert malo.ended_by() == 4400
        ines.type("tranquille")
        assert ines.saved().code is None


def test_a_frame_that_is_too_large_ends_the_connection(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines:
        ines.send(bytes([SYNC, UPDATE]) + piece(bytes(300_000)))

        assert ines.ended_by() == 4413


def test_a_text_that_would_be_too_long_ends_the_connection_and_is_not_kept(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        malo.type("a" * 150_000)
        ines.wait_until(lambda: len(ines.text) == 150_000)
        malo.type("b" * 60_000)

        assert malo.ended_by() == 4413
        assert is_on_disk(server, note, ines, "a" * 150_000)


def test_one_person_has_twenty_connections_and_not_one_more(server: LiveServer, note: int) -> None:
    twenty = [server.writer("Inès Lamour", note).come() for _one in range(20)]

    more, another = server.writer("Inès Lamour", note).come(), server.writer("Malo Riou", note).come()

    assert (more.code, another.code, {one.code for one in twenty}) == (4429, None, {None})
    for one in [*twenty, another]:
        one.go_offline()


def test_a_name_is_given_by_the_server_and_by_nobody_else(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        malo.point({"user": {"name": "Inès Lamour"}, "cursor": {"anchor": 1}})

        ines.wait_until(lambda: malo.doc.client_id in ines.carets)
        caret = ines.carets[malo.doc.client_id]
        assert (caret["user"]["name"], caret["cursor"]) == ("Malo Riou", {"anchor": 1})


@pytest.mark.parametrize("state", short_by(['{"cursor": NaN}', '{"cursor": 1e999}', "{"], ['{"cursor": NaN}']))
def test_a_caret_that_is_no_json_reaches_nobody(server: LiveServer, note: int, state: str) -> None:
    with server.writer("Inès Lamour", note) as ines, server.writer("Malo Riou", note) as malo:
        malo.point(state)

        assert malo.ended_by() == 4400
        ines.type("tranquille")
        assert ines.saved().carets == {}


def test_who_types_faster_than_anybody_is_heard_in_her_turn(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines:
        for _key in range(400):
            ines.type("e")

        assert ines.saved().text == "e" * 400


def test_the_client_of_pycrdt_writes_with_ours(server: LiveServer, note: int) -> None:
    with server.writer("Inès Lamour", note) as ines:
        said = run_apart(write_by_pycrdt(server.door(note), server.cookies["Malo Riou"], ines))

        assert ines.reads(said)


class Channel:
    """A WebSocket as pycrdt's Provider wants it."""

    def __init__(self, socket: websockets.asyncio.client.ClientConnection, path: str) -> None:
        self.socket, self.path = socket, path

    def __aiter__(self) -> Channel:
        return self

    async def __anext__(self) -> bytes:
        return await self.recv()

    async def send(self, message: bytes) -> None:
        await self.socket.send(message)

    async def recv(self) -> bytes:
        return bytes(await self.socket.recv(decode=False))


async def write_by_pycrdt(url: str, cookie: str, other: Writer) -> str:
    """Write with pycrdt's own Provider, read what the other answers, and return the text."""
    doc: Doc = Doc()
    text = doc.get("content", type=Text)
    async with (
        asyncio.timeout(PATIENCE),
        websockets.asyncio.client.connect(url, additional_headers={"Cookie": cookie}) as socket,
        Provider(doc, Channel(socket, url)) as provider,
    ):
        await provider.synced.wait()
        async with doc.events() as events:
            text += "de pycrdt, é🙂"
            await asyncio.to_thread(other.wait_until, lambda: "🙂" in other.text)
            other.type(" et d’ici")
            while "d’ici" not in str(text):
                await anext(events)
            events.unsubscribe()
        return str(text)
