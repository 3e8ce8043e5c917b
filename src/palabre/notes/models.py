"""Note: one Markdown text, written by several people at once, and every state it went through."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Audience, AudienceBoundQuerySet, Person
from palabre.spaces.models import Space


class Note(models.Model):
    """A text that several people write. Markdown is its one source; `body_html` is sanitised, cached at save.

    Once it `is_live`, a Yjs document of its text is kept beside it: a Snapshot and the Updates since.
    The document is the truth then, and `body_md` is what it said when it was last written down: `covers` is the
    number of the last Update in it. The document is begun anew in the next `epoch`, for a name that is taken
    away must be in none of its past; `former_clients` are the Yjs client numbers of the epochs before, by which
    who still holds such a document is known.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="notes")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    body_md = models.TextField(default="", blank=True)
    body_html = models.TextField(default="", blank=True)
    revision = models.PositiveIntegerField(default=0)
    is_live = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=0)
    covers = models.BigIntegerField(default=0)
    former_clients = models.JSONField(default=list)
    changed_at = models.DateTimeField(auto_now=True)

    objects = AudienceBoundQuerySet.as_manager()

    def __str__(self) -> str:
        return f"note {self.pk}, revision {self.revision}"

    def become(self, body_md: str, body_html: str, *, covers: int | None = None) -> None:
        """Say this from now on, in a new revision."""
        self.body_md, self.body_html, self.revision = body_md, body_html, self.revision + 1
        self.covers = self.covers if covers is None else covers
        self.save(update_fields=["body_md", "body_html", "revision", "covers", "changed_at"])

    def begin_epoch(self, former_clients: list[int]) -> None:
        self.epoch, self.former_clients, self.is_live = self.epoch + 1, former_clients, False
        self.save(update_fields=["epoch", "former_clients", "is_live"])

    def go_live(self) -> None:
        self.is_live = True
        self.save(update_fields=["is_live"])


class Revision(models.Model):
    """The whole text as it was saved, once. Revision 1 is the first text.

    While people type together a revision is written down every few seconds: each but the last of such a stretch
    `is_passing`, is shown in no history, and is swept away after a day. `hands` are all who wrote in the stretch,
    `by` the last of them; `began_at` is when it began (None for a text that was saved at once).
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body_md = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    hands = models.ManyToManyField(Person, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True, blank=True)
    is_passing = models.BooleanField(default=False)
    words = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="one_revision_of_each_number")]

    def __str__(self) -> str:
        return f"{self.note_id} r{self.number}"

    def pass_on(self) -> None:
        """Be no longer shown: the next one of its stretch is there."""
        self.is_passing = True
        self.save(update_fields=["is_passing"])


class Update(models.Model):
    """What one connection changed in a live note in one beat of its room, as a Yjs update: a row of the log.

    Rows commute, so that every process appends without a lock. `origin` is the process that wrote it.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="updates")
    epoch = models.PositiveIntegerField()
    change = models.BinaryField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.CharField(max_length=24)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["note", "id"], name="update_by_note")]

    def __str__(self) -> str:
        return f"update {self.pk} of {self.note_id}"


class Snapshot(models.Model):
    """The Yjs document of a note, with every Update that was folded into it. A note without one is not live."""

    note = models.OneToOneField(Note, models.CASCADE, related_name="snapshot")
    epoch = models.PositiveIntegerField()
    state = models.BinaryField()
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"snapshot of {self.note_id}, epoch {self.epoch}"
