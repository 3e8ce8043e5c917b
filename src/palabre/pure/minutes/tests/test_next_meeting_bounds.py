"""A line of signs under « Prochaine réunion » is not read by its square."""

import pytest

from palabre.pure.minutes import next_meetings, read_minutes


class Watched:
    """A pattern that says how long the texts are that it looks at."""

    def __init__(self, pattern):
        self.pattern, self.lengths = pattern, []

    def match(self, text):
        self.lengths.append(len(text))
        return self.pattern.match(text)


@pytest.mark.parametrize("sign", ["-", "…", "😀", "[["])
def test_what_says_nothing_is_looked_for_in_short_lines_only(monkeypatch, sign):
    watched = Watched(next_meetings.NOTHING)
    monkeypatch.setattr(next_meetings, "NOTHING", watched)

    read_minutes(f"# Compte rendu\n\n## Prochaine réunion\n{sign * 2_000} x\n")

    assert all(length <= 3 * next_meetings.LONGEST for length in watched.lengths)
