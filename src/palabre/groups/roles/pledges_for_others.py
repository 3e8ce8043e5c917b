"""“J’y vais” typed by a member for somebody without a device; the member is named as the one who typed."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Group, Pledge, RoleCall
from palabre.groups.roles.pledges import NOTHING_SAID, How, come_along
from palabre.people.duplicates.own_spellings import spellings_among
from palabre.people.erasures.refused_names import keep_out
from palabre.people.guests import a_name, new_form_token
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def come_for(
    thing: Group | RoleCall,
    name: str,
    *,
    by: Person,
    at: datetime.datetime,
    words: str = "",
    how: How = NOTHING_SAID,
    form_token: str = "",
) -> Pledge:
    """Record a pledge for the person with this name. If two persons bear it, a new one is created."""
    if not by.is_member or by.space_id != thing.space_id:
        raise Refusal(_("Only members of this space can answer for somebody else."))
    with transaction.atomic():
        Space.hold(thing.space_id)
        name = a_name(name)
        keep_out(thing.space, name)
        her = person_called(thing.space, name, by=by, form_token=form_token)
        typed_by = next(iter(by.vouched_by), None) if her.pk == by.pk else by
        return come_along(thing, by=her, at=at, words=words, how=how, typed_by=typed_by)


def person_called(space: Space, name: str, *, by: Person, form_token: str, is_right: bool = False) -> Person:
    """Return the person with this name, created if there is none, or two: never one who took it since they came.

    Nobody is found whom `by` may not know of: a name that is typed tells nothing of what others prepare. `is_right`:
    what they are asked is a right, and is for nobody who only typed the name in passing.
    """
    sent = space.persons.filter(form_token=form_token).first() if form_token else None
    return (
        sent
        or the_one_called(space, name, by=by, is_right=is_right)
        or Person.objects.create(space=space, name=name, form_token=form_token or new_form_token())
    )


def the_one_called(space: Space, name: str, *, by: Person, is_right: bool) -> Person | None:
    return ones_called(space, by=by, is_right=is_right).get(Person(name=name).key)


def ones_called(space: Space, *, by: Person, is_right: bool) -> dict[tuple[str, ...], Person]:
    """Return who alone bears each name, by its key; see `person_called`."""
    found: dict[tuple[str, ...], dict[int, Person]] = defaultdict(dict)
    for one in spellings_among(known_to(Reader.here(space, by)).filter(put_out_at=None), space):
        person = one.same_as or one
        if not (is_right and person.is_passer_by):
            found[one.key][person.pk] = person
    return {key: next(iter(some.values())) for key, some in found.items() if len(some) == 1}
