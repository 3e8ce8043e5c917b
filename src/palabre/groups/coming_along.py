"""« J’y vais », to a group or to one of its calls, and its undo. It binds nobody; done twice, it is done once."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from palabre.groups.models import WORDS_LENGTH, Group, Membership, Pledge, RoleCall
from palabre.groups.seating import keep_in_step
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.people.reading import Reader
from palabre.people.refused_names import keep_out
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST_SHOWN = 200  # names on one page
PLACE = (
    f"SELECT words, 0 FROM {Pledge._meta.db_table} WHERE group_id = %s AND person_id = %s AND call_id IS NULL "
    f"UNION ALL SELECT '', 1 FROM {Membership._meta.db_table} WHERE group_id = %s AND person_id = %s AND until IS NULL"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A person's place in a group. `said` are the words with which she said that she comes; None: she did not."""

    said: str | None
    holds_a_role: bool


def come_along(thing: Group | RoleCall, *, by: Person, at: datetime.datetime, words: str = "") -> Pledge:
    """Say that `by` comes along. New words take the place of former ones.

    Raises a Refusal when the call is over, when the group lives in another one, or when the words are too long.
    """
    words = bounded(words)
    with transaction.atomic():
        now = still_there(thing)
        keep_out(now.space, words)
        known = pledge_of(by, type(now), now.pk)
        if known is not None:
            known.say(words)
            return known
        refuse_what_is_over(now)
        by.come(at)
        pledge = Pledge.objects.create(
            space_id=now.space_id, audience_id=now.audience_id, person=by, words=words, at=at, **ends_of(now)
        )
        keep_in_step(now.space_id)
        record("pledge.made", now, by=by)
        return pledge


def stay_away(thing: Group | RoleCall, *, by: Person, at: datetime.datetime) -> None:
    """Take back what `by` had said, at any time and without a reason; nothing happens when she had said nothing."""
    with transaction.atomic():
        now = still_there(thing)
        known = pledge_of(by, type(now), now.pk)
        if known is not None:
            known.delete()
            keep_in_step(now.space_id)
            record("pledge.withdrawn", now, by=by)


def pledge_of(person: Person, kind: type[Group | RoleCall], number: int) -> Pledge | None:
    """Return what this person offered to the group of this number itself, or to the call of this number."""
    to = {"call": number} if kind is RoleCall else {"group": number, "call": None}
    return Pledge.objects.filter(person=person, **to).first()


def pledges_to(thing: Group | RoleCall, *, reader: Reader) -> list[Pledge]:
    """Return what was offered to a group (to its calls as well) or to a call, with who did, the first first."""
    to = {"call": thing} if isinstance(thing, RoleCall) else {"group": thing}
    rows = reader.may_read(Pledge).filter(**to).select_related("person").order_by("pk")
    return reader.fetch(rows, most=MOST_SHOWN)


def place_in(group: int, person: Person) -> Place:
    """Return what she said to the group of this number, and whether she holds a role in it.

    In plain SQL, in one query: each page of a group asks it of each reader.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [group, person.pk] * 2)
        rows = cursor.fetchall()
    said = [words for words, is_role in rows if not is_role]
    return Place(said[0] if said else None, any(is_role for _words, is_role in rows))


def ends_of(thing: Group | RoleCall) -> dict[str, Any]:
    """Say what a pledge points at: a pledge to a call is one to its group as well."""
    return {"call": thing, "group_id": thing.group_id} if isinstance(thing, RoleCall) else {"group": thing}


def still_there(thing: Group | RoleCall) -> Group | RoleCall:
    """Return the thing as it is now, alone in its space until the act is over."""
    Space.hold(thing.space_id)
    rows: Any = type(thing).objects
    now: Group | RoleCall | None = rows.select_for_update().filter(pk=thing.pk).first()
    if now is None:
        raise Refusal(_("This has been removed in the meantime."), instead=_("Go back to the home page of the space."))
    return now


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


def bounded(words: str) -> str:
    words = " ".join(words.replace("\x00", "").split())
    if len(words) > WORDS_LENGTH:
        raise Refusal(
            _("This is longer than %(most)s characters.") % {"most": WORDS_LENGTH},
            instead=_("Keep a sentence or two: the rest can wait until you meet."),
        )
    return words
