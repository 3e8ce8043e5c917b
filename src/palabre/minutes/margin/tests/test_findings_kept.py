"""What a margin found is kept in memory, unless a text was made to find very much."""

import pytest

from palabre.minutes.margin import findings


@pytest.mark.parametrize(("count", "times"), [(20, 1), (1_001, 2)])
def test_a_text_that_finds_very_much_is_not_kept(monkeypatch, count, times):
    made: list[str] = []
    planned = findings.planned
    monkeypatch.setattr(findings, "planned", lambda text: made.append(text) or planned(text))
    text = f"Points de {count}\n\nÀ faire :\n" + "".join(f"- peindre {number}\n" for number in range(count))

    readings = [findings.reading_of(text) for _twice in range(2)]

    assert len(made) == times
    assert readings[0] == readings[1]
