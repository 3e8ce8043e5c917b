"""The space in the address picks `request.space` and `request.person`, of those whom this device knows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, F, Q, QuerySet, SlugField, TextField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from palabre.accounts import device_sessions
from palabre.accounts.device_sessions import ACCOUNT_KEY, end_session, mark, not_left, rows_not_left
from palabre.accounts.device_sessions import KEY as MARK_KEY
from palabre.people import permissions
from palabre.people.access.departure import answers_outside
from palabre.people.access.links import SESSION_KEY as LINKS
from palabre.people.access.links import forget_links_for, renew_own_links
from palabre.people.access.passes import pass_for
from palabre.people.agreements.exclusion import doubles_of
from palabre.people.agreements.space_archival import refuse_in_archive
from palabre.people.agreements.space_deletion import answers_until_the_end, the_end
from palabre.people.cache_parts import ReaderParts
from palabre.people.devices import vouchers
from palabre.people.devices.acting_person import act_as, end_visit
from palabre.people.devices.device_notices import show_notice_next, words_for
from palabre.people.devices.guests_of_links import forget_guests_in, renew_guest
from palabre.people.devices.person_cookie import SESSION_KEY, RememberedPerson, entry_stamp
from palabre.people.masked_names import mask_of
from palabre.people.models import Person
from palabre.people.seats_held import SeatsInWords, as_vouched, seats_in
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.form.read_only_screens import without_refused_forms
from palabre.web.middleware import refusal_page
from palabre.web.name_masking.masked_screens import mask_response
from palabre.web.prepared_query import prepared
from palabre.web.visitor_cookie import AS_MEMBER, IS_NEW

NEW_FOR = datetime.timedelta(days=1)  # as a member: one person makes many by a link that lets in


class PersonMiddleware:
    """Load the space with its visitor, in one query; 404 for a space that the visitor may not enter.

    Members of an ended space get one page at every address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.space = request.person = request.given_pass = None  # type: ignore[attr-defined]
        request.words_of_devices = ""  # type: ignore[attr-defined]
        request.cache_parts = ReaderParts(request)  # type: ignore[attr-defined]
        request.mask = partial(mask_of, request)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            end_visit()
        show_notice_next(request)  # on the next page: this one may be kept for other readers
        return without_refused_forms(request, mask_response(request, response))

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if "space" not in kwargs:
            return None
        slug = kwargs.pop("space")
        known = known_here(request, slug)
        person = next((one for one in known if is_she(request, one)), None)
        try:
            given = pass_for(request, view, person, slug, kwargs)
        except Refusal as refusal:
            return refusal_page(request, refusal)
        space = person.space if person else next(iter(public_spaces(slug=slug)), given.space if given else None)
        request.words_of_devices = words_for(request, person, known)
        if person is not None and permissions.can_see_it_end(person, person.space):
            if not answers_until_the_end(view):
                return the_end(request, person)
        elif space is None or not (given or permissions.can_enter(person, space) or answers_outside(view, person)):
            show_notice_next(request)
            raise Http404
        request.space, request.person, request.given_pass = space, person, given
        if person is not None and request.method in vouchers.READING:  # an act asks again: it may change them
            own = as_vouched(person, seats_in(vars(person)["seats_in_words"]), at=timezone.now())
            request.seats = person.seats_now = own + (given.seats if given else ())
        if person is not None:
            request.META[AS_MEMBER] = person.is_member
            request.META[IS_NEW] = person.joined_at is not None and timezone.now() - person.joined_at < NEW_FOR
            act_as(person, person.space)
        try:
            refuse_in_archive(view, space, request)
            vouchers.refuse_unless_open(view, person, request)
        except Refusal as refusal:
            return refusal_page(request, refusal)
        return None


def person_here(request: HttpRequest, slug: str) -> Person | None:
    """Return the visitor's person in the space `slug`, by cookie or by account."""
    return next((one for one in known_here(request, slug) if is_she(request, one)), None)


def known_here(request: HttpRequest, slug: str) -> list[Person]:
    """Return the persons of the space that this device knows, in one query: the account's before the cookie's."""
    kept = RememberedPerson.of(request, slug)
    account = request.session.get(ACCOUNT_KEY)
    if kept is None and account is None:
        return []
    number, nonce = (kept.number, kept.nonce) if kept is not None else (None, None)
    mark = request.session.get(MARK_KEY)
    now = timezone.now()
    rows = persons_known(slug=slug, account=account, number=number, nonce=nonce, mark=mark, now=now)
    return vouchers.attach_vouchers(request, slug, rows)


def was_put_out_here(request: HttpRequest, slug: str) -> bool:
    """Return whether somebody whom this device knows, by cookie or by account, was put out of the space `slug`.

    Where it knows nobody there, the persons of the links that it opened count: guests of a room have nothing else. One
    query, or none. Another device behind the same address is not concerned.
    """
    kept, account = RememberedPerson.of(request, slug), request.session.get(ACCOUNT_KEY)
    match = Q(account=account) if account is not None else Q(pk=None)
    if kept is not None:
        match |= Q(pk=kept.number, nonce=kept.nonce)
    elif account is None:
        match |= Q(links__in=[number for number, _proof in request.session.get(LINKS, [])])
    return Person.objects.filter(match, space__slug=slug, put_out_at__isnull=False).exists()


@prepared(
    slug=SlugField(),
    account=BigIntegerField(),
    number=BigIntegerField(),
    nonce=TextField(),
    mark=TextField(),
    now=DateTimeField(),
)
def persons_known(slug: Any, account: Any, number: Any, nonce: Any, mark: Any, now: Any) -> QuerySet[Person]:
    """Return the persons of a space by account, and by the number and nonce of a cookie, unless its browser left.

    Their seats come with them, as words (`seats_in`).
    """
    ways = [Q(account=account, account__isnull=False)] if account is not None else []
    if number is not None:
        ways.append(Q(pk=number, nonce=nonce))
    match = reduce(or_, ways) if ways else Q(pk=None)  # beside another way, SQLite would read the whole space for it
    rows = Person.objects.select_related("space", *(["account", "account_by"] if account is not None else []))
    rows = rows_not_left(rows.filter(match, space__slug=slug, erased_at=None, put_out_at=None), mark)
    return rows.annotate(seats_in_words=SeatsInWords(now)).order_by(F("account_id").asc(nulls_last=True), "pk")


@prepared(slug=SlugField())
def public_spaces(slug: Any) -> QuerySet[Space]:
    return Space.objects.public().filter(slug=slug)[:1]


def is_she(request: HttpRequest, person: Person) -> bool:
    """Return whether the visitor is this person, whom the device knows.

    A person with an account enters by it; also by a square, if the account may not be theirs.
    """
    if person.account_id is None or vouchers.is_signed_in_as(request, person):
        return True
    return vouchers.is_vouched_for(request, person)


def persons_of_visitor(request: HttpRequest) -> list[Person]:
    """Return the visitor's persons in every space, by cookie or by account. One query, or none."""
    account = request.session.get(ACCOUNT_KEY)
    match = kept_here(request) | (Q(account=account) if account else Q(pk=None))
    if not account and not request.session.get(SESSION_KEY):
        return []
    rows = not_left(Person.objects.filter(match, erased_at=None, put_out_at=None), request.session)
    rows = rows.select_related("space", "account").order_by("-joined_at")
    return [one for one in rows if is_she(request, one)]


def persons_of_this_device(request: HttpRequest) -> list[int]:
    """Return the ids of the persons, in every space, whom this device knows without signing in.

    Those vouched for by one member only are left out.
    """
    if not request.session.get(SESSION_KEY):
        return []
    rows = not_left(Person.objects.filter(kept_here(request), put_out_at=None), request.session)
    return list(rows.exclude(space__slug__in=vouchers.vouched_spaces(request)).values_list("pk", flat=True))


def kept_here(request: HttpRequest) -> Q:
    kept = [one for slug in request.session.get(SESSION_KEY, {}) if (one := RememberedPerson.of(request, slug))]
    return reduce(or_, (Q(pk=one.number, nonce=one.nonce) for one in kept), Q(pk=None))


def remember(request: HttpRequest, person: Person, *, by: Person | None = None) -> None:
    """Store the visitor's person of this space in the signed cookie: one in each space.

    `by` is the member whose square alone vouches for it, if any.
    """
    mark(request.session)
    if by is None:
        vouchers.forget_voucher(request, person)
    else:
        vouchers.note_voucher(request, person, by, at=timezone.now())
    person.enter(timezone.now())
    RememberedPerson(person.pk, person.nonce, entry_stamp(person)).put(request, person.space.slug)


def forget_space_cookie(request: HttpRequest, slug: str) -> None:
    """Forget the person of this space on this device; a copy of the cookie becomes worthless."""
    persons = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = {key: value for key, value in persons.items() if key != slug}
    end_session(request.session, at=timezone.now())


def forget_here(request: HttpRequest, person: Person) -> None:
    """Have this device forget the person, by whatever lets it in as them: the cookie, their links, their account.

    The names given there under links of the space go too: each may be theirs.
    """
    forget_space_cookie(request, person.space.slug)
    forget_guests_in(request, person.space)
    forget_links_for(request, [person, *doubles_of(person)])
    if person.account is not None and device_sessions.is_of(request.session, person.account):
        device_sessions.drop(request.session)
    Space.touch(person.space_id)  # who follows something there is judged again


def leave_others(request: HttpRequest, person: Person) -> None:
    """Have every other device forget this person and the names found to be theirs, and end where they signed in.

    This one goes on.
    """
    them = [person, *doubles_of(person)]
    for one in them:
        former, is_kept = one.nonce, vouchers.is_remembered(request, one)
        one.leave_devices()
        if is_kept:
            RememberedPerson(one.pk, one.nonce, entry_stamp(one)).put(request, one.space.slug)
        renew_guest(request, one, former)
        if one.account is not None:
            device_sessions.leave_others(request.session, one.account)
    renew_own_links(request, them)
