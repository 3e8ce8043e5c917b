"""The memory of open notes: bounds on what all their documents hold beside their text, and on each person's part of it.

A byte beside the text takes ten to twenty-five bytes of memory. A document that is begun anew from its text holds none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from palabre.notes.live.note_room import Room

MOST_OF_ONE = 2 * 1024 * 1024  # bytes beside the text; a long note that many wrote in, key by key, has a few hundred Ki
MOST_OF_ALL = 8 * 1024 * 1024
LOOSE = 32 * 1024  # bytes by which an estimate may be above, before it is counted again
LIGHT = 32 * 1024  # bytes of a person's part below which nothing would be won

type Parts = dict[int, dict[Room, float]]


def those_to_begin_anew(rooms: Iterable[Room]) -> list[Room]:
    """Return the rooms to begin anew for all to be within the bounds: the heaviest one of who holds most, and so on."""
    several, found = [room for room in rooms if room.members and not room.is_ending], list[Room]()
    parts = parts_by_person(several)
    if not is_beyond(parts):
        return []
    for room in several:
        if room.extent.beside > room.extent.exact + LOOSE:
            room.extent.count()
    parts = parts_by_person(several)
    while is_beyond(parts):
        holder = max(parts, key=lambda person: sum(parts[person].values()))
        heaviest = max(parts[holder], key=parts[holder].__getitem__)
        if parts[holder][heaviest] < LIGHT:
            break
        found.append(heaviest)
        for mine in parts.values():
            mine.pop(heaviest, None)
    return found


def parts_by_person(rooms: Iterable[Room]) -> Parts:
    """Return the part of each person in the weight of each room where they are: it is divided between its visitors."""
    parts: Parts = defaultdict(dict)
    for room in rooms:
        persons = {who.person for who in room.members}
        for person in persons:
            parts[person][room] = room.extent.beside / len(persons)
    return parts


def is_beyond(parts: Mapping[int, Mapping[Room, float]]) -> bool:
    each = [sum(mine.values()) for mine in parts.values()]
    return sum(each) > MOST_OF_ALL or max(each, default=0) > MOST_OF_ONE
