"""Letters that give minutes: the whole text, as the page reads and in plain words, and the next date for calendars."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Collection

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.meetings.agenda import adjacent_meetings
from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.calendars.calendar_file import reads
from palabre.meetings.models import Edition, Meeting
from palabre.meetings.written.minutes_concern import WRITTEN_UP, may_still_have, participants
from palabre.notes.markdown.plain_text import mail_text, without_pictures
from palabre.notes.models import Revision
from palabre.notes.yjs.shown_as_typed import rendered
from palabre.notes.yjs.stretches import taken_away
from palabre.people.access import links
from palabre.people.models import AudienceKind, Erasure, Person
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.approved_words import anything, html_approved, lines_approved, quotes_approved
from palabre.post.models import Letter
from palabre.post.outbox import say_again
from palabre.post.placeholders import ADDRESS
from palabre.pure.minutes.document import guess_language
from palabre.spaces.models import Space
from palabre.web.templatetags.text_filters import typeset
from palabre.wiki.models import Page
from palabre.wiki.page_body import body

LOCAL = re.compile(r'(?<=href=")/(?!/)')
LONGEST = 60_000  # characters; a longer text is cut
MOST = 300  # letters that give one version: as many as leave in a day; the others read it on its page
MOST_SIGNS = 10_000_000  # characters of all these letters: three hundred of 33 000, a hundred and sixty of the longest
AT_HAND = 2  # texts whose HTML is kept in memory: it is the same in the letters to all participants
Facts = tuple[str, tuple[str, ...], tuple[tuple[int, datetime.datetime | None], ...]]  # title, next date, removals
LISTS = "data-list"  # in the HTML of a text that embeds lists: rows of anybody


@dataclasses.dataclass(frozen=True, slots=True)
class ReadyWords:
    """Words of letters, by person, composed before the space is held: (subject, text, HTML), and the next date.

    They are the letters' while what they say is the same: the title, the next meeting, the names removed from texts of
    others, and the `revision` of their text. What is only added to the text meanwhile is for the next version. A reader
    may get what they read when the words were composed, a moment before.
    """

    facts: Facts
    revision: Revision
    is_public: bool
    of: dict[int, tuple[tuple[str, str, str], str]]

    def fit(self, meeting: Meeting, page: Page) -> bool:
        """Return whether they may be given: read once the space is held, before anything is written."""
        said, now = self.revision.body_md, page.note.body_md
        is_whole = now == said or not taken_away(said, now)
        return is_whole and self.is_kept and self.facts == facts_of(meeting, page, said)

    @property
    def is_kept(self) -> bool:
        return Revision.objects.filter(pk=self.revision.pk, body_md=self.revision.body_md).exists()

    def bare(self) -> ReadyWords:
        """Leave the plain text, which says the revision alone: the letters leave so, without the next date."""
        return dataclasses.replace(self, of={pk: ((*said[:2], ""), "") for pk, (said, _date) in self.of.items()})


def facts_of(meeting: Meeting, page: Page, text: str) -> Facts:
    """Return what the letters say besides their text, and the removals that change it: anybody makes other ones."""
    removals = Erasure.objects.filter(space=page.space_id).order_by("pk")
    if LISTS not in html_and_words(cut(text))[0]:
        removals = removals.filter(is_wide=True)
    return (
        page.title,
        tuple(words_of_date(adjacent_meetings.after(meeting))),
        tuple(removals.values_list("pk", "due_at")),
    )


def words_of_date(after: Meeting | None) -> list[str]:
    if after is None:
        return []
    return [after.title, *after.aims.values_list("text", flat=True), *(one.words for one in after.agenda.all())]


def ready_words(
    meeting: Meeting, page: Page, revision: Revision, *, is_public: bool, by: Person, at: datetime.datetime, origin: str
) -> ReadyWords:
    text = revision.body_md
    facts = facts_of(meeting, page, text)
    after = adjacent_meetings.after(meeting)
    if after is not None:
        prefetch_related_objects([after], "aims", "agenda")
    found = {
        person.pk: (
            words_given(person, meeting, page, text, by=by, origin=origin, is_public=is_public),
            date_of(after, person, at=at),
        )
        for person in those_written_to(meeting, page, text, but=by)
    }
    return ReadyWords(facts, revision, is_public, found)


def those_written_to(meeting: Meeting, page: Page, text: str, *, but: Person) -> list[Person]:
    """Return the participants, those who have an address first: as many as may be written to at once."""
    most = min(MOST, MOST_SIGNS // max(1, len(cut(text))))
    return sorted(participants(meeting, page, but=but), key=lambda one: not one.email)[:most]


def is_public(page: Page) -> bool:
    return page.audience.kind == AudienceKind.PUBLIC


def write_to_participants(
    meeting: Meeting,
    page: Page,
    edition: Edition,
    *,
    by: Person,
    at: datetime.datetime,
    origin: str,
    ready: ReadyWords | None = None,
) -> list[Letter]:
    """Write to each participant, and send at once if mail is set up; else the letters wait in the outbox.

    `ready` fit; they say whether everybody reads the page, which may have changed.
    """
    there = those_written_to(meeting, page, edition.revision.body_md, but=by)
    words = {} if ready is None else ready.of
    if ready is not None and ready.is_public != is_public(page):  # only the plain text says it again
        text, opens = ready.revision.body_md, is_public(page)
        words = {one.pk: ((*plain_words(one, meeting, page, text, is_public=opens), ""), "") for one in there}
    letters = [
        write_to(person, meeting, edition, by=by, at=at, origin=origin, ready=words.get(person.pk)) for person in there
    ]
    try:
        mine = [letter for letter in letters if not outbox.is_of_another(letter, by)]
        sent = outbox.approve_all(mine, by=by, at=at, origin=origin, now=True)
    except outbox.TooManyLetters:
        sent = []  # they wait in the outbox; the minutes are given all the same
    gone = {one.pk: one for one in sent}
    return [gone.get(one.pk, one) for one in letters]


def write_to(
    person: Person,
    meeting: Meeting,
    edition: Edition,
    *,
    by: Person,
    at: datetime.datetime,
    origin: str,
    ready: tuple[tuple[str, str, str], str] | None = None,
) -> Letter:
    said, calendar = ready or (given_words(person, meeting, edition, by=by, origin=origin), None)
    subject, body, html = said
    link = links.link_to(meeting, person=person, by=by, at=at)
    about = about_edition(meeting, edition)
    letter = outbox.write_letter(person, by=by, about=about, subject=subject, body=body, link=link)
    if outbox.is_of_another(letter, by):
        return letter
    facts = {"html": html} if letter.is_waiting and letter.changed_at is None else {}
    if calendar is None:
        calendar = next_date(meeting, person, at=at)
    if calendar and not letter.calendar:
        facts |= {"calendar": calendar, "calendar_method": "PUBLISH"}
    if facts:
        outbox.rewrite(letter, **facts)
    return letter


def is_still_given(letter: Letter) -> bool:
    """Return whether a letter gives the last version, to a reader who may still have it."""
    edition = edition_of(letter)
    if edition is None or edition.publication.editions.filter(number__gt=edition.number).exists():
        return False
    meeting = edition.publication.meeting
    return meeting.minutes is not None and may_still_have(letter, meeting, meeting.minutes)


def minutes_read(abouts: Collection[str], reader: Reader) -> list[str]:
    """Return those of these `about` whose meeting and page of minutes the reader may read.

    The page may be kept to fewer than the meeting.
    """
    meetings = {one: int(one.split(":")[1]) for one in abouts}
    rows = reader.may_read(Meeting).filter(pk__in=meetings.values(), minutes__in=reader.may_read(Page))
    read = set(rows.values_list("pk", flat=True))
    return [one for one, number in meetings.items() if number in read]


def title_quoted(letter: Letter) -> list[str]:
    """Return the title of the page of the minutes, unless a person edited the letter."""
    edition = edition_of(letter)
    page = edition.publication.meeting.minutes if edition else None
    return [page.title] if page is not None and letter.changed_at is None else []


def renew_minutes(letter: Letter) -> bool:
    """Compose a letter again just before it leaves: as its reader reads the version given, and the next date, now.

    Lists that the page embeds, and the next meeting, say nothing that others typed since the letter was approved.
    """
    edition = edition_of(letter)
    if edition is None:
        return False
    meeting, to = edition.publication.meeting, letter.reader
    by = letter.by or letter.space
    subject, body, html = given_words(to, meeting, edition, by=by, origin=letter.origin, approved=letter)
    calendar = next_date(meeting, to, at=timezone.now(), approved=letter)
    say_again(letter, subject, body, html=html_approved(letter, html), calendar=calendar)
    return True


def edition_of(letter: Letter) -> Edition | None:
    """Return the version given by a letter about "written_up:<meeting>:<number>"."""
    _kind, meeting, number = letter.about.split(":")
    rows = Edition.objects.select_related(
        "revision", "publication__meeting__space", "publication__meeting__minutes__audience"
    )
    of_meeting = rows.filter(publication__meeting=int(meeting), publication__meeting__space=letter.space_id)
    return of_meeting.filter(number=int(number)).first()


def given_words(
    person: Person,
    meeting: Meeting,
    edition: Edition,
    *,
    by: Person | Space,
    origin: str,
    approved: Letter | None = None,
) -> tuple[str, str, str]:
    """Return the subject, the text and the HTML, in the language of the minutes.

    `approved`: the letter that is renewed; it does not begin to say that everybody reads them.
    """
    text, page = edition.revision.body_md, meeting.minutes
    shown = page is not None and is_public(page)
    return words_given(person, meeting, page, text, by=by, origin=origin, is_public=shown, approved=approved)


def words_given(
    person: Person,
    meeting: Meeting,
    page: Page | None,
    text: str,
    *,
    by: Person | Space,
    origin: str,
    is_public: bool,
    approved: Letter | None = None,
) -> tuple[str, str, str]:
    """Return what `given_words` says, of this text and of a page that everybody reads or not."""
    text = cut(text)
    with translation.override(guess_language(text)):
        readers = readers_said(is_public, approved)
        html = html_of(person, meeting, page, text, by=by, origin=origin, readers=readers)
        return *plain_words(person, meeting, page, text, is_public=bool(readers)), html


def plain_words(person: Person, meeting: Meeting, page: Page | None, text: str, *, is_public: bool) -> tuple[str, str]:
    """Return the subject and the plain text, in the language of the minutes: they cost little."""
    text = cut(text)
    with translation.override(guess_language(text)):
        subject = _("Minutes: %(title)s") % {"title": page.title if page else meeting.title}
        return subject, body_of(person, text, readers_said(is_public))


def readers_said(is_public: bool, approved: Letter | None = None) -> str:
    readers = _("Everyone can read them.") if is_public else ""
    return readers if approved is None or lines_approved(approved)(readers) else ""


@functools.lru_cache(maxsize=AT_HAND)
def html_and_words(text: str) -> tuple[str, str]:
    """Return the HTML of the text, with its holes, and its plain words: the longest takes a fifth of a second."""
    return rendered(text).html, mail_text(text)


@functools.lru_cache(maxsize=AT_HAND)
def typeset_in(_language: str, html: str) -> str | SafeString:
    """Typeset the page's own HTML, cleaned when it was saved, in the language of now: the same for most readers."""
    return typeset(mark_safe(html))


def about_edition(meeting: Meeting, edition: Edition) -> str:
    """Return `Letter.about` of the letters that give this version."""
    return f"{WRITTEN_UP}:{meeting.pk}:{edition.number}"


def cut(text: str) -> str:
    """Return the text, cut if it is very long."""
    whole = text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0] + "\n\n…"
    return whole.strip()


def body_of(person: Person, text: str, readers: str) -> str:
    """Return greetings, who reads the minutes besides, the purpose of the link, then the whole text."""
    hello = _("Hello %(name)s,") % {"name": person.first_name}
    here = _("Here are the minutes of our meeting, whole.")
    hers = _("Correct what is said about you, or ask to keep it among us: %(address)s") % {"address": ADDRESS}
    return "\n\n".join(filter(None, [hello, here, readers, hers, "-" * 40, html_and_words(text)[1]])) + "\n"


def html_of(
    person: Person, meeting: Meeting, page: Page | None, text: str, *, by: Person | Space, origin: str, readers: str
) -> SafeString:
    """Return the same words as the page reads for this person, with whole addresses and no picture."""
    filled = body(html_and_words(text)[0], space=meeting.space, person=person, page=page)
    facts = {
        "her": person,
        "by": by,
        "place": meeting.space,
        "title": page.title if page else meeting.title,
        "text": typeset_in(get_language() or "", LOCAL.sub(f"{origin}/", without_pictures(filled))),
        "readers": readers,
        "language": get_language(),
        "ways": {"address": ADDRESS},
    }
    return render_to_string("meetings/written/letter.html", facts)


def next_date(meeting: Meeting, person: Person, *, at: datetime.datetime, approved: Letter | None = None) -> str:
    """Return the next meeting as a file; its agenda and its video link are for those who read it.

    `approved`: the letter in which it is renewed; "" where the letter enclosed no meeting of this title.
    """
    return date_of(adjacent_meetings.after(meeting), person, at=at, approved=approved)


def date_of(after: Meeting | None, person: Person, *, at: datetime.datetime, approved: Letter | None = None) -> str:
    if after is None or after.on is None:
        return ""
    if approved is not None and not quotes_approved(approved)(after.title):
        return ""
    says = lines_approved(approved) if approved is not None else anything
    address, is_bare = "" if person.is_member else ADDRESS, not reads(person, after)
    return entry_of(after, method="PUBLISH", at=at, address=address, is_bare=is_bare, says=says)
