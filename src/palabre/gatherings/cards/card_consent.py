"""Consent to be shown on a card: asked by letter, given and withdrawn only by the person, signed in or by link."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.gatherings import permissions
from palabre.gatherings.cards import group_cards
from palabre.gatherings.gathering_access import validates
from palabre.gatherings.gathering_preparation import one_line
from palabre.gatherings.models import CardPerson, GroupCard
from palabre.groups.group_access import is_of
from palabre.people.access import links
from palabre.people.duplicates.duplicates import may_stand_for
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import NAME_LENGTH, Person
from palabre.people.reader import Reader
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.post.outbox import say_again
from palabre.post.placeholders import ADDRESS
from palabre.pure.french import name_key
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST = 40  # persons on one card
OF_A_CARD = "card:"  # prefix of `Letter.about`, before the id of the card


def agree(card: GroupCard, *, by: Person, at: datetime.datetime, shown_as: str = "") -> CardPerson:
    """Show `by` on the card, under `shown_as` or their own name. People consent only for themselves.

    On a card that everybody reads, only people of its group, or whom somebody asked, add themselves: raise a Refusal to
    others. Under other words than their name, unless who validates the card asked them, it is to be validated again.
    """
    shown_as = one_line(shown_as, most=NAME_LENGTH) or by.name
    with transaction.atomic():
        Space.hold(card.space_id)
        if by.space_id != card.space_id:
            raise Refusal(_("This card is another community’s."))
        row = card.people.filter(person=by).select_related("asked_by").first()
        if row is None and card.people.count() >= MOST:
            raise Refusal(_("There is no room left for one more name on this card."))
        keep_out(card.space, shown_as)
        now, asker = group_cards.card_for_update(card), row.asked_by if row else None
        if now.is_validated and asker in (None, by):
            refuse_strangers(now, by)
        by.come(at)
        row = row or CardPerson.objects.create(card=card, person=by)
        row.agree(at, shown_as=shown_as)
        if now.is_validated and not (is_name_of(by, shown_as) or validates(asker, now)):
            group_cards.changed(now, by=by)
        Space.touch(card.space_id)
    return row


def refuse_strangers(card: GroupCard, by: Person) -> None:
    """Raise a Refusal unless `by` is of the card’s group, or made or may validate the card."""
    is_of_it = card.group is not None and is_of(by, card.group)
    if not (is_of_it or card.by_id == by.pk or validates(by, card)):
        raise Refusal(
            _("Only the people of this group are named on its card, which everybody reads."),
            instead=_("Say “I’m coming” on the page of the group first."),
        )


def is_name_of(person: Person, words: str) -> bool:
    """Return whether these words are the person’s name and no more: whole, with initials, or the first name alone."""
    key = name_key(words)
    return key == person.key or (bool(key) and may_stand_for(key, person.key))


def withdraw_consent(card: GroupCard, *, by: Person, at: datetime.datetime) -> None:
    """Stop showing `by` on the card at once. No reason is asked."""
    with transaction.atomic():
        Space.hold(card.space_id)
        row = card.people.filter(person=by).first()
        if row is not None and row.withdrawn_at is None:
            row.withdraw(at)
            Space.touch(card.space_id)


def ask_card_consent(card: GroupCard, person: Person, *, by: Person, at: datetime.datetime) -> Letter:
    """Put a letter that asks `person` to consent in the outbox, with a personal link. It is reviewed before sending."""
    with transaction.atomic():
        Space.hold(card.space_id)
        if not permissions.can_write_card(by, card) or person.space_id != card.space_id:
            raise Refusal(_("Only members of this space ask people about a card."))
        if person.erased_at is not None:
            raise Refusal(_("This person’s name was removed: we no longer write there."))
        if card.people.count() >= MOST:
            raise Refusal(_("There is no room left for one more name on this card."))
        card.people.get_or_create(person=person, defaults={"asked_by": by})
        Space.touch(card.space_id)
        link = links.link_to(card, person=person, by=by, at=at)
        subject, body = consent_letter_words(card, person, by=by)
        return outbox.write_letter(person, by=by, about=f"{OF_A_CARD}{card.pk}", subject=subject, body=body, link=link)


def is_consent_awaited(letter: Letter) -> bool:
    """Return whether its reader is still asked to be shown on the card, and did not agree yet."""
    row = asked_on_card(letter)
    return row is not None and not row.is_shown


def cards_read(abouts: Collection[str], reader: Reader) -> set[str]:
    """Return those of these `about` whose card the reader may read."""
    rows = reader.may_read(GroupCard).filter(pk__in={one.removeprefix(OF_A_CARD) for one in abouts})
    return {f"{OF_A_CARD}{number}" for number in rows.values_list("pk", flat=True)}


def titles_quoted(letter: Letter) -> list[str]:
    """Return the titles of the card and of its gathering, unless a person edited the letter."""
    row = asked_on_card(letter) if letter.changed_at is None else None
    return [title_on_card(row.card), row.card.gathering.title] if row is not None else []


def renew_consent_letter(letter: Letter) -> bool:
    """Compose a letter again from its card, just before it leaves."""
    row = asked_on_card(letter)
    if row is None:
        return False
    say_again(letter, *consent_letter_words(row.card, letter.reader, by=letter.by or letter.space))
    return True


def asked_on_card(letter: Letter) -> CardPerson | None:
    """Return the place of its reader on the card of a letter; None where the card was withdrawn."""
    rows = CardPerson.objects.select_related("card__gathering", "card__group")
    on_card = rows.filter(card=int(letter.about.removeprefix(OF_A_CARD)), card__space=letter.space_id)
    return on_card.filter(card__withdrawn_at=None, person__in=names_of_one(letter.reader)).first()


def consent_letter_words(card: GroupCard, to: Person, *, by: Person | Space) -> tuple[str, str]:
    """Return the subject and the body of the letter. It says that without consent the name is not shown."""
    subject = _("May your name be on the card of “%(title)s”?") % {"title": title_on_card(card)}
    day = card.gathering.when
    what = _("Our groups open up: “%(gathering)s”.") % {"gathering": card.gathering.title}
    parts = [
        _("Hello %(name)s,") % {"name": to.first_name},
        f"{what} {day}." if day else what,
        _("Do you agree to be shown on the card of your group? You can change your mind later.\n%(link)s")
        % {"link": ADDRESS},
        _("Without your click, your name is not there. You don’t need an account."),
        by.name,
    ]
    return subject, "\n\n".join(parts) + "\n"


def title_on_card(card: GroupCard) -> str:
    return card.title or (card.group.title if card.group else card.guest_name)
