"""“J’y vais”: a pledge to a group or to a call, and its undo. It binds nobody. Both are idempotent."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from palabre.groups.models import CARRYING, Energy, Group, Level, Membership, Pledge, RoleCall
from palabre.groups.roles.group_audience import keep_in_step
from palabre.groups.typed_values import short_words
from palabre.journal.models import record
from palabre.people.access.link_voice import own_word_at
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.addressbook import is_address
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update

MOST_SHOWN = 200  # names on one page
PLACE = (
    f"SELECT words, level, energy, '' FROM {Pledge._meta.db_table} "
    "WHERE group_id = %s AND person_id = %s AND call_id IS NULL "
    f"UNION ALL SELECT '', '', '', role FROM {Membership._meta.db_table} "
    "WHERE group_id = %s AND person_id = %s AND until IS NULL"
)


@dataclasses.dataclass(frozen=True, slots=True)
class How:
    """The level, the energy and the reply address of a pledge; "" for one that is not given."""

    level: str = ""
    energy: str = ""
    reply_to: str = ""


NOTHING_SAID = How()


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """The place of a person in a group. `said` are the words of their pledge; None without a pledge.

    `level` and `energy` are those of the pledge, "" if not given.
    """

    said: str | None
    holds_a_role: bool
    carries: bool = False
    level: str = ""
    energy: str = ""


def come_along(
    thing: Group | RoleCall,
    *,
    by: Person,
    at: datetime.datetime,
    words: str = "",
    how: How = NOTHING_SAID,
    anew: bool = False,
    keeps_address: bool = False,
    typed_by: Person | None = None,
) -> Pledge:
    """Create or update the pledge of `by`. With `anew`, empty fields clear what was said before; else they keep it.

    With `keeps_address`, an empty one keeps the address all the same: the form does not show it.

    `typed_by` types it for the person, and may not change what the person said themselves; where members vouch for `by`
    on this device, the first of them counts as `typed_by`. Raise a Refusal if the call is closed, if the group was
    absorbed, or for an invalid value.
    """
    words, how = short_words(words), checked_pledge(how)
    typed_by = typed_by or next(iter(by.vouched_by), None)
    with transaction.atomic():
        now = still_there(thing)
        keep_out(now.space, words)
        known = pledge_of(by, type(now), now.pk)
        if known is None:
            refuse_what_is_over(now)
            return first_said(now, how, by=by, at=at, words=words, typed_by=typed_by)
        if typed_by is not None and known.typed_by is None:
            raise said_by_oneself(by)
        if typed_by is not None and typed_by not in by.vouched_by and known.typed_by != typed_by:
            typed_by = author_after(known, words, how, typed_by=typed_by)
            anew, how = False, kept_of(known, how)
        say_again(known, words, how, anew=anew, keeps_address=keeps_address or bool(by.vouched_by))
        known.be_typed_by(typed_by, own_word_at=None if typed_by else own_word_at(by, at))
        return known


def first_said(
    now: Group | RoleCall, how: How, *, by: Person, at: datetime.datetime, words: str, typed_by: Person | None
) -> Pledge:
    if typed_by is None:
        by.come(at)
    facts = ends_of(now) | {"space_id": now.space_id, "audience_id": now.audience_id, "typed_by": typed_by}
    facts["own_word_at"] = None if typed_by else own_word_at(by, at)
    pledge = Pledge.objects.create(person=by, at=at, words=words, **facts, **dataclasses.asdict(how))
    if isinstance(now, RoleCall):
        now.hold_true()
    keep_in_step(now.space_id)
    record("pledge.made", now, by=by)
    return pledge


def say_again(known: Pledge, words: str, how: How, *, anew: bool, keeps_address: bool) -> None:
    """Update the pledge; unless `anew`, empty fields keep the former values; that of the address, if it is kept too."""
    known.say(words if anew else words or known.words)
    if anew:
        known.offer(how.level, how.energy)
    else:
        known.offer(how.level or known.level, how.energy or known.energy)
    if how.reply_to != known.reply_to and (how.reply_to or (anew and not keeps_address)):
        known.may_be_answered_at(how.reply_to)


def checked_pledge(how: How) -> How:
    """Return the fields stripped. Raise a Refusal for an unknown level or energy, or an invalid address."""
    if how.level not in ("", *Level.values) or how.energy not in ("", *Energy.values):
        raise Refusal(_("That is not one of the answers."), instead=_("Choose one of those shown, or none."))
    address = how.reply_to.strip()
    if address and not is_address(address):
        raise Refusal(_("This is not an email address."), instead=_("Check it, or leave it empty."))
    return dataclasses.replace(how, reply_to=address)


def author_after(known: Any, words: str, how: How, *, typed_by: Person) -> Person:
    """Return whose words these are, once `typed_by` adds to what another member typed for a person.

    Raise a Refusal if they would take the place of words, or of an address, that the other typed.
    """
    if not says_something(known):
        return typed_by
    if words not in ("", known.words) or how.reply_to not in ("", known.reply_to):
        raise typed_by_another(known.person, known.typed_by)
    author: Person = known.typed_by
    return author


def kept_of(known: Any, how: How) -> How:
    """Return `how` with the energy, and the level where there is one, as another typed them."""
    return dataclasses.replace(how, level=getattr(known, "level", "") or how.level, energy=known.energy or how.energy)


def says_something(known: Any) -> bool:
    return bool(known.words or known.reply_to)


def said_by_oneself(person: Person) -> Refusal:
    return Refusal(
        _("%(name)s has said so already.") % {"name": person.first_name},
        instead=_("They can change it themselves, from their own link or device."),
    )


def typed_by_another(person: Person, by: Person) -> Refusal:
    names = {"name": person.name, "by": by.name}
    return Refusal(
        _("%(by)s has noted %(name)s here already.") % names,
        instead=_("Is it somebody else? Write their name in another way. Else %(by)s can change it.") % names,
    )


def stay_away(thing: Group | RoleCall, *, by: Person, at: datetime.datetime) -> None:
    """Withdraw the pledge of `by`, at any time and without a reason. Idempotent."""
    with transaction.atomic():
        now = still_there(thing)
        known = pledge_of(by, type(now), now.pk)
        if known is not None:
            if by.vouched_by and known.typed_by is None:
                raise said_by_oneself(by)
            known.delete()
            keep_in_step(now.space_id, by=by)
            record("pledge.withdrawn", now, by=by)


def pledge_of(person: Person, kind: type[Group | RoleCall], number: int) -> Pledge | None:
    """Return the pledge of this person to the group itself, or to the call, of this id."""
    to = {"call": number} if kind is RoleCall else {"group": number, "call": None}
    return Pledge.objects.filter(person=person, **to).first()


def pledges_to(thing: Group | RoleCall, *, reader: Reader) -> list[Pledge]:
    """Return the pledges to a group, its calls included, or to a call, with their persons, oldest first."""
    if isinstance(thing, RoleCall):
        return readable_pledges(reader, group=None, call=thing.pk)
    return readable_pledges(reader, group=thing.pk, call=None)


@prepared_reading(group=BigIntegerField(), call=BigIntegerField())
def readable_pledges(rights: Any, group: Any, call: Any) -> Any:
    to = {"group": group} if call is None else {"call": call}
    rows = rights.may_read(Pledge).filter(**to, person__put_out_at=None)
    return rows.select_related("person", "typed_by").order_by("pk")[:MOST_SHOWN]


def place_in(group: int, person: Person) -> Place:
    """Return the person’s pledge to the group of this id, and whether they hold a role in it or carry it.

    One query in plain SQL, because each page of a group runs it for each reader.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [group, person.pk] * 2)
        rows = cursor.fetchall()
    said, level, energy = next((tuple(row[:3]) for row in rows if not row[3]), (None, "", ""))
    roles = {row[3] for row in rows if row[3]}
    return Place(said, bool(roles), not roles.isdisjoint(CARRYING), level, energy)


def ends_of(thing: Group | RoleCall) -> dict[str, Any]:
    """Return the foreign keys of a pledge: a pledge to a call is one to its group as well."""
    return {"call": thing, "group_id": thing.group_id} if isinstance(thing, RoleCall) else {"group": thing}


def still_there(thing: Group | RoleCall) -> Group | RoleCall:
    """Lock the space and return the group or call, read again."""
    return row_for_update(thing, instead=_("Go back to the home page of the space."))


def refuse_what_is_over(now: Group | RoleCall) -> None:
    if isinstance(now, RoleCall) and not now.is_open:
        raise Refusal(
            _("This call is closed: somebody was found, or it was withdrawn."),
            instead=_("The group may still be glad of you: tell them on its page."),
        )
    if isinstance(now, Group) and now.lives_in_id is not None:
        raise Refusal(
            _("This group has joined another one."), instead=_("Open its page again: it leads to the other one.")
        )
    if isinstance(now, Group) and now.ended_at is not None:
        raise Refusal(_("This group has ended."), instead=_("Its page tells what it leaves, and what stays open."))
