"""A space that is to be deleted: closed at once, kept by one yes for a day, then gone (home/archive/space_removal.py).

It is neither open nor public meanwhile, as if it were prepared again: nothing leaves it, no passer-by and no link
enters. Its members find one page, with a copy to take. Asked by `agreeing`, which says who may.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from palabre.people.agreements.electorate import counts
from palabre.people.agreements.exclusion import read, told
from palabre.people.hooks import tell
from palabre.people.models import Agreement, AgreementKind, Person
from palabre.spaces.models import Deletion, Space

STAYS = datetime.timedelta(days=1)
GONE = 410

type View = Callable[..., Any]


def end(space: Space, *, by: Person | None, at: datetime.datetime) -> dict[str, str]:
    """Return what keeping it needs. The caller holds the space."""
    facts = {"opened_at": told(space.opened_at), "public_at": told(space.public_at)}
    space.end(at)
    tell("space.ended", space, by=by)
    return facts


def keep(space: Space, facts: dict[str, str], *, by: Person) -> None:
    """Undo it. The caller holds the space."""
    space.go_on(opened=read(facts["opened_at"]), public=read(facts["public_at"]))
    Deletion.objects.filter(number=space.pk).delete()  # one that a copy brought back
    tell("space.kept", space, by=by)


def goes_at(space: Space) -> datetime.datetime | None:
    """Return the instant at which it is deleted."""
    return space.ended_at + STAYS if space.ended_at is not None else None


def until_the_end(view: View) -> View:
    """Have a view answer the members of a space that was ended: to keep it, or to take a copy. Others do not."""
    view.until_the_end = True  # type: ignore[attr-defined]
    return view


def answers_until_the_end(view: View) -> bool:
    return getattr(view, "until_the_end", False)


def the_end(request: HttpRequest, person: Person) -> HttpResponse:
    """Return what a member reads at each address of a space that was ended."""
    space, now = person.space, timezone.now()
    done = Agreement.objects.filter(space=space, kind=AgreementKind.DELETE, undone_at=None, done_at__isnull=False)
    goes = goes_at(space)
    facts = {
        "place": space,
        "agreement": done.select_related("by", "second").order_by("-pk").first(),
        "may_keep": not person.beside and counts(person, space, at=now),
        "goes_at": timezone.localtime(goes) if goes is not None and goes > now else None,
    }
    response = render(request, "people/agreements/ended.html", facts, status=GONE)
    add_never_cache_headers(response)
    return response
