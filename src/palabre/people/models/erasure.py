"""Erasure: the removal of a person's name, and what is still to be done in texts by others."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models

from palabre.people.models.person import Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

type Ref = tuple[str, int]  # a kind ("groups.group") and a number

OWN = "="  # before a name that was typed in a form; a name holds no line end


class Erasure(models.Model):
    """One removal of a name. `person` is the row that stays, without a name.

    While `due_at` is set, texts by others still contain the name: it is stored here, one spelling a line, to mask it
    and to remove it at that instant. `borne_since` are the ids of the rows of persons that were made when each was
    first borne, None for one that they wrote for themselves: who took a name later does not keep it in the texts.
    `is_wide`: from every text of the space, else from none by others. `kept` are the things ([kind, id]) whose
    readers chose to keep the words: they outlast `due_at`, for a restored backup. `unread` are those among them that
    nobody chose: neither the bearer of a typed name nor every member reads them; by its keyed `digests` the name is
    recognised there the day that they open (opened_words). `found` are the things in which a typed name stood where its
    bearer or every member read it: while it waits, it leaves no other that few read. None for a given name.

    Text files are read in several rounds where they are long: `own_files` are the ids of those that were to lose the
    name at once, and were not read in time; when it is due, those up to the id `files_read` have lost it. `said` are
    the typed names that they said. `own_rows` are the things ([kind, id]) that were to lose the name at once, and whose
    HTML takes long to make.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="erasures")
    person = models.OneToOneField(Person, models.SET_NULL, null=True, related_name="erasure")
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    is_wide = models.BooleanField(default=True)
    names = models.TextField(blank=True, default="")
    borne_since = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    digests = models.JSONField(default=list)
    found = models.JSONField(null=True, default=None)
    own_files = models.JSONField(default=list)
    own_rows = models.JSONField(default=list)
    files_read = models.BigIntegerField(default=0)
    said = models.JSONField(default=list)

    reads: Any = None  # the ReadThings of `found`, as long as this object lives (erasures.delayed_erasure)

    def __str__(self) -> str:
        return f"erasure {self.pk} in {self.space_id}"

    @property
    def spellings(self) -> list[tuple[str, bool]]:
        """Return each name that is still to be removed, and whether it was typed in a form."""
        return spellings_in(self.names)

    def keeps(self, ref: Ref) -> bool:
        return list(ref) in self.kept

    def leave_unread(self, refs: list[Ref], digests: list[str]) -> None:
        """Keep the words of these things, which few read, until they open."""
        new = [list(ref) for ref in refs if not self.keeps(ref)]
        if new:
            known = sorted({*self.digests, *digests})
            save_fields(self, kept=self.kept + new, unread=self.unread + new, digests=known)

    def keep(self, refs: list[Ref]) -> list[Ref]:
        """Keep the words of these things; return those that were not kept yet."""
        new = [ref for ref in refs if not self.keeps(ref)]
        save_fields(self, kept=self.kept + [list(ref) for ref in new])
        return new

    def wait_anew(self, opened: list[Ref], names: list[tuple[str, bool]], due_at: datetime.datetime) -> None:
        """Have these names leave the things that opened, at `due_at` unless the removal waits already.

        What members chose to keep stays so.
        """
        gone = [list(ref) for ref in opened if list(ref) in self.unread]
        kept, unread = ([ref for ref in refs if ref not in gone] for refs in (self.kept, self.unread))
        save_fields(self, kept=kept, unread=unread, digests=self.digests if unread else [])
        if names:
            told = list(dict.fromkeys([*self.spellings, *names]))
            found = self.found if self.due_at else []
            save_fields(self, due_at=self.due_at or due_at, names=as_lines(told), found=found, files_read=0)

    def note_files(self, *, read: int, said: list[str], own: list[int]) -> None:
        """Remember how far files were read, the typed names that they said, and those of `own_files` that are left."""
        save_fields(self, files_read=read, said=sorted({*self.said, *said}), own_files=own)

    def note_said(self, said: list[str]) -> None:
        """Remember typed names that a row said before it was changed."""
        if not set(said) <= set(self.said):
            save_fields(self, said=sorted({*self.said, *said}))

    def leave_rows(self, left: list[Ref]) -> None:
        """Remember those of `own_rows` that still say the name."""
        save_fields(self, own_rows=[list(ref) for ref in left])

    def end(self) -> None:
        """Mark the removal as finished: the name is no longer stored."""
        save_fields(
            self, due_at=None, names="", borne_since=[], found=[], files_read=0, said=[], own_files=[], own_rows=[]
        )


def as_lines(names: list[tuple[str, bool]]) -> str:
    """Return names in the format of `Erasure.names`."""
    return "\n".join(f"{OWN if is_own else ''}{name}" for name, is_own in names)


def spellings_in(lines: str) -> list[tuple[str, bool]]:
    return [(line.removeprefix(OWN), line.startswith(OWN)) for line in lines.split("\n") if line]


def is_due(at: datetime.datetime) -> models.Q:
    return models.Q(due_at__lte=at)
