"""The people of a file, as persons of the space: a name in a file takes nobody's place.

Who came by an earlier file is known by their uid. Another one is who bears the same name here only if the person who
brings the file says so, as when they copy it from paper; and never a passer-by who typed that name. Everybody else is a
new person, whom others named. No role, account or address comes with a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from palabre.forums.homecoming.carried_forum import PERSON, CarriedThing
from palabre.forums.homecoming.row_names import RowNames
from palabre.groups.roles.pledges_for_others import ones_called
from palabre.people.erasures.refused_names import refused_digests, refused_forms
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.spaces.models import Space

type People = Mapping[str, CarriedThing]


def persons_in(
    people: People, names: RowNames, space: Space, same: Collection[str], *, by: Person
) -> tuple[dict[str, Person | None], set[int]]:
    """Return the persons by uid, and the ids of those made now. None is who is nobody here, or lost their name."""
    found: dict[str, Person | None] = {}
    made = set()
    alike = namesakes(people, names.by_uid, space, by=by)
    are_refused = bool(refused_digests(space))
    for uid, one in people.items():
        if uid in names.by_uid:
            found[uid] = still_here(names.row_of(uid), space)
        elif uid in same and uid in alike:
            found[uid] = alike[uid]
        elif are_refused and refused_forms(space, one.facts["name"]):
            found[uid] = None
        else:
            person = Person.objects.create(space=space, name=name_of(one), form_token=new_form_token())
            found[uid] = person
            made.add(person.pk)
    return found, made


def known_people(names: RowNames, space: Space) -> dict[str, Person | None]:
    """Return the persons whom this day knows, by uid."""
    rows = ((uid, one.thing_id) for uid, one in names.by_uid.items() if one.kind == PERSON)
    return {uid: still_here(number, space) for uid, number in rows}


def still_here(number: int, space: Space) -> Person | None:
    found = Person.objects.select_related("same_as").filter(pk=number, space=space).first()
    living = (found.same_as or found) if found is not None else None
    return living if living is not None and living.erased_at is None and living.put_out_at is None else None


def namesakes(people: People, known_uids: Collection[str], space: Space, *, by: Person) -> dict[str, Person]:
    """Return, by uid, the one person here who bears the name of each newcomer, among those whom `by` may know of.

    Two newcomers of one name have none.
    """
    new = {uid: Person(name=name_of(one)) for uid, one in people.items() if uid not in known_uids}
    borne = Counter(Person(name=name_of(one)).key for one in people.values())
    alone = {uid: one for uid, one in new.items() if borne[one.key] == 1}
    known = ones_called(space, by=by, is_right=True) if alone else {}
    return {uid: known[one.key] for uid, one in alone.items() if one.key in known}


def name_of(one: CarriedThing) -> str:
    return on_one_line(one.facts["name"])
