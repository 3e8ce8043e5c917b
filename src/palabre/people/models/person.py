"""Person: anyone named in a space."""

from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.pure.french import name_key, name_parts
from palabre.pure.mail_address import normal_address
from palabre.spaces.models import Space
from palabre.web.address_field import AddressField
from palabre.web.saved_fields import save_fields

if TYPE_CHECKING:
    from palabre.people.models.audience import Audience
    from palabre.people.models.link import Link

NAME_LENGTH = 200
TYPED = Q(is_self_named=True) | Q(form_token__isnull=False)  # as Person.is_typed
A_MONTH = datetime.timedelta(days=30)
PASSERS_BY = Q(is_self_named=True, joined_at=None)  # they typed a name: it is not known to be theirs


class News(models.TextChoices):
    """The news that a person gets by mail. Without a choice, they are written to when somebody calls on them."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    CALLED = "called"
    NONE = "none"


class Person(models.Model):
    """Anyone named in a space, with or without an account.

    `came_at` is set when the person does or says something by themselves (by a link, a gesture, a code), never when
    somebody names them: until then they have no page, and readers outside get their first name only. `joined_at` is set
    when they enter the space: from then on they read and write what it does. `steward_since` is set for stewards;
    there may be none. `email` was given for them, and is read by those who write to them and by nobody else.
    `address_by` is the member who noted it, null once it is known to be theirs; `account_by` is the one member who
    vouches that the account is theirs, null where they said so themselves, or two members did (see account_vouchers):
    what opens by these is limited to what that member may read and do. `account_at` is when an account last began, or
    ceased, to act as them: of two databases, the later one is believed. `by_two_at` is when two members, who may be
    one after all, opened the place: for a month, the name goes a day later by what came since, and squares open the
    place beside an account that came since (see vouchers). `same_as` is the person into whom they were merged (see
    person_merge), `erased_at` when their name was removed (see name_erasure), `put_out_at` when they were put out of
    the space: nobody acts as them there any longer (see exclusion), `left_at` when a member left it. `form_token` is
    the token of the form by which a guest came. `nonce` stands in the cookies of the devices that know them, and
    `entered_at` is when the last of these began to. `is_self_named`: they typed this name themselves. No right follows
    from the words of a typed name (`is_typed`).
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="persons")
    name = models.CharField(max_length=NAME_LENGTH)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="persons")
    email = AddressField(blank=True, default="")
    email_refused_at = models.DateTimeField(null=True, blank=True)
    address_by = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="+")
    account_by = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="+")
    account_at = models.DateTimeField(null=True, blank=True)
    by_two_at = models.DateTimeField(null=True, blank=True)
    news = models.CharField(max_length=10, choices=News, default=News.CALLED)
    named_at = models.DateTimeField(auto_now_add=True)
    came_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    steward_since = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    put_out_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    leaving_at = models.DateTimeField(null=True, blank=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="doubles")
    form_token = models.CharField(max_length=60, null=True, blank=True)
    nonce = models.CharField(max_length=40, blank=True, default="")
    entered_at = models.DateTimeField(null=True, blank=True)
    is_self_named = models.BooleanField(default=False)

    vouched_by: tuple[Person, ...] = ()  # in this visit: they may do no more than each of these (see vouchers)
    vouched_too: Person | None = None  # in this visit: whose square was scanned too, and adds nothing yet: for words
    comes_by_square: bool = False  # in this visit: a square let them in, beside their account or without one
    link_here: Link | None = None  # in this visit: the link by which they are here, without being signed in
    seats_now: tuple[tuple[int, bool], ...] | None = None  # in a visit that only reads: see seats_held

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "account"],
                condition=Q(account__isnull=False),
                name="one_person_per_account_and_space",
            ),
            models.UniqueConstraint(fields=["space", "form_token"], name="one_guest_per_form"),
            models.CheckConstraint(
                condition=Q(joined_at__isnull=True) | Q(came_at__isnull=False), name="who_joined_came_by_herself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_come(self) -> bool:
        """Return whether they acted by themselves: only then do they have a page, and their full name outside."""
        return self.came_at is not None

    @property
    def is_member(self) -> bool:
        return self.joined_at is not None

    @property
    def is_passer_by(self) -> bool:
        """Return whether nobody but they said who they are, and they did not join: no role opens the space to them."""
        return self.is_self_named and not self.is_member

    @property
    def has_unproved_address(self) -> bool:
        """Return whether a guest gave the address by a link, which proves nobody: see `guest_answers`."""
        return bool(self.email) and self.is_passer_by and self.account_id is None and self.address_by_id is None

    @property
    def gave_address(self) -> bool:
        """Return whether the address is the person's own word: they gave it, or it is that of their account."""
        is_of_account = self.account is not None and self.account.email == self.email
        return bool(self.email) and (self.address_by_id is None or is_of_account)

    @property
    def is_steward(self) -> bool:
        cares = self.is_member and self.steward_since is not None and self.same_as_id is None
        return cares and all(other.is_steward for other in self.vouched_by)

    @property
    def comes_by_link(self) -> bool:
        return self.link_here is not None

    @property
    def is_on_one_word(self) -> bool:
        """Return whether they are here by what another member holds too: their square, or a shared link."""
        return bool(self.vouched_by) and (self.account_id is None or self.comes_by_link or self.comes_by_square)

    @property
    def first_name(self) -> str:
        """Return the first name, of « KEROUANTON Nadège » too; the surname when only that is known."""
        return (name_parts(self.name)[0] or self.name) if self.erased_at is None else self.name

    @property
    def key(self) -> tuple[str, ...]:
        """Return the name as it is compared: folded words."""
        return tuple(name_key(self.name))

    @property
    def is_typed(self) -> bool:
        """Return whether the name was typed in a form, by the person or by a member, rather than read in a text."""
        return self.is_self_named or self.form_token is not None

    @property
    def is_by_key_only(self) -> bool:
        """Return whether this is a guest with a typed name: only foreign keys count, names are not searched."""
        return self.is_typed and not self.is_member

    def come(self, at: datetime.datetime) -> None:
        """Record that the person said or did something by themselves for the first time."""
        if not self.has_come:
            save_fields(self, came_at=at)
            Space.touch(self.space_id)

    def join(self, at: datetime.datetime) -> None:
        """Make the person a member, once: from now on they read and write what the space does.

        The address that a guest gave is forgotten: whoever held their link may have given it, to claim them later.
        """
        if not self.is_member:
            if self.has_unproved_address:
                self.may_be_reached_at("", by=None)
            save_fields(self, came_at=self.came_at or at, joined_at=at)
            Space.touch(self.space_id)

    def answer(self, at: datetime.datetime, *, asked_by: Person | None = None) -> None:
        """Record that the person takes up a role: this makes them a member.

        A passer-by stays one, unless a member asked them (`asked_by`).
        """
        is_asked = asked_by is not None and asked_by.is_member
        self.join(at) if is_asked or not self.is_passer_by else self.come(at)

    def may_be_reached_at(self, email: str, *, by: Person | None) -> None:
        """Store the address that `by` noted (None: the person gave it); a new one has not been refused yet."""
        email = normal_address(email)
        if self.email != email:
            if by is not None and self.email:
                mailed = self.links.filter(made_by=None, noted_by__isnull=False)
                mailed.update(nonce=secrets.token_urlsafe(16))
            save_fields(self, email=email, email_refused_at=None, address_by=by if email else None)

    def trust_address(self) -> None:
        """Record that the address is right, though a message to it came back."""
        save_fields(self, email_refused_at=None)

    def is_written(self, name: str) -> None:
        """Change the spelling of the name; texts keep the former one, which is stored as a double."""
        former, was_typed = self.name, self.is_typed
        self.name = name
        if name_key(former) != name_key(name):
            self.is_self_named = True
            Person.objects.create(space_id=self.space_id, name=former, same_as=self, is_self_named=was_typed)
        self.save(update_fields=["name", "is_self_named"])

    def sign_in_as(self, account: Account) -> None:
        """Attach the account. The member who noted the address, if any, is its voucher."""
        save_fields(self, account=account, account_by=self.address_by, account_at=timezone.now())

    def be_known_by(self, one: Person | None) -> None:
        """Set the voucher of the account, and of the address if it is the same; None: the person is known."""
        self.account_by = one
        if self.account is not None and self.account.email == self.email:
            self.address_by = one
        self.save(update_fields=["account_by", "address_by"])

    def be_opened_by_two(self, at: datetime.datetime) -> None:
        """Record that two members opened the place; of several times within a month, the first one counts."""
        if not self.is_opened_by_two(at):
            save_fields(self, by_two_at=at)

    def is_opened_by_two(self, at: datetime.datetime) -> bool:
        return self.by_two_at is not None and abs(at - self.by_two_at) < A_MONTH

    def has_account_since_two(self, at: datetime.datetime) -> bool:
        """Return whether their account came within a month, and since two members opened the place: perhaps to another.

        However long after: whoever they let in may have waited.
        """
        if self.account_id is None or self.account_at is None or self.by_two_at is None:
            return False
        return self.by_two_at <= self.account_at and abs(at - self.account_at) < A_MONTH

    def lose_name(self, instead: str, at: datetime.datetime) -> None:
        """Remove the name and every way to reach the person: nobody can act as them any longer."""
        self.name, self.email, self.news, self.erased_at = instead, "", News.NONE, at
        self.account = self.form_token = self.email_refused_at = self.joined_at = self.steward_since = None
        self.address_by = self.account_by = self.by_two_at = self.leaving_at = None
        self.save()

    def leave_at(self, at: datetime.datetime | None) -> None:
        """Set when the name goes, as somebody asked by the person's link (see slow_removal); None: it stays."""
        save_fields(self, leaving_at=at)

    def enter(self, at: datetime.datetime) -> None:
        """Record that a device begins to know the person."""
        save_fields(self, entered_at=at)

    def leave_devices(self) -> None:
        """Have every device forget the person. What they follow live is judged again at once: the space changes."""
        save_fields(self, nonce=secrets.token_urlsafe(12))
        Space.touch(self.space_id)

    def be_put_out(self, at: datetime.datetime) -> None:
        """Put the person out of the space."""
        save_fields(self, put_out_at=at, joined_at=None, steward_since=None)

    def leave_space(self, at: datetime.datetime) -> None:
        """Be a member no longer, by one's own will."""
        save_fields(self, left_at=at, joined_at=None, steward_since=None)

    def be_let_back(self, *, joined: datetime.datetime | None, steward: datetime.datetime | None) -> None:
        """Let the person back into the space, as before they left or were put out."""
        save_fields(self, put_out_at=None, left_at=None, joined_at=joined, steward_since=steward)

    def hear(self, news: str) -> None:
        save_fields(self, news=News(news))

    def holds_a_writing_seat(self, audience: Audience) -> bool:
        """Return whether the person writes by a seat, in this audience or in one that is joined with it."""
        if self.seats_now is not None:
            return (audience.pk, True) in self.seats_now
        now_held = self.seats.filter(Q(until__isnull=True) | Q(until__gt=Now()), may_write=True)
        hers = now_held.filter(Q(audience=audience.root) | Q(audience__joined_to=audience.root))
        return hers.exists() and all(other.holds_a_writing_seat(audience) for other in self.vouched_by)


class RefusedName(models.Model):
    """A name that was removed from a space, as a keyed digest: it may not be written there again.

    `person` is the one who had it removed, for a restore that leaves this removal out. `is_typed`: nobody but its
    bearer gave it, in a form, and it may be any words.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="refused_names")
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_typed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "digest"], name="one_refusal_per_name")]

    def __str__(self) -> str:
        return f"a name refused in {self.space_id}"
