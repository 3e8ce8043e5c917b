"""Account: who signs in, by an e-mail address and nothing else."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; no password is ever set."""

    def open(self, email: str) -> "Account":
        account = Account(email=self.normalize_email(email))
        account.set_unusable_password()
        account.save()
        return account


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


class SentCode(models.Model):
    """A sign-in code that was sent to an address: one at a time, which every browser that asks there waits for.

    So nobody who asks for codes in somebody's name can lock her out: the last message she got holds the code.
    """

    email = models.EmailField(unique=True)
    code = models.CharField(max_length=20)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a code of {self.sent_at:%H:%M}"
