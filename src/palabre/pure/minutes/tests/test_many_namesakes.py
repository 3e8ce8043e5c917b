"""A name is looked up among a bounded number of those that begin as it does."""

import pytest

from palabre.pure.minutes.persons.roster import Roster

MANY = 300


class Counted(dict):
    """Keys that count how often one is read."""

    times = 0

    def __getitem__(self, name):
        self.times += 1
        return super().__getitem__(name)


@pytest.mark.parametrize("words", ["Inès Tanguy{}", "Inès Kerouan{}z", "I. Kero{}", "Kerouan{} Inès Zita", "Inès ({})"])
def test_names_that_nobody_bears_are_not_compared_with_each_namesake(words):
    roster = Roster(f"Inès Kerouan{at}" for at in range(MANY))
    roster._keys = Counted(roster._keys)

    for at in range(MANY):
        assert roster.who(words.format(at)) is None

    assert roster._keys.times <= 50 * MANY
