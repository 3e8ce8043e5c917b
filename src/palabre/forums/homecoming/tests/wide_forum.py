"""The file of a forum of any size, as another computer writes it: `round_` says everything otherwise each time."""

import uuid

from palabre.forums.homecoming.carried_file import write_carried
from palabre.forums.homecoming.carried_forum import (
    HOUR,
    PERSON,
    PHOTO,
    PLACE,
    PLEDGE,
    SHEET,
    CarriedForum,
    CarriedThing,
)

HOURS, PLACES = 20, 26


def uid(*words):
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, words))).hex


def a_wide_file(many, *, round_=0, closed=False, name="Personne {0}"):
    """Return the file of a forum of so many sheets, people and pledges."""
    rows = {
        HOUR: {uid("hour", at): hour(at) for at in range(HOURS)},
        PLACE: {uid("place", at): place(at) for at in range(PLACES)},
        PERSON: {uid("who", at): CarriedThing(uid("who", at), {}, {"name": name.format(at)}) for at in range(many)},
        SHEET: {uid("sheet", at): sheet(at, many, round_) for at in range(many)},
        PLEDGE: {uid("pledge", at): pledge(at, round_) for at in range(many)},
        PHOTO: {},
    }
    facets = {"theme": ["Comment durer ?", None], "venue": ["Salle de Brennes", None], "code": None}
    return write_carried(CarriedForum(CarriedThing(uid("day"), facets, {"closed": closed, "square": None}), rows), {})


def hour(at):
    starts, ends = (f"{8 + at // 2:02}:{minutes + 30 * (at % 2):02}:00" for minutes in (0, 25))
    return CarriedThing(uid("hour", at), {"time": [starts, ends]})


def place(at):
    return CarriedThing(uid("place", at), {"place": [f"Table {at}", ""], "lost": False})


def sheet(at, many, round_):
    where = at + 26 * 8 * (round_ % 2)
    facets = {
        "words": f"Comment faire {at}, la fois {round_} ?",
        "number": at + 1 + 500 * (round_ % 2),
        "asked": [uid("who", (at + round_) % many), f"avec {round_}"],
        "where": [uid("hour", where // PLACES), uid("place", where % PLACES)],
        "report": ["text", f"On a dit {at}, la fois {round_}.", None],
        "dots": f"{round_}",
    }
    return CarriedThing(uid("sheet", at), facets, {"group": f"Groupe {at}"})


def pledge(at, round_):
    facts = {"sheet": uid("sheet", at), "person": uid("who", at), "address": f"p{at}@example.org"}
    return CarriedThing(uid("pledge", at), {"said": [True, "", f"Oui {round_}"]}, facts)
