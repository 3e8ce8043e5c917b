"""Account: identified by an e-mail address only."""

import datetime
import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from palabre.web import keyed_digests
from palabre.web.address_field import AddressField
from palabre.web.saved_fields import save_fields

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # of a code: RFC 8628, 6.1
SALT = "palabre.accounts.code"


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; no password is ever set."""

    def open(self, email: str) -> "Account":
        account = Account(email=email)
        account.set_unusable_password()
        account.save()
        return account

    def at(self, email: str) -> "Account | None":
        """Return the account of this address, however it is written."""
        return self.filter(email=email).first()


class Account(AbstractBaseUser):
    """A person who signs in. They are a Person in each space that they join."""

    email = AddressField(unique=True)
    is_instance_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return str(self.email)

    def may_look_after_the_instance(self) -> None:
        save_fields(self, is_instance_admin=True)


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


class SentCode(models.Model):
    """A sign-in code sent to an address, for the browser that asked: its session holds the row's id.

    The database does not hold the code: it is a keyed digest of `nonce`, which the server's secret recomputes to send
    it again or show it. `sent_at` is when it was made; `tried` counts the messages attempted with it, and `has_left` is
    true once one was sent. The row is deleted when a code of this address was used, or is too old.
    """

    email = AddressField(db_index=True)
    nonce = models.CharField(max_length=40, default=new_nonce)
    sent_at = models.DateTimeField()
    tried = models.PositiveSmallIntegerField(default=0)
    has_left = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"a code of {self.sent_at:%H:%M}"

    @property
    def code(self) -> str:
        """The code as it is sent: « BCDF-GHJK »."""
        return spelled(keyed_digests.digest(SALT, self.words))

    @property
    def words(self) -> str:
        return f"{self.email}:{self.nonce}"

    def is_code(self, typed: str) -> bool:
        """Return whether this code was typed; one made with a former secret is valid too."""
        made = [spelled(digest) for digest in keyed_digests.digests(SALT, self.words)]
        return any(secrets.compare_digest(typed, one) for one in made)

    def renew(self, at: datetime.datetime) -> None:
        self.nonce, self.sent_at, self.tried, self.has_left = new_nonce(), at, 0, False
        self.save()

    def try_once_more(self) -> None:
        self.tried += 1
        self.save(update_fields=["tried"])

    def leave(self) -> None:
        """Mark it as sent: nobody needs to tell it in another way."""
        save_fields(self, has_left=True)


def spelled(digest: str) -> str:
    """Return a digest as a code of eight letters."""
    number = int(digest, 16)
    letters = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class LeftDevice(models.Model):
    """The mark of a signed-out browser: a cookie with it is rejected. Kept as long as cookies live.

    Or what devices did once (device_sessions.is_first_time).
    """

    mark = models.CharField(max_length=40, unique=True)
    left_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a device left on {self.left_at:%d/%m}"
