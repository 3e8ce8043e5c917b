"""Intentions of a group, in versions: write, adopt, review. Nothing has to be defined."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.group_access import as_whom, group_for_update, let_decide, let_write
from palabre.groups.models import Group, Intention
from palabre.groups.typed_values import checked_markdown, day_to_come
from palabre.journal.models import record
from palabre.notes.markdown.html_render import render
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person, read_by_members_of
from palabre.refusal import Refusal

MOST = 500  # versions of one group


def intend(group: Group, typed: str, *, after: int, by: Person, at: datetime.datetime) -> Intention:
    """Add a version. `after` is the number of the version that the author read. The same text changes nothing.

    Raise a Refusal if the text is empty, if `by` may not write, or if there is a newer version than `after`.
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
        said = {"text": text, "body_html": render(text), "by": by, "at": at, "number": next_number(now)}
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
    """Adopt the last version for the group (“C’est notre intention”). Idempotent.

    Raise a Refusal if `by` may not decide for the group, or if `number` is not the last version.
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
    """Undo `adopt`: the intention is a sketch again. Idempotent."""
    with transaction.atomic():
        now = group_for_update(group)
        let_decide(by, now)
        last = last_of(now)
        if last is not None and last.adopted_at is not None:
            last.adopt(None, by=None)
            record("intention.unadopted", now, by=by, **as_whom(by, now))


def look_again(group: Group, words: str, *, by: Person, today: datetime.date) -> datetime.date | None:
    """Set the day of the next review from words (“dans trois mois”); no words clear it."""
    day = day_to_come(words, today=today)
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        if now.review_on != day:
            now.look_again(day)
            record("review.named" if day else "review.dropped", now, by=by)
    return day


def last_of(group: Group) -> Intention | None:
    """Return the latest version that each member who reads the group reads: others weigh on nothing."""
    return group.intentions.filter(read_by_members_of(group.audience)).order_by("-number").first()


def next_number(group: Group) -> int:
    last = group.intentions.order_by("-number").first()
    return last.number + 1 if last else 1
