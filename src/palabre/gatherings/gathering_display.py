"""Gatherings and cards as pages show them, with a constant number of queries."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from palabre.gatherings.models import CardPerson, Gathering, GroupCard
from palabre.groups.models import Carrying, Group, Intention
from palabre.notes.markdown.html_render import render
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.questions.models import Question
from palabre.web import dates_in_words
from palabre.web.prepared_query import ListOf, prepared
from palabre.wiki.copies.page_licences import KNOWN, Licence
from palabre.wiki.models import Signature

PARTS = 5


@dataclasses.dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with the texts to display. `missing` names, in words, the parts that are still empty."""

    card: GroupCard
    title: str
    question: str
    intention: str
    html: SafeString
    people: list[str]
    missing: list[str]

    @property
    def there(self) -> int:
        return PARTS - len(self.missing)

    @property
    def left(self) -> str:
        """The sentence on what is still missing, for example “il reste un visuel, si vous en avez un”."""
        if not self.missing:
            return ""
        if self.missing == [_("a picture")]:
            return _("A picture is left, if you have one.")
        return _("Still possible, as you like: %(parts)s.") % {"parts": dates_in_words.listed(self.missing)}


def card_of_group(group: Group, reader: Reader) -> GroupCard | None:
    """Return the card of this group for the next gathering that is neither past nor cancelled."""
    card: GroupCard | None = next(iter(next_card(reader, group=group.pk, day=reader.today)), None)
    if card is not None:
        card.group = group
    return card


@prepared_reading(group=BigIntegerField(), day=DateField())
def next_card(rights: Any, group: Any, day: Any) -> Any:
    rows = rights.may_read(GroupCard).standing().filter(group=group, gathering__cancelled_at=None)
    rows = rows.filter(Q(gathering__on=None) | Q(gathering__on__gte=day)).select_related("gathering")
    return rows.order_by("gathering__on", "pk")[:1]


def upcoming(reader: Reader) -> Gathering | None:
    """Return the next gathering, announced or not, in which a group may take part."""
    return next(iter(gatherings_from(reader, day=reader.today)), None)


@prepared_reading(day=DateField())
def gatherings_from(rights: Any, day: Any) -> Any:
    rows = rights.may_read(Gathering).filter(Q(on=None) | Q(on__gte=day), cancelled_at=None)
    return rows.order_by("on", "pk")[:1]


def cards_to_prepare(gathering: Gathering, reader: Reader) -> list[ShownCard]:
    """Return every card that was not withdrawn, for members; a card not validated only if its group is not absorbed."""
    rows = reader.may_read(GroupCard).standing().filter(gathering=gathering)
    hers = reader.may_read(Group).alive()
    rows = rows.filter(Q(group=None) | Q(group__in=hers) | Q(validated_at__isnull=False))
    return cards_in_words(reader.fetch(rows.select_related("group").order_by("pk")), reader)


def cards_for_all(gathering: Gathering) -> list[ShownCard]:
    """Return the validated cards, for the public, with their own texts: nothing else is read."""
    rows = GroupCard.objects.validated().filter(gathering=gathering).order_by("pk")
    return cards_in_words(list(rows), None)


def cards_in_words(cards: Sequence[GroupCard], reader: Reader | None) -> list[ShownCard]:
    """Return the cards with their texts. An empty text is the group's own, if `reader` may read it."""
    groups = {card.group_id for card in cards if card.group_id and not card.is_validated} if reader else set()
    questions, intentions = questions_of(groups, reader), intentions_of(groups, reader)
    shown = names_shown(cards)
    return [
        card_text(
            card,
            card.title or (card.group.title if card.group_id in groups and card.group else "") or card.guest_name,
            card.question or questions.get(card.group_id or 0, ""),
            card.intention or intentions.get(card.group_id or 0, ""),
            shown[card.pk],
        )
        for card in cards
    ]


def card_text(card: GroupCard, title: str, question: str, intention: str, people: list[str]) -> ShownCard:
    html = mark_safe(card.body_html if card.intention else render(intention))  # sanitised either way
    parts = [
        (card.has_picture, _("a picture")),
        (bool(title), _("a title")),
        (bool(question), _("a question")),
        (bool(people), _("somebody who agrees to be shown")),
        (bool(intention), _("an intention")),
    ]
    missing = [words for is_there, words in parts if not is_there]
    return ShownCard(card, title, question, intention, html, people, missing)


def questions_of(groups: set[int], reader: Reader | None) -> dict[int, str]:
    if reader is None or not groups:
        return {}
    rows = Carrying.objects.filter(group__in=groups, question__in=reader.may_read(Question))
    found: dict[int, str] = {}
    for row in rows.select_related("question").order_by("question_id"):
        found.setdefault(row.group_id, row.question.text)
    return found


def intentions_of(groups: set[int], reader: Reader | None) -> dict[int, str]:
    if reader is None or not groups:
        return {}
    rows = reader.may_read(Intention).filter(group__in=groups).order_by("number")
    return {row.group_id: row.text.strip() for row in rows}


def names_shown(cards: Iterable[GroupCard]) -> dict[int, list[str]]:
    """Return for each card the names of those who consented, as they chose to be shown, in order of consent."""
    found: dict[int, list[str]] = defaultdict(list)
    numbers = [card.pk for card in cards]
    for card, shown_as, name in people_shown(cards=numbers) if numbers else []:
        found[card].append(shown_as or name)
    return found


@prepared(cards=ListOf(BigIntegerField()))
def people_shown(cards: Any) -> QuerySet[CardPerson, Any]:
    rows = CardPerson.objects.filter(card__in=cards, withdrawn_at=None, agreed_at__isnull=False)
    return (
        rows.filter(person__erased_at=None).order_by("agreed_at", "pk").values_list("card", "shown_as", "person__name")
    )


def authors_of(gathering: Gathering, cards: Iterable[ShownCard]) -> list[str]:
    """Return the authors of the gathering and its cards, by signature. An author without one is not named."""
    wrote = {gathering.by_id, *(one.card.by_id for one in cards), *(one.card.validated_by_id for one in cards)} - {None}
    rows = Signature.objects.filter(person__in=wrote, person__erased_at=None)
    return sorted(set(rows.values_list("words", flat=True)), key=str.casefold)


def licence_of(name: str) -> Licence:
    return next((one for one in KNOWN if one.name == name), Licence(name))


def is_shown_on(card: GroupCard, person: Person | None) -> CardPerson | None:
    return card.people.filter(person=person).first() if person is not None else None
