"""Page of minutes: what a correction changes of it as it is now, and where it says what was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from palabre.minutes.imports.withdrawn_words import Withdrawn
from palabre.minutes.models import Doubt, Import
from palabre.minutes.plan.plan import Lines, Plan
from palabre.minutes.undo.row_cascade import key_of
from palabre.notes.diff.text_memory import followed_lines
from palabre.notes.diff.text_merge import merge_texts
from palabre.notes.markdown.prepared_text import clean
from palabre.notes.models import Revision
from palabre.notes.note_save import Conflict
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.lines import passages
from palabre.wiki.lines.line_edits import bare, sentence_words
from palabre.wiki.lines.own_sentences import OwnSentences
from palabre.wiki.models import Page, Passage


@dataclass(frozen=True, slots=True)
class Change:
    """The change that a correction makes to the page: from one text to the other, whatever else the page says.

    Both are texts that were given, or both are of the page: a revision holds what others wrote too, and a merge from it
    to a text that was given would take that away.
    """

    before: str
    after: str

    def heeding(self, said: OwnSentences) -> Change:
        """Return the change without those sentences: a correction that moves one does not bring it back."""
        return Change(said.heeded(self.before), said.heeded(self.after))


def undoing(reading: Import) -> Change | None:
    """Return the change that undoes what this correction did to its page; None where a text of it is not kept.

    Its revision may be another's, where it found the page as it wanted it.
    """
    if reading.page is None:
        return None
    numbers = (reading.revision - 1, reading.revision)
    rows = {row.number: row for row in Revision.objects.filter(note=reading.page.note_id, number__in=numbers)}
    was, left = map(rows.get, numbers)
    if left is not None and left.at < reading.at:
        was = left
    return Change(left.body_md, was.body_md) if left is not None and was is not None else None


def correct_page(page: Page, change: Change, *, by: Person) -> int:
    """Save the page with this change, merged with what others wrote in it, and return the revision."""
    note = page.note
    written = Revision.objects.filter(note=note, number=note.revision).values_list("by", flat=True).first()
    merged = merge_texts(clean(change.before), note.body_md, clean(change.after), both_may_add=written != by.pk)
    if merged.places:
        raise somebody_changed_them()
    try:
        return page_text.save_page_text(page, merged.text, base=note.revision, by=by, is_writer=True).revision
    except Conflict:
        raise somebody_changed_them() from None


def somebody_changed_them() -> Refusal:
    return Refusal(
        _("Somebody has since changed the same lines of these minutes as your correction does."),
        instead=_("Correct the page itself: it keeps every version."),
    )


class LinesThere:
    """Lines of a text that was given, as the page now says them: it has those of others too.

    `tied` are the things, (kind, id), that were found in them.
    """

    def __init__(self, page: Page, given: str, said: OwnSentences) -> None:
        self.page, self.said, self.given = page, said, given.split("\n")
        self.there, self.kept = page.note.body_md.split("\n"), followed_lines(given, page.note.body_md)
        self.tied = set[tuple[str, int]]()

    @cached_property
    def numbers(self) -> dict[str, list[int]]:
        """The numbers of the lines of the page that say the same words."""
        found = dict[str, list[int]]()
        for number, line in enumerate(self.there, 1):
            found.setdefault(bare(line), []).append(number)
        return found

    def tie(self, read_in: Iterable[tuple[Model, Lines, str]]) -> None:
        """Tie things that were read in lines of the text; what the page says no longer is left."""
        found = [one for read in read_in if (one := self.found(*read))]
        self.tied.update(map(key_of, (thing for thing, _lines, _words in found)))
        passages.tie_all(self.page, found)

    def say(self, lines: Lines) -> bool:
        """Return whether the page says each of these lines of the text that was given, in the same words."""
        return all(bare(line) in self.numbers for line in self.given[lines[0] - 1 : lines[1]])

    def moved(self, lines: Lines) -> Lines:
        """Return where somebody moved these lines, unchanged: the nearest place that says them; or 0, 0."""
        words = list(map(bare, self.given[lines[0] - 1 : lines[1]]))
        places = self.numbers.get(words[0], []) if words else []
        for first in sorted(places, key=lambda place: abs(place - lines[0])):
            if list(map(bare, self.there[first - 1 : first - 1 + len(words)])) == words:
                return first, first - 1 + len(words)
        return 0, 0

    def found(self, thing: Model, lines: Lines, words: str) -> tuple[Model, Lines, str] | None:
        first, last = map(self.kept.get, lines)
        if not 0 < first <= last:
            first, last = self.moved(lines)
        if not first:
            return None
        given = self.given[lines[0] - 1 : lines[1]]
        if sentence_words(given) in self.said.instead or any(bare(line) in self.said.instead for line in given):
            words = "\n".join(map(bare, self.there[first - 1 : last]))
        return thing, (first, last), words


def tie_passages(lines: LinesThere, plan: Plan, rows: dict[str, Model], withdrawn: Withdrawn) -> None:
    """Tie each row to the lines it was read in."""
    read_in = [(wanted.key, wanted.lines, wanted.words) for wanted in plan if wanted.lines]
    read_in += plan.said_again
    lines.tie((rows[key], where, withdrawn.of(words)) for key, where, words in read_in if key in rows)


def tie_answers(lines: LinesThere, doubts: list[Doubt], *, untied: list[Passage]) -> None:
    """Tie the things made by answers to the lines of their words, and to no others.

    Of the passages that were `untied` before, those of things that nothing ties any longer stay: they are former words.
    """
    told = {(kind, number): doubt for doubt in doubts for kind, number in doubt.undo.get("tied", [])}
    passages.untie(lines.page, told.keys() - lines.tied)
    found = [(ref, apps.get_model(ref[0])._default_manager.filter(pk=ref[1]).first()) for ref in told]
    lines.tie((row, (told[ref].first_line, told[ref].last_line), told[ref].words) for ref, row in found if row)
    passages.tie_again(one for one in untied if (one.thing_kind, one.thing_id) not in lines.tied)
