"""Possible invitees of a meeting: its group, carriers of questions, or anybody the caller may see in the space."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import family, living
from palabre.groups.models import Group, Membership
from palabre.groups.roles import group_audience
from palabre.groups.roles.readable_roles import roles_read_by, unknown_people
from palabre.meetings.invitations.noted_addresses import note_address
from palabre.meetings.member_reader import member_reader
from palabre.meetings.models import DateAnswer, Meeting
from palabre.people.duplicates.own_spellings import spelled_so, spellings_among
from palabre.people.invited_person import invited
from palabre.people.models import AudienceKind, News, Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.pure.addressbook import is_address
from palabre.refusal import Refusal
from palabre.spaces.models import Space

WIDE = (AudienceKind.PUBLIC, AudienceKind.SPACE)


def people_of(meeting: Meeting) -> QuerySet[Person]:
    """Return the default invitees: the people of its group; without a group, all the carriers of living ones.

    Those who answered the poll that made it are among them. Persons who refuse all messages are left out.
    """
    if meeting.group_id:
        group = living(Group.objects.select_related("lives_in").get(pk=meeting.group_id))
        unknown = unknown_people(family(group), member_reader(meeting))
        numbers: Any = group_audience.people_of_family(group) - unknown
    else:
        numbers = carriers_for(meeting).values("person")
    answered = DateAnswer.objects.standing().filter(poll__meeting=meeting).values("person")
    return can_be_called(Person.objects.filter(Q(pk__in=numbers) | Q(pk__in=answered))).order_by("pk")


def can_be_called(persons: QuerySet[Person]) -> QuerySet[Person]:
    return persons.filter(erased_at=None, put_out_at=None, same_as=None).exclude(news=News.NONE)


def carriers_for(meeting: Meeting) -> QuerySet[Membership]:
    """Carriers of living groups known to the readers of this meeting: what is in preparation is left out."""
    known = Q(group__audience__kind__in=WIDE) | Q(group__audience=meeting.audience_id)
    roles = roles_read_by(member_reader(meeting))
    alive = roles.filter(known, group__space=meeting.space_id, group__lives_in=None)
    return alive.held().carrying()


def one_by_name(space: Space, name: str, address: str, *, reader: Reader, by: Person) -> Person:
    """Return the person with this name among those the caller may see, else a new person. Raise a Refusal.

    The address is stored if none is known. Takes the lock on the space: the caller must hold none.
    """
    if address and not is_address(address):
        raise Refusal(_("This address is incomplete."), instead=_("For example: first.name@example.com"))
    with transaction.atomic():
        Space.hold(space.pk)
        named = spelled_so(spellings_among(known_to(reader), space), name)
        same = [one for one in named if not one.is_passer_by]
        if len(same) > 1:
            raise Refusal(_("Several people here bear this name."), instead=_("Tick the right one in the list."))
        person = same[0] if same else invited(space, name)
        give_addresses(space, {person.pk: address} if address else {}, by=by)
        return person


def give_addresses(space: Space, addresses: Mapping[int, str], *, by: Person) -> None:
    """Store the addresses that `by` typed beside names, by person id: all of them, or none if one is refused.

    Only persons who never came by themselves get one.
    """
    typed = {number: said for number, said in addresses.items() if said and is_address(said)}
    if not typed:
        return
    with transaction.atomic():
        Space.hold(space.pk)
        for person in space.persons.filter(pk__in=typed, came_at=None, erased_at=None).order_by("pk"):
            note_address(person, typed[person.pk], by=by)
