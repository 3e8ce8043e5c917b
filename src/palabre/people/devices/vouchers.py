"""The member whose square let the visitor back in, as long as this member alone vouches for them.

It is stored in the visitor's signed cookie; for a person who signs in by an address that a member noted, with their
account (see account_vouchers). Meanwhile the visitor reads and does no more than that member may: `Person.vouched_by`.
The word of a second member opens the rest, where they are surely two people (see electorate): a member who enters twice
is one. Where they are not, one of the two goes on vouching, rather the one that counts already; the screens name both.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.accounts.device_sessions import ACCOUNT_KEY, is_first_time, is_signed_in
from palabre.accounts.models import Account
from palabre.people.agreements import electorate
from palabre.people.devices.person_cookie import RememberedPerson
from palabre.people.models import A_MONTH, Person
from palabre.refusal import Refusal

SESSION_KEY = "beside"  # {slug: number of the member}
TOO_KEY = "beside_too"  # the same, of the other member whose square was scanned: for words only
TWO_KEY = "beside_two"  # {slug: [number of the person, Unix time]}: squares of two members let this device in as them
READING = ("GET", "HEAD", "OPTIONS")

type View = Callable[..., Any]


def open_to_one_word(view: View) -> View:
    """Let a view accept changes on one member's word alone: what is said for the first time, and may be said again.

    All other views refuse them. To undo, decide, delete or say otherwise there is refused by the function that does it.
    """
    view.open_to_one_word = True  # type: ignore[attr-defined]
    return view


def refuse_unless_open(view: View, person: Person | None, request: HttpRequest) -> None:
    """Raise a Refusal for a change sent on one member's word to a view that is not `open_to_one_word`."""
    if request.method not in READING and person is not None and not getattr(view, "open_to_one_word", False):
        refuse_one_word(person)


def attach_vouchers(request: HttpRequest, slug: str, persons: list[Person]) -> list[Person]:
    """Set `vouched_by` on the persons that this device knows in the space; return those whose vouchers are members.

    A person with an account enters by it alone. If it rests on one word, a square shown since lets a device in too,
    limited by the member who showed it. Somebody who is no longer a member, or of whom a backup from before knows
    nothing, vouches for nobody: once put out, they would come back as that person.
    """
    number, too = (request.session.get(key, {}).get(slug) for key in (SESSION_KEY, TOO_KEY))
    for person in persons:
        if person.account_id is not None and is_signed_in_as(request, person):
            person.vouched_by = (person.account_by,) if person.account_by is not None else ()
        elif number is not None:
            found = Person.objects.in_bulk([number] if too is None else [number, too])
            person.vouched_by, person.comes_by_square = tuple(found[one] for one in [number] if one in found), True
            person.vouched_too = found[too] if too in found and found[too].is_member else None
    return [person for person in persons if is_vouched_by_members(person)]


def is_vouched_by_members(person: Person) -> bool:
    """Return whether those on whose word the person is here are members: somebody at least, where a square let in."""
    is_alone = person.comes_by_square and not person.vouched_by
    return not is_alone and all(other.is_member for other in person.vouched_by)


def is_signed_in_as(request: HttpRequest, person: Person) -> bool:
    return ACCOUNT_KEY in request.session and is_signed_in(request.session, cast(Account, person.account))


def vouched_spaces(request: HttpRequest) -> list[str]:
    """Return the slugs of the spaces in which one member alone vouches for the visitor."""
    return list(request.session.get(SESSION_KEY, {}))


def note_voucher(request: HttpRequest, person: Person, by: Person, *, at: datetime.datetime) -> None:
    """Store `by` as voucher, before the device remembers the person; forget the voucher if `by` is the second one.

    A former voucher of the person who counts beside `by` stays the voucher, if `by` does not count beside them.
    """
    slug = person.space.slug
    if is_second_word(request, person, by, at=at):
        was_let_in_by_one = slug in request.session.get(SESSION_KEY, {})
        forget_voucher(request, person)
        if was_let_in_by_one:
            person.be_opened_by_two(at)
            note_two(request, person, at)
        return
    held, held_too = (request.session.get(key, {}) for key in (SESSION_KEY, TOO_KEY))
    former = held.get(slug) if is_remembered(request, person) else None
    if former == by.pk:
        return
    stays = former is not None and electorate.MemberBonds.of(person.space, at=at).is_known_beside(former, by.pk)
    voucher, too = (former, by.pk) if stays else (by.pk, former)
    request.session[SESSION_KEY] = held | {slug: voucher}
    request.session[TOO_KEY] = {key: one for key, one in held_too.items() if key != slug} | ({slug: too} if too else {})


def is_second_word(request: HttpRequest, person: Person, by: Person, *, at: datetime.datetime) -> bool:
    """Return whether this device already knew the person, by itself or by the word of somebody surely not `by`.

    Beside an account that came since two opened the place, a device knows nobody by itself: it may be that of the two.
    """
    former = request.session.get(SESSION_KEY, {}).get(person.space.slug)
    if not is_remembered(request, person):
        return False
    return not person.has_account_since_two(at) if former is None else are_two(former, by, at=at)


def note_two(request: HttpRequest, person: Person, since: datetime.datetime) -> None:
    request.session[TWO_KEY] = request.session.get(TWO_KEY, {}) | {person.space.slug: [person.pk, since.timestamp()]}


def when_let_in_by_two(request: HttpRequest, person: Person, *, at: datetime.datetime) -> datetime.datetime | None:
    """Return when two members, who may be one, let the visitor in as the person, within a month; None: they did not.

    On this device, by their squares; or on a device that does not know the person by itself, but by an account or by
    another name of theirs: whoever the squares let in may have joined it, or the second member vouched for it.
    """
    number, stamp = request.session.get(TWO_KEY, {}).get(person.space.slug, (None, 0.0))
    here = datetime.datetime.fromtimestamp(stamp, datetime.UTC) if number == person.pk else None
    if here is not None and abs(at - here) < A_MONTH:
        return here
    is_in_doubt = person.is_opened_by_two(at) or person.has_account_since_two(at)
    return person.by_two_at if is_in_doubt and not is_known_by_itself(request, person) else None


def leave_once(request: HttpRequest, person: Person) -> None:
    """Note that this device puts out the person's others: once for two squares, or the latest two would gain nothing.

    All devices that came by these squares count as one: a cookie can be copied, and another browser sign in. Raise a
    Refusal the second time.
    """
    at = timezone.now()
    since = when_let_in_by_two(request, person, at=at)
    if since is not None and not is_first_time(f"two {person.pk} {since.timestamp():.6f}", at=at):
        raise Refusal(
            _("This device did so already, since two members let it in."),
            instead=_("Once two members have given you your link back again, it can do so again."),
        )


def is_let_in_by_squares(request: HttpRequest, person: Person, *, at: datetime.datetime) -> bool:
    """Return whether the squares of one member, or of two within a month, let this device in as the person."""
    return bool(person.vouched_by) or when_let_in_by_two(request, person, at=at) is not None


def is_known_by_itself(request: HttpRequest, person: Person) -> bool:
    return is_remembered(request, person) and person.space.slug not in request.session.get(SESSION_KEY, {})


def is_remembered(request: HttpRequest, person: Person) -> bool:
    kept = RememberedPerson.of(request, person.space.slug)
    return kept is not None and (kept.number, kept.nonce) == (person.pk, person.nonce)


def is_vouched_for(request: HttpRequest, person: Person) -> bool:
    """Return whether a square vouches for the person on this device, while their account may not be theirs.

    It rests on one word too, or came since two members opened the place, who may have let another in.
    """
    has_square = person.space.slug in request.session.get(SESSION_KEY, {})
    is_in_doubt = person.account_by_id is not None or person.has_account_since_two(timezone.now())
    return has_square and is_in_doubt and is_remembered(request, person)


def refuse_single_voucher(person: Person) -> None:
    """Raise a Refusal for what is private to the person, while one member alone vouches for them on this device."""
    refusal = one_word(person)
    if refusal is not None:
        raise refusal


def refuse_one_word(person: Person) -> None:
    """Raise a Refusal on a device that a square let in, or by a shared link.

    The person may have said otherwise elsewhere. One who signs in by an address that a member noted has said everything
    by it: see `Person.is_on_one_word`.
    """
    if person.is_on_one_word:
        refuse_single_voucher(person)


def one_word(person: Person) -> Refusal | None:
    """Return the refusal for a visitor whom one member alone vouches for, with the way to lift the limit."""
    if person.vouched_by and person.comes_by_link:
        return Refusal(
            _("%(name)s can open this link too: it says nothing in your place, since you are here by yourself.")
            % {"name": person.vouched_by[0].name},
            instead=_("Do it on your own device, in the space. Lost it? Two members give you your link back."),
        )
    if person.vouched_by and person.account_by_id is not None and not person.comes_by_square:
        return Refusal(
            _("%(name)s noted your address: nothing else says yet that it is you.")
            % {"name": person.vouched_by[0].name},
            instead=_("Somebody of your group greets you on its page, or gives you your link back: “The people”."),
        )
    if person.vouched_by:
        return one_square(person)
    return None


def one_square(person: Person) -> Refusal:
    """Return the refusal on a device that squares let in."""
    ask = _("Ask a second member: on their phone, “The people”, then “Give back their link”. Both must count.")
    who = {"name": person.vouched_by[0].name, "other": person.vouched_too.name if person.vouched_too else ""}
    if person.vouched_too is None:
        return Refusal(
            _("On this device, %(name)s alone said that it is you.") % who, instead=f"{ask} {what_counts(person)}"
        )
    return Refusal(_("On this device, %(name)s and %(other)s said that it is you.") % who, instead=what_counts(person))


def what_counts(person: Person) -> str:
    """Return which of the two members who showed a square counts, then who counts."""
    return f"{which_counts(person)} {who_counts()}".strip()


def who_counts() -> str:
    """Return in words whom `electorate.are_two` takes for two people; a third person is neither of them."""
    by_themselves = _(
        "A member counts who founded the space, or, after a day in it, carries a group that a third person joined."
    )
    by_another = _("So does a member greeted in a group by a third person who founded the space or carries a group.")
    return f"{by_themselves} {by_another}"


def which_counts(person: Person) -> str:
    if person.vouched_too is None:
        return ""
    one, other = person.vouched_by[0], person.vouched_too
    bonds = electorate.MemberBonds.of(person.space, at=timezone.now())
    counting = [a.name for a, b in ((one, other), (other, one)) if bonds.is_known_beside(a.pk, b.pk)]
    who = {"name": counting[0] if counting else one.name}
    who["other"] = other.name if who["name"] == one.name else one.name
    if len(counting) == 2:
        return _("Both count now: scan the square of one of them again.")
    if counting:
        return _("%(name)s counts, %(other)s does not count yet: one more member who counts is needed.") % who
    return _("Neither counts yet beside the other: a member who counts is needed, then a second one.")


def are_two(former: int, by: Person, *, at: datetime.datetime) -> bool:
    return electorate.are_two(former, by.pk, by.space, at=at)


def forget_voucher(request: HttpRequest, person: Person) -> None:
    """Forget who vouched here in the person's space, but not that two members let the visitor in as them."""
    slug, since = person.space.slug, when_let_in_by_two(request, person, at=timezone.now())
    for key in (SESSION_KEY, TOO_KEY, TWO_KEY):
        held = request.session.get(key, {})
        if slug in held:
            request.session[key] = {one: value for one, value in held.items() if one != slug}
    if since is not None:
        note_two(request, person, since)
