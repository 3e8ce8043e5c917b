"""Who tries to swell a live note through the real server: `tools/swell_notes.py`, in small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live import STEP_TWO, Writer
from tests.live_server import LiveServer
from tools.swell_notes import HONEST, NEWCOMER, SCRAWL, VANDAL, WORDS, split, strings, swell, swept, taken_away

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="il faut /proc pour voir les processus")
SWELL = """
from palabre.notes.yjs import update_log; from palabre.notes.models import Note
from tools.swell_notes import strings
note = Note.objects.select_related("space").get(pk={note})
update_log.open_live(note)
update_log.append(note, [(strings(6_000), None)], origin="before")
"""
EPOCH = "from palabre.notes.models import Note; print(Note.objects.get(pk={note}).epoch)"


@pytest.mark.parametrize(
    "make",
    [swept, taken_away, pytest.param(strings, marks=pytest.mark.long), pytest.param(split, marks=pytest.mark.long)],
)
def test_anybody_enters_a_note_that_one_tried_to_swell_and_reads_the_text(server: LiveServer, make) -> None:
    found = swell(server, make, connections=2, frames=2, clients=3_000)

    assert (found.text, found.document < 400_000) == (found.wanted, True)


def test_a_note_that_was_swollen_before_is_mended_by_who_opens_it(server: LiveServer) -> None:
    note = server.invite(VANDAL, HONEST, NEWCOMER, texts=("Le texte.",))[0]
    server.ask(SWELL.format(note=note))

    with server.writer(NEWCOMER, note) as malo:
        malo.type(" Et la suite.")
        malo.saved()

    assert malo.text.count(SCRAWL) == 3_000
    assert malo.text.replace(SCRAWL, "") == "Le texte. Et la suite."
    assert server.ask(EPOCH.format(note=note)) == "1"


def test_a_note_that_many_swell_together_begins_anew_from_its_text(server: LiveServer) -> None:
    many = [f"Maël Attaque {letter}" for letter in "ABCDEFGHIJK"]
    note = server.invite(HONEST, *many)[0]
    with server.writer(HONEST, note) as ines:
        ines.type(WORDS)
        ines.saved()
        codes = [code_of(server.writer(name, note)) for name in many]

        assert (codes, ines.ended_by()) == ([None] * 10 + [4409], 4409)
    with server.writer(many[0], note) as newcomer:
        assert (newcomer.text.count(SCRAWL), newcomer.text.replace(SCRAWL, "")) == (1_900, WORDS)
    assert server.ask(EPOCH.format(note=note)) == "1"


def code_of(vandal: Writer) -> int | None:
    """Return the code by which somebody is sent away who brings 190 clients; None for who stays."""
    with vandal:
        vandal.send_content(STEP_TWO, strings(380))
        vandal.wait_until(lambda: vandal.is_saved or vandal.code is not None)
        return vandal.code
