"""The picture of a card: put it there, take it off, bring a former one back.

One that was taken off, or that somebody else replaced, is kept for a week; one that its sender replaces goes at once.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.gatherings.cards.group_cards import card_for_update, changed, refuse_others
from palabre.gatherings.gathering_preparation import one_line
from palabre.gatherings.models import PICTURE, FormerPicture, GroupCard
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.wiki.attachments import file_intake
from palabre.wiki.attachments.file_deletion import drop_unneeded
from palabre.wiki.attachments.page_attachments import STAYS, refuse_too_many_files, refuse_without_room

CREDIT_LENGTH, LICENCE_LENGTH, ALT_LENGTH = 200, 80, 500
MOST_FORMER = 2  # pictures of one card that left it this week, for each person who put them
EVERY = datetime.timedelta(days=1)
NO_PICTURE = {"digest": "", "content_type": "", "width": 0, "height": 0, "alt": "", "is_decorative": False}


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A file as uploaded, its description, credit and licence."""

    name: str
    content: bytes
    alt: str = ""
    is_decorative: bool = False
    credit: str = ""
    licence: str = ""


def show_picture(card: GroupCard, picture: Picture, *, by: Person, at: datetime.datetime) -> GroupCard:
    """Put a picture on the card, replacing the former one. Raise a Refusal for one without description.

    The file is written before the row that names it. The one that it replaces, or the one of a refused form, is deleted
    at once, unless another row names it. Raise a Refusal when the space has no room for it.
    """
    refuse_too_many_files(by, at)
    alt = "" if picture.is_decorative else one_line(picture.alt, most=ALT_LENGTH)
    credit, licence = one_line(picture.credit, most=CREDIT_LENGTH), one_line(picture.licence, most=LICENCE_LENGTH)
    is_described, sender = bool(alt) or picture.is_decorative, f"person {by.pk}"
    made = file_intake.make(picture.name, picture.content, is_described=is_described, sender=sender)
    if not made.width:
        raise file_intake.Unreadable(_("This is not a picture."), instead=_("Send a JPEG, PNG or WebP file."))
    facts = {"digest": made.digest, "content_type": made.content_type, "width": made.width, "height": made.height}
    told = {"alt": alt, "is_decorative": picture.is_decorative, "credit": credit, "licence": licence}
    refuse_without_room(card.space_id, made, instead_of=card.digest)
    file_intake.store(made)
    now, former, left = card, card.digest, set()
    try:
        with transaction.atomic():
            now = card_for_update(card)
            former, left = now.digest, left_by(now)
            refuse_others(now, by)
            keep_out(now.space, alt, credit, licence)
            is_kept = now.picture_by_id != by.pk and made.digest != former
            if is_kept:
                keep_former(now, by=by, at=at)
            refuse_without_room(now.space_id, made, instead_of="" if is_kept else former)
            changed(now, by=by, **facts, **told, picture_by=by)
    finally:
        drop_unneeded({former, made.digest, *left})
    file_intake.store(made)  # written again in case these bytes were dropped meanwhile
    return now


def take_picture_off(card: GroupCard, *, by: Person, at: datetime.datetime) -> FormerPicture | None:
    """Take the picture off. Return what brings it back."""
    with transaction.atomic():
        now = card_for_update(card)
        refuse_others(now, by)
        left = left_by(now)
        kept = keep_former(now, by=by, at=at)
        if kept is not None:
            changed(now, by=by, **NO_PICTURE, credit="", licence="", picture_by=None)
    drop_unneeded(left)
    return kept


def bring_picture_back(card: GroupCard, number: int, *, by: Person, at: datetime.datetime) -> None:
    """Put a former picture on the card again, in the place of the present one. Idempotent."""
    with transaction.atomic():
        now = card_for_update(card)
        refuse_others(now, by)
        found = now.former_pictures.filter(pk=number).first()
        if found is None:
            return
        found.delete()
        keep_former(now, by=by, at=at)
        changed(now, by=by, **picture_facts(found), picture_by=found.by)


def keep_former(card: GroupCard, *, by: Person, at: datetime.datetime) -> FormerPicture | None:
    """Keep the picture of the card, which leaves it as `by` wants. Return it; None if there is none.

    Only the oldest that the same person had put makes room for it: nobody loses a picture by those of others.
    """
    if not card.has_picture:
        return None
    theirs = card.former_pictures.filter(by=card.picture_by).order_by("-pk")
    theirs.filter(pk__in=[one.pk for one in theirs[MOST_FORMER - 1 :]]).delete()
    gone: dict[str, Any] = {"by": card.picture_by, "removed_by": by, "removed_at": at}
    return card.former_pictures.create(space_id=card.space_id, **picture_facts(card), **gone)


def left_by(card: GroupCard) -> set[str]:
    """Return the digests of the former pictures of the card."""
    return set(card.former_pictures.values_list("digest", flat=True))


def picture_facts(row: GroupCard | FormerPicture) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PICTURE}


def delete_former(at: datetime.datetime) -> None:
    """Delete the pictures that left their card a week ago, and their bytes. Run by the clock."""
    gone = FormerPicture.objects.filter(removed_at__lt=at - STAYS)
    digests = set(gone.values_list("digest", flat=True))
    gone.delete()
    drop_unneeded(digests)
