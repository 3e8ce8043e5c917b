"""Both names of an organisation are looked for in a number of steps that does not grow with a line."""

from __future__ import annotations

import pytest

from palabre.minutes.plan import doubt_planner
from palabre.minutes.plan.plan import Plan
from palabre.minutes.plan.planner import plan_of
from palabre.pure.minutes import read_minutes

HEAD = "# Compte rendu du 3 novembre 2026\n\n## Participants\n\n"


def planned(*lines: str) -> Plan:
    text = HEAD + "\n".join(lines)
    return plan_of(read_minutes(text), text)


def test_names_with_slashes_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    keyed, key_of = [], doubt_planner.organisation_key
    monkeypatch.setattr(doubt_planner, "organisation_key", lambda name: keyed.append(name) or key_of(name))
    many = "/".join(f"Halle {at}" for at in range(300))

    planned(f"- Inès Kerouan, Mairie {many}", f"- Malo Kerouan, Mairie {many}/Brume")

    assert 0 < len(keyed) <= 100


def test_the_two_names_with_the_most_words_in_common_are_asked_about() -> None:
    plan = planned("- Inès Kerouan, Halle/Ville de Brume", "- Malo Tanguy, Halle de la ville de Brume/Mairie")

    (doubt,) = plan.doubts
    assert doubt.facts["names"] == ["Ville de Brume", "Halle de la ville de Brume"]
    assert doubt.facts["common"] == "Brume"


def test_one_spelling_that_several_people_write_is_doubted_once() -> None:
    plan = planned("- Inès Kerouan, Mairie de Brume", "- Malo Tanguy, Ville de Brume", "- Zita Kerouan, Ville de Brume")

    (doubt,) = plan.doubts
    assert doubt.facts["names"] == ["Mairie de Brume", "Ville de Brume"]
