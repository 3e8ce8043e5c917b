"""Note: a Markdown text written by several people at once, and its revisions."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Audience, AudienceBoundQuerySet, Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields, store_fields


class Note(models.Model):
    """A text that several people write. Its source is Markdown; `body_html` is the sanitised cache, made when saved.

    Once it `is_live`, a Yjs document of its text is stored beside it: a Snapshot and the Updates since. The document is
    then the reference, and `body_md` is its text when last saved: `covers` is the id of the last Update in it. A new
    `epoch` begins a new document, because a removed name must not stay in its history; `former_clients` are the Yjs
    client ids of the epochs before, which identify browsers that still hold such a document.
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
        """Save this text as a new revision."""
        self.body_md, self.body_html, self.revision = body_md, body_html, self.revision + 1
        self.covers = self.covers if covers is None else covers
        store_fields(self, ("body_md", "body_html", "revision", "covers", "changed_at"))

    def begin_epoch(self, former_clients: list[int]) -> None:
        save_fields(self, epoch=self.epoch + 1, former_clients=former_clients, is_live=False)

    def go_live(self) -> None:
        save_fields(self, is_live=True)


class Revision(models.Model):
    """The whole text as it was saved. Revision 1 is the first text.

    While people type together a revision is saved every few seconds: each but the last of such a stretch `is_passing`,
    is shown in no history, and is deleted after a day. `hands` are all authors of the stretch, `by` the last of them;
    `began_at` is when it began (None for a text saved in a form). `taken` are the characters that were taken away in
    the stretch since a revision was last kept for that, and `peak` the number of the revision before (0: none was).
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body_md = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    hands = models.ManyToManyField(Person, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True, blank=True)
    is_passing = models.BooleanField(default=False)
    taken = models.PositiveIntegerField(default=0)
    peak = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="one_revision_of_each_number")]

    def __str__(self) -> str:
        return f"{self.note_id} r{self.number}"

    def pass_on(self) -> None:
        """Hide it: the next revision of its stretch exists."""
        save_fields(self, is_passing=True)


class Update(models.Model):
    """Change of one connection in a live note in one beat of its room, as a Yjs update: a row of the log.

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
    """The Yjs document of a note, with every Update folded into it. A note without one is not live."""

    note = models.OneToOneField(Note, models.CASCADE, related_name="snapshot")
    epoch = models.PositiveIntegerField()
    state = models.BinaryField()
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"snapshot of {self.note_id}, epoch {self.epoch}"


class ClientOwner(models.Model):
    """The person (an id) who first wrote in a live note under a Yjs client id: nobody else may.

    Words of another under the same id have the clocks of what its owner types next, which would be dropped.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="client_owners")
    client = models.BigIntegerField()
    person = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "client"], name="one_owner_of_a_client")]

    def __str__(self) -> str:
        return f"client {self.client} of note {self.note_id}"
