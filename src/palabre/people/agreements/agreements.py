"""Opening, publishing, closing, archiving or deleting a space, putting somebody out: two electors say yes.

They must surely be two people (see electorate): otherwise each yes is stored until one more is said. Everybody is told,
and any elector may undo it for a day. Once all electors said yes, even a single one, nobody else is awaited. After
seven days the proposer may do it alone, so that an absent elector blocks nothing: except putting out an elector. The
person it is about has no say. Deletion waits for thirty days, and can be undone while the space is there; any member
keeps a space that one person alone ended.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people.agreements import exclusion, space_archival, space_deletion, space_visibility
from palabre.people.agreements.electorate import electorate, suffice
from palabre.people.hooks import record_fact
from palabre.people.models import Agreement, AgreementKind, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

NOTICE = datetime.timedelta(days=7)
NOTICE_OF_DELETION = datetime.timedelta(days=30)
PROPOSED = {
    AgreementKind.OPEN: "open.proposed",
    AgreementKind.PUBLISH: "publish.proposed",
    AgreementKind.CLOSE: "close.proposed",
    AgreementKind.PUT_OUT: "put_out.proposed",
    AgreementKind.ARCHIVE: "archive.proposed",
    AgreementKind.REVIVE: "revive.proposed",
    AgreementKind.DELETE: "delete.proposed",
}
SET_ASIDE = {
    AgreementKind.OPEN: "open.set_aside",
    AgreementKind.PUBLISH: "publish.set_aside",
    AgreementKind.CLOSE: "close.set_aside",
    AgreementKind.PUT_OUT: "put_out.set_aside",
    AgreementKind.ARCHIVE: "archive.set_aside",
    AgreementKind.REVIVE: "revive.set_aside",
    AgreementKind.DELETE: "delete.set_aside",
}


def say_yes(
    space: Space, kind: str, *, by: Person, at: datetime.datetime, person: Person | None = None
) -> Agreement | None:
    """Propose it, or say yes to it; it is done once two people said so. Return it, None when it is so already.

    A second yes of the same person counts once. Raises a Refusal to a person who is no elector.
    """
    with transaction.atomic():
        Space.hold(space.pk)
        now = Space.objects.get(pk=space.pk)
        numbers = let_count(now, by=by, at=at, about=person)
        about = {"kind": AgreementKind(kind), "person": person}
        known = Agreement.objects.waiting().filter(space=now, **about).first()
        if is_so_already(now, kind, person, is_asked=known is not None):
            return None
        if known is None:
            known = Agreement.objects.create(space=now, by=by, at=at, **about)
            if numbers != {by.pk}:
                record_fact(PROPOSED[AgreementKind(kind)], now, by=by)
        known.hear_yes(by)
        if suffice(known.yeses, now, at=at) or is_overdue(known, numbers, at=at):
            carry_out(known, by=by, at=at)
        return known


def set_aside_agreement(agreement: Agreement, *, by: Person, at: datetime.datetime) -> None:
    """Drop what waits, or undo what was done within the day. Idempotent. Raises a Refusal."""
    with transaction.atomic():
        Space.hold(agreement.space_id)
        now = Agreement.objects.select_related("space", "person").get(pk=agreement.pk)
        if not space_deletion.may_keep(now, by):
            let_count(now.space, by=by, at=at, about=now.person)
        if now.undone_at is not None:
            return
        if now.space.is_ended and now.kind != AgreementKind.DELETE:
            raise about_to_go()
        if now.done_at is not None and not now.can_be_undone(at) and not now.space.is_ended:
            raise Refusal(
                _("This was done more than a day ago."), instead=_("Propose the contrary: a second yes is enough.")
            )
        if now.done_at is not None:
            undo_agreement(now, by=by, at=at)
        else:
            record_fact(SET_ASIDE[AgreementKind(now.kind)], now.space, by=by)
        now.be_undone(at, by=by)


def let_count(space: Space, *, by: Person, at: datetime.datetime, about: Person | None) -> set[int]:
    """Return the ids of the electors. Raises a Refusal when `by` is none, or is the person it is about."""
    numbers = {one.pk for one in electorate(space, at=at)}
    if about is not None and (about.space_id != space.pk or about.pk == by.pk):
        raise Refusal(_("This is for others to say."), instead=_("To leave the space yourself, go to “You”."))
    if by.pk not in numbers or by.vouched_by:
        raise Refusal(
            _("Those who founded this space or host a group, and those whom they greeted, decide this by two."),
            instead=_("Talk about it with one of them."),
        )
    return numbers


def is_so_already(space: Space, kind: str, person: Person | None, *, is_asked: bool) -> bool:
    """Return whether there is nothing to do. Raises a Refusal for what cannot be done.

    Who left by themselves may come back, and who passed by too: both are put out like a member. Nobody is who was only
    named, unless that was asked while they were here (`is_asked`).
    """
    if space.is_ended and kind != AgreementKind.DELETE:
        raise about_to_go()
    if kind == AgreementKind.PUBLISH and space.is_in_preparation:
        raise space_visibility.still_in_preparation()
    if kind == AgreementKind.PUT_OUT:
        return person is None or person.put_out_at is not None or not (person.has_come or is_asked)
    is_so = {
        AgreementKind.OPEN: not space.is_in_preparation,
        AgreementKind.PUBLISH: space.is_public,
        AgreementKind.CLOSE: not space.is_public,
        AgreementKind.ARCHIVE: space.is_archived,
        AgreementKind.REVIVE: not space.is_archived,
        AgreementKind.DELETE: space.is_ended,
    }
    return is_so[AgreementKind(kind)]


def about_to_go() -> Refusal:
    return Refusal(_("This space is about to be deleted."), instead=_("Keep it first."))


def is_overdue(agreement: Agreement, numbers: set[int], *, at: datetime.datetime) -> bool:
    """Return whether it waited so long that one yes is enough; never to put out an elector."""
    return at >= agreement.at + notice_of(agreement) and agreement.person_id not in numbers


def notice_of(agreement: Agreement) -> datetime.timedelta:
    """Return how long it waits for a second yes."""
    return NOTICE_OF_DELETION if agreement.kind == AgreementKind.DELETE else NOTICE


def carry_out(agreement: Agreement, *, by: Person, at: datetime.datetime) -> None:
    space = agreement.space
    facts: dict[str, Any] = {}
    match agreement.kind:
        case AgreementKind.OPEN:
            space_visibility.open_to_members(space, by=by, at=at)
        case AgreementKind.PUBLISH:
            space_visibility.publish(space, by=by, at=at)
        case AgreementKind.CLOSE:
            facts = space_visibility.unpublish(space, by=by, at=at)
        case AgreementKind.PUT_OUT:
            assert agreement.person is not None
            facts = exclusion.put_out(agreement.person, by=by, at=at)
        case AgreementKind.ARCHIVE:
            space_archival.archive(space, by=by, at=at)
        case AgreementKind.REVIVE:
            space_archival.revive(space, by=by, at=at)
        case AgreementKind.DELETE:
            facts = space_deletion.delete_space_later(space, by=by, at=at)
    agreement.be_done(at, second=by if by.pk != agreement.by_id else None, facts=facts)


def undo_agreement(agreement: Agreement, *, by: Person, at: datetime.datetime) -> None:
    space, facts = agreement.space, dict[str, Any](agreement.facts)
    match agreement.kind:
        case AgreementKind.OPEN:
            space_visibility.prepare_again(space, by=by)
        case AgreementKind.PUBLISH:
            space_visibility.unpublish(space, by=by, at=at)
        case AgreementKind.CLOSE:
            space_visibility.publish(space, by=by, at=at)
            space_visibility.open_again(space, facts, by=by, at=at)
        case AgreementKind.PUT_OUT:
            assert agreement.person is not None
            exclusion.let_back(agreement.person, facts, by=by, at=at)
        case AgreementKind.ARCHIVE:
            space_archival.revive(space, by=by, at=at)
        case AgreementKind.REVIVE:
            space_archival.archive(space, by=by, at=at)
        case AgreementKind.DELETE:
            space_deletion.undo_deletion(space, facts, by=by, at=at)
