"""Saving a note from a form: a new revision, merged with what others saved or type meanwhile."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.notes.diff.text_merge import Merged, Place, merge_texts
from palabre.notes.hooks import Written, call_followers, computed_ahead
from palabre.notes.markdown.prepared_text import Prepared, clean, prepare
from palabre.notes.models import Note, Revision
from palabre.notes.note_bell import bell
from palabre.notes.yjs import update_log
from palabre.notes.yjs.log_catch_up import catch_up, caught_up, lock
from palabre.notes.yjs.update_log import Opened
from palabre.people.erasures.looked_lines import LookedLines
from palabre.people.models import Audience, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed
from palabre.upkeep.rate_limits import HOUR, LimitScope, Wait
from palabre.web.prepared_query import prepared
from palabre.web.saved_fields import insert

MOST_SAVED = 20_000_000  # characters that one person saves by forms in an hour: a hundred times 200 000
SHORT = 2_000  # characters of a text that is never too much
ATTEMPTS = 3


class Conflict(Refusal):
    """Two people wrote in the same lines. It holds both texts, and a draft with both versions."""

    def __init__(self, *, revision: int, theirs: str, mine: str, merged: Merged) -> None:
        super().__init__(
            _("Two people wrote in the same place."),
            instead=_("Both versions are in the text below. Keep what is right, then save."),
        )
        self.revision, self.theirs, self.mine = revision, theirs, mine
        self.draft: str = merged.text
        self.places: tuple[Place, ...] = merged.places


class TooOften(Refusal):
    """This person saved so much lately that it would fill the disk."""

    status = 429


class NoteGone(Refusal):
    """The note was deleted."""

    status = 410


def begin_note(space: Space, audience: Audience, text: str | Prepared, by: Person | None) -> Note:
    """Create a note with its first text, which is revision 1."""
    ready = prepare(text)
    refuse_too_much(ready.markdown, by)
    with transaction.atomic():
        note = Note.objects.create(
            space=space, audience=audience, body_md=ready.markdown, body_html=ready.html, revision=1
        )
        Revision.objects.create(note=note, number=1, body_md=ready.markdown, by=by)
    return note


def save_note(
    note: Note,
    text: str,
    *,
    base: int,
    by: Person | None,
    words: str = "",
    of: Any = None,
    then: Callable[[Written], None] | None = None,
) -> Written:
    """Save `text`, written by `by` from the revision `base`. `then` runs in the same transaction if it is new.

    A caller that gives the owner `of` of the text records the change in `then`, by an entry of the journal.

    The current text changes nothing, so that a form sent twice is harmless. When others saved since `base`, or are
    typing, both texts are merged; Conflict is raised when they change the same lines. Rendering is done before the row
    is locked, refused names are looked for, and lines followed; again when the text, or these names, changed meanwhile.
    """
    mine, looked = clean(text), LookedLines(note.space)
    refuse_too_much(mine, by)
    for attempt in range(ATTEMPTS):
        is_fresh = attempt == 0 and base == note.revision and not note.is_live
        now = note if is_fresh else _there(catch_up(note.pk) or Note.objects.filter(pk=note.pk).first())
        ready, is_merged = _joined(now, mine, base=base, by=by)
        looked.keep_out(now.body_md, ready.markdown, words)
        ahead = computed_ahead(now, ready.markdown)
        with transaction.atomic():
            locked = _there(lock(note))
            live = update_log.opened(locked)
            is_same = (locked.revision, locked.body_md) == (now.revision, now.body_md) and looked.is_current
            if is_same and (live is None or live.said == locked.body_md):
                return _saved(locked, live, ready, ahead, is_merged=is_merged, by=by, words=words, of=of, then=then)
    with transaction.atomic():  # after several attempts, other writers wait for the lock
        locked = _there(lock(note))
        live = caught_up(locked)
        ready, is_merged = _joined(locked, mine, base=base, by=by)
        looked.keep_out(locked.body_md, ready.markdown, words)
        return _saved(locked, live, ready, {}, is_merged=is_merged, by=by, words=words, of=of, then=then)


def _there(note: Note | None) -> Note:
    """Return the note. Raise NoteGone when it was deleted, for example with an undone import."""
    if note is None:
        raise removed(_("What you wrote is below: keep a copy of it."), kind=NoteGone)
    return note


def _joined(now: Note, mine: str, *, base: int, by: Person | None) -> tuple[Prepared, bool]:
    """Return the new text, and whether `mine` was merged with what was saved since."""
    if mine == now.body_md:
        return Prepared(now.body_md, now.body_html), False
    if base == now.revision:
        return prepare(mine), False
    merged = _merged(now, mine, base=base, by=by)
    if merged.places:
        raise Conflict(revision=now.revision, theirs=now.body_md, mine=mine, merged=merged)
    if merged.text == now.body_md:
        return Prepared(now.body_md, now.body_html), False
    return prepare(merged.text), True


def refuse_too_much(text: str, by: Person | None) -> None:
    """Raise TooOften when this person saved many long texts in an hour: each save keeps the whole text for good."""
    if by is None or len(text) <= SHORT:
        return
    now, room = timezone.now(), MOST_SAVED - len(text)
    for at, length in lengths_saved(by=by.pk, since=now - HOUR, until=now):
        room -= length if length > SHORT else 0
        if room < 0:
            wait = Wait(LimitScope.EACH, math.ceil((at + HOUR - now).total_seconds()))
            raise TooOften(_("What you wrote cannot be taken in just now."), instead=wait.words)


@prepared(by=BigIntegerField(), since=DateTimeField(), until=DateTimeField())
def lengths_saved(by: Any, since: Any, until: Any) -> QuerySet[Revision, Any]:
    """Return when a person saved, and how many characters each time, the latest first."""
    rows = Revision.objects.filter(by=by, began_at=None, at__gt=since, at__lte=until)
    return rows.order_by("-at").values_list("at", Length("body_md"))


def _merged(now: Note, mine: str, *, base: int, by: Person | None) -> Merged:
    """Merge with the latest text. Two additions by one person, or without their base, are a conflict.

    A base that nobody keeps any more is replaced by the one before it: what they have in common changed on both sides.
    """
    kept = Revision.objects.filter(note=now, number__lte=base).order_by("-number")
    old, number = kept.values_list("body_md", "number").first() or ("", None)
    last_hand = Revision.objects.filter(note=now, number=now.revision).values_list("by", flat=True).first()
    same_hand = by is not None and last_hand == by.pk
    return merge_texts(old, now.body_md, mine, both_may_add=number == base and not same_hand)


def _saved(
    note: Note,
    live: Opened | None,
    ready: Prepared,
    ahead: Mapping[str, Any],
    *,
    is_merged: bool,
    by: Person | None,
    words: str,
    of: Any,
    then: Callable[[Written], None] | None,
) -> Written:
    """Save the text as the next revision of the locked note, and in its live document."""
    before = note.body_md
    if ready.markdown == before:
        return Written(note, note.revision, before, before, by=by)
    if live is not None:
        update_log.write_text_update(note, live, ready.markdown, by=by)
        bell.ring(note.pk)
    note.become(ready.markdown, ready.html)
    insert(Revision(note=note, number=note.revision, body_md=note.body_md, by=by, words=words[:200]))
    written = Written(note, note.revision, before, note.body_md, by=by, is_merged=is_merged, of=of, ahead=ahead)
    call_followers(written)
    if then:
        then(written)
    return written
