"""Parts of the key of a cached screen (web/page_cache.py) that depend on its reader: rights, never identity."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import ForeignObjectRel

from palabre.accounts.device_sessions import ACCOUNT_KEY
from palabre.people.models import Audience, Seat, restricting
from palabre.people.reader import seats_of
from palabre.people.seats_held import Seats
from palabre.spaces.models import Space
from palabre.web.page_cache import Shown, kept_for_a_version

VERSIONS = f"SELECT version, wide_version FROM {Space._meta.db_table} WHERE id = %s"
MET = f"SELECT met.id FROM {Audience._meta.db_table} met WHERE met.id IN"


@dataclasses.dataclass(frozen=True, slots=True)
class ReaderParts:
    """Read from the request late: its space and person are known once the URL is resolved."""

    request: Any

    @property
    def is_somebody(self) -> bool:
        return self.request.person is not None

    def of_reader(self, shown: Shown) -> tuple[Any, ...]:
        person, space = self.request.person, self.request.space
        is_member = person is not None and person.is_member
        is_sure = person is not None and not person.is_on_one_word
        text, version = text_and_version(space, shown)
        seats = seats_that_count(self.request, is_member, shown, version) if person is not None else ()
        rights = (ACCOUNT_KEY in self.request.session, person is not None, is_member, is_sure, seats)
        return (space.pk, version, text, rights)

    def of_person(self) -> tuple[int, ...]:
        """Return the ids of the person and of who vouches for them in this visit."""
        person = self.request.person
        return (person.pk, *(other.pk for other in person.vouched_by))

    def is_still_so(self, shown: Shown) -> bool:
        space = self.request.space
        with connection.cursor() as cursor:
            cursor.execute(VERSIONS, [space.pk])
            version, wide_version = cursor.fetchone() or (None, None)
        text, known = text_and_version(space, shown)
        return bool(known == (version if text is None else wide_version))


def text_and_version(space: Space, shown: Shown) -> tuple[int | None, int]:
    """Return the revision of the only text that the screen shows, and the version of the space for which it lasts.

    This text may have become another one meanwhile: then nobody asks for this revision any more.
    """
    text = shown.text() if shown.text is not None else None
    return text, space.version if text is None else space.wide_version


def seats_that_count(request: Any, is_member: bool, shown: Shown, version: int) -> Seats:
    """Return the reader's seats that open something restricted that the screen may show."""
    seats = seats_of(request)
    if not seats:
        return ()
    numbers = tuple(audience for audience, _may_write in seats)
    met = set(audiences_met(numbers, is_member, shown.never, space=request.space.pk, version=version))
    if shown.around is not None:
        met |= set(shown.around(numbers))
    return tuple(seat for seat in seats if seat[0] in met)


@kept_for_a_version
def audiences_met(
    numbers: tuple[int, ...], is_member: bool, never: frozenset[str], *, space: int, version: int
) -> frozenset[int]:
    """Return which of these audiences restrict a row of some kind, those in `never` left out.

    What the whole space reads, a member reads without a seat; what everybody reads, a guest too. The answer is kept for
    a version of the space; a screen is stored only while that version lasts, so that it was right for all of it.
    """
    kinds = restricting(is_member=is_member)
    places = [", ".join(["%s"] * len(some)) for some in (numbers, kinds)]
    uses = " OR ".join(uses_of_audiences(never)) or "1 = 0"
    with connection.cursor() as cursor:
        cursor.execute(f"{MET} ({places[0]}) AND met.kind IN ({places[1]}) AND ({uses})", [*numbers, *kinds])
        return frozenset(number for (number,) in cursor.fetchall())


@lru_cache(maxsize=64)
def uses_of_audiences(never: frozenset[str]) -> tuple[str, ...]:
    """Return a condition for each foreign key to an audience, those of seats and of these models left out."""
    quote = connection.ops.quote_name
    return tuple(
        f"EXISTS (SELECT 1 FROM {quote(field.model._meta.db_table)} used WHERE used.{quote(field.column)} = met.id)"
        for field in fields_to_audiences()
        if field.model._meta.label_lower not in never
    )


def fields_to_audiences() -> list[Any]:
    """Return the foreign keys of every slice to an audience, but a seat's and an audience's own."""
    found = Audience._meta.get_fields(include_hidden=True)
    relations = [one for one in found if isinstance(one, ForeignObjectRel)]
    return [one.field for one in relations if one.related_model not in (Seat, Audience)]
