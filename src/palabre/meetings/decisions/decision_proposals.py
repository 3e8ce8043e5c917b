"""« Je propose que… » : said once, in words that change as long as it is a proposal."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.journal.models import Entry, record
from palabre.journal.word_changes import WordHistory, change_words, undo_change
from palabre.meetings import permissions
from palabre.meetings.decisions.decision_lock import decision_for_update, may
from palabre.meetings.decisions.review_dates import put_on_its_agenda
from palabre.meetings.models import Decision, Meeting
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 2000  # characters
REWORDED = "decision.reworded"


def propose_decision(
    space: Space,
    text: str,
    *,
    by: Person,
    at: datetime.datetime,
    meeting: Meeting | None = None,
    group: Group | None = None,
) -> Decision:
    """Propose something, at a meeting, in a group, or to all. The same words again are the same proposal.

    It is on the agenda of the meeting where that is still to come. Raises a Refusal when `by` may not, or when nothing
    is said.
    """
    may(permissions.can_propose(by, space), _("Only members of this space make a proposal."))
    if any(one is not None and one.space_id != space.pk for one in (meeting, group)):
        raise Refusal(_("This is of another space."))
    text = cleaned_proposal(text)
    with transaction.atomic():
        Space.hold(space.pk)
        group = group or (meeting.group if meeting else None)
        there = Decision.objects.filter(
            space=space, text=text, meeting=meeting, group=group, adopted_at=None, set_aside_at=None
        ).exclude(proposed_at=None)
        if (found := there.visible_to(by).first()) is not None:
            return found
        keep_out(space, text)
        audience = meeting.audience if meeting else group.audience if group else Audience.of_space(space)
        decision = Decision.objects.create(
            space=space, audience=audience, text=text, meeting=meeting, group=group, by=by, proposed_at=at
        )
        record("decision.proposed", decision, by=by)
    put_on_its_agenda(decision, by=by, at=at)
    return decision


def reword(decision: Decision, text: str, *, by: Person, shown: str | None = None) -> Entry | None:
    """Say a proposal in other words. Return what undoes it; None if nothing changed. Its objections stand until lifted.

    `shown`: which words its form showed. Raises a Refusal once it was adopted or set aside, for what was read in
    minutes: those words are theirs, and where somebody else wrote others since.
    """
    text = cleaned_proposal(text)
    with transaction.atomic():
        now = let_reword(by, decision)
        text = WordHistory(now, REWORDED).settle({"text": text}, {"text": now.text}, by=by, shown=shown)["text"]
        if text != now.text:
            keep_out(now.space, text)
        return change_words(now, REWORDED, by=by, text=text)


def undo_rewording(decision: Decision, number: int, *, by: Person) -> None:
    """Bring back the words that the entry of this id replaced. Idempotent. Raises a Refusal as `reword` does."""
    with transaction.atomic():
        undo_change(let_reword(by, decision), REWORDED, number, by=by)


def let_reword(by: Person, decision: Decision) -> Decision:
    now = decision_for_update(decision)
    may(permissions.can_decide(by, now), _("Only members of this space change a proposal."))
    if not now.is_proposed:
        raise Refusal(
            _("This is no longer a proposal: its words stay as they were decided."),
            instead=_("Open it again first, or make another proposal."),
        )
    return now


def cleaned_proposal(text: str) -> str:
    text = on_one_line(text)
    if not text:
        raise Refusal(_("Write the proposal: one sentence is enough."))
    if len(text) > LONGEST:
        raise Refusal(
            _("This is too long for a proposal."),
            instead=_("Keep the sentence that is decided, and tell more in a page."),
        )
    return text
