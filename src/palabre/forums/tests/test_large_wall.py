"""A wall at its bounds is read again at each change: its cells look up what is theirs."""

from types import SimpleNamespace

from palabre.forums.wall.wall_facts import cell_of, placings_of

HOURS, PLACES, SHEETS = 20, 26, 400


class CountedSheet:
    """A sheet in the cell of its rank, that counts how often somebody asks where it stands."""

    asked = 0

    def __init__(self, rank):
        self.sheet = SimpleNamespace(pk=rank)
        self.standing = SimpleNamespace(slot_id=rank // PLACES, place_id=rank % PLACES)

    @property
    def session(self):
        CountedSheet.asked += 1
        return self.standing


def test_each_sheet_of_a_large_wall_is_asked_where_it_stands_twice_at_the_most():
    slots, places = ([SimpleNamespace(pk=rank) for rank in range(most)] for most in (HOURS, PLACES))
    sheets = [CountedSheet(rank) for rank in range(SHEETS)]
    placings = placings_of(sheets, [], places)

    cells = [cell_of(slot, place, placings) for slot in slots for place in places]

    assert [cell.shown for cell in cells][:SHEETS] == sheets
    assert CountedSheet.asked <= 2 * SHEETS
