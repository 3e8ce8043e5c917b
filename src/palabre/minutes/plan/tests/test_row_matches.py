"""Rows of a corrected text are matched to the former ones in a number of steps, whatever they say."""

import difflib
from typing import Any

from palabre.groups.models import Action
from palabre.minutes.plan import row_matches
from palabre.minutes.plan.plan import Plan
from palabre.minutes.plan.row_matches import matches

MOST_LOOKED_AT = 250_000  # characters of one side; each is compared with many of the other


def hardly_alike(other: int) -> str:
    """Return words of which difflib finds two characters at a time."""
    return "".join(f"ab{chr(0x4E00 + (other + number) % 20_000)}" for number in range(333))


def plan_of(*texts: str) -> Plan:
    plan = Plan()
    for number, text in enumerate(texts):
        plan.want(f"action:{text[:9]}", Action, (number + 1, number + 1), "", (), text=text)
    return plan


def test_rows_that_are_hardly_alike_are_matched_in_a_number_of_steps(monkeypatch: Any) -> None:
    rounds: list[int] = []
    longest = difflib.SequenceMatcher.find_longest_match

    def counted(self: Any, alo: int = 0, ahi: int | None = None, *others: Any) -> Any:
        rounds.append((len(self.a) if ahi is None else ahi) - alo)
        assert sum(rounds) < MOST_LOOKED_AT
        return longest(self, alo, ahi, *others)

    monkeypatch.setattr(difflib.SequenceMatcher, "find_longest_match", counted)
    # A tenth of the rounds tells as much.
    monkeypatch.setattr(row_matches, "MOST_MENDED", row_matches.MOST_MENDED // 10)
    former = plan_of(*(hardly_alike(400 * number) for number in range(20)))
    plan = plan_of(*(hardly_alike(10_000 + 400 * number) for number in range(20)))

    assert not set(matches(plan, former, still=former.wanted)) & set(former.wanted)
    assert rounds
