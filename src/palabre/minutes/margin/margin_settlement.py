"""An answer in the margin being carried out: as the answer to a doubt of an import, in a page without an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from palabre.journal.models import kind_of, record
from palabre.meetings.models import Asked, Attendance, Meeting
from palabre.meetings.note.meeting_note import has_own_readers
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Imported, Recognised
from palabre.minutes.plan.known_rows import Known
from palabre.minutes.plan.meeting_planner import THIS_MEETING
from palabre.minutes.plan.plan import Plan, Wanted
from palabre.minutes.plan.plan_part import part_of
from palabre.minutes.plan.row_maker import WITHOUT_READERS, Former, Maker, load_rows, ref
from palabre.people.models import Audience, AudienceBound, AudienceKind
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.lines import passages
from palabre.wiki.models import Page

# No screen says here, as opening minutes does, that everybody will read who was there.
WITHOUT_READERS_HERE = (*WITHOUT_READERS, Attendance)


@dataclass(slots=True)
class LiveSettlement(Settlement):
    """Rows are those of `plan`, the plan of the whole text; they are made when an answer needs them.

    `doubt` is not kept: it says the finding in the words of the families. Runs inside the act's transaction, with
    the space held and the text of `page` as it was read.
    """

    page: Page = field(kw_only=True)
    asked: Asked = field(kw_only=True)
    plan: Plan = field(kw_only=True)

    @property
    def reading(self) -> Any:
        return self  # what families ask of an import: its page, its meeting

    @property
    def validity(self) -> str:
        """Return "": who answers in the margin says today what the line is."""
        return ""

    @property
    def space(self) -> Space:
        return self.page.space

    @property
    def audience(self) -> Audience:
        """The readers of the page; the members for one with readers of its own: giving it opens its text alone."""
        return Audience.of_space(self.space) if has_own_readers(self.page) else self.page.audience

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that this page tells of; made when the text bears its day."""
        there = self.page.meetings.order_by("pk").first()
        if there is None and THIS_MEETING in self.plan.wanted and self.plan.wanted[THIS_MEETING].fields["on"]:
            there = self.row(THIS_MEETING)
        return there

    def lines(self) -> tuple[int, int] | None:
        return (self.doubt.first_line, self.doubt.last_line)

    def row(self, key: str) -> Any:
        """Return the row under this key of the plan, made with what it leans on when it is not there yet."""
        row = self.rows_of([key]).get(key) if key in self.plan.wanted else None
        if row is None and key in self.plan.wanted and self.plan.wanted[key].model in WITHOUT_READERS_HERE:
            raise read_by_everybody()
        if row is None:
            raise Refusal(_("What these words were about is no longer here."), instead=_("Look at the text again."))
        return row

    def rows_of(self, keys: list[str]) -> dict[str, Model]:
        """Make these rows and what they lean on, once: by the maker of imports, which knows what is there already."""
        part = part_of(self.plan, keys)
        former = self.former(part)
        maker = Maker(self, part, former, without_readers=WITHOUT_READERS_HERE, may_be_kept=False)
        rows = maker.make()
        new = {key: row for key, row in rows.items() if key not in former.things}
        self.keep(new, made=maker.made)
        for key in new:
            self.tie(rows[key], part.wanted[key].lines, part.wanted[key].words)
        for key, lines, words in part.said_again:
            if key in rows:
                self.tie(rows[key], lines, words)
        if isinstance(meeting := new.get(THIS_MEETING), Meeting) and self.may_tell(meeting):
            self.change(meeting, minutes_id=self.page.pk)
        return rows

    def may_tell(self, meeting: Meeting) -> bool:
        """Return whether the meeting may lead to this page: it has none, and its members all read this one."""
        return meeting.minutes_id is None and self.page.audience.covers_members(meeting.audience)

    def former(self, part: Plan) -> Former:
        """Return what earlier answers, or the import of this page, made of this part of the plan."""
        imported = Imported.objects.filter(reading__page=self.page, reading__undone_at=None, key__in=part.wanted)
        told = Recognised.objects.filter(asked__page=self.page, key__in=part.wanted)
        things: dict[str, Imported | Recognised] = {thing.key: thing for thing in imported.order_by("pk")}
        things |= {thing.key: thing for thing in told.order_by("pk")}
        if THIS_MEETING in part.wanted and (meeting := self.page.meetings.order_by("pk").first()):
            label, made = kind_of(meeting), False
            things[THIS_MEETING] = Recognised(key=THIS_MEETING, thing_kind=label, thing_id=meeting.pk, made=made)
        rows = load_rows(things.values())
        there = {key: thing for key, thing in things.items() if ref(thing) in rows}
        return Former(part, there, {key: rows[ref(thing)] for key, thing in there.items()})

    def make(self, model: type[Model], **fields: Any) -> Any:
        """Make a row for the readers of the page; one that says the same already is taken as it is."""
        if model is Attendance and fields["meeting"].audience.kind == AudienceKind.PUBLIC != self.audience.kind:
            raise read_by_everybody()
        known = Known(self.space, readers=[self.by], said_by=self.by).find(Wanted("", model, fields), fields)
        if known is not None:
            return known
        if issubclass(model, AudienceBound):
            fields |= {"space": self.space, "audience": self.audience}
        row = model._default_manager.create(**fields)
        key = f"answer:{kind_of(row)}:{row.pk}"
        self.keep({key: row}, made={key: True})
        return row

    def keep(self, rows: dict[str, Model], *, made: dict[str, bool]) -> None:
        Recognised.objects.bulk_create(
            (
                Recognised(asked=self.asked, key=key, thing_kind=kind_of(row), thing_id=row.pk, made=made[key])
                for key, row in rows.items()
            ),
            update_conflicts=True,
            unique_fields=["asked", "key"],
            update_fields=["thing_kind", "thing_id", "made"],
        )

    def say(self, row: Any) -> None:
        """Tie the row to the line of these words, and tell it to those who read the page."""
        self.undo.setdefault("tied", []).append([kind_of(row), row.pk])
        self.tie(row, self.lines(), self.doubt.words)
        if hasattr(row, "audience_id"):
            record("words.recognised", row, by=self.by)

    def tie(self, row: Model, lines: tuple[int, int] | None, words: str) -> None:
        if lines is None:
            return
        there = self.page.passages.filter(thing_kind=kind_of(row), thing_id=row.pk, revision=self.page.note.revision)
        if not there.filter(first_line=lines[0]).exists():
            passage = passages.tie(self.page, row, lines, words)
            self.undo.setdefault("passages", []).append(passage.pk)


def read_by_everybody() -> Refusal:
    return Refusal(
        _("Everybody would read it there, and they do not read this page."),
        instead=_("Show this page to everybody first."),
    )
