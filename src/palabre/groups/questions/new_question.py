"""Ask a question aloud, without minutes: it is there for all, and a group is born of it when its asker carries it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Carrying, Group, Membership, Role
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.people.permissions import can_contribute
from palabre.questions.models import Question, Wording
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 1000  # characters
TITLE = 80  # characters of a group's title, taken from its question


def ask_question(space: Space, text: str, *, by: Person, on: datetime.date, carried: bool) -> Question:
    """Return the question, asked now or already there in the same words. Raises a Refusal when `by` has not joined."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not can_contribute(by) or by.space_id != space.pk:
        raise Refusal(_("Only members of this space can ask a question here."))
    if not text:
        raise Refusal(_("Write the question: a few words are enough."))
    with transaction.atomic():
        Space.hold(space.pk)
        question = Question.objects.filter(space=space, text=text).visible_to(by).first()
        if question is None:
            keep_out(space, text)
            question = Question.objects.create(space=space, audience=Audience.of_space(space))
            question.say(text, on=on, by=by)
            record("question.asked", question, by=by)
        if carried and not question.groups.exists():
            record("group.born", born_of(question, by=by, on=on), by=by)
    return question


def born_of(question: Question, *, by: Person, on: datetime.date) -> Group:
    """Make the group that carries `question`, convened by `by`."""
    title = question.text if len(question.text) <= TITLE else f"{question.text[: TITLE - 1].rsplit(' ', 1)[0]}…"
    group = Group.objects.create(space=question.space, audience=question.audience, title=title, born_on=on)
    group.questions.add(question)
    group.welcome(by, role=Role.CONVENER)
    return group


def can_undo(question: Question, person: Person | None) -> bool:
    """Who asked takes it back, as long as nobody else did anything with it or with its group."""
    if person is None:
        return False
    groups = list(question.groups.all())
    entries = Entry.objects.filter(subject_kind=kind_of(question), subject_id=question.pk)
    entries |= Entry.objects.filter(subject_kind=Group._meta.label_lower, subject_id__in=[one.pk for one in groups])
    done = set(entries.values_list("by", "verb"))
    return (person.pk, "question.asked") in done and {by for by, _verb in done} == {person.pk}


def undo_new_question(question: Question, *, by: Person) -> None:
    """Take a question back, and the group born of it. Raises a Refusal when somebody leaned on it since."""
    with transaction.atomic():
        Space.hold(question.space_id)
        groups = list(question.groups.all())
        others = any(group.memberships.exclude(person=by).exists() for group in groups)
        others = others or any(is_referenced(group, ignoring=(Carrying, Membership)) for group in groups)
        if not can_undo(question, by) or others or is_referenced(question, ignoring=(Wording, Carrying, Group)):
            raise Refusal(
                _("Somebody has already come to this question."), instead=_("Say at a meeting that it can rest.")
            )
        record("question.withdrawn", question, by=by)
        for group in groups:
            group.delete()
        question.delete()
