"""Each merge looks for its groups among those of the plan, which are read once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from palabre.minutes.plan.plan import Plan, Wanted
from palabre.minutes.plan.planner import plan_of
from palabre.pure.minutes import read_minutes

COUNT = 26
NAMES = [f"Inès Ro{chr(97 + number)}aud" for number in range(COUNT)]


def test_many_merges_among_many_groups_read_the_plan_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each read the whole plan once a group: two hundred of them took a second and a half, and their cube beyond."""
    read: list[str] = []

    def counted(plan: Plan) -> Iterator[Wanted]:
        for wanted in list(plan.wanted.values()):
            read.append(wanted.key)
            yield wanted

    monkeypatch.setattr(Plan, "__iter__", counted)
    here = "".join(f"- {name}\n" for name in NAMES)
    told = "".join(
        f"**{name}**\n- nous avançons\n\n> Sur les quais, fusion avec {NAMES[number - 1]}, car proche.\n\n"
        for number, name in enumerate(NAMES)
    )
    text = f"# Réunion du 20 novembre 2026\n\n## Présents\n\n{here}\n## Tour de table\n\n{told}"

    plan = plan_of(read_minutes(text), text)

    assert [doubt.kind for doubt in plan.doubts] == ["merge_who"] * COUNT
    assert len(read) <= 6 * len(plan.wanted)
