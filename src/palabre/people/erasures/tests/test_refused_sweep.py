"""A space is searched for names that only digests tell: each line once, however many former versions say it again."""

import pytest

from palabre.people.erasures import refused_sweep
from palabre.people.erasures.refused_sweep import ReadLines

LINES = [f"La ligne {number} de la page." for number in range(30)]


def test_of_a_text_that_says_lines_again_only_the_new_ones_are_read():
    lines = ReadLines()
    first = list(lines.new_parts("\n".join(LINES)))

    again = list(lines.new_parts("\n".join([*LINES[:15], "Malo a la clé.", *LINES[15:]])))

    assert first == ["\n".join(LINES)]
    assert again == ["\n".join([*LINES[11:15], "Malo a la clé.", *LINES[15:19]])]


@pytest.mark.parametrize("most", [0, 10])
def test_what_is_remembered_of_them_is_bounded(monkeypatch, most):
    monkeypatch.setattr(refused_sweep, "MOST_LINES", most)
    lines = ReadLines()

    for line in LINES:
        list(lines.new_parts(line))

    assert len(lines.known) <= most + 1
