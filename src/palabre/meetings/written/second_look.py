"""Passages to check before minutes are given: each is kept or withdrawn by one gesture, which can be undone.

They are persons named who never said anything here themselves, moods attributed to a name, private numbers, amounts and
addresses, and links that look broken (none is requested).
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Collection, Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings import permissions
from palabre.meetings.models import Asked, Meeting
from palabre.meetings.written.minutes_composition import compose
from palabre.meetings.written.minutes_redaction import (
    FIGURE,
    KEEP,
    KINDS,
    LINK,
    MAIL,
    MOOD,
    NUMBER,
    PERSON,
    WITHDRAW,
    not_come,
    text_without,
)
from palabre.notes.models import Revision
from palabre.notes.note_save import Conflict
from palabre.people.models import Person
from palabre.people.name_forms import Searched, lines_naming
from palabre.pure.minutes import read_minutes
from palabre.pure.private_words import feelings_in, figures_in
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields
from palabre.wiki import page_text
from palabre.wiki.models import Page

TELEPHONE = re.compile(r"(?<![\w/.=-])(?:\+33|0033|\+32|\+41|\+1|0)\s?(?:\(0\)\s?)?[1-9](?:[\s.-]?\d{2,3}){3,4}(?!\d)")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
WEB = re.compile(r"https?://[^\s<>\"«»\]]{1,2000}")
MOST = 60
MOST_NAMES = 2 * MOST  # of which the patterns are compiled: 5 ms each
SPENT_ON_NAMES = 2.0  # seconds of processor: half of what a page may spend in all
FEW_NAMES = 5  # shown one by one


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """Words to check; `line` is their first line, from 1; `answered` is the answer, if any."""

    kind: str
    words: str
    line: int
    answered: Asked | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.words

    @property
    def question(self) -> str:
        return question_of(self.kind) % {"words": self.words}


def question_of(kind: str) -> str:
    return {
        PERSON: _("%(words)s is named, and has not said anything here yet."),
        MOOD: _("A mood, tied to a name: “%(words)s”."),
        NUMBER: _("A telephone number: %(words)s."),
        FIGURE: _("A private number or amount: %(words)s."),
        MAIL: _("An email address: %(words)s."),
        LINK: _("A link that seems cut: %(words)s."),
    }[kind]


def looks_at(text: str, space: Space, *, page: Page | None) -> list[Look]:
    """Return the passages of `text` to check, then those already answered, which can be undone."""
    known = {(row.kind, row.words): row for row in page.asked.filter(kind__in=KINDS)} if page is not None else {}
    answered = {key: Look(*key, 0, row) for key, row in known.items() if row.answer}
    names = {words for kind, words in answered if kind == PERSON}
    waiting: dict[tuple[str, str], Look] = {}
    for one in chain(names_in(text, space, but=names), words_in(text)):
        if one.key not in answered:
            waiting.setdefault(one.key, one)
        if len(waiting) == MOST:  # the rest of the text is not even read
            break
    return [*waiting.values(), *answered.values()][:MOST]


def many_names(looks: list[Look]) -> list[Look]:
    """Return the looks at names that are folded: all of them where they are so many that they hide the others."""
    names = [look for look in looks if look.kind == PERSON]
    return names if len(names) > FEW_NAMES else []


def names_in(text: str, space: Space, *, only: Collection[str] = (), but: Collection[str] = ()) -> Iterator[Look]:
    """Yield those named who never came, but for `but`; the first ones only, of a text that takes long to search."""
    read = Searched(text)
    for name, forms in islice(not_come(space, read, only=only, but=but, most=SPENT_ON_NAMES), MOST_NAMES):
        for line, _words in lines_naming(read, forms)[:1]:
            yield Look(PERSON, name, line)


def words_in(text: str) -> Iterator[Look]:
    moods = [(doubt.text, doubt.lines[0]) for doubt in read_minutes(text).doubts if doubt.kind == "mood"]
    moods += [(one.words, one.line) for one in feelings_in(text)]
    yield from (Look(MOOD, words, line) for words, line in moods)
    yield from (Look(FIGURE, one.words, one.line) for one in figures_in(text))
    for number, words in enumerate(text.split("\n"), start=1):
        bare = WEB.sub(" ", words)
        yield from (Look(NUMBER, found[0].strip(), number) for found in TELEPHONE.finditer(bare))
        yield from (Look(MAIL, found[0], number) for found in ADDRESS.finditer(bare))
        yield from (Look(LINK, url, number) for url in map(clean, WEB.findall(words)) if is_dead(url))


def clean(url: str) -> str:
    return url.rstrip(".,;:!?…") if not url.endswith(("...", "…")) else url


def is_dead(url: str) -> bool:
    """Return whether a link looks broken: no host, a local host, or a truncated URL."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    if "." not in host.strip(".") or host.replace(".", "").isdigit() or host.endswith((".local", ".lan", ".internal")):
        return True
    return url.endswith(("-", "_", "…", "...", "=", "%"))


def keep_words(meeting: Meeting, kind: str, words: str, *, by: Person, at: datetime.datetime) -> None:
    """Record that the words stay, so that they are not asked about again."""
    page = compose(meeting, by=by)
    with transaction.atomic():
        Space.hold(meeting.space_id)
        note_second_look(page, kind, words, KEEP, by=by, at=at)


def withdraw_words(meeting: Meeting, kind: str, words: str, *, by: Person, at: datetime.datetime) -> None:
    """Remove the words from the text; a person's name is replaced with « une personne »."""
    page = compose(meeting, by=by)
    with transaction.atomic():
        Space.hold(meeting.space_id)
        row = note_second_look(page, kind, words, WITHDRAW, by=by, at=at)
        if row is None:
            return
        before = page.note.revision
        left = text_without(page.note.body_md, kind, words, page.space)
        if left == page.note.body_md:
            raise Refusal(_("These words are no longer in the page."))
        written = page_text.save_page_text(page, left, base=before, by=by, is_writer=True)
        save_fields(row, undo={"page": [page.pk, before, written.revision]})


def undo_second_look(meeting: Meeting, number: int, *, by: Person) -> None:
    """Ask again about these words, and restore them if they were withdrawn; other edits since are kept."""
    with transaction.atomic():
        Space.hold(meeting.space_id)
        row = Asked.objects.filter(pk=number, page=meeting.minutes_id, kind__in=KINDS).first()
        if row is None or not row.answer:
            return
        page = Page.objects.select_related("note", "space", "audience").get(pk=row.page_id)
        refuse_others(page, by)
        if row.undo.get("page"):
            _page, before, after = row.undo["page"]
            text = Revision.objects.get(note=page.note_id, number=before).body_md
            try:
                page_text.save_page_text(page, text, base=after, by=by)
            except Conflict:
                raise Refusal(
                    _("Somebody has since written in the same line."),
                    instead=_("Put the words back in the page itself."),
                ) from None
        row.answer, row.answered_at, row.answered_by, row.undo = "", None, None, {}
        row.save()


def note_second_look(
    page: Page, kind: str, words: str, answer: str, *, by: Person, at: datetime.datetime
) -> Asked | None:
    """Record the answer; None if there is one already. The caller holds the lock on the space."""
    refuse_others(page, by)
    if kind not in KINDS or not words or len(words) > 2000:
        raise Refusal(_("That is not one of the answers."))
    row = Asked.objects.filter(page=page, kind=kind, words=words).first()
    if row is not None and row.answer:
        return None
    text = page.note.body_md
    found = names_in(text, page.space, only=[words]) if kind == PERSON else words_in(text)
    if not any(one.key == (kind, words) for one in found):
        raise Refusal(_("These words are no longer in the page."))
    row = row or Asked(page=page, kind=kind, words=words, at=at)
    row.answer, row.answered_at, row.answered_by = answer, at, by
    row.save()
    return row


def refuse_others(page: Page, by: Person) -> None:
    if not permissions.can_write_up(by, page):
        raise Refusal(_("Only those who can write this page say what stays in it."))
