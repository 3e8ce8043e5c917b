"""Letter: a message to one person, or to a mail address, kept until it is sent."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Link, Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


class Way(models.TextChoices):
    """The way a letter was sent."""

    PALABRE = "palabre"
    MAILBOX = "mailbox"
    BY_HAND = "by_hand"


class Trouble(models.TextChoices):
    """Reasons why a letter was not sent yet, as the mail server gives them."""

    AWAY = "away"  # no answer
    LATER = "later"  # the other server asks to retry later
    US = "us"  # it refuses our messages: its settings must be checked
    LINK = "link"  # the link in the letter is no longer valid


class Letter(models.Model):
    """A message to one person, reviewed before it is sent. It waits in the space's outbox.

    Or it is `to_email`, an address without a known person, in `language`: then no outbox shows it, it is sent
    automatically when due, and its address and text are deleted once it was sent or refused.

    It is sent from a person's own mailbox, or by Palabre once `approved`, not before `due_at`; or its link is given by
    hand. `{address}` in `body` is replaced by the reader's own `link`, so that no token is stored here. `origin` is the
    server's URL when the letter was approved ("https://…"). `refused` is why the other side will never accept it;
    `trouble` why it was not sent yet, since `due_at`. `changed_at`: a person edited its text, which is then theirs.
    `calendar` is an iCalendar text sent with it, with its method (REQUEST, CANCEL); `html` the same text as simple
    HTML; `stops`: one click unsubscribes from its kind (RFC 8058).
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="letters")
    to = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="letters")
    to_email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    link = models.ForeignKey(Link, models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=300, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_how = models.CharField(max_length=10, choices=Way, blank=True, default="")
    refused = models.TextField(blank=True, default="")
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True, default="")
    changed_at = models.DateTimeField(null=True, blank=True)
    calendar = models.TextField(blank=True, default="")
    calendar_method = models.CharField(max_length=10, blank=True, default="")
    html = models.TextField(blank=True, default="")
    stops = models.BooleanField(default=False)

    memo = ""  # in memory only: what the `renew` of its kind leaves for `settled` (post/hooks.py)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to__isnull=True) | models.Q(to_email=""), name="a_letter_has_one_addressee"
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="letter_to_send")]

    def __str__(self) -> str:
        return self.subject

    @property
    def email(self) -> str:
        """The address it is sent to; "" when it is unknown."""
        return self.to.email if self.to else self.to_email

    @property
    def reader(self) -> Person:
        """The person it is for; a letter to an address has none, and is in no outbox."""
        if self.to is None:
            raise ValueError("a letter to an address is to no person")
        return self.to

    @property
    def is_leaving(self) -> bool:
        """True when it is approved, and not sent yet."""
        return self.approved_at is not None and self.sent_at is None and not self.refused

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.sent_at is None and not self.refused

    @property
    def was_given_up(self) -> bool:
        """True when Palabre tried for days, and stopped."""
        return self.is_waiting and bool(self.trouble)

    @property
    def came_back(self) -> bool:
        """True when it will not be sent: it was refused or given up."""
        return bool(self.refused) or self.was_given_up

    def hold_back(self) -> None:
        """Make it wait for approval again; its trouble is kept."""
        save_fields(self, approved_at=None, due_at=None, leased_until=None)
