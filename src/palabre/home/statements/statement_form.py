"""The form about one statement: the gesture that was sent, and the statements with the typed words in their fields."""

from __future__ import annotations

import dataclasses
import datetime
import re

from django.utils.translation import gettext as _

from palabre.groups.models import Membership
from palabre.home.statements import statement_corrections
from palabre.home.statements.statements import OfRole, PersonStatements, Sentence, page_open_to
from palabre.notes.hooks import Written
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki.models import Page

OF_PAGE = re.compile(r"(\d{1,18})-(\d{1,9})-(\d{1,9})")
OF_ROLE = re.compile(r"role-(\d{1,18})")
GESTURES = ("correct", "confirm", "refuse", "undo")


@dataclasses.dataclass(frozen=True, slots=True)
class Sent:
    """One gesture on one sentence; `sentence` is its name in the form (see Sentence.number)."""

    gesture: str
    sentence: str
    words: str

    @property
    def told(self) -> str:
        """Return the message for a gesture that changes no text."""
        told = {
            "correct": _("It already says that."),
            "confirm": _("Noted: this sentence is right."),
            "refuse": _("These words are gone."),
            "undo": _("Your change is undone."),
        }
        return told[self.gesture]

    def do(self, person: Person, *, at: datetime.datetime) -> Written | None:
        """Apply the gesture for the person. Return what it wrote in a page, if anything. Raises Conflict."""
        of_page, of_role = OF_PAGE.fullmatch(self.sentence), OF_ROLE.fullmatch(self.sentence)
        if self.gesture in GESTURES and of_page:
            page, revision, line = (int(piece) for piece in of_page.groups())
            return self.on_page(page_of(person, page), line, base=revision, by=person, at=at)
        if self.gesture in GESTURES and of_role:
            self.on_role(role_of(person, int(of_role[1])), by=person, at=at)
            return None
        raise gone()

    def on_page(self, page: Page, line: int, *, base: int, by: Person, at: datetime.datetime) -> Written | None:
        match self.gesture:
            case "correct":
                return statement_corrections.correct(page, line, self.words, base=base, by=by, at=at)
            case "refuse":
                return statement_corrections.refuse(page, line, base=base, by=by, at=at)
            case "confirm":
                statement_corrections.confirm(page, line, base=base, by=by, at=at)
            case "undo":
                statement_corrections.undo_correction(page, base, by=by)
        return None

    def on_role(self, role: Membership, *, by: Person, at: datetime.datetime) -> None:
        match self.gesture:
            case "correct":
                statement_corrections.correct_role(role, self.words, by=by, at=at)
            case "refuse":
                statement_corrections.refuse_role(role, by=by, at=at)
            case "confirm":
                statement_corrections.confirm_role(role, by=by, at=at)


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One sentence with its field. `meets`: others wrote in it while the person typed `words`."""

    sentence: Sentence | OfRole
    words: str
    meets: bool = False

    @property
    def height(self) -> int:
        """Return the number of lines that the words fill on a phone."""
        return min(2 + len(self.words) // 40, 12)


def statement_rows(said: PersonStatements, *, meeting: Sent | None = None) -> list[Row]:
    """Return all statements about the person; with a conflict, the typed words are in the field of their line."""
    rows = [Row(one, one.words) for one in said.sentences]
    rows += [Row(one, one.role.words) for one in said.roles]
    place = OF_PAGE.fullmatch(meeting.sentence) if meeting else None
    if meeting is None or place is None:
        return rows
    page, line = int(place[1]), int(place[3])
    near = [row for row in rows if isinstance(row.sentence, Sentence) and row.sentence.page.pk == page]
    hit = min(near, key=lambda row: abs(row.sentence.line - line), default=None)  # type: ignore[union-attr]
    return [Row(row.sentence, meeting.words, meets=True) if row is hit else row for row in rows]


def page_of(person: Person, number: int) -> Page:
    page = page_open_to(person, number)
    if page is None:
        raise gone()
    return page


def role_of(person: Person, number: int) -> Membership:
    role = Membership.objects.filter(pk=number, person=person).select_related("group").first()
    if role is None:
        raise gone()
    return role


def gone() -> Refusal:
    return Refusal(
        _("This sentence is no longer there, or no longer about you."), instead=_("Open your page again to see them.")
    )
