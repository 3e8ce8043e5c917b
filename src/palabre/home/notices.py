"""Registrations of home: sentences and notices of journal verbs, clocks, letters, and the pages that links open."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from palabre.home.archive import deletion_after_restore, export_files, export_maker, space_removal
from palabre.home.digest import digest_letters
from palabre.home.models import Export
from palabre.home.organisation_page import former_contacts
from palabre.home.personal_links import personal_link
from palabre.home.settings_page import space_settings
from palabre.home.statements import statements
from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import (
    NoticeReason,
    register_clock,
    register_notice,
    register_round,
    register_verb,
    saying,
)
from palabre.journal.models import Entry
from palabre.minutes.models import Import
from palabre.people.access import unsubscribe
from palabre.people.hooks import register_opening, register_tie
from palabre.people.models import Person
from palabre.post.hooks import LetterKind, always, register_letter_kind
from palabre.upkeep.hooks import register_carrying
from palabre.wiki.lines.own_sentences import CORRECTED, REFUSED
from palabre.wiki.readers import page_invitations


def register_home_notices() -> None:
    register_opening("groups.group", personal_link.personal_link_path)
    register_opening("groups.action", personal_link.personal_link_path)
    register_opening("meetings.meeting", personal_link.personal_link_path)
    register_opening("meetings.datepoll", personal_link.personal_link_path)
    register_opening(page_invitations.KIND, personal_link.personal_link_path)
    register_tie(Export, "person", is_role=False)
    register_verb(CORRECTED, saying(_("In {thing}, {by} corrected a sentence about themselves.")))
    register_verb(REFUSED, saying(_("In {thing}, {by} removed a sentence about themselves.")))
    register_verb(statements.CONFIRMED, saying(_("In {thing}, {by} confirmed a sentence about themselves.")))
    register_verb(space_settings.CHANGED, saying(_("{by} changed the name, the sentence or the licence of the space.")))
    register_verb(former_contacts.ENDED, saying(_("{by} said that somebody is no longer the contact at {thing}.")))
    register_verb(former_contacts.RESUMED, saying(_("{by} undid it: the contact at {thing} is back.")))
    register_notice(CORRECTED, who_brought_it, because=NoticeReason.ANSWER)
    register_notice(REFUSED, who_brought_it, because=NoticeReason.ANSWER)
    register_carrying(deletion_after_restore.what_was_deleted, deletion_after_restore.end_again, list)
    register_clock("deletions", space_removal.EVERY, space_removal.delete_due, lasting=True)
    register_clock("exports", export_files.EVERY, export_files.delete_old_exports, lasting=True)
    register_round("exports", export_maker.make_some)
    register_instant(Export.objects.all, "leased_until", farthest=export_maker.LEASE)
    register_instant(Export.objects.all, "asked_at")
    register_instant(Export.objects.all, "made_at")
    register_clock("digest", digest_letters.EVERY, digest_letters.send_some, lasting=True)
    register_letter_kind(
        "digest",
        LetterKind(
            is_wanted=always,
            renew=digest_letters.renew,
            is_automatic=True,
            is_for_many=True,
            stopped_by=unsubscribe.DIGEST,
        ),
    )


def who_brought_it(entry: Entry) -> Iterable[Person]:
    """Return those whose import made the subject: the import of the page, or the one that made or found the thing."""
    readings = Import.objects.filter(space=entry.space_id, undone_at=None)
    if entry.subject_kind == "wiki.page":
        readings = readings.filter(page=entry.subject_id)
    else:
        readings = readings.filter(things__thing_kind=entry.subject_kind, things__thing_id=entry.subject_id)
    return Person.objects.filter(pk__in=readings.values("by"))
