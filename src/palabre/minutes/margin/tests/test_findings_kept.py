"""What a margin found is kept in memory, unless a text was made to find very much."""

import pytest

from palabre.minutes.margin import findings
from palabre.minutes.plan import planner


def test_a_text_that_says_too_much_finds_nothing_and_is_not_planned(monkeypatch):
    planned, plan_of = [], findings.plan_of
    monkeypatch.setattr(planner, "MOST_FOUND", 20)
    monkeypatch.setattr(findings, "plan_of", lambda minutes, text: planned.append(text) or plan_of(minutes, text))
    said = "".join(f"**Inès Courtois {chr(65 + n)}**\n- fatiguée\n" for n in range(20))

    reading = findings.reading_of(f"# Chantiers\n\n## Tour de table\n\n{said}")

    assert planned == [""]
    assert not any("fatiguée" in finding.words for finding in reading.findings)


@pytest.mark.parametrize(("count", "times"), [(20, 1), (1_001, 2)])
def test_a_text_that_finds_very_much_is_not_kept(monkeypatch, count, times):
    made: list[str] = []
    planned = findings.planned
    monkeypatch.setattr(findings, "planned", lambda text: made.append(text) or planned(text))
    text = f"Points de {count}\n\nÀ faire :\n" + "".join(f"- peindre {number}\n" for number in range(count))

    readings = [findings.reading_of(text) for _twice in range(2)]

    assert len(made) == times
    assert readings[0] == readings[1]
