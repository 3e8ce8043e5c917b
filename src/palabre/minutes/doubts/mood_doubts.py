"""A mood tied to a name: it stays, or it is taken out of the page and of what was read in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.groups.models import Membership, ProgressEntry
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.notes.markdown.holes import without_holes
from palabre.notes.markdown.prepared_text import prepare
from palabre.notes.models import Revision
from palabre.notes.note_save import Conflict
from palabre.people.models import Person
from palabre.pure.minutes.text.withdrawal import without
from palabre.refusal import Refusal
from palabre.web.dates_in_words import listed
from palabre.wiki import page_text
from palabre.wiki.lines import passages
from palabre.wiki.models import Page


def ask(doubt: Doubt) -> str:
    if who := doubt.facts.get("who"):
        return _("This is about %(name)s. Keep these words?") % {"name": listed(who)}
    return _("Keep these words?")


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice("keep", _("Keep")), Choice("withdraw", _("Remove"))]


def act(settlement: Settlement, answer: str) -> None:
    if answer == "withdraw":
        withdraw_from_page(settlement)
        withdraw_from_rows(settlement)


def withdraw_from_page(settlement: Settlement) -> None:
    """Write the page without these words. No line is added or taken away, so that all that was read stays tied."""
    page, lines = settlement.reading.page, settlement.lines()
    if page is None or lines is None:
        raise gone()
    text = page.note.body_md.split("\n")
    before = "\n".join(text[lines[0] - 1 : lines[1]])
    after = without(before, settlement.doubt.words)
    if after == before:
        raise gone()
    whole = "\n".join([*text[: lines[0] - 1], after, *text[lines[1] :]])
    written = page_text.save_page_text(page, whole, base=page.note.revision, by=settlement.by, is_writer=True)
    passages.stay(page, written.revision - 1, written.revision)
    settlement.undo["page"] = [page.pk, written.revision - 1, written.revision]


def withdraw_from_rows(settlement: Settlement) -> None:
    words, facts = settlement.doubt.words, settlement.doubt.facts
    for key, name in facts.get("rows", []):
        row = settlement.row_or_none(key)
        if row is None or not settlement.may_say_of(row):
            continue
        if (left := without(getattr(row, name), words)) != getattr(row, name):
            settlement.change(row, **{name: left}, **rendered(row, left))
    for passage in settlement.reading.page.passages.all() if settlement.reading.page else []:
        if (left := without(passage.words, words)) != passage.words:
            settlement.change(passage, words=left)
    people = [settlement.row_or_none(key) for key in facts.get("people", [])]
    said_of = [person for person in people if isinstance(person, Person)]
    roles = Membership.objects.filter(person__in=said_of, group__space=settlement.reading.space_id)
    for membership in roles.select_related("group__audience"):
        left = without(membership.words, words)
        if left != membership.words and settlement.may_say_of(membership.group):
            settlement.change(membership, words=left)


def rendered(row: Any, text: str) -> dict[str, str]:
    return {"body_html": without_holes(prepare(text).html)} if isinstance(row, ProgressEntry) else {}


def gone() -> Refusal:
    return Refusal(_("These words are no longer in the page."), instead=_("Change the page itself, if need be."))


def give_words_back(doubt: Doubt, *, by: Person) -> None:
    """Put the words back where they stood, whatever was written elsewhere since."""
    number, before, after = doubt.undo.get("page") or (0, 0, 0)
    page = Page.objects.select_related("note").filter(pk=number).first()
    if page is None:
        return
    text = Revision.objects.get(note=page.note, number=before).body_md
    try:
        written = page_text.save_page_text(page, text, base=after, by=by, is_writer=True)
    except Conflict:
        raise Refusal(
            _("Somebody has since written in the same line."), instead=_("Put the words back in the page itself.")
        ) from None
    if written.revision == after + 1:
        passages.stay(page, after, written.revision)


def done(doubt: Doubt) -> str:
    return _("These words are out of the page.") if doubt.answer == "withdraw" else _("These words stay.")


FAMILY = Family(ask, choices, act, done)
