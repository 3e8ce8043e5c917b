"""A person confirms, corrects or removes a statement about themselves. Idempotent.

Only the line changes. Its former words stay in the history of the page, for members, and each act notifies whoever
imported the minutes (see notices). Acting on a statement counts as coming by oneself (`come`).
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Membership
from palabre.home.statements.corrected_things import Ref, read_in, retell_place, retell_things
from palabre.home.statements.statements import CONFIRMED, is_about, mark, names_others, page_open_to, passages_of
from palabre.journal.models import Entry, kind_of, record
from palabre.notes.hooks import Written
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.pure.minutes.text.wrapped_lines import WholeLines
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.lines.line_edits import mend, revision_text, sentence_words
from palabre.wiki.lines.own_sentences import CORRECTED, REFUSED, names_surely
from palabre.wiki.models import Page
from palabre.wiki.permissions import can_write_page

LONGEST = 4000  # characters of one line


def correct(page: Page, line: int, words: str, *, base: int, by: Person, at: datetime.datetime) -> Written:
    """Replace the line by the person's words. Raises wiki's Conflict when others wrote there."""
    words = bounded_correction(words)
    former = line_of(page, line, base=base, by=by)
    by.come(at)
    things = things_of(by, page, line, former)

    def retold() -> None:
        refuse_closed_page(page, by)
        retell_things(things, former, words, page=page, about=by)
        if names_surely(by, former):
            retell_place(page, former, words, about=by)

    return mend(page, line, words, base=base, by=by, verb=CORRECTED, summary=_("About me"), and_then=retold)


def refuse(page: Page, line: int, *, base: int, by: Person, at: datetime.datetime) -> Written:
    """Remove the line. Raises a Refusal for one that names somebody else: it can only be corrected."""
    words = line_of(page, line, base=base, by=by)
    if names_others(by, words):
        raise Refusal(
            _("This sentence names other people too: it cannot go without taking them with it."),
            instead=_("Change only the words that are about you, then save."),
        )
    by.come(at)
    things = things_of(by, page, line, words)

    def retold() -> None:
        refuse_closed_page(page, by)
        retell_things(things, words, None, page=page, about=by)
        if names_surely(by, words):
            retell_place(page, words, None, about=by)

    return mend(page, line, None, base=base, by=by, verb=REFUSED, summary=_("About me"), and_then=retold)


def things_of(by: Person, page: Page, line: int, words: str) -> set[Ref]:
    """Return the things read in this line that are told again with it: of words that may be no name, those of `by`."""
    things = read_in(page, line, words)
    if names_surely(by, words):
        return things
    return things & set(passages_of(by).values_list("thing_kind", "thing_id"))


def confirm(page: Page, line: int, *, base: int, by: Person, at: datetime.datetime) -> None:
    """Mark the line as right."""
    words = line_of(page, line, base=base, by=by)
    find_right(page, words, by=by, at=at)


def undo_correction(page: Page, number: int, *, by: Person) -> None:
    """Restore the text before the person's own change, unless somebody has written in the page since.

    Only the page is restored: things whose text followed the change keep it.
    """
    hers = Entry.objects.filter(verb__in=(CORRECTED, REFUSED), by=by, subject_kind=kind_of(page), subject_id=page.pk)
    if number not in {entry.facts.get("revision") for entry in hers}:
        raise Refusal(_("This change is not yours to undo."), instead=_("Ask a member of the space."))
    page.note.refresh_from_db()
    if page.note.revision > number + 1 or (page.note.revision == number + 1 and not is_back(page, number)):
        raise Refusal(
            _("The page has changed since: your change cannot be undone by itself."),
            instead=_("Change the sentence below, or ask a member of the space."),
        )
    restore_page_text(page, number - 1, by=by)


def is_back(page: Page, number: int) -> bool:
    return revision_text(page, number - 1) == page.note.body_md


def correct_role(role: Membership, words: str, *, by: Person, at: datetime.datetime) -> None:
    """Change the words about the person's role."""
    say_of(role, bounded_correction(words)[:400], CORRECTED, by=by, at=at)


def refuse_role(role: Membership, *, by: Person, at: datetime.datetime) -> None:
    say_of(role, "", REFUSED, by=by, at=at)


def confirm_role(role: Membership, *, by: Person, at: datetime.datetime) -> None:
    find_right(role.group, role.words, by=by, at=at)


def say_of(role: Membership, words: str, verb: str, *, by: Person, at: datetime.datetime) -> None:
    with transaction.atomic():
        Space.hold(by.space_id)
        now = Membership.objects.select_for_update().filter(pk=role.pk, person=by).first()
        if now is not None and now.words != words:
            keep_out(by.space, words)
            by.come(at)
            now.say(words)
            record(verb, role.group, by=by)


def find_right(thing: Any, words: str, *, by: Person, at: datetime.datetime) -> None:
    with transaction.atomic():
        Space.hold(by.space_id)
        facts = {"mark": mark(words)}
        known = Entry.objects.filter(verb=CONFIRMED, by=by, subject_kind=kind_of(thing), subject_id=thing.pk)
        if facts not in list(known.values_list("facts", flat=True)):
            by.come(at)
            record(CONFIRMED, thing, by=by, **facts)


def line_of(page: Page, line: int, *, base: int, by: Person) -> str:
    """Return the words of a sentence that the person may correct (see `statements.Rights`); else raise a Refusal."""
    text = revision_text(page, base)
    may_write = by.is_member and can_write_page(by, page)
    is_hers = page.space_id == by.space_id and is_about(by, page, text, line, revision=base)
    if not is_hers or (by.is_typed and by.is_member and not may_write):
        raise not_about_her()
    lines = text.split("\n")
    first, last = WholeLines(lines).at(line)
    return sentence_words(lines[first - 1 : last])


def refuse_closed_page(page: Page, by: Person) -> None:
    """Lock the space, and raise a Refusal when the page is open to the person no longer: its readers have changed."""
    Space.hold(page.space_id)
    if page_open_to(by, page.pk) is None:
        raise not_about_her()


def not_about_her() -> Refusal:
    return Refusal(
        _("This sentence is no longer there, or no longer about you."), instead=_("Below is what it says today.")
    )


def bounded_correction(words: str) -> str:
    words = on_one_line(words)
    if not words:
        raise Refusal(_("The sentence would be empty."), instead=_("Write it again, or use the button to remove it."))
    if len(words) > LONGEST:
        raise Refusal(_("This sentence is too long for one line."), instead=_("Shorten it, then save."))
    return words
