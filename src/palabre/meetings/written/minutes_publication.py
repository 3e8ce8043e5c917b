"""Publication of minutes: given to participants, open to everybody, or kept among those who were there.

Each version given is kept (`Edition`) as a revision of the page, which stays editable. Each operation is idempotent. A
page reserved to a group stays so: only its own screen opens it.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings import permissions
from palabre.meetings.models import Edition, Meeting, Publication
from palabre.meetings.note.meeting_note import has_own_readers
from palabre.meetings.written.minutes_composition import as_it_is, compose, lighten
from palabre.meetings.written.minutes_concern import concerns
from palabre.meetings.written.minutes_letters import ReadyWords, is_public, ready_words, write_to_participants
from palabre.notes.diff.text_diff import Change, compare
from palabre.notes.models import Revision
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.hooks import Event, Happening, carry_out
from palabre.people.models import Audience, AudienceKind, Person
from palabre.pure.second_thoughts import public_at
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from palabre.wiki.readers import page_audience
from palabre.wiki.readers.kept_pages import KEPT, of_page, refuse_kept, who_keeps

EVERY = datetime.timedelta(minutes=10)
ATTEMPTS = 2  # times that letters are composed: again where a name was removed, or the title changed, meanwhile
GIVEN, KEPT_AMONG = Q(given_at__isnull=False), Q(kept_at__isnull=False)
SOON, NOW, AMONG_US = "soon", "now", "among_us"  # when the minutes become public


def publish_minutes(
    meeting: Meeting, *, by: Person, at: datetime.datetime, origin: str, readers: str = SOON
) -> Publication:
    """Complete the minutes, store an edition, and write its whole text to each participant.

    Given again, only a changed text makes an edition and letters. Raise a Refusal if `by` may not.
    """
    refuse_others(as_it_is(meeting), by)
    page = compose(meeting, by=by)
    if not Publication.objects.filter(meeting=meeting, given_at__isnull=False).exists():
        lighten(as_it_is(meeting), page, by=by)
    for attempt in range(1, ATTEMPTS + 1):
        by.refresh_from_db(fields=["name", "joined_at"])  # their name signs the letters
        ready = composed_ahead(meeting, page, by=by, at=at, origin=origin, readers=readers)
        with transaction.atomic():
            found = meeting_for_publication(meeting)
            page = page_of(found)
            is_fit = ready is None or ready.fit(found, page)
            if is_fit or (attempt == ATTEMPTS and may_be_bare(ready, page)):
                refuse_others(found, by)
                words = ready if is_fit or ready is None else ready.bare()
                publication = give(found, page, by=by, at=at, origin=origin, readers=readers, ready=words)
                meeting.minutes = page
                return publication
    raise Refusal(_("Something else in this space changed at the same moment."), instead=_("Give them again."))


def composed_ahead(
    meeting: Meeting, page: Page, *, by: Person, at: datetime.datetime, origin: str, readers: str
) -> ReadyWords | None:
    """Compose the letters' words while nobody waits for the space; None if the version given last has this text."""
    note = catch_up(page.note_id) or page.note
    if was_given(meeting, note.body_md):
        return None
    revision = Revision.objects.get(note=note, number=note.revision)
    opens = is_public(page) or (readers == NOW and is_chosen(meeting) and may_be_public(page))
    return ready_words(as_it_is(meeting), page, revision, is_public=opens, by=by, at=at, origin=origin)


def may_be_bare(ready: ReadyWords | None, page: Page) -> bool:
    """Return whether the plain text of these words may be given, though what is around it changed twice meanwhile."""
    return ready is not None and ready.is_kept and ready.facts[0] == page.title


def is_chosen(meeting: Meeting) -> bool:
    """Return whether who gives these minutes chooses their readers: the first time, unless somebody keeps them."""
    return not Publication.objects.filter(GIVEN | KEPT_AMONG, meeting=meeting).exists()


def give(
    meeting: Meeting,
    page: Page,
    *,
    by: Person,
    at: datetime.datetime,
    origin: str,
    readers: str,
    ready: ReadyWords | None,
) -> Publication:
    """Store the version and write its letters, with the space held; nothing if the last one has the same text."""
    publication = publication_of(meeting)
    edition = keep_given_version(publication, ready.revision, by=by, at=at) if ready is not None else None
    if edition is not None:
        is_first = publication.given_at is None
        due = publication.due_at if not is_first else None
        publication_given(publication, at, by=by, due=due)
        record("minutes.given", meeting, by=by, edition=edition.number)
        if is_first and publication.kept_at is None:
            choose(meeting, publication, page, readers, by=by, at=at)
        write_to_participants(meeting, page, edition, by=by, at=at, origin=origin, ready=ready)
    return publication


def was_given(meeting: Meeting, text: str) -> bool:
    """Return whether the version given last has this text: nothing is written again then."""
    rows = Edition.objects.filter(publication__meeting=meeting).order_by("-number")
    return rows.values_list("revision__body_md", flat=True).first() == text


def publication_given(
    publication: Publication, at: datetime.datetime, *, by: Person, due: datetime.datetime | None
) -> None:
    """Record the publication. Minutes kept among us, or public, stay so when another version is given."""
    kept_at, public = publication.kept_at, publication.public_at
    publication.give(at, by=by, due_at=due)
    if kept_at is not None and public is None:
        publication.be_kept(kept_at)


def choose(
    meeting: Meeting, publication: Publication, page: Page, readers: str, *, by: Person, at: datetime.datetime
) -> None:
    if readers == AMONG_US or not may_be_public(page):
        be_kept_among(meeting, publication, page, by=by, at=at)
    elif page.audience.kind == AudienceKind.PUBLIC:
        publication.be_public(at)  # everybody reads it already
    elif readers == NOW:
        make_public(meeting, publication, page, by=by, at=at)
    else:
        publication.be_due(public_at(timezone.localtime(at)))


def open_to_all(meeting: Meeting, *, by: Person, at: datetime.datetime) -> None:
    """Make the minutes public now. Raise a Refusal if they cannot be, or if somebody else keeps them among us."""
    with transaction.atomic():
        found = meeting_for_publication(meeting)
        page, publication = page_of(found), publication_of(found)
        refuse_others(found, by)
        if publication.given_at is None:
            raise Refusal(
                _("These minutes were not given to anybody yet."), instead=_("Give them to participants first.")
            )
        if not may_be_public(page):
            raise Refusal(_("This space is not public."), instead=_("Decide that together first."))
        if publication.public_at is None:
            refuse_kept(page, by)
            make_public(found, publication, page, by=by, at=at)


def keep_among_us(meeting: Meeting, *, by: Person, at: datetime.datetime) -> None:
    """« Gardons-le entre nous »: no reason is asked for. Public minutes become private again.

    Whom they are about is the only one to open them later; others who keep them, as before, leave it to who writes.
    """
    with transaction.atomic():
        found = meeting_for_publication(meeting)
        page, publication = page_of(found), publication_of(found)
        is_concerned = concerns(found, page, by)
        if not permissions.can_keep_among_us(by, found, is_concerned=is_concerned):
            raise Refusal(_("Only those whom these minutes are about ask to keep them."))
        is_kept = publication.kept_at is not None and publication.public_at is None
        if is_kept and (not is_concerned or by.pk in who_keeps(page)):
            return
        by.come(at)
        be_kept_among(found, publication, page, by=by, at=at)
        record(KEPT, found, by=by, is_concerned=is_concerned, **of_page(page))


def open_what_is_due(now: datetime.datetime) -> None:
    """Scheduled task: make public the minutes that nobody kept in time, in one transaction each.

    In an archived space nobody could keep them: they wait (see `give_time_again`).
    """
    due = Publication.objects.filter(due_at__lte=now, kept_at=None, public_at=None).order_by("due_at")
    due = due.filter(meeting__space__ended_at=None, meeting__space__archived_at=None)
    for number in due.values_list("meeting_id", flat=True)[:200]:
        with transaction.atomic():
            found = meeting_for_publication(Meeting.objects.get(pk=number))
            publication = publication_of(found)
            if Space.objects.filter(pk=found.space_id, archived_at__isnull=False).exists():
                continue  # archived meanwhile
            is_due = publication.due_at is not None and publication.due_at <= now
            if not is_due or publication.kept_at is not None or found.minutes is None:
                continue
            if may_be_public(found.minutes):
                make_public(found, publication, found.minutes, by=None, at=now)
            else:
                publication.be_kept(now)  # the space is no longer public


def give_time_again(revived: Happening) -> list[int]:
    """Give people of a space that was archived or ended the whole time to keep the minutes that are due.

    Return their ids.
    """
    rows = Publication.objects.filter(meeting__space=revived.subject)
    return wait_anew(rows, timezone.localtime(revived.at))


def leave_the_time(_archived: Happening, _numbers: list[int]) -> None:
    """Do nothing: in an archived space, minutes that are due wait."""


# ---- Used by the functions above, which hold the lock on the space ---------------------------------------------


def make_public(
    meeting: Meeting, publication: Publication, page: Page, *, by: Person | None, at: datetime.datetime
) -> None:
    publication.be_public(at)
    if has_own_readers(page):
        page.audience.widen_to_everybody()
    elif page.audience.kind != AudienceKind.PUBLIC:
        page_audience.move(page, Audience.everybody(meeting.space))
    record("minutes.opened", meeting, by=by, **of_page(page))


def may_be_public(page: Page) -> bool:
    """Return whether the page may become public from here: in a public space, and not reserved to seats."""
    return page.space.is_public and page.audience.kind != AudienceKind.SEATS


def be_kept_among(
    meeting: Meeting, publication: Publication, page: Page, *, by: Person | None, at: datetime.datetime
) -> None:
    """Keep the minutes among members, and their page if everybody reads it."""
    publication.be_kept(at)
    if not page.audience.narrow_to_space() and page.audience.kind == AudienceKind.PUBLIC:
        page_audience.move(page, Audience.of_space(meeting.space))
    carry_out(Event.PAGE_KEPT, Happening(page, at, by))


def keep_what_is_kept(kept: Happening) -> list[int]:
    """Serve as the consequence of `Event.PAGE_KEPT`: minutes that were public, or due, are among us."""
    shown_or_due = Q(public_at__isnull=False) | Q(due_at__isnull=False, kept_at=None)
    for publication in Publication.objects.filter(shown_or_due, meeting__minutes=kept.subject):
        publication.be_kept(kept.at)
    return []


def wait_anew(rows: QuerySet[Publication], at: datetime.datetime) -> list[int]:
    """Have those of these minutes that are due wait as if they were given now; return their ids."""
    due = public_at(at)
    late = list(rows.filter(due_at__lt=due, public_at=None, kept_at=None).order_by("pk"))
    for publication in late:
        publication.be_due(due)
    return [publication.pk for publication in late]


def keep_given_version(
    publication: Publication, revision: Revision, *, by: Person, at: datetime.datetime
) -> Edition | None:
    """Store this revision as an edition; None if the last edition has the same text, or a later one."""
    last = publication.editions.select_related("revision").order_by("-number").first()
    if last is not None and (last.revision.body_md == revision.body_md or is_later(last.revision, revision)):
        return None
    return publication.editions.create(number=last.number + 1 if last else 1, revision=revision, at=at, by=by)


def is_later(one: Revision, other: Revision) -> bool:
    return one.note_id == other.note_id and one.number > other.number


def stand_in() -> Exists:
    """Return an expression true for revisions that were given: they are kept."""
    return Exists(Edition.objects.filter(revision=OuterRef("pk")))


def meeting_for_publication(meeting: Meeting) -> Meeting:
    Space.hold(meeting.space_id)
    return as_it_is(meeting)


def page_of(meeting: Meeting) -> Page:
    if meeting.minutes is None:
        raise Refusal(_("This meeting has no page yet."), instead=_("Begin its agenda: its page comes with it."))
    return meeting.minutes


def refuse_others(meeting: Meeting, by: Person) -> None:
    if meeting.minutes is not None and not permissions.can_write_up(by, meeting.minutes):
        raise Refusal(_("Only those who can write these minutes give them."))


def changes_since(edition: Edition, page: Page) -> list[Change]:
    """Return the changes of the page since this edition."""
    return compare(edition.revision.body_md, page.note.body_md)


def publication_of_or_none(meeting: Meeting) -> Publication | None:
    return Publication.objects.filter(meeting=meeting).select_related("given_by").first()


def publication_of(meeting: Meeting) -> Publication:
    return Publication.objects.get_or_create(meeting=meeting)[0]
