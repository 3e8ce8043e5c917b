"""Links that open one thing: made, given, opened, revoked. A link never signs anybody in.

The token of an address is the link's id and a keyed digest of it. Opening it (GET) stores in the visitor's signed
cookie that they hold the link, then redirects to an address without the token, so that the token stays in no history
and no referrer. The cookie is worthless once the link has expired or was revoked.

A link that a member made for a person was shown to that one member, and to nobody else: any other member who gives one
makes another. It opens its one thing, as long as its maker may read it too, and beside it only what the maker may read.
A link that Palabre alone gave (`made_by` is null) is known to its person only, and also opens what is private to them:
name, statements, news. One that is mailed to an address that a member noted (`noted_by`) opens no more than one that
this member makes: the address may be their own.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, F, QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from palabre.accounts.device_sessions import KEY as MARK_KEY
from palabre.accounts.device_sessions import end_session, mark, rows_not_left
from palabre.people.access.link_voice import as_spoken_by, vouchers_of_link
from palabre.people.agreements.space_archival import refuse_in_archive
from palabre.people.devices.acting_person import act_as
from palabre.people.devices.vouchers import refuse_unless_open
from palabre.people.models import Link, Person, readable
from palabre.people.models.link import new_nonce
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web import keyed_digests
from palabre.web.prepared_query import prepared
from palabre.web.saved_fields import save_fields
from palabre.web.visitor_cookie import OF_SEVERAL

SALT = "palabre.people.links"
LIFETIME = datetime.timedelta(days=90)
LONG_ENOUGH = datetime.timedelta(hours=1)  # to notice that the wrong one was revoked
SESSION_KEY = "links"
FRESH_KEY = "fresh_link"  # the id of the link that was just made
MOST_HELD = 20  # links that one cookie remembers; the oldest make room
HOLDERS = ("space", "person", "made_by", "noted_by")
TOKEN = re.compile(r"([0-9]{1,18})-([A-Za-z0-9]{32})")


class LinkClosed(Refusal):
    """A link that opens nothing, or no longer does."""

    status = 410


def link_to(
    thing: Any, *, person: Person | None, by: Person | None, at: datetime.datetime, space: Space | None = None
) -> Link:
    """Return the link that opens `thing` for `person` (None: for any holder); the same one while it is open.

    Each maker has a link of their own, and so has Palabre (`by` None). `thing` has a `space`, unless it is the space
    itself, given as `space`.
    """
    place = space or thing.space
    said = {"space": place, "person": person, "thing_kind": thing._meta.label_lower, "thing_id": thing.pk}
    said["noted_by"] = None
    rows = Link.objects.filter(**said, revoked_at=None, expires_at__gt=at + LIFETIME / 3)
    maker = by if person is None else maker_of(by)
    open_ones = rows if person is None else rows.filter(made_by=maker)
    return open_ones.order_by("-pk").first() or Link.objects.create(**said, made_by=maker, expires_at=at + LIFETIME)


def maker_of(by: Person | None) -> Person | None:
    """Return the member who sees what `by` makes: the one who alone vouches for `by` by a square, else `by`."""
    return by.vouched_by[0] if by is not None and by.vouched_by else by


def mailed(link: Link, to: Person, *, at: datetime.datetime) -> Link:
    """Return the link to the same thing that Palabre sends to the address of `to`: this one, if it is of that kind."""
    if link.made_by_id is None and link.noted_by_id == to.address_by_id:
        return link
    return equivalent_link(link, None, at=at, noted_by=to.address_by)


def may_be_mailed(link: Link, to: Person) -> bool:
    """Return whether it may be mailed to `to`: the member who noted that address must be allowed to read its thing."""
    return to.address_by is None or may_read(link, to.address_by)


def link_shown_to(link: Link, by: Person, *, at: datetime.datetime, is_new: bool = False) -> Link:
    """Return a link to the same thing, for the same person, that `by` may be shown: another one once it was used.

    Raises a Refusal when `by` may not read what it opens.
    """
    if not may_read(link, by):
        raise Refusal(_("You can no longer read what this link opens."), instead=_("Ask somebody who can."))
    maker = maker_of(by)
    if maker is not None and link.made_by_id == maker.pk and link.used_at is None and not is_new:
        return link
    return equivalent_link(link, maker, at=at, is_new=is_new)


def equivalent_link(
    link: Link, by: Person | None, *, at: datetime.datetime, is_new: bool = False, noted_by: Person | None = None
) -> Link:
    names = ("space_id", "person_id", "thing_kind", "thing_id")
    said = {name: getattr(link, name) for name in names} | {"made_by": by, "noted_by": noted_by}
    rows = Link.objects.filter(**said, revoked_at=None, expires_at__gt=at + LIFETIME / 3)
    unused = rows if by is None else rows.filter(used_at=None)
    known = None if is_new else unused.order_by("-pk").first()
    return known or Link.objects.create(**said, expires_at=at + LIFETIME)


def may_read(link: Link, by: Person) -> bool:
    """Return whether `by` may read the thing that this link opens. A space is read by its members."""
    if link.thing_kind == Space._meta.label_lower:
        return by.is_member and by.space_id == link.thing_id
    rows = apps.get_model(link.thing_kind)._default_manager.filter(pk=link.thing_id)
    return by.is_member and rows.filter(readable(by), space=by.space_id).exists()


def link_path(link: Link) -> str:
    """Return the path, token included, that opens the link: to be given to its holder and written nowhere else."""
    return reverse("links:door", args=[f"{link.pk}-{mac(link)}"])


def renew(link: Link) -> None:
    """Replace the token: the former address opens nothing."""
    save_fields(link, nonce=new_nonce())


def opened_by(token: str) -> Link:
    """Return the link that this token opens. Raises LinkClosed with the reason that its holder needs."""
    found = TOKEN.fullmatch(token)
    link = Link.objects.select_related(*HOLDERS).filter(pk=found[1]).first() if found else None
    if found is None or link is None or not is_mac(found[2], link):
        raise LinkClosed(
            _("This link is incomplete: part of it was lost on the way."),
            instead=_("Open it again from the message, or copy it whole: it ends with 32 letters and digits."),
        )
    return still_open(link)


def still_open(link: Link) -> Link:
    """Return the link itself, or raise LinkClosed."""
    if closed := refusal_of(link):
        raise closed
    return link


def refusal_of(link: Link) -> LinkClosed | None:
    """Return why the link opens nothing; None while it is open."""
    if link.revoked_at is not None or link.space.is_ended or is_of_who_left(link):
        return withdrawn()
    if link.has_expired(timezone.now()):
        ask = _("Ask the person who gave it to you for a new one.")
        return LinkClosed(_("This link is too old: it no longer opens anything."), instead=ask)
    return None


def withdrawn() -> LinkClosed:
    ask = _("Ask the person who gave it to you for a new one.")
    return LinkClosed(_("This link was withdrawn: it no longer opens anything."), instead=ask)


def is_of_who_left(link: Link) -> bool:
    """Return whether its person was put out, or another holder may no longer read its thing: the link would let them.

    A link without a person belongs to its maker: see exclusion.
    """
    if link.person is None:
        return link.made_by is not None and link.made_by.put_out_at is not None
    return link.person.put_out_at is not None or not all(may_read(link, one) for one in vouchers_of_link(link))


def open_again(link: Link, *, withdrawn_at: datetime.datetime | None, at: datetime.datetime) -> None:
    """Undo its revocation at that instant, within the hour: one that anything else closed since stays so."""
    if link.revoked_at is None:
        return
    if link.revoked_at != withdrawn_at or at - link.revoked_at > LONG_ENOUGH:
        raise Refusal(_("This was done too long ago to undo."), instead=_("Make another link for this person."))
    link.revoke(None)


def show_once(request: HttpRequest, link: Link, *, at: datetime.datetime) -> None:
    """Have the next page show this link to its maker, once."""
    if link.shown_at is None:
        link.show(at)
        request.session[FRESH_KEY] = link.pk


def is_fresh(request: HttpRequest, link: Link) -> bool:
    """Return whether this is the link that the visitor just made, and forget it: the next call returns False."""
    return bool(request.session.pop(FRESH_KEY, None) == link.pk)


def remember_link(request: HttpRequest, link: Link) -> None:
    """Store in the visitor's signed cookie that they hold this link, with its present token, and whether others may."""
    mark(request.session)
    held = [one for one in request.session.get(SESSION_KEY, []) if one[0] != link.pk]
    request.session[SESSION_KEY] = [*held, [link.pk, mac(link)[:12]]][-MOST_HELD:]
    if link.person_id is None:
        shared = [one for one in request.session.get(OF_SEVERAL, []) if one != link.pk]
        request.session[OF_SEVERAL] = [*shared, link.pk][-MOST_HELD:]


def forget_link(request: HttpRequest, link: Link) -> None:
    """Remove this link from the visitor's cookie; a copy of the cookie becomes worthless, and what it opened closes."""
    request.session[SESSION_KEY] = [one for one in request.session.get(SESSION_KEY, []) if one[0] != link.pk]
    end_session(request.session, at=timezone.now())
    Space.touch(link.space_id)  # who follows something there is judged again


def forget_links_for(request: HttpRequest, persons: list[Person]) -> None:
    """Remove the links that were made for these persons from the visitor's cookie."""
    held = request.session.get(SESSION_KEY, [])
    rows = Link.objects.filter(pk__in=[number for number, _proof in held], person__in=persons)
    theirs = set(rows.values_list("pk", flat=True)) if held else set()
    request.session[SESSION_KEY] = [one for one in held if one[0] not in theirs]


def renew_own_links(request: HttpRequest, persons: list[Person]) -> None:
    """Replace the tokens of the links that these persons made for themselves; this device goes on with those it holds.

    Whoever had another device of theirs may have made one there, and copied it.
    """
    proofs = dict(request.session.get(SESSION_KEY, []))
    for link in Link.objects.filter(person__in=persons, made_by=F("person"), revoked_at=None).order_by("pk"):
        is_held = link.pk in proofs and is_mac(proofs[link.pk], link, length=12)
        renew(link)
        if is_held:
            remember_link(request, link)


@prepared(number=BigIntegerField(), mark=TextField())
def link_numbered(number: Any, mark: Any) -> QuerySet[Link]:
    """Return the link of this number, unless the browser of this mark was left."""
    return rows_not_left(Link.objects.select_related(*HOLDERS).filter(pk=number), mark)


def held_link(request: HttpRequest, number: int) -> Link | None:
    """Return the link of this id if the visitor holds it, else None. Raises LinkClosed.

    Its person is marked as here by it: see `link_voice`.
    """
    proofs = dict(request.session.get(SESSION_KEY, []))
    rows = link_numbered(number=number, mark=request.session.get(MARK_KEY)) if number in proofs else []
    link = next(iter(rows), None)
    if link is None or not is_mac(proofs[number], link, length=12):
        return None
    return as_spoken_by(still_open(link))


def held_links_of(request: HttpRequest, kind: str) -> list[Link]:
    """Return the open links to things of this kind that the visitor holds, in one query, or none without links."""
    proofs = dict(request.session.get(SESSION_KEY, []))
    if not proofs:
        return []
    rows = Link.objects.select_related(*HOLDERS).filter(pk__in=proofs, thing_kind=kind).order_by("pk")
    found = rows_not_left(rows, request.session.get(MARK_KEY))
    return [link for link in found if is_mac(proofs[link.pk], link, length=12) and refusal_of(link) is None]


def for_holder(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the link whose `number` is in its address, as `request.link`, when the visitor holds it.

    The view serves this one link: it never takes the holder for somebody who is signed in. Its address contains no
    token, and is sent to no other site: the policy is "same-origin", since forms sent from a page with "no-referrer"
    have a null origin, and are refused. If other holders exist and its person has a voice of their own (see
    `link_voice`), it posts only to views that are `open_to_one_word`.
    """

    @functools.wraps(view)
    def answer(request: Any, number: int, *args: Any, **kwargs: Any) -> HttpResponse:
        link = held_link(request, number)
        if link is None:
            raise LinkClosed(
                _("This page opens with a link, and this device has not opened it yet."),
                instead=_("Open the link of your message again, on this device."),
            )
        request.link = link
        if link.person is not None:
            act_as(link.person, link.space)
        refuse_in_archive(view, link.space, request)
        refuse_unless_open(view, link.person, request)
        if request.method == "POST" and link.used_at is None:
            Link.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now())
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def mac(link: Link) -> str:
    """Return 32 characters that only this instance can compute, for this link and its present nonce."""
    return keyed_digests.digest(SALT, f"{link.pk}:{link.nonce}")[:32]


def is_mac(given: str, link: Link, *, length: int = 32) -> bool:
    """Return whether this is the beginning of the link's digest, under the present secret or a former one."""
    return keyed_digests.is_digest(given, SALT, f"{link.pk}:{link.nonce}", length=length)
