"""Writing down what people typed: a live note's text as its log says it, kept as a revision and told to those above.

It is done by the room that people type in, at most two seconds after the last key, and by whoever is about to
change the text by other means.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, F, QuerySet
from django.utils import timezone

from palabre.notes.hooks import Written, call_followers, computed_ahead
from palabre.notes.markdown.prepared_text import LINE_ENDS, NO_TEXT, Prepared
from palabre.notes.models import Note, Revision, Update
from palabre.notes.revision_cleanup import make_room
from palabre.notes.yjs import update_log
from palabre.notes.yjs.shown_as_typed import MARK, RenderBudget, as_typed, rendered
from palabre.notes.yjs.stretches import keep_peak, standing_after, taken_away
from palabre.notes.yjs.update_log import Opened
from palabre.people.erasures.refused_names import without_refused_names
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.web.saved_fields import save_fields

ATTEMPTS = 3
NOTHING: Mapping[str, Any] = MappingProxyType({})


def catch_up(number: int) -> Note | None:
    """Write down the live text of the note of this number, and return the note as it is now; None when it is gone.

    Rendering, comparing, and what follows lines, is done before the row is locked. Raises log.Unreadable.
    """
    for _attempt in range(ATTEMPTS):
        now = Note.objects.select_related("space").filter(pk=number).first()
        live = update_log.opened(now) if now else None
        if now is None or live is None:
            return now
        ready = readied(now, live)
        ahead, gone = computed_ahead(now, ready.markdown), taken_away(now.body_md, ready.markdown)
        with transaction.atomic():
            locked = lock(now)
            if locked is None or (locked.revision, locked.epoch) == (now.revision, now.epoch):
                return locked and keep_revision(locked, live, ready, ahead, gone=gone)
    return None


def is_caught_up(number: int) -> bool:
    """Return whether the log of the note of this number is folded, and holds nothing that its text does not say."""
    return not Update.objects.filter(note=number, epoch=F("note__epoch")).exists()


def lock(note: Note) -> Note | None:
    """Have `note`, and its space, to oneself until the end of the transaction. None when it is gone."""
    Space.hold(note.space_id)
    locked: Note | None = next(iter(locked_note(note=note.pk)), None)
    if locked is not None:
        locked.space = note.space
    return locked


@prepared(note=BigIntegerField())
def locked_note(note: Any) -> QuerySet[Note]:
    return Note.objects.select_for_update().filter(pk=note)


def caught_up(locked: Note, budget: RenderBudget | None = None) -> Opened | None:
    """Do it under the lock that the caller holds, and return the document; None for a note that is not live.

    Beyond the `budget`, the text is shown as typed until the worker renders it.
    """
    live = update_log.opened(locked)
    if live is not None:
        ready = readied(locked, live, budget)
        keep_revision(locked, live, ready, gone=taken_away(locked.body_md, ready.markdown))
    return live


def keep_revision(
    locked: Note, live: Opened, ready: Prepared, ahead: Mapping[str, Any] = NOTHING, *, gone: int
) -> Note:
    """Keep the text as a revision when it is new: `gone` characters were taken away. `ahead` is as in `Written`."""
    is_new = ready.markdown != locked.body_md
    if ready.markdown != live.said:  # a name that somebody had taken away was typed again
        update_log.write_text_update(locked, live, ready.markdown, by=None)
    covers = max(locked.covers, live.last)
    if is_new:
        write_down(locked, ready, hands=live.hands, covers=covers, ahead=ahead, gone=gone)
    elif covers != locked.covers:
        save_fields(locked, covers=covers)
    return locked


def write_down(
    note: Note, ready: Prepared, *, hands: list[int], covers: int, ahead: Mapping[str, Any] = NOTHING, gone: int
) -> Written:
    """Make the text the next revision of the locked note: one more of the stretch, or the first of a new one."""
    before, now = note.body_md, timezone.now()
    last = Revision.objects.filter(note=note, number=note.revision).first()
    standing = standing_after(last, gone, now=now)
    note.become(ready.markdown, ready.html, covers=covers)
    by = Person.objects.filter(pk=hands[-1]).first() if hands else None
    new = Revision.objects.create(
        note=note,
        number=note.revision,
        body_md=note.body_md,
        by=by or (last.by if standing.goes_on and last else None),
        began_at=last.began_at if standing.goes_on and last else now,
        taken=standing.taken,
        peak=standing.peak,
    )
    new.hands.add(*hands)
    if standing.passes and last is not None:
        new.hands.add(*last.hands.all())
        last.pass_on()
        make_room(note, keep=standing.peak)
    elif standing.goes_on and last is not None:
        keep_peak(note, last)
    opens = not standing.goes_on
    written = Written(note, note.revision, before, note.body_md, by=new.by, is_live=True, opens=opens, ahead=ahead)
    call_followers(written)
    return written


def readied(note: Note, live: Opened, budget: RenderBudget | None = None) -> Prepared:
    """Render the live text, without the names that were taken away; beyond the `budget`, leave it to the worker.

    Nor has it carriage returns, which logs took before `yjs_updates.RETURN` was refused, or NUL characters, which any
    browser may paste and PostgreSQL does not keep.
    """
    text = NO_TEXT.sub("", LINE_ENDS.sub("\n", without_refused_names(note.space, live.said)))
    if text == note.body_md:
        return Prepared(note.body_md, note.body_html)
    if budget is not None and not budget.takes(text):
        return Prepared(text, as_typed(text, mark=MARK))
    return rendered(text)
