"""Letters of the digests that are due: in working hours, one per reader and edition, by a clock of the worker.

The letter and the mark that its reader was told are written in one transaction: a worker that is killed wrote both or
neither. The text is composed again when the letter leaves, to leave out what has been restricted since.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from palabre.home.digest import digest_editions
from palabre.home.digest.digest_content import what_is_new
from palabre.home.digest.digest_text import Words, digest_in_words
from palabre.journal.models import Digest
from palabre.people.devices.account_vouchers import as_mailed
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.post.models import Letter
from palabre.post.outbox import rewrite, schedule_letter, write_letter
from palabre.pure.working_hours import is_working
from palabre.spaces.models import Space
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.logs.fault_place import whence
from palabre.web.origins import known_origin

EVERY = datetime.timedelta(minutes=1)
MOST = 50  # digests at each tick of the clock: other letters leave between
SHORTEST = datetime.timedelta(days=4)  # no digest is due sooner after the previous one
DIGEST = "digest:"  # prefix of `Letter.about` for digests
log = logging.getLogger(__name__)


def send_some(now: datetime.datetime) -> None:
    """Write some of the digests that are due. Without mail set up, nobody is marked as told."""
    if mail_is_configured() and known_origin() and is_working(timezone.localtime(now)):
        for digest in due(now):
            tell_or_put_off(digest, now)


def due(now: datetime.datetime) -> Iterator[Digest]:
    """Yield the digests that are due, the longest waiting first."""
    met: dict[int, datetime.date | None] = {}
    found = 0
    for digest in standings(now):
        space = digest.person.space_id
        if space not in met:
            met[space] = digest_editions.met_on(space, today=timezone.localdate(now))
        if digest_editions.is_due(digest, at=now, met=met[space]):
            found += 1
            yield digest
        if found == MOST:
            return


def standings(now: datetime.datetime) -> list[Digest]:
    wishing = Person.objects.filter(news__in=list(digest_editions.WEEKS), erased_at=None, put_out_at=None, same_as=None)
    reached = wishing.filter(email_refused_at=None, space__opened_at__isnull=False).exclude(email="")
    reached = reached.filter(space__archived_at=None)
    for person in reached.filter(digest=None)[:MOST]:
        with transaction.atomic():
            digest_editions.begin_digests(person, at=now)
    old = Q(at=None) | Q(at__lt=now - SHORTEST)
    return list(Digest.objects.filter(old, person__in=reached).select_related("person__space").order_by("at", "pk"))


def tell_or_put_off(digest: Digest, now: datetime.datetime) -> None:
    try:
        write_digest(digest, at=now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the worker waits for it
    except Exception as fault:
        log.warning("the digest of person %s was not made: %s", digest.person_id, whence(fault))
        digest.tell(digest.told_until, now)  # the next edition covers this one too


def write_digest(digest: Digest, *, at: datetime.datetime) -> Letter | None:
    """Write the person's digest, once, and return it; None when there is no news, or when another worker wrote it.

    A former letter that has not left is deleted: this one covers its news too.
    """
    person = digest.person
    former = unsent(person)
    if former is not None and former.is_leaving:
        return None
    start = (
        min(digest_editions.since(digest, at=at), span_of(former)[0])
        if former
        else digest_editions.since(digest, at=at)
    )
    end = max(digest_editions.until(person.space_id, at=at), digest.told_until)
    words = words_for(person, start, end, at=at)
    with transaction.atomic():
        Space.hold(person.space_id)
        now = Digest.objects.select_for_update().get(pk=digest.pk)
        if (now.told_until, now.at) != (digest.told_until, digest.at):
            return None
        now.tell(end, at)
        if words is None:
            return None
        if former is not None:
            former.delete()
        return put(person, words, f"{DIGEST}{start}-{end}", at=at)


def put(person: Person, words: Words, about: str, *, at: datetime.datetime) -> Letter:
    letter = write_letter(person, by=None, about=about, subject=words.subject, body=words.text, link=None)
    rewrite(letter, html=words.html, stops=True)
    schedule_letter(letter, at=at, origin=known_origin(), now=True)
    return letter


def renew(letter: Letter) -> bool:
    """Compose the letter again before it leaves; False when its reader unsubscribed, or may read nothing of it."""
    if letter.reader.news not in digest_editions.WEEKS:
        return False
    words = words_for(letter.reader, *span_of(letter), at=letter.approved_at or letter.made_at, renewing=letter)
    if words is None:
        return False
    rewrite(letter, subject=words.subject, body=words.text, html=words.html)
    return True


def words_for(
    person: Person, since: int, until: int, *, at: datetime.datetime, renewing: Letter | None = None
) -> Words | None:
    """Return the words of the digest of these entries; None for no news."""
    space = renewing.space if renewing else person.space
    person = as_mailed(person)
    person.space = space
    reader = Reader(space, person, timezone.localdate(at))
    brief = what_is_new(reader, since=since, until=until, to=person)
    if brief.is_empty:
        return None
    origin = renewing.origin if renewing else known_origin()
    return digest_in_words(brief, reader, origin=origin, to=person)


def unsent(person: Person) -> Letter | None:
    return Letter.objects.filter(to=person, about__startswith=DIGEST, sent_at=None).order_by("pk").first()


def span_of(letter: Letter) -> tuple[int, int]:
    """Return the two entry ids of the letter: after the first, up to and including the second."""
    first, _dash, last = letter.about.removeprefix(DIGEST).partition("-")
    return int(first), int(last)
