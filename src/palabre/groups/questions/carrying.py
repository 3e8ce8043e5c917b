"""Carry a question that nobody carries: “Je la porte” creates a group. It can be undone while nothing references it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.life.sleep import wake
from palabre.groups.lineage.group_family import living_ones
from palabre.groups.models import Carrying, Group, Membership
from palabre.groups.questions.new_question import born_of, record_birth
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.people.access.links_of_others import refuse_given
from palabre.people.models import Person
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update

WOKEN = "question.woken"


def carry(question: Question, *, by: Person, at: datetime.datetime) -> Group:
    """Return the group in which `by` carries the question, created now, or woken if it slept.

    Any reader of the question may, without being a member. Idempotent. Raise a Refusal if another group carries it
    already, or if it became another question.
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
                _("“%(group)s” hosts this question already.") % {"group": there[0].title},
                instead=_("Say “I’m coming” on its page: hosting together is lighter."),
            )
        by.come(at)
        born = born_of(now, by=by, on=timezone.localdate(at))
        record(WOKEN, now, by=by)
        record_birth(born, by=by)
        return born


def woken(group: Group, *, by: Person, at: datetime.datetime) -> Group:
    """Wake the group that carries the question. Raise a Refusal if `by` may not."""
    wake(group, by=by, at=at)
    return group


def lay_down(question: Question, *, by: Person) -> None:
    """Undo `carry`: delete the group that `by` created. Idempotent.

    Raise a Refusal once somebody else came to the group, wrote there, or gave a link to it, or something references it.
    """
    with transaction.atomic():
        now = current(question)
        own = [group for group in carriers(now) if born_by(group, by)]
        for group in own:
            others = group.memberships.exclude(person=by).exists() or touched_by_another(group, by)
            if others or is_referenced(group, ignoring=(Carrying, Membership)):
                raise Refusal(
                    _("Somebody has already come to this group."), instead=_("Leave your role on its page instead.")
                )
        refuse_given(Group, [group.pk for group in own], by=by)
        for group in own:
            record("question.laid_down", now, by=by)
            group.delete()


def born_by(group: Group, person: Person | None) -> bool:
    """Return whether the person created this group by carrying its question."""
    about = {"subject_kind": kind_of(group), "subject_id": group.pk}
    return person is not None and Entry.objects.filter(verb="group.born", by=person, **about).exists()


def touched_by_another(group: Group, person: Person) -> bool:
    """Return whether somebody else did or changed something in the group."""
    about = {"subject_kind": kind_of(group), "subject_id": group.pk, "by__isnull": False}
    return Entry.objects.filter(**about).exclude(by=person).exists()


def carriers(question: Question) -> list[Group]:
    """Return the surviving groups, not ended, that host the question or a former question that led to it."""
    former = Kinship.of(question.space_id).former(question.pk)
    carrying = Group.objects.filter(carryings__question__in=former).distinct()
    groups = living_ones(carrying, space=question.space_id).values()
    return sorted({group for group in groups if group.ended_at is None}, key=lambda group: group.pk)


def current(question: Question) -> Question:
    """Lock the space and return the question, read again."""
    return row_for_update(question, "space", "audience", instead=_("Other questions wait for somebody too."))
