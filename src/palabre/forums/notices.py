"""Sentences of the journal about the day of a forum."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from palabre.forums.ballots import ballot_keys, day_dots
from palabre.forums.homecoming import waiting_files
from palabre.forums.models import Homecoming, SheetPhoto, WallPhoto, WithdrawnSheet
from palabre.forums.outcome import carrier_letters, photos
from palabre.forums.wall import wall_photos, withdrawal
from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import register_clock, register_verb, saying
from palabre.post.hooks import LetterKind, register_letter_kind
from palabre.upkeep.hooks import register_delay
from palabre.wiki.hooks import register_kept_files


def register_forum_day_notices() -> None:
    register_kept_files(SheetPhoto)
    register_kept_files(WallPhoto)
    register_instant(SheetPhoto.objects.all, "removed_at")
    register_instant(WallPhoto.objects.all, "removed_at")
    register_instant(WithdrawnSheet.objects.all, "withdrawn_at")
    register_delay(SheetPhoto.objects.all, "removed_at")
    register_delay(WallPhoto.objects.all, "removed_at")
    register_delay(WithdrawnSheet.objects.all, "withdrawn_at")
    register_instant(Homecoming.objects.all, "at")
    register_clock("forums.photos", photos.EVERY, photos.delete_removed, lasting=True)
    register_clock("forums.wall_photos", wall_photos.EVERY, wall_photos.delete_removed, lasting=True)
    register_clock("forums.sheets", withdrawal.EVERY, withdrawal.delete_withdrawn, lasting=True)
    register_clock("forums.letters_aside", carrier_letters.EVERY, carrier_letters.forget_letters_aside, lasting=True)
    register_clock("forums.homecomings", waiting_files.EVERY, waiting_files.clear_homecomings, lasting=True)
    carried = LetterKind(
        is_wanted=carrier_letters.still_carries,
        quotes=carrier_letters.words_on_sheet,
        readable=carrier_letters.groups_read,
        renew=carrier_letters.renew_carrier_letter,
    )
    register_letter_kind(carrier_letters.OF_A_GROUP.rstrip(":"), carried)
    register_clock("forums.ballot_keys", ballot_keys.EVERY, day_dots.forget_unnamed_keys, lasting=True)
    register_verb("dots.opened", saying(_("{by} opened the dots of {thing}.")))
    register_verb("dots.closed", saying(_("{by} closed the dots of {thing}: they are counted.")))
    register_verb("forum.prepared", saying(_("{by} prepared a forum: {thing}.")))
    register_verb("forum.changed", saying(_("{by} changed the day of {thing}.")))
    register_verb("forum.reworded", saying(_("{by} changed the theme or the date of {thing}.")))
    register_verb("forum.help_told", saying(_("{by} would accept a helper for {thing}, which nobody hosts.")))
    register_verb("forum.hosted", saying(_("{by} accepted a helper for {thing}.")))
    register_verb("forum.shown", saying(_("{by} showed the forum {thing} to everybody.")))
    register_verb("forum.kept_to_members", saying(_("{by} kept the forum {thing} to members again.")))
    register_verb("forum.code_changed", saying(_("{by} changed the code of {thing}.")))
    register_verb("forum.closed", saying(_("{by} closed the day of {thing}: its groups begin.")))
    register_verb("dots.changed", saying(_("{by} noted the dots of {thing}, counted on paper.")))
    register_verb("forum.taken_away", saying(_("{by} made a file of {thing}, to carry it elsewhere.")))
    register_verb("forum.brought_home", saying(_("{by} brought {thing} home, as it was played elsewhere.")))
    register_verb("forum.home_undone", saying(_("{by} undid the homecoming of {thing}.")))
    register_verb("forum.reopened", saying(_("{by} opened the day of {thing} again.")))
