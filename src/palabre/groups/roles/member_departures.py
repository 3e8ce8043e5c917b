"""Facts on roles and greetings for the electorate; roles ended when a person is excluded."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.utils import timezone

from palabre.groups.models import CARRYING, Greeting, Group, Membership, Pledge
from palabre.groups.roles.succession import look_where_they_carried, seek_no_longer
from palabre.journal.models import Entry
from palabre.people.hooks import ElectorFacts, Event, Happening, Reversible, register_consequence
from palabre.spaces.models import Space

type Place = tuple[int, int]  # the ids of a group and of a person
BY_HER_CLICK = ("group.born", "group.gone_on", "role.taken", "carrying.confirmed", "carrying.shared")


def register_member_departures() -> None:
    register_consequence(Event.PERSON_PUT_OUT, "roles", Reversible(end_roles, resume_roles))


def elector_facts(space: Space) -> ElectorFacts:
    carriers = Membership.objects.held().carrying().filter(group__space=space)
    greeted = Greeting.objects.filter(group__space=space, by__isnull=False)
    carrying = set(carriers.values_list("group", "person"))
    greetings = set(greeted.values_list("by", "person"))
    return ElectorFacts({person for _group, person in carrying}, greetings, came_since(space, carrying))


def came_since(space: Space, carrying: set[Place]) -> set[tuple[int, int]]:
    """Return (carrier, newcomer) pairs: newcomers who pledged by themselves after the carrier took the role by a click.

    Pledges typed by others, roles read in minutes, and roles taken by a link made by another prove nothing.
    """
    about = {"verb__in": BY_HER_CLICK, "space": space, "subject_kind": Group._meta.label_lower}
    begun: dict[int, dict[int, datetime.datetime]] = defaultdict(dict)
    for group, carrier, at in Entry.objects.filter(**about).order_by("-at").values_list("subject_id", "by", "at"):
        if (group, carrier) in carrying:
            begun[group][carrier] = at  # the first time, read last
    said = Pledge.objects.filter(space=space, call=None, typed_by=None).values_list("group", "person", "at")
    return {(carrier, her) for group, her, at in said for carrier, since in begun[group].items() if since < at}


def end_roles(put_out: Happening) -> list[int]:
    """End the roles of an excluded person, and open calls where they carried. Return the ids of these roles."""
    roles = list(Membership.objects.held().filter(person=put_out.subject).order_by("pk"))
    for role in roles:
        role.end(timezone.localdate(put_out.at))
    look_where_they_carried(roles, put_out.at)
    return [role.pk for role in roles]


def resume_roles(let_back: Happening, numbers: list[int]) -> None:
    ended = Membership.objects.filter(pk__in=numbers, person=let_back.subject)
    for role in ended.select_related("group").order_by("pk"):
        role.resume()
        if role.role in CARRYING:
            seek_no_longer(role.group, by=let_back.subject, at=let_back.at)
