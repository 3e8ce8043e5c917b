"""Why a group exists, in versions: written, adopted by who carries it, looked at again. Nothing has to be defined."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.group_access import as_whom, group_for_update, let_decide, let_write
from palabre.groups.models import Group, Intention
from palabre.groups.typed_values import checked_markdown, day_to_come
from palabre.journal.models import record
from palabre.notes.diff.text_diff import Change, compare
from palabre.notes.markdown.html_render import render
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal

MOST = 500  # versions of one group


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """One version, with what changed beside the one before it: nothing for the first. `name`: who wrote it."""

    said: Intention
    name: str
    changes: list[Change]


def intend(group: Group, typed: str, *, after: int, by: Person, at: datetime.datetime) -> Intention:
    """Keep another version. `after` is the number of the one that she read; the same words again change nothing.

    Raises a Refusal when nothing is said, when `by` may not, or when somebody else wrote one in the meantime.
    """
    text = checked_markdown(typed, empty=_("There is no intention here yet."))
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        last = last_of(now)
        if last is not None and last.text == text:
            return last
        refuse_to_write_over(last, after)
        keep_out(now.space, text)
        said = {"text": text, "body_html": render(text), "by": by, "at": at, "number": last.number + 1 if last else 1}
        kept = Intention.objects.create(space=now.space, audience=now.audience, group=now, **said)
        record("intention.written", now, by=by, number=kept.number)
        return kept


def refuse_to_write_over(last: Intention | None, after: int) -> None:
    number = last.number if last else 0
    if number > MOST:
        raise Refusal(_("This intention has had a great many versions."), instead=_("Write it on a page instead."))
    if after != number:
        raise Refusal(
            _("Somebody else wrote the intention in the meantime."),
            instead=_("Open it again: their words are there. Yours are below, to copy."),
        )


def adopt(group: Group, number: int, *, by: Person, at: datetime.datetime) -> None:
    """« C’est notre intention »: the people of the group say that its last version is theirs. Twice, it is once.

    Raises a Refusal when `by` does not carry the group, or when the words are no longer those that she read.
    """
    with transaction.atomic():
        now = group_for_update(group)
        let_decide(by, now)
        last = last_of(now)
        if last is None or last.number != number:
            raise Refusal(
                _("The intention has changed in the meantime."),
                instead=_("Read it again, then say whether it is yours."),
            )
        if last.adopted_at is None:
            last.adopt(at, by=by)
            record("intention.adopted", now, by=by, **as_whom(by, now))


def set_aside_intention(group: Group, *, by: Person) -> None:
    """It is a sketch again: this undoes `adopt`. Twice changes nothing more."""
    with transaction.atomic():
        now = group_for_update(group)
        let_decide(by, now)
        last = last_of(now)
        if last is not None and last.adopted_at is not None:
            last.adopt(None, by=None)
            record("intention.unadopted", now, by=by, **as_whom(by, now))


def look_again(group: Group, words: str, *, by: Person, today: datetime.date) -> datetime.date | None:
    """Name the day when its people look again at what they intend (« dans trois mois »); no words: none is named."""
    day = day_to_come(words, today=today)
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        if now.review_on != day:
            now.look_again(day)
            record("review.named" if day else "review.dropped", now, by=by)
    return day


def last_of(group: Group) -> Intention | None:
    return group.intentions.order_by("-number").first()


def versions(group: Group, reader: Reader) -> list[Version]:
    """Return its versions that `reader` may read, the last first, each with what changed: one query."""
    rows = reader.may_read(Intention).filter(group=group).select_related("by").order_by("number")
    found: list[Version] = []
    before = ""
    for one in reader.fetch(rows):
        words = plain_text(one.body_html)
        changes = compare(before, words) if found else []
        found.append(Version(one, reader.name_of(one.by) if one.by else "", changes))
        before = words
    return found[::-1]
