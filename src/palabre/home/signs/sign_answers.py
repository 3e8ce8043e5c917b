"""Answers of a group to a sign: « C’est normal », « En parler à l’animation », and the undo of each.

A sign stays within the group until somebody in it says « en parler »; whoever looks after the space then sees it.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.group_access import group_for_update
from palabre.groups.models import Group, Sign, SignKind
from palabre.groups.roles.pledges import Place, place_in
from palabre.home.signs.signs import signs_of
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

LASTS = datetime.timedelta(days=60)  # older ones have been discussed, or no longer apply
IN_SHORT = {
    SignKind.NO_DATE: gettext_lazy("They would like to talk about their next meeting."),
    SignKind.UNANSWERED: gettext_lazy("Somebody, or a need, is waiting for a word there."),
    SignKind.REVIEW: gettext_lazy("They would like to talk about where they are heading."),
    SignKind.ALONE: gettext_lazy("Somebody would like to co-host this."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class ToldOf:
    """A sign that a group wants to talk about. `name` is the name of the person who said so."""

    group: Group
    words: str
    name: str
    on: datetime.datetime


def keep_quiet(group: Group, kind: str, about: str, *, by: Person, at: datetime.datetime) -> None:
    """« C’est normal »: hide this fact from everybody in the group."""
    heed(group, kind, about, by=by, at=at).keep_quiet(at, by=by)


def show_again(group: Group, kind: str, about: str, *, by: Person) -> None:
    """Undo `keep_quiet`."""
    for row in sign_rows(group, kind, about, by=by):
        row.keep_quiet(None, by=by)


def tell_stewards(group: Group, kind: str, about: str, *, by: Person, at: datetime.datetime) -> None:
    """« En parler à l’animation »: show this fact to whoever looks after the space."""
    heed(group, kind, about, by=by, at=at).tell(at, by=by)


def untell(group: Group, kind: str, about: str, *, by: Person) -> None:
    """Undo `tell_stewards`."""
    for row in sign_rows(group, kind, about, by=by):
        row.tell(None, by=by)


def heed(group: Group, kind: str, about: str, *, by: Person, at: datetime.datetime) -> Sign:
    """Return the row of a sign shown to `by`, creating it if needed.

    Raises a Refusal when `by` is not in the group, or when the fact has changed.
    """
    with transaction.atomic():
        now = group_for_update(group)
        let(now, by)
        shown = {(fact.kind, fact.about) for fact in signs_of(by.space, now.pk, to=by, at=at)}
        known = Sign.objects.filter(group=now, kind=kind, about=about).first()
        if known is None and (kind, about) not in shown:
            raise Refusal(_("This has changed in the meantime."), instead=_("Open the group’s page again."))
        Space.touch(now.space_id)
        return known or Sign.objects.create(group=now, kind=kind, about=about, by=by)


def sign_rows(group: Group, kind: str, about: str, *, by: Person) -> list[Sign]:
    """Return the row of a sign that was answered, to undo the answer: none or one."""
    let(group, by)
    Space.touch(group.space_id)
    return list(Sign.objects.filter(group=group, kind=kind, about=about[:100]))


def let(group: Group, by: Person) -> None:
    if by.space_id != group.space_id or not is_of(group.pk, by):
        raise Refusal(_("This is for the people of the group."))


def is_of(number: int, person: Person) -> bool:
    return is_placed(place_in(number, person), person)


def is_placed(place: Place, person: Person) -> bool:
    """Return whether this place in a group makes the person one of its people: a pledge does for a member only."""
    return place.holds_a_role or (place.said is not None and person.is_member)


@prepared(space=BigIntegerField(), since=DateTimeField())
def signs_told(space: Any, since: Any) -> QuerySet[Sign]:
    rows = Sign.objects.filter(group__space=space, told_at__gt=since, quiet_at=None)
    return rows.select_related("by").order_by("-told_at", "-pk")[:100]


def told_of(reader: Reader, *, at: datetime.datetime) -> list[ToldOf]:
    """Return the signs that groups want to talk about, latest first, in three queries. For stewards."""
    found = signs_told(space=reader.space.pk, since=at - LASTS)
    reader.tie(found, "group")
    return [
        ToldOf(one.group, str(IN_SHORT[SignKind(one.kind)]), reader.name_of(one.by) if one.by else "", one.told_at)
        for one in found
        if one.group is not None and one.told_at is not None
    ]
