"""A space to be deleted: closed at once, kept by one yes for a day, then gone (home/archive/space_removal.py).

Meanwhile it is neither open nor public, as in preparation: nothing leaves it, no visitor and no link enters. Its
members get one page, with a copy to take. Called by `agreements`, which checks the rights.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from palabre.people.agreements.electorate import is_elector
from palabre.people.agreements.exclusion import iso_or_empty, parse_iso
from palabre.people.hooks import Event, Happening, carry_out, record_fact
from palabre.people.models import Agreement, AgreementKind, Erasure, Person
from palabre.spaces.models import Deletion, Space

STAYS = datetime.timedelta(days=1)
GONE = 410

type View = Callable[..., Any]


def delete_space_later(space: Space, *, by: Person | None, at: datetime.datetime) -> dict[str, str]:
    """End the space. Return the facts that undoing needs. The caller holds the space."""
    facts = {"opened_at": iso_or_empty(space.opened_at), "public_at": iso_or_empty(space.public_at)}
    space.end(at)
    record_fact("space.ended", space, by=by)
    return facts


def undo_deletion(space: Space, facts: dict[str, str], *, by: Person, at: datetime.datetime) -> None:
    """Undo it. The caller holds the space.

    Names about to be removed get a day again, and minutes about to be opened their time: nobody could keep them
    meanwhile.
    """
    anew = at + STAYS
    Erasure.objects.filter(space=space, due_at__lt=anew).update(due_at=anew)
    Person.objects.filter(space=space, leaving_at__lt=anew).update(leaving_at=anew)
    space.go_on(opened=parse_iso(facts["opened_at"]), public=parse_iso(facts["public_at"]))
    Deletion.objects.filter(number=space.pk).delete()  # one that a restored backup brought
    carry_out(Event.SPACE_REVIVED, Happening(space, at, by))
    record_fact("space.kept", space, by=by)


def may_keep(agreement: Agreement, person: Person | None) -> bool:
    """Return whether any member may keep the space, `person` too: one person alone ended it, and asked nobody else.

    A member vouched for by one other member only may not.
    """
    is_of_one = agreement.done_at is not None and agreement.by_id is not None and agreement.second_id is None
    is_member = (
        person is not None and person.is_member and person.space_id == agreement.space_id and not person.vouched_by
    )
    return agreement.kind == AgreementKind.DELETE and agreement.space.is_ended and is_of_one and is_member


def goes_at(space: Space) -> datetime.datetime | None:
    """Return the instant at which it is deleted; None when it was not ended."""
    return space.ended_at + STAYS if space.ended_at is not None else None


def until_the_end(view: View) -> View:
    """Let a view also answer members of an ended space: to keep it, or to take a copy. Other views do not."""
    view.until_the_end = True  # type: ignore[attr-defined]
    return view


def answers_until_the_end(view: View) -> bool:
    return getattr(view, "until_the_end", False)


def the_end(request: HttpRequest, person: Person) -> HttpResponse:
    """Return the page that a member gets at each address of an ended space."""
    space, now = person.space, timezone.now()
    done = Agreement.objects.filter(space=space, kind=AgreementKind.DELETE, undone_at=None, done_at__isnull=False)
    goes = goes_at(space)
    agreement = done.select_related("space", "by", "second").order_by("-pk").first()
    is_hers = agreement is not None and may_keep(agreement, person)
    facts = {
        "place": space,
        "agreement": agreement,
        "may_keep": is_hers or (not person.vouched_by and is_elector(person, space, at=now)),
        "goes_at": timezone.localtime(goes) if goes is not None and goes > now else None,
    }
    response = render(request, "people/agreements/ended.html", facts, status=GONE)
    add_never_cache_headers(response)
    return response
