"""The person who acts: the one here, or a guest who gives a name in the form of the act. No account is needed.

A `VisitorForm` asks for the name before its own fields. Views act within `acting`.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.people.devices.acting_person import PutOut
from palabre.people.devices.person_middleware import remember, was_put_out_here
from palabre.people.models import NAME_LENGTH, Person
from palabre.people.typed_names import typed_name
from palabre.pure.french import name_key
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope, Wait
from palabre.web.form.fields import HiddenField, LineField
from palabre.web.form.gesture_form import GestureForm
from palabre.web.visitor_cookie import Visitor, visitor_of

# Limits for guests of a public space, and of a link. A link has no limit per place: a whole hall may scan its square.
OF_A_SPACE = Bound("guest", (Limit(LimitScope.EACH, 10), Limit(LimitScope.PLACE, 600), Limit(LimitScope.SCOPE, 1000)))
OF_A_LINK = Bound("guest by link", (Limit(LimitScope.EACH, 20), Limit(LimitScope.SCOPE, 1000)))
# Gestures of who only typed a name, whether they are undone since or not.
OF_A_TYPED_NAME = Bound("gesture of a typed name", (Limit(LimitScope.EACH, 300),))
# Sentences that they leave of circles. Counted by the hour and not to the second, which would tell whose one is.
SENTENCES_OF_A_TYPED_NAME = Bound("sentence of a typed name", (Limit(LimitScope.EACH, 20),))

FORM_IS_GOOD_FOR = datetime.timedelta(hours=1)  # within it, the same form sent again makes the same guest
YOUR_NAME = gettext_lazy("Your first name and surname")


class NameInput(forms.TextInput):
    """The name of who types: browsers may propose it."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "name", "required": True})


class GuestForm(GestureForm):
    """The name of a guest, and the token that makes the form idempotent. The act refuses an empty name."""

    who = LineField(
        label=YOUR_NAME,
        max_length=NAME_LENGTH,
        required=False,
        widget=NameInput,
        help_text=gettext_lazy("You need no account. Your name appears with what you say here."),
    )
    form_token = HiddenField()


class VisitorForm(GuestForm):
    """The form of a gesture for visitors too: whom `person` does not name is asked for a name, above its own fields."""

    of_visitors: tuple[str, ...] = ("who", "form_token")  # the fields that only visitors have

    def __init__(self, *args: Any, person: Person | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["form_token"].initial = new_form_token
        for name in self.of_visitors if person is not None else ():
            del self.fields[name]

    def ask_first_name(self) -> None:
        """Ask a visitor for no surname, where a first name is enough."""
        if "who" in self.fields:
            self.fields["who"].label = _("Your first name")
            self.fields["who"].widget.attrs["autocomplete"] = "given-name"


class TooManyGuests(Refusal):
    status = 429


@contextmanager
def acting(request: Any) -> Iterator[Person]:
    """Give the person here, or a guest made of the typed name, whom this device remembers once the act is done.

    When the act refuses, nothing is kept: neither the guest nor what was done. A guest came by themselves but does not
    join: they read what everybody reads. The same form sent twice makes one guest. Raises a Refusal when no name was
    given, when too many guests come (see `welcome_within`), when a guest does a great deal within the hour, or on the
    device of who was put out (see `guest_of`).
    """
    with transaction.atomic():
        if request.person is not None:
            bound_gestures(request)
            yield request.person
            return
        guest = guest_of(request, request.space)
        yield guest
        remember(request, guest)
        request.person = guest


def bound_gestures(request: Any) -> None:
    """Count a gesture of a guest, and raise a Refusal beyond their limit. Members have none."""
    if not request.person.is_passer_by:
        return
    by, at = visitor_of(request), timezone.now()
    if wait := OF_A_TYPED_NAME.wait(by, at=at):
        raise TooManyGuests(_("A great deal was done under your name just now."), instead=wait.words)
    OF_A_TYPED_NAME.count(by, at=at)


@contextmanager
def sentences_bounded(request: Any, person: Person, *, at: datetime.datetime) -> Iterator[None]:
    """Count the sentence that a guest leaves of a circle, and raise a Refusal beyond their limit. Members have none."""
    if not person.is_passer_by:
        yield
        return
    by, bound = visitor_of(request), SENTENCES_OF_A_TYPED_NAME
    if wait := bound.wait(by, at=at):
        raise TooManyGuests(
            _("You left many sentences already."),
            instead=_("This one is still in its field. %(wait)s") % {"wait": wait.words},
        )
    yield
    bound.count(by, at=at.replace(minute=0, second=0, microsecond=0))


def guest_of(request: Any, space: Space) -> Person:
    """Return the guest who gave a name in this form. This alone does not remember them on this device.

    Raises a Refusal on the device of who was put out: another name does not bring them back, even by a shared link.
    """
    if was_put_out_here(request, space.slug):
        raise PutOut.now()
    return newcomer_of(request, space)


def newcomer_of(request: Any, space: Space) -> Person:
    """Return the guest who gave a name in this form, on any device: by the join link, who was put out comes back."""
    said = GuestForm.read(request)
    name, at = a_name(said["who"]), timezone.now()
    link = getattr(request, "link", None)
    bound, scope = (OF_A_LINK, f"link {link.pk}") if link is not None else (OF_A_SPACE, f"space {space.pk}")
    return welcome_within(bound, space, name, form_token=said["form_token"], at=at, by=visitor_of(request), scope=scope)


def somebody_named(space: Space, typed: str) -> Person | None:
    """Return the first person who came here under this name, to ask a newcomer whether it is them."""
    wanted = name_key(typed)
    rows = space.persons.filter(came_at__isnull=False, erased_at=None, same_as=None).order_by("pk")
    return next((one for one in rows if wanted and name_key(one.name) == wanted), None)


def a_name(typed: str) -> str:
    """Return the name that a guest typed. Raises a Refusal when it is empty or too long."""
    missing = Refusal(_("Your name is missing."), instead=_("Write your first name, then send again."))
    return typed_name(typed, missing=missing)


def welcome_within(
    bound: Bound, space: Space, name: str, *, form_token: str, at: datetime.datetime, by: Visitor, scope: str
) -> Person:
    """Return the guest that this form made, unless their device or this place made too many. Raises a Refusal."""
    with transaction.atomic():
        Space.hold(space.pk)
        if found := known_by(space, form_token, at=at):
            return found
        if wait := bound.wait(by, at=at, scope=scope):
            raise too_many(wait)
        bound.count(by, at=at, scope=scope)
        return welcome(space, name, form_token=form_token, at=at)


def too_many(wait: Wait) -> TooManyGuests:
    if wait.is_hers:
        return TooManyGuests(_("Many names were given from this device."), instead=wait.words)
    link = _("A link that somebody of the group gives you opens at once.")
    return TooManyGuests(_("A great many people are coming right now."), instead=f"{link} {wait.words}")


def welcome(space: Space, name: str, *, form_token: str, at: datetime.datetime) -> Person:
    """Return the guest that this form made, made now when it is sent for the first time."""
    with transaction.atomic():
        Space.hold(space.pk)
        if found := known_by(space, form_token, at=at):
            return found
        Space.touch(space.pk)
        return Person.objects.create(
            space=space, name=name, came_at=at, form_token=form_token or new_form_token(), is_self_named=True
        )


def known_by(space: Space, form_token: str, *, at: datetime.datetime) -> Person | None:
    """Return the guest that this form made within the hour: a token that somebody else typed or kept identifies nobody.

    A person whom a member named (`coming_for`) filled in no form. Raises a Refusal when the form is too old.
    """
    found = space.persons.filter(form_token=form_token).first() if form_token else None
    if found is not None and not (found.is_self_named and found.named_at > at - FORM_IS_GOOD_FOR):
        raise Refusal(_("This form was sent already."), instead=_("Open the page again, then write your name."))
    return found


def new_form_token() -> str:
    return secrets.token_urlsafe(18)
