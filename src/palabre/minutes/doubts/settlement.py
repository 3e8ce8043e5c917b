"""One answer being carried out: what it changes is noted, so that it can be taken back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from palabre.groups.models import MayBePast
from palabre.journal.models import kind_of, record
from palabre.minutes.doubts.answer_undo import as_json_value, refuse_agreed_merge
from palabre.minutes.models import BY_ANSWER, Doubt, Import, Imported
from palabre.notes.diff.text_memory import followed_lines
from palabre.people.models import AudienceBound, Person
from palabre.refusal import Refusal
from palabre.wiki.lines import passages


@dataclass(slots=True)
class Settlement:
    """`by` answers `doubt`; `on` and `name` are the day and the name that were typed. `undo` becomes that of the doubt.

    Runs inside the act's transaction, with the space held and `doubt.reading` at hand.
    """

    doubt: Doubt
    by: Person
    at: datetime.datetime
    on: datetime.date | None = None
    undo: dict[str, Any] = field(default_factory=dict)
    name: str = ""

    @property
    def reading(self) -> Import:
        return self.doubt.reading

    def row(self, key: str) -> Any:
        """Return the row that stands under this key of the plan. Raises a Refusal when it is gone."""
        thing = Imported.objects.filter(reading=self.reading, key=key).first() if key else None
        row = apps.get_model(thing.thing_kind)._default_manager.filter(pk=thing.thing_id).first() if thing else None
        if row is None:
            raise Refusal(
                _("What these words were about is no longer here."), instead=_("Leave this question for later.")
            )
        return row

    def row_or_none(self, key: str) -> Any:
        try:
            return self.row(key)
        except Refusal:
            return None

    def may_say_of(self, thing: Any) -> bool:
        """Return whether each member who reads the thing reads these minutes: in preparation, they change nothing."""
        return not isinstance(thing, AudienceBound) or self.reading.audience.covers_members(thing.audience)

    def refuse_what_others_read(self, thing: Any) -> None:
        if not self.may_say_of(thing):
            raise Refusal(
                _("This page is still in preparation."), instead=_("Open what was read in these minutes first.")
            )

    def change(self, row: Any, **values: Any) -> None:
        """Change some columns of a row, keeping what they were. Raises a Refusal for what others read, or agreed to."""
        self.refuse_what_others_read(row)
        before = {name: as_json_value(getattr(row, name)) for name in values}
        after = {name: as_json_value(value) for name, value in values.items()}
        if before != after:
            refuse_agreed_merge(row)
            type(row)._default_manager.filter(pk=row.pk).update(**values)
            self.undo.setdefault("fields", []).append([kind_of(row), row.pk, before, after])

    def make(self, model: type[Model], **fields: Any) -> Any:
        """Make a row of the import's own: it is read by whom the import is, and goes when it is undone."""
        if issubclass(model, AudienceBound):
            fields |= {"space": self.reading.space, "audience": self.reading.audience}
        if issubclass(model, MayBePast):
            fields |= {"validity": self.reading.validity}
        row: Any = model._default_manager.create(**fields)
        made = self.undo.setdefault("made", [])
        key = f"{BY_ANSWER}{self.doubt.pk}:{self.at.timestamp()}:{len(made)}"
        Imported.objects.create(reading=self.reading, key=key, thing_kind=kind_of(row), thing_id=row.pk)
        made.append([kind_of(row), row.pk])
        return row

    def find(self, row: Any) -> None:
        """Note a row that was there before as one that these minutes name, until the answer is taken back."""
        found = self.undo.setdefault("found", [])
        key = f"{BY_ANSWER}{self.doubt.pk}:{self.at.timestamp()}:found:{len(found)}"
        Imported.objects.create(reading=self.reading, key=key, thing_kind=kind_of(row), thing_id=row.pk, made=False)
        found.append(key)

    def say(self, row: Any) -> None:
        """Tie a row to the line of these words, and tell it to those who read these minutes already."""
        self.undo.setdefault("tied", []).append([kind_of(row), row.pk])
        lines = self.lines()
        if lines and self.reading.page:
            passages.tie(self.reading.page, row, lines, self.doubt.words)
        if self.reading.opened_at is not None:
            record("words.recognised", row, by=self.by)

    def lines(self) -> tuple[int, int] | None:
        """Return where the words now stand in the page; None when their line went."""
        return lines_now(self.doubt)


def lines_now(doubt: Doubt) -> tuple[int, int] | None:
    """Return the first and last lines on which the words of a doubt now stand in the page; None when they went."""
    page = doubt.reading.page
    if page is None:
        return None
    kept = followed_lines(doubt.reading.text, page.note.body_md)
    first, last = kept.get(doubt.first_line), kept.get(doubt.last_line)
    return (first, last) if first and last and first <= last else None
