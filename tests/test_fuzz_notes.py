"""A few of the broken frames of `tools/fuzz_notes.py`, at each run."""

import random

import pytest

from tests.apart import run_apart
from tools.fuzz_notes import fuzz, real_frames

FRAMES = 2_000


@pytest.fixture(scope="module")
def outcome():
    return run_apart(fuzz(FRAMES, random.Random(7)))


def test_no_frame_breaks_a_room(outcome):
    assert (outcome.frames, outcome.panics) == (FRAMES, [])


def test_who_sends_what_is_no_frame_is_told_so_and_nothing_else(outcome):
    assert 4400 in outcome.codes
    assert set(outcome.codes) <= {4400, 4413, 1013}  # no frame; too much waits for words; more than one's share


def test_the_document_holds_no_more_than_what_was_sent_of_real_words(outcome):
    sent = sum(map(len, real_frames()))

    assert outcome.state < 4 * sent
