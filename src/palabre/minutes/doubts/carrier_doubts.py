"""A subject that goes on, without the text saying who carries it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.groups.group_access import let_decide
from palabre.groups.models import Group, Membership, Role
from palabre.journal.models import kind_of
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.minutes.plan.known_rows import Known
from palabre.minutes.plan.plan import Wanted
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.refusal import Refusal

NAMED = "name"


def ask(doubt: Doubt) -> str:
    return _("Who hosts “%(subject)s”?") % {"subject": doubt.words}


def quotes(doubt: Doubt) -> list[str]:
    return [doubt.facts.get("said") or doubt.words]


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice(NAMED, _("A name"), asks_name=True), Choice("unknown", _("We do not know yet"))]


def act(settlement: Settlement, answer: str) -> None:
    """Name who carries the group, as a text would: they are told with the others, and say themselves whether they do.

    Raises a Refusal for a group that somebody carries since, for whom it is to say who carries with them; and for who
    came themselves: no role is given to them in their place.
    """
    if answer != NAMED:
        return
    group: Group = settlement.row(settlement.doubt.facts.get("group", ""))
    settlement.refuse_what_others_read(group)
    let_decide(settlement.by, group)
    person = person_of(settlement)
    if person.has_come and person != settlement.by:
        raise not_theirs_to_say(person)
    carriers = set(group.memberships.held().carrying().values_list("person", flat=True))
    if person.pk in carriers:
        return
    role = Role.CO_CONVENER if carriers else Role.CONVENER
    if group.memberships.filter(person=person, role=role).exists():  # a role that is over
        raise not_theirs_to_say(person)
    settlement.make(Membership, group=group, person=person, role=role)


def not_theirs_to_say(person: Person) -> Refusal:
    return Refusal(
        _("It is for %(name)s to say.") % {"name": person.first_name},
        instead=_("Propose it to them on the group’s page: they will answer."),
    )


def person_of(settlement: Settlement) -> Person:
    """Return the person of this name, as an import knows them, else a new one; in both cases one of these minutes."""
    reading, name = settlement.reading, settlement.name
    keep_out(reading.space, name)
    said = {"name": name}
    known = Known(reading.space, readers={settlement.by}, said_by=settlement.by).find(Wanted("", Person, said), said)
    if not isinstance(known, Person):
        made: Person = settlement.make(Person, space=reading.space, **said)
        return made
    if not reading.things.filter(thing_kind=kind_of(known), thing_id=known.pk).exists():
        settlement.find(known)
    return known


def done(doubt: Doubt) -> str:
    if doubt.answer == NAMED:
        said = {"name": doubt.undo.get("said", ""), "subject": doubt.words}
        return _("Noted: %(name)s hosts “%(subject)s”.") % said
    return _("All right: somebody will say so one day.")


FAMILY = Family(ask, choices, act, done, quotes)
