"""Letter: a message to one person, or to a mail address, which waits until it goes."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Link, Person
from palabre.spaces.models import Space


class Way(models.TextChoices):
    """How a letter went."""

    PALABRE = "palabre"
    MAILBOX = "mailbox"
    BY_HAND = "by_hand"


class Trouble(models.TextChoices):
    """Why a letter did not leave yet, by the word of the mail server."""

    AWAY = "away"  # it does not answer
    LATER = "later"  # the other side asks to come back later
    US = "us"  # it does not take our messages: its settings are to be looked at
    LINK = "link"  # the link that the letter holds opens nothing any longer


class Letter(models.Model):
    """A message to one person, written to be read before it goes. It waits in the space's outbox.

    Or it is `to_email`, a mail address of which no person is known, in `language`: then no outbox shows it, it leaves
    by itself when it is due, and keeps neither the address nor its words once it left or was refused.

    It goes from somebody's own mailbox, or by Palabre once somebody `approved` it, not before `due_at`; or a
    link is given by hand. Where `{address}` stands in `body`, the reader finds her own `link`, so that no token
    is kept here. `origin` is the server's address as it was when the letter was approved ("https://…").
    `refused` says why the other side will never take it; `trouble` why it did not leave yet, since `due_at`.
    `changed_at`: somebody changed its words, which are hers from then on. `calendar` is an iCalendar text that goes
    with it, under its method (REQUEST, CANCEL); `html` the same words as simple HTML; `stops`: one click stops the
    letters of its kind (RFC 8058).
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
        """Where it goes; "" when nobody knows."""
        return self.to.email if self.to else self.to_email

    @property
    def reader(self) -> Person:
        """The person to whom it is; a letter to an address has none, and stands in no outbox."""
        if self.to is None:
            raise ValueError("a letter to an address is to no person")
        return self.to

    @property
    def is_leaving(self) -> bool:
        """Somebody approved it, and it has not left yet."""
        return self.approved_at is not None and self.sent_at is None and not self.refused

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.sent_at is None and not self.refused

    @property
    def was_given_up(self) -> bool:
        """Palabre tried for days, and tries no longer."""
        return self.is_waiting and bool(self.trouble)

    def hold_back(self) -> None:
        """It waits again for somebody to say that it goes; what went wrong stays said."""
        self.approved_at = self.due_at = self.leased_until = None
        self.save(update_fields=["approved_at", "due_at", "leased_until"])
