"""The minutes of a meeting as they will read, what deserves a second look, and where they stand on their way."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from palabre.meetings.models import Edition, Meeting, Publication
from palabre.meetings.note.meeting_note import is_read_by_others
from palabre.meetings.written.minutes_completion import lightened
from palabre.meetings.written.minutes_composition import is_too_long, places_of, with_what_it_lacks
from palabre.meetings.written.minutes_publication import may_be_public, publication_of_or_none
from palabre.meetings.written.second_look import Look, looks_at
from palabre.notes.yjs.shown_as_typed import rendered
from palabre.people.models import AudienceKind
from palabre.people.reader import Reader
from palabre.post.models import Letter
from palabre.pure.second_thoughts import public_at
from palabre.wiki.models import Page
from palabre.wiki.page_body import body
from palabre.wiki.readers.kept_pages import who_keeps


@dataclasses.dataclass(frozen=True, slots=True)
class ToRead:
    """`due_on` is the day on which everybody reads them, or would if they were given now; None where nobody will.

    `is_read_by_others`: than those of the meeting, so that nothing is added to the page by itself. `is_full`: nor is
    it to a text so long that no save would take more.
    """

    meeting: Meeting
    minutes: Page
    html: SafeString
    looks: list[Look]
    publication: Publication | None
    editions: list[Edition]
    due_on: datetime.date | None
    may_be_public: bool
    may_open: bool
    has_changed: bool
    waiting_letters: int
    is_read_by_others: bool
    is_full: bool

    @property
    def is_given(self) -> bool:
        return self.publication is not None and self.publication.given_at is not None

    @property
    def is_public(self) -> bool:
        """Return whether everybody reads the page, which may be opened apart from this publication."""
        return self.minutes.audience.kind == AudienceKind.PUBLIC

    @property
    def to_look_at(self) -> list[Look]:
        return [one for one in self.looks if one.answered is None]

    @property
    def looked_at(self) -> list[Look]:
        return [one for one in self.looks if one.answered is not None]


def to_read(meeting: Meeting, reader: Reader) -> ToRead:
    """`meeting` has its page, with its note and audience, at hand."""
    page = meeting.minutes
    assert page is not None
    whole = with_what_it_lacks(meeting, page)
    is_full = is_too_long(whole)
    text = page.note.body_md if is_full else whole
    publication = publication_of_or_none(meeting)
    if publication is None or publication.given_at is None:
        lighter = lightened(text, places_of(meeting))
        text = text if is_too_long(lighter) else lighter
    rows = Edition.objects.filter(publication=publication).select_related("by", "revision").order_by("-number")
    editions = list(rows) if publication is not None else []
    opens = may_be_public(page)
    return ToRead(
        meeting=meeting,
        minutes=page,
        html=body(rendered(text).html, space=reader.space, person=reader.person, page=page),
        looks=looks_at(text, meeting.space, page=page),
        publication=publication,
        editions=editions,
        due_on=due_on(publication, may_open=opens),
        may_be_public=opens,
        may_open=opens and not is_kept_by_another(publication, page, reader),
        has_changed=bool(editions) and editions[0].revision.body_md != text,
        waiting_letters=Letter.objects.filter(about__startswith=f"written_up:{meeting.pk}:", sent_at=None).count(),
        is_read_by_others=is_read_by_others(meeting),
        is_full=is_full,
    )


def is_kept_by_another(publication: Publication | None, page: Page, reader: Reader) -> bool:
    """Return whether somebody else than the reader keeps the minutes among members. One query for kept ones only."""
    if publication is None or publication.kept_at is None:
        return False
    return bool(who_keeps(page) - {reader.person.pk if reader.person else None})


def due_on(publication: Publication | None, *, may_open: bool) -> datetime.date | None:
    if publication is not None and publication.given_at is not None:
        return timezone.localdate(publication.due_at) if publication.due_at else None
    return public_at(timezone.localtime()).date() if may_open else None
