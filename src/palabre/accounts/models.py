"""Account: who signs in, by an e-mail address and nothing else."""

import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; no password is ever set."""

    def open(self, email: str) -> "Account":
        account = Account(email=email.lower())
        account.set_unusable_password()
        account.save()
        return account

    def at(self, email: str) -> "Account | None":
        """Return the account of this address, however it is written."""
        return self.filter(email__iexact=email).first()


class Account(AbstractBaseUser):
    """Someone who signs in. She is a Person in each space that she joins."""

    email = models.EmailField(unique=True)
    is_instance_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.email

    def may_look_after_the_instance(self) -> None:
        self.is_instance_admin = True
        self.save(update_fields=["is_instance_admin"])


class SentCode(models.Model):
    """A sign-in code that was sent to an address: one at a time, which every browser that asks there waits for.

    So nobody who asks for codes in somebody's name can lock her out: the last message she got holds the code.
    `sent_at` is when it was made; `tried` counts the messages that were tried with it, and `has_left` is true
    once one of them left. The row goes when the code was used, or is too old.
    """

    email = models.EmailField(unique=True)
    code = models.CharField(max_length=20)
    sent_at = models.DateTimeField()
    tried = models.PositiveSmallIntegerField(default=0)
    has_left = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"a code of {self.sent_at:%H:%M}"

    def renew(self, code: str, at: datetime.datetime) -> None:
        self.code, self.sent_at, self.tried, self.has_left = code, at, 0, False
        self.save()

    def try_once_more(self) -> None:
        self.tried += 1
        self.save(update_fields=["tried"])

    def leave(self) -> None:
        """A message with it has left: nobody else needs to tell it."""
        self.has_left = True
        self.save(update_fields=["has_left"])
