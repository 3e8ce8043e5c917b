"""Names of gatherings and cards in the journal, and the sentences of their news."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palabre.gatherings import gathering_day
from palabre.gatherings.cards import card_consent, card_pictures
from palabre.gatherings.links.gathering_links import PAGES, gathering_link_path
from palabre.gatherings.models import FormerPicture, Gathering, GroupCard
from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import register_clock, register_kind, register_verb, saying
from palabre.people.hooks import register_listener, register_opening
from palabre.people.models import Person
from palabre.post.hooks import LetterKind, register_letter_kind
from palabre.spaces.models import Space
from palabre.upkeep.hooks import register_delay
from palabre.wiki.hooks import register_kept_files


def register_gathering_notices() -> None:
    register_kind(Gathering, word=_("gathering"), paper="meeting")
    register_kind(GroupCard, word=_("card"), paper="group", through=("gathering",), title=title_of, rows=cards_read)
    register_verb("gathering.begun", saying(_("{by} is preparing a gathering: {thing}.")))
    register_verb("gathering.changed", saying(_("{by} changed {thing}.")))
    register_verb("gathering.dated", saying(_("{by} set a date: {thing}.")))
    register_verb("gathering.announced", saying(_("{by} announced {thing}.")))
    register_verb("gathering.taken_back", saying(_("{by} is preparing {thing} among members again.")))
    register_verb("gathering.cancelled", saying(_("{by} said that this will not take place: {thing}.")))
    register_verb("gathering.restored", saying(_("{by} said that this will take place after all: {thing}.")))
    register_verb("format.chosen", saying(_("{by} chose the format of {thing}.")))
    register_verb("format.left_open", saying(_("{by} left the format of {thing} open again.")))
    register_verb("card.written", saying(_("{by} worked on the card {thing}.")))
    register_verb("card.validated", saying(_("{by} shows the card {thing}.")))
    register_verb("card.taken_back", saying(_("{by} kept the card {thing} to members again.")))
    register_verb("card.withdrawn", saying(_("{by} withdrew the card {thing}.")))
    consent = LetterKind(
        is_wanted=card_consent.is_consent_awaited,
        quotes=card_consent.titles_quoted,
        readable=card_consent.cards_read,
        renew=card_consent.renew_consent_letter,
    )
    register_letter_kind(card_consent.OF_A_CARD.rstrip(":"), consent)
    for kind in PAGES:
        register_opening(kind, gathering_link_path)
    register_listener(gathering_day.follow_poll_day)
    register_kept_files(GroupCard)
    register_kept_files(FormerPicture)
    register_instant(FormerPicture.objects.all, "removed_at")
    register_delay(FormerPicture.objects.all, "removed_at")
    register_clock("gatherings.pictures", card_pictures.EVERY, card_pictures.delete_former, lasting=True)


def title_of(card: GroupCard) -> str:
    return str(card)


def cards_read(space: Space, person: Person | None) -> QuerySet[GroupCard]:
    """Return the cards whose titles news may tell: to who is no member, those that are shown outside."""
    rows = GroupCard.objects.filter(space=space).visible_to(person)
    return rows if person is not None and person.is_member else rows.validated()
