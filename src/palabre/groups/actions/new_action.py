"""« À prendre »: a thing to do is said by hand, for a group or the whole community; its words are mended, undone."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.actions.action_assignment import action_for_update
from palabre.groups.group_access import is_asked_guest, may_decide
from palabre.groups.models import Action, Group
from palabre.groups.needs.new_need import living
from palabre.groups.typed_values import day_meant, line_of
from palabre.journal.models import Entry, record
from palabre.journal.word_changes import change_words, settle_words, undo_change
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person, read_by_members_of
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 600  # characters
MOST_OPEN = 200  # actions of one group, or of the community: nobody would find one to take
REWORDED, TEXTS = "action.reworded", ("text", "due_words")


def say_action(
    group: Group | None,
    text: str,
    *,
    due_words: str = "",
    by: Person,
    at: datetime.datetime,
    space: Space,
    readers: Audience | None = None,
) -> Action:
    """Create an action of `group`, or of the whole `space` if it is None. Idempotent for the same text, while open.

    It has the audience of the group, or `readers` where they are fewer or where there is no group; else the widest. One
    that `by` may not read is not the same. Raise a Refusal if `by` may not, or if the text is empty or too long.
    """
    text, due_words = checked(text), line_of(due_words)
    with transaction.atomic():
        Space.hold(space.pk)
        home = living(group)
        if not may_say(by, home, space):
            raise Refusal(
                _("Only members of this space say what is to be done here."),
                instead=_("Tell it to somebody of the group: they can write it down."),
            )
        if home is not None:
            readers = home.audience.or_narrower(readers) if readers is not None else home.audience
        readers = readers or Audience.widest(space)
        open_ones = Action.objects.open().filter(read_by_members_of(readers), space=space, group=home)
        known = open_action_saying(open_ones, text, by=by)
        if known is not None:
            return known
        keep_out(space, text, due_words)
        due_on = day_meant(due_words, today=timezone.localdate(at))
        said = {"text": text, "by": by, "due_words": due_words, "due_on": due_on}
        made = Action.objects.create(space=space, audience=readers, group=home, **said)
        record("action.said", made, by=by)
        return made


def mend_action(
    action: Action, text: str, due_words: str, *, by: Person, at: datetime.datetime, shown: str | None = None
) -> Entry | None:
    """Say an action otherwise, or for another day. Return what undoes it; None if nothing changed.

    `shown`: which words its form showed. Raise a Refusal if `by` may not, or where somebody else wrote others since.
    """
    said = {"text": checked(text), "due_words": line_of(due_words)}
    with transaction.atomic():
        now = let_tend(by, action)
        text, due_words = settle_words(now, REWORDED, said, TEXTS, by=by, shown=shown).values()
        is_same_day = due_words == now.due_words
        due_on = now.due_on if is_same_day else day_meant(due_words, today=timezone.localdate(at))
        keep_out(now.space, text, due_words)
        return change_words(now, REWORDED, by=by, text=text, due_words=due_words, due_on=due_on)


def undo_mending(action: Action, number: int, *, by: Person) -> None:
    """Bring back the words that the entry of this id replaced. Idempotent."""
    with transaction.atomic():
        undo_change(let_tend(by, action), REWORDED, number, by=by)


def may_say(person: Person | None, group: Group | None, space: Space) -> bool:
    is_of_it = person is not None and group is not None and is_asked_guest(person, group)
    return permissions.can_say_action(person, space, is_of=is_of_it)


def may_tend(person: Person | None, action: Action) -> bool:
    """Return whether the person may mend or drop the action."""
    if person is None:
        return False
    decides = action.owner_id not in (None, person.pk) and action.group is not None and may_decide(person, action.group)
    is_known_owner = action.owner is not None and not action.owner.is_passer_by
    return permissions.can_tend_action(person, action, decides=decides, is_known_owner=is_known_owner)


def let_tend(by: Person, action: Action) -> Action:
    """Return the action locked and read again. Raise a Refusal unless `by` may mend or drop it."""
    now = action_for_update(action)
    if not may_tend(by, now):
        raise Refusal(
            _("Somebody is already taking care of this: it is for them to change it."),
            instead=_("Talk about it with them, or at the next meeting."),
        )
    return now


def checked(text: str) -> str:
    return line_of(text, most=LONGEST, empty=_("There is nothing to do in this yet."))


def open_action_saying(open_ones: Any, text: str, *, by: Person) -> Action | None:
    """Return the open action with this text that `by` may read. Raise a Refusal if too many are open."""
    known: Action | None = open_ones.visible_to(by).filter(text=text).first()
    if known is None and is_full(open_ones, Q(by=by), most=MOST_OPEN):
        raise Refusal(
            _("A great many things to do are already open here: one more would go unread."),
            instead=_("Say of those that are done that they are, then write yours."),
        )
    return known
