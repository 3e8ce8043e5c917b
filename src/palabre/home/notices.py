"""In which words it is told what somebody makes of what is said of her, and who hears of it; what links open."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from palabre.home import deleted_again, deleting
from palabre.home.digest import sending
from palabre.home.opened import thing
from palabre.home.said import mending, sentences
from palabre.journal.hooks import Why, register_clock, register_notice, register_renewal, register_verb, saying
from palabre.journal.models import Entry
from palabre.meetings.models.reading import Import
from palabre.people.hooks import register_opening
from palabre.people.models import Person
from palabre.upkeep.hooks import register_carrying
from palabre.wiki.readers import page_invitations


def register() -> None:
    register_opening("groups.group", thing.address)
    register_opening("groups.action", thing.address)
    register_opening("meetings.meeting", thing.address)
    register_opening("meetings.datepoll", thing.address)
    register_opening(page_invitations.KIND, thing.address)
    register_verb(mending.CORRECTED, saying(_("In {thing}, {by} corrected a sentence about themselves.")))
    register_verb(mending.REFUSED, saying(_("In {thing}, {by} removed a sentence about themselves.")))
    register_verb(sentences.CONFIRMED, saying(_("In {thing}, {by} confirmed a sentence about themselves.")))
    register_notice(mending.CORRECTED, who_brought_it, because=Why.ANSWER)
    register_notice(mending.REFUSED, who_brought_it, because=Why.ANSWER)
    register_carrying(deleted_again.what_was_deleted, deleted_again.end_again, list)
    register_clock("deletions", deleting.EVERY, deleting.delete_due, lasting=True)
    register_clock("digest", sending.EVERY, sending.send_some, lasting=True)
    register_renewal("digest", sending.renew)


def who_brought_it(entry: Entry) -> Iterable[Person]:
    """Whoever brought the minutes in which the sentence stands, or which made the group that it is about."""
    readings = Import.objects.filter(space=entry.space_id, undone_at=None)
    if entry.subject_kind == "wiki.page":
        readings = readings.filter(page=entry.subject_id)
    else:
        readings = readings.filter(things__thing_kind=entry.subject_kind, things__thing_id=entry.subject_id)
    return Person.objects.filter(pk__in=readings.values("by"))
