"""Ask a question without minutes; if its author carries it, a group is created."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.lineage.birth_readers import facts_of_a_birth, readers_of_births
from palabre.groups.models import Carrying, Group, Membership, Role
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.people.access.links_of_others import refuse_given
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.people.permissions import can_contribute
from palabre.pure.french import on_one_line, shortened
from palabre.questions.models import Question, Wording
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 1000  # characters
TITLE = 80  # characters of a group's title, taken from its question


def ask_question(space: Space, text: str, *, by: Person, on: datetime.date, carried: bool) -> Question:
    """Return the question, created or already there with the same text. Raise a Refusal if `by` is not a member."""
    text = on_one_line(text)[:LONGEST]
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
            record_birth(born_of(question, by=by, on=on), by=by)
    return question


def born_of(question: Question, *, by: Person, on: datetime.date, title: str = "") -> Group:
    """Create the group that carries `question`, with `by` as convener. Its title is taken from it, if none is given."""
    title = title or shortened(question.text, TITLE)
    is_of_forum = question.forum is not None and question.audience_id == question.forum.audience_id
    [readers] = readers_of_births([question.audience]) if is_of_forum else [question.audience.of_what_is_born()]
    group = Group.objects.create(space=question.space, audience=readers, title=title, born_on=on)
    group.questions.add(question)
    group.welcome(by, role=Role.CONVENER)
    return group


def record_birth(group: Group, *, by: Person) -> None:
    shared = Question.objects.filter(carryings__group=group, audience=group.audience_id).exists()
    record("group.born", group, by=by, **({} if shared else facts_of_a_birth(group.audience)))


def can_undo(question: Question, person: Person | None) -> bool:
    """Return whether the person asked the question, and nobody else acted on it or its groups."""
    if person is None:
        return False
    groups = list(question.groups.all())
    entries = Entry.objects.filter(subject_kind=kind_of(question), subject_id=question.pk)
    entries |= Entry.objects.filter(subject_kind=Group._meta.label_lower, subject_id__in=[one.pk for one in groups])
    done = set(entries.values_list("by", "verb"))
    return (person.pk, "question.asked") in done and {by for by, _verb in done} == {person.pk}


def undo_new_question(question: Question, *, by: Person) -> None:
    """Withdraw a question and the groups created from it. Raise a Refusal if anything references them.

    A link that somebody else gave to one of the groups is such a reference.
    """
    with transaction.atomic():
        Space.hold(question.space_id)
        groups = list(question.groups.all())
        others = any(group.memberships.exclude(person=by).exists() for group in groups)
        others = others or any(is_referenced(group, ignoring=(Carrying, Membership)) for group in groups)
        if not can_undo(question, by) or others or is_referenced(question, ignoring=(Wording, Carrying, Group)):
            raise Refusal(
                _("Somebody has already come to this question."), instead=_("Say at a meeting that it can rest.")
            )
        refuse_given(Group, [group.pk for group in groups], by=by)
        record("question.withdrawn", question, by=by)
        for group in groups:
            group.delete()
        question.delete()
