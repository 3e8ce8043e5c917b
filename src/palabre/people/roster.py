"""The people of a space: members, guests, those whom minutes name; the links given; possible doubles."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter, defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BigIntegerField, DateTimeField, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people import hooks, permissions
from palabre.people.access import join_link as joining
from palabre.people.access.keys import is_to_be_known
from palabre.people.agreements.agreements import notice_of
from palabre.people.agreements.electorate import electorate, founder_of
from palabre.people.duplicates.duplicates import Double, doubles_of
from palabre.people.duplicates.own_spellings import first_named_so, spelled_so, spellings_among
from palabre.people.models import WINDOW, Affiliation, Agreement, Link, Merging, Organisation, Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.french import fold, fold_all
from palabre.refusal import Refusal
from palabre.web import dates_in_words as days
from palabre.web.prepared_query import prepared

AT_ONCE = 100  # persons on one page
MOST_ASKED = 8  # doubles on one page: they are settled a few at a time


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A person with what tells namesakes apart: organisations, and since when they are here."""

    person: Person
    words: list[str]

    @property
    def in_full(self) -> str:
        return f"{self.person.name} ({', '.join(self.words)})" if self.words else self.person.name


@dataclasses.dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two names that may be one person, with what tells them apart, and the reason for the question."""

    one: Named
    other: Named
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class MergedPair:
    """Two persons, or two spellings, that were merged."""

    merging: Merging
    kept: Person | Organisation
    absorbed: Person | Organisation
    may_part: bool


@dataclasses.dataclass(frozen=True, slots=True)
class AgreementRow:
    """A proposal for the whole space, waiting or done within the day, and what the reader may do about it."""

    agreement: Agreement
    by: str
    second: str
    about: str
    may_say_yes: bool
    may_undo: bool


@dataclasses.dataclass(frozen=True, slots=True)
class WhoIsHere:
    members: list[Named]
    guests: list[Named]
    named: list[Named]
    stewards: list[Person]
    may_take_up: bool
    join_link: Link | None
    given: list[Link]
    asked: list[DuplicateRow]
    together: list[MergedPair]
    organisations: list[Organisation]
    counting: list[Person]
    counts: bool
    agreements: list[AgreementRow]
    part: Any = None
    reader: int | None = None

    @property
    def others(self) -> list[Named]:
        """Return the members shown, except the reader."""
        return [one for one in self.members if one.person.pk != self.reader]

    @property
    def everybody(self) -> list[Named]:
        return sorted([*self.members, *self.guests, *self.named], key=lambda one: one.person.name.casefold())

    @property
    def may_come_back(self) -> list[Named]:
        """Return those whose link may be given back: not the reader, nor persons known to sign in by their address."""
        here = [one for one in self.everybody if one.person.pk != self.reader]
        return [one for one in here if is_to_be_known(one.person, at=timezone.now())]


def who_is_here(reader: Reader, *, at: datetime.datetime, words: str = "", part: str | int | None = 1) -> WhoIsHere:
    """Return the page of a member, in a number of queries that does not depend on the number of persons.

    Of many persons, it holds those whose name contains `words`, and one part of these: the lists and the choices.
    """
    names = names_known(reader)
    shown = Paginator(matching_names(words, names) if words else names, AT_ONCE).get_page(part)
    alive = persons_known(reader, numbers=[pk for pk, _name in shown])
    organisations = organisations_known(reader)
    told = named_with(alive, organisations, Counter(map(str.casefold, [name for _pk, name in names])))
    links, stewards = open_links(reader, at=at), stewards_known(reader)
    return WhoIsHere(
        members=[told[one.pk] for one in alive if one.is_member],
        guests=[told[one.pk] for one in alive if one.has_come and not one.is_member and one.put_out_at is None],
        named=[told[one.pk] for one in alive if not one.has_come],
        stewards=stewards,
        may_take_up=may_take_up(reader, stewards),
        join_link=next((link for link in links if joining.is_join_link(link)), None),
        given=[link for link in links if link.person_id and permissions.can_give(reader.person, link)],
        asked=[duplicate_row(one, told) for one in doubles_of(reader.space, among=alive)[:MOST_ASKED]],
        together=together(reader, {one.pk: one for one in organisations}),
        organisations=[one for one in organisations if one.same_as_id is None],
        **what_two_decide(reader, told, at=at),
        part=shown if len(names) > AT_ONCE else None,
        reader=reader.person.pk if reader.person else None,
    )


def may_take_up(reader: Reader, stewards: list[Person]) -> bool:
    """Return whether the reader may look after the space: nobody does, or they founded it. See `stewardship`."""
    her = reader.person
    return not stewards or (her is not None and her not in stewards and her.pk == founder_of(reader.space))


@prepared_reading()
def names_known(rights: Any) -> Any:
    return unmerged(rights).order_by("name", "pk").values_list("pk", "name")


@prepared_reading(may_load=True)
def persons_known(rights: Any, numbers: Any) -> Any:
    return unmerged(rights).filter(pk__in=numbers).order_by("name", "pk")


@prepared_reading(may_load=True)
def stewards_known(rights: Any) -> Any:
    return unmerged(rights).filter(steward_since__isnull=False).order_by("steward_since", "pk")


@prepared_reading(may_load=True)
def organisations_known(rights: Any) -> Any:
    return rights.may_read(Organisation).order_by("name", "pk")


def unmerged(rights: Any) -> Any:
    """Return the persons whom a member may know of, but for those who were merged into another."""
    return not_in_preparation(Person.objects.filter(space=rights.space, erased_at=None, same_as=None), rights)


def matching_names(words: str, rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the rows (id, name) whose name contains these words, whatever the accents; those that begin so first.

    The database knows no accents: all names are compared here, folded at once.
    """
    wanted = " ".join(fold(words).split())
    folded = fold_all([name for _pk, name in rows])
    found = [(not said.startswith(wanted), said, row) for said, row in zip(folded, rows) if wanted in said]
    return [row for _is_inside, _said, row in sorted(found)]


def what_two_decide(reader: Reader, told: dict[int, Named], *, at: datetime.datetime) -> dict[str, Any]:
    """Return the electors, whether the reader is one, and the proposals that wait or can be undone."""
    counting = electorate(reader.space, at=at)
    her = reader.person
    counts = her is not None and not her.vouched_by and her.pk in {one.pk for one in counting}
    rows = open_agreements(space=reader.space.pk, since=at - WINDOW)
    found = [agreement_row(one, reader, told, counts, at) for one in rows]
    return {"counting": counting, "counts": counts, "agreements": found}


@prepared(space=BigIntegerField(), since=DateTimeField())
def open_agreements(space: Any, since: Any) -> QuerySet[Agreement]:
    open_ones = Q(done_at=None) | Q(done_at__gt=since)
    rows = Agreement.objects.filter(open_ones, space=space, undone_at=None).order_by("pk")
    return rows.select_related("by", "second", "person")


def agreement_row(
    agreement: Agreement, reader: Reader, told: dict[int, Named], counts: bool, at: datetime.datetime
) -> AgreementRow:
    her = reader.person.pk if reader.person is not None else None
    may = counts and agreement.person_id != her
    by, second, about = [
        reader.name_of(one) if one else "" for one in (agreement.by, agreement.second, agreement.person)
    ]
    if agreement.person_id in told and told[agreement.person_id].words:
        about = f"{about} ({', '.join(told[agreement.person_id].words)})"
    is_again = her in agreement.yeses and at < agreement.at + notice_of(agreement)
    return AgreementRow(agreement, by, second, about, may and agreement.is_waiting and not is_again, may)


def known_to(reader: Reader) -> Any:
    """Return the persons whom a member may know of: all but those named only in a preparation of somebody else."""
    persons = reader.space.persons.filter(erased_at=None)
    return persons if reader.person is None else not_in_preparation(persons, reader)


def not_in_preparation(persons: Any, rights: Any) -> Any:
    return persons.exclude(Q(came_at=None) & hooks.in_preparation(Person, rights))


def person_named(reader: Reader, name: str) -> Person:
    """Return the person of this full name, or first name if it is of one only, among those the reader may know of.

    Raise a Refusal if the name means nobody, or several people.
    """
    spellings = spellings_among(known_to(reader).filter(put_out_at=None), reader.space)
    found = spelled_so(spellings, name) or first_named_so(spellings, name)
    if len(found) != 1:
        raise Refusal(
            _("This name means nobody here, or several people."),
            instead=_("Write their first name and surname, or the name under which they came here."),
        )
    return found[0]


def named_with(persons: list[Person], organisations: list[Organisation], times: Counter[str]) -> dict[int, Named]:
    """Return each person with the organisations that the reader may know of; for namesakes, also since when.

    `times`: how many persons of the space bear each name.
    """
    names = {one.pk: one.name for one in organisations}
    ties = affiliations_of(persons=[one.pk for one in persons])
    found: dict[int, list[str]] = defaultdict(list)
    for person, organisation in ties:
        if organisation in names:
            found[person].append(names[organisation])
    for one in persons:
        if times[one.name.casefold()] > 1 and (since := one.came_at or one.joined_at) is not None:
            found[one.pk].append(since_when(since))
    return {person.pk: Named(person, found[person.pk]) for person in persons}


@prepared()
def affiliations_of(persons: Any) -> QuerySet[Any, Any]:
    ties = Affiliation.objects.filter(person__in=persons).order_by("pk")
    return ties.values_list("person_id", "organisation_id")


def since_when(at: datetime.datetime) -> str:
    """« là depuis le 27 nov. à 14 h 30 »"""
    local = timezone.localtime(at)
    day = days.in_short(local.date(), today=timezone.localdate())
    return _("here since %(day)s at %(hour)s") % {"day": day, "hour": days.hour(local.time())}


def open_links(reader: Reader, *, at: datetime.datetime) -> list[Link]:
    return sorted(links_in_force(space=reader.space.pk, at=at), key=lambda link: -link.pk)


@prepared(space=BigIntegerField(), at=DateTimeField())
def links_in_force(space: Any, at: Any) -> QuerySet[Link]:
    found = Link.objects.filter(space=space, revoked_at=None, expires_at__gt=at)
    return found.filter(Q(person__isnull=False) | Q(thing_kind=joining.KIND)).select_related("person", "made_by")


def duplicate_row(double: Double, told: dict[int, Named]) -> DuplicateRow:
    return DuplicateRow(told[double.one.pk], told[double.other.pk], double.why.value)


@prepared(space=BigIntegerField())
def last_mergings(space: Any) -> QuerySet[Merging]:
    return Merging.objects.filter(space=space, undone_at=None).order_by("-pk")[:AT_ONCE]


def together(reader: Reader, organisations: dict[int, Organisation]) -> list[MergedPair]:
    """Return the last mergings that may be undone, of those that the reader may know of."""
    done = last_mergings(space=reader.space.pk)
    numbers = {pk for one in done if one.thing_kind == "people.person" for pk in (one.kept_id, one.absorbed_id)}
    persons = known_to(reader).in_bulk(numbers) if numbers else {}
    rows: dict[str, Any] = {"people.person": persons, "people.organisation": organisations}
    found = [(one, rows[one.thing_kind].get(one.kept_id), rows[one.thing_kind].get(one.absorbed_id)) for one in done]
    return [
        MergedPair(one, kept, absorbed, permissions.can_part(reader.person, one))
        for one, kept, absorbed in found
        if kept and absorbed
    ]
