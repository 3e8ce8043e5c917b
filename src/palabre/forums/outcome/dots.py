"""Dots that a question got on paper at its forum: somebody types them in words or figures, and takes that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums import permissions
from palabre.forums.day.host_rights import hosts
from palabre.forums.models import ForumDay
from palabre.groups.questions.question_access import carriers_of, looks_after
from palabre.groups.typed_values import line_of
from palabre.journal.models import Entry
from palabre.journal.word_changes import change_words, settle_words, undo_change
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.questions.models import DOTS_LENGTH, Forum, Question
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update

CHANGED = "dots.changed"


def may_count_here(person: Person | None, forum: Forum, day: ForumDay | None) -> bool:
    """Return whether the person may type the dots of all questions: a host; any member where the forum has no day."""
    return hosts(person, day) if day is not None else permissions.can_prepare(person, forum.space)


def may_count(person: Person | None, question: Question) -> bool:
    """Return whether the person may type the dots of this question: as above, or they carry it."""
    forum = question.forum
    if person is None or forum is None or not permissions.can_prepare(person, question.space):
        return False
    day = ForumDay.objects.select_related("forum__space").filter(forum=forum).first()
    carries = carriers_of(question).filter(person=person).exists() and looks_after(person, question)
    return may_count_here(person, forum, day) or carries


def count_dots(question: Question, words: str, *, by: Person, shown: str | None = None) -> Entry | None:
    """Keep the dots of the question as they are said. Return what undoes it; None if nothing changed.

    `shown`: what its form showed. Raise a Refusal if `by` may not, for words too long or with a removed name, or where
    somebody else said it otherwise since.
    """
    with transaction.atomic():
        now = counted_by(question, by)
        words = line_of(words, most=DOTS_LENGTH)
        keep_out(now.space, words)
        kept = settle_words(now, CHANGED, {"dots": words}, ["dots"], by=by, shown=shown)
        return change_words(now, CHANGED, by=by, **kept)


def undo_dots(question: Question, number: int, *, by: Person) -> None:
    """Bring back what the entry of this id replaced. Idempotent."""
    with transaction.atomic():
        undo_change(counted_by(question, by), CHANGED, number, by=by)


def counted_by(question: Question, by: Person) -> Question:
    """Lock the space and return the question, read again. Raise a Refusal if `by` may not type its dots."""
    now = row_for_update(question, "space", "audience", "forum__space", instead=_("Go back to the page of the forum."))
    if not may_count(by, now):
        raise Refusal(_("Those who host this forum do it, and those who carry the question."))
    return now
