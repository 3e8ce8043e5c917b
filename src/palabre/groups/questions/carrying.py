"""A question that nobody carries is woken: « Je la porte », and a group is born. Undone while nobody leans on it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.life.sleep import wake
from palabre.groups.lineage.group_family import living_ones
from palabre.groups.models import Carrying, Group, Membership
from palabre.groups.questions.new_question import born_of
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.people.models import Person
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.models import Space

WOKEN = "question.woken"


def carry(question: Question, *, by: Person, at: datetime.datetime) -> Group:
    """Return the group by which `by` carries the question from now on: born now, or woken when it slept.

    Whoever reads a question wakes it; she need not have joined. Twice, it is once. Raises a Refusal when another
    group carries it already, or when it became another question.
    """
    with transaction.atomic():
        now = current(question)
        if now.leads_to.standing().exists():
            raise Refusal(
                _("This question has become another one."), instead=_("Open that one: it may wait for somebody too.")
            )
        there = carriers(now)
        asleep = next((group for group in there if group.asleep_at is not None), None)
        if asleep is not None:
            return woken(asleep, by=by, at=at)
        hers = next((group for group in there if group.memberships.held().carrying().filter(person=by).exists()), None)
        if hers is not None:
            return hers
        if there:
            raise Refusal(
                _("“%(group)s” carries this question already.") % {"group": there[0].title},
                instead=_("Say “I’m coming” on its page: carrying together is lighter."),
            )
        by.come(at)
        born = born_of(now, by=by, on=timezone.localdate(at))
        record(WOKEN, now, by=by)
        record("group.born", born, by=by)
        return born


def woken(group: Group, *, by: Person, at: datetime.datetime) -> Group:
    """Wake the group that carries it. Raises a Refusal when she is none of those who do."""
    wake(group, by=by, at=at)
    return group


def lay_down(question: Question, *, by: Person) -> None:
    """She does not carry it after all: the group that she made is no longer there. Twice changes nothing more.

    Raises a Refusal once somebody else came to it: then it lives without her, or ends.
    """
    with transaction.atomic():
        now = current(question)
        for group in carriers(now):
            if not born_by(group, by):
                continue
            others = group.memberships.exclude(person=by).exists()
            if others or is_referenced(group, ignoring=(Carrying, Membership)):
                raise Refusal(
                    _("Somebody has already come to this group."), instead=_("Leave your role on its page instead.")
                )
            record("question.laid_down", now, by=by)
            group.delete()


def born_by(group: Group, person: Person | None) -> bool:
    """Is it she who made this group when she woke its question?"""
    about = {"subject_kind": kind_of(group), "subject_id": group.pk}
    return person is not None and Entry.objects.filter(verb="group.born", by=person, **about).exists()


def carriers(question: Question) -> list[Group]:
    """Return the living groups that carry the question, or one that it comes from, and did not end."""
    former = Kinship.of(question.space_id).former(question.pk)
    carrying = Group.objects.filter(carryings__question__in=former).distinct()
    groups = living_ones(carrying, space=question.space_id).values()
    return sorted({group for group in groups if group.ended_at is None}, key=lambda group: group.pk)


def current(question: Question) -> Question:
    """Return the question as it is now, alone in its space until the act is over."""
    Space.hold(question.space_id)
    now = Question.objects.select_related("space", "audience").filter(pk=question.pk).first()
    if now is None:
        raise Refusal(_("This has been removed in the meantime."), instead=_("Other questions wait for somebody too."))
    return now
