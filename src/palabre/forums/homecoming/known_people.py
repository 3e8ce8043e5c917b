"""The people of a file, as persons of the space: a name in a file takes nobody's place.

Who came by an earlier file is known by their uid. Another one is who bears the same name here only if the person who
brings the file says so, as when they copy it from paper; and never a passer-by who typed that name. Everybody else is a
new person, whom others named. No role, account or address comes with a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from palabre.forums.homecoming.carried_forum import PERSON, CarriedThing
from palabre.forums.homecoming.row_names import RowNames
from palabre.groups.roles.pledges_for_others import ones_called
from palabre.people.duplicates.own_spellings import given_to_oneself
from palabre.people.erasures.refused_names import refused_forms
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.people.name_forms import mentions
from palabre.pure.french import on_one_line
from palabre.spaces.models import Space

type People = Mapping[str, CarriedThing]


def persons_in(
    people: People, names: RowNames, space: Space, same: Collection[str], *, by: Person
) -> tuple[dict[str, Person | None], set[int]]:
    """Return the persons by uid, and the ids of those made now. None is who is nobody here, or lost their name."""
    known = {uid: names.row_of(uid) for uid in people if uid in names.by_uid}
    here = living_of(known.values(), space)
    alike = namesakes(people, names.by_uid, space, by=by)
    alike = {uid: person for uid, person in alike.items() if uid in same}
    new = {uid: name_of(one) for uid, one in people.items() if uid not in known and uid not in alike}
    refused = refused_among(new.values(), space)
    made = {
        uid: Person(space=space, name=name, form_token=new_form_token())
        for uid, name in new.items()
        if name not in refused
    }
    Person.objects.bulk_create(made.values())
    found = {uid: here.get(known[uid]) if uid in known else alike.get(uid, made.get(uid)) for uid in people}
    return found, {one.pk for one in made.values()}


def refused_among(names: Collection[str], space: Space) -> set[str]:
    """Return those of these names that hold one that was removed from the space: few queries."""
    forms = refused_forms(space, "\n\n".join(names))
    return {name for name in names if any(mentions(name, one) for one in forms)}


def known_people(names: RowNames, space: Space) -> dict[str, Person | None]:
    """Return the persons whom this day knows, by uid."""
    rows = {uid: one.thing_id for uid, one in names.by_uid.items() if one.kind == PERSON}
    here = living_of(rows.values(), space)
    return {uid: here.get(number) for uid, number in rows.items()}


def living_of(numbers: Iterable[int], space: Space) -> dict[int, Person]:
    """Return who the persons with these ids are now, but those who are nobody here any longer.

    A name that somebody gave themselves stays apart: what its bearer took on is not theirs.
    """
    rows = Person.objects.select_related("same_as").filter(pk__in=set(numbers), space=space)
    own = given_to_oneself(space)
    living = {one.pk: one if one.pk in own else one.same_as or one for one in rows}
    return {number: one for number, one in living.items() if one.erased_at is None and one.put_out_at is None}


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
