"""Write the card of a group: its texts; add, validate, withdraw it. Its picture: see `card_pictures`.

Any member may write. A change made by a member who may not validate the card removes its validation: a convener must
validate it again before it is shown outside.
"""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.gatherings import permissions
from palabre.gatherings.cards.card_defaults import card_defaults_of
from palabre.gatherings.gathering_access import validates
from palabre.gatherings.gathering_preparation import add_cards, one_line, too_long
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.models import Group
from palabre.groups.typed_values import form_token_of
from palabre.journal.models import record
from palabre.journal.word_changes import change_words
from palabre.notes.markdown.prepared_text import prepare
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import AudienceKind, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

TITLE_LENGTH, QUESTION_LENGTH, INTENTION_LENGTH = 200, 600, 3000
WRITTEN = "card.written"
MOST_INVITED, MOST_EVER_INVITED = 60, 300  # cards of invited groups, in one gathering; withdrawn ones too


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """The texts of a card. An empty one stands for the group's own text."""

    title: str = ""
    question: str = ""
    intention: str = ""


def show_group_card(gathering: Gathering, group: Group, *, by: Person) -> GroupCard:
    """Return the card of `group` for this gathering: created if it is missing, restored if it was withdrawn.

    Who may not validate it restores it for members only.
    """
    with transaction.atomic():
        Space.hold(gathering.space_id)
        now = Gathering.objects.select_related("audience").get(pk=gathering.pk)
        if group.space_id != now.space_id or group.audience.kind == AudienceKind.SEATS:
            raise Refusal(
                _("Only its own people read this group."), instead=_("Open it to the members, then fill its card.")
            )
        if not permissions.can_begin(by, now.space):
            raise Refusal(_("Only members of this space fill cards."))
        add_cards(now, [group], by=by)
        card = now.cards.select_related("gathering", "space", "group").get(group=group)
        if card.withdrawn_at is not None:
            card.withdraw(None)
            lose_validation(card, by=by)
        record(WRITTEN, card, by=by)
    return card


def invite_in(gathering: Gathering, name: str, words: Words, *, by: Person, form_token: str) -> GroupCard:
    """Create the card that an invited group filled in by its link. Idempotent for the same `form_token`.

    `by` is the guest who filled in the form. A convener must validate the card.
    """
    name, words = one_line(name, most=TITLE_LENGTH), checked_card_words(words)
    if not name:
        raise Refusal(_("The name of your group is missing."), instead=_("Write it as you call it, then send again."))
    html = prepare(words.intention).html
    with transaction.atomic():
        Space.hold(gathering.space_id)
        token = form_token_of(form_token, gathering)
        known = GroupCard.objects.filter(form_token=token, gathering=gathering).first() if token else None
        if known is not None:
            return known
        invited = gathering.cards.filter(group=None)
        if invited.filter(withdrawn_at=None).count() >= MOST_INVITED or invited.count() >= MOST_EVER_INVITED:
            raise Refusal(_("Many groups have come already: there is no room for one more card."))
        keep_out(gathering.space, name, *dataclasses.astuple(words))
        said = dataclasses.asdict(words) | {"guest_name": name, "body_html": html, "form_token": token}
        of = {"space_id": gathering.space_id, "audience_id": gathering.audience_id, "gathering": gathering}
        card = GroupCard.objects.create(**of, **said, by=by)
        record(WRITTEN, card, by=by)
    return card


def write_card(card: GroupCard, words: Words, *, by: Person) -> GroupCard:
    """Set the texts of the card; one that equals the group's own text is stored empty, unless who validates it changes
    a validated card. `by` is of the space.

    The journal keeps the former ones.
    """
    words = checked_card_words(words)
    with transaction.atomic():
        now = card_for_update(card)
        refuse_others(now, by)
        keep_out(now.space, *dataclasses.astuple(words))
        if now.is_validated and validates(by, now):  # shown outside as it is said, with nothing that the group says
            said = dataclasses.replace(words, title=words.title or now.title)
        else:
            said = beyond(words, Words(*card_defaults_of(now)))
        if said == Words(now.title, now.question, now.intention):
            return now
        change_words(now, WRITTEN, by=by, **dataclasses.asdict(said))
        save_fields(now, body_html=prepare(said.intention).html if said.intention else "")
        lose_validation(now, by=by)
    return now


def validate(card: GroupCard, *, by: Person, at: datetime.datetime) -> None:
    """Show the card outside, with its texts fixed as they are today. Idempotent."""
    with transaction.atomic():
        now = convened(card, by)
        if now.is_validated:
            return
        said = in_full(Words(now.title, now.question, now.intention), Words(*card_defaults_of(now)))
        html = prepare(said.intention).html if said.intention else ""
        GroupCard.objects.filter(pk=now.pk).update(**dataclasses.asdict(said), body_html=html)
        now.validate(at, by=by)
        record("card.validated", now, by=by)


def unvalidate_card(card: GroupCard, *, by: Person) -> None:
    """Show the card to members only again."""
    with transaction.atomic():
        now = convened(card, by)
        if now.is_validated:
            now.validate(None, by=None)
            record("card.taken_back", now, by=by)


def withdraw_card(card: GroupCard, *, by: Person, at: datetime.datetime) -> None:
    """Withdraw the card from the gathering, without a reason. `show_card_again` undoes it."""
    with transaction.atomic():
        now = convened(card, by)
        if now.withdrawn_at is None:
            now.withdraw(at)
            record("card.withdrawn", now, by=by)


def show_card_again(card: GroupCard, *, by: Person) -> None:
    with transaction.atomic():
        now = convened(card, by)
        if now.withdrawn_at is not None:
            now.withdraw(None)
            record(WRITTEN, now, by=by)


# ---- Inside --------------------------------------------------------------------------------------------------


def card_for_update(card: GroupCard) -> GroupCard:
    Space.hold(card.space_id)
    now = GroupCard.objects.select_related("gathering", "space", "group").filter(pk=card.pk).first()
    if now is None:
        raise Refusal(_("This card is no longer here."))
    return now


def convened(card: GroupCard, by: Person) -> GroupCard:
    now = card_for_update(card)
    if not validates(by, now):
        raise Refusal(
            _("Who hosts the group validates its card."), instead=_("Show them the card: one click is enough.")
        )
    return now


def refuse_others(card: GroupCard, by: Person) -> None:
    """Raise a Refusal unless `by` is a member, or the guest who filled in the card and it is not validated yet."""
    is_hers = card.group_id is None and card.by_id == by.pk and not card.is_validated
    if not is_hers and not permissions.can_write_card(by, card):
        raise Refusal(_("You cannot change this card any longer."), instead=_("Ask somebody of this community."))


def changed(card: GroupCard, *, by: Person, **facts: object) -> None:
    """Update these fields. Unless `by` may validate the card, its validation is removed."""
    GroupCard.objects.filter(pk=card.pk).update(**facts)
    for name, value in facts.items():
        setattr(card, name, value)
    lose_validation(card, by=by)
    record(WRITTEN, card, by=by)


def lose_validation(card: GroupCard, *, by: Person) -> None:
    if card.is_validated and not validates(by, card):
        card.validate(None, by=None)


def checked_card_words(words: Words) -> Words:
    if len(words.intention) > INTENTION_LENGTH:
        raise too_long()
    question = one_line(words.question, most=QUESTION_LENGTH)
    return Words(one_line(words.title, most=TITLE_LENGTH), question, prepare(words.intention).markdown.strip())


def in_full(words: Words, own: Words) -> Words:
    """Return the texts, the group's own in place of each empty one."""
    pairs = zip(dataclasses.astuple(words), dataclasses.astuple(own), strict=True)
    return Words(*(said or known for said, known in pairs))


def beyond(words: Words, own: Words) -> Words:
    """Return the texts with those equal to the group's own emptied: an empty text follows the group as it changes."""
    pairs = zip(dataclasses.astuple(words), dataclasses.astuple(own), strict=True)
    return Words(*("" if said == known else said for said, known in pairs))
