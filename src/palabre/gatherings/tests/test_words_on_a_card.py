"""Who is on a card that everybody reads, and under which words, is not for any member to say."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from palabre.gatherings.cards import card_consent, group_cards
from palabre.gatherings.cards.group_cards import Words
from palabre.gatherings.models import GroupCard
from palabre.gatherings.tests.scene import AT, announced
from palabre.groups.models import Intention
from palabre.groups.outputs.intentions import intend
from palabre.groups.roles.pledges import come_along
from palabre.refusal import Refusal
from tests.builders import a_member, entered

pytestmark = pytest.mark.django_db
OTHERS = "Zoé Petit, contre le projet de la mairie"


@pytest.fixture
def scene():
    """Return a card that everybody reads, who carries its group, and another member."""
    gathering, ines = announced()
    card = GroupCard.objects.get(gathering=gathering, group__title="Le dernier kilomètre")
    group_cards.validate(card, by=ines, at=AT)
    return card, ines, a_member(gathering.space, "Malo Riou")


def withdrawn(card, by):
    group_cards.withdraw_card(card, by=by, at=AT)


def shown(card, person, words=""):
    door = reverse("gatherings:showing", args=[card.space.slug, card.pk])
    return entered(Client(), person).post(door, {"shown_as": words}).status_code


def outside(card):
    page = Client().get(reverse("open_gathering:gathering", args=[card.gathering_id]))
    return page.content.decode()


def is_validated(card):
    return GroupCard.objects.get(pk=card.pk).is_validated


@pytest.mark.parametrize("words", ["", OTHERS])
def test_who_is_not_of_the_group_does_not_add_themselves_to_its_card(scene, words):
    card, _ines, malo = scene

    answer = shown(card, malo, words)

    assert (answer, is_validated(card)) == (409, True)
    assert "Malo" not in outside(card)
    assert "Zoé" not in outside(card)


def test_nor_by_asking_themselves(scene):
    card, _ines, malo = scene
    card_consent.ask_card_consent(card, malo, by=malo, at=AT)

    assert shown(card, malo) == 409


@pytest.mark.parametrize("words", ["Malo Riou", "Malo", "M. Riou"])
def test_who_comes_to_the_group_is_shown_at_once_under_their_name(scene, words):
    card, _ines, malo = scene
    come_along(card.group, by=malo, at=AT)

    shown(card, malo, words)

    assert is_validated(card)
    assert words in outside(card)


def test_under_other_words_the_card_waits_for_who_carries_the_group(scene):
    card, ines, malo = scene
    come_along(card.group, by=malo, at=AT)

    shown(card, malo, OTHERS)
    assert "Zoé" not in outside(card)
    group_cards.validate(card, by=ines, at=AT)

    assert OTHERS in outside(card)


def test_whom_a_carrier_asked_chooses_their_words(scene):
    card, ines, malo = scene
    card_consent.ask_card_consent(card, malo, by=ines, at=AT)

    shown(card, malo, "Malo, du bourg")

    assert "Malo, du bourg" in outside(card)


def test_a_text_taken_off_a_validated_card_is_not_replaced_by_what_the_group_tells_its_members(scene):
    card, ines, _malo = scene
    group_cards.write_card(card, Words("Le dernier kilomètre", "Et puis ?", "Venez."), by=ines)
    last = Intention.objects.filter(group=card.group).count()
    intend(card.group, "Entre nous : la clef est sous le pot.", after=last, by=ines, at=AT)

    group_cards.write_card(card, Words("", "Et puis ?", ""), by=ines)

    card.refresh_from_db()
    assert (card.title, card.intention, card.is_validated) == ("Le dernier kilomètre", "", True)
    assert "la clef est sous le pot" not in outside(card)


def test_a_card_that_was_withdrawn_is_brought_back_by_a_member_for_members_only(scene):
    card, ines, malo = scene
    group_cards.withdraw_card(card, by=ines, at=AT)

    group_cards.show_group_card(card.gathering, card.group, by=malo)

    assert "Le dernier kilomètre" not in outside(card)
    card.refresh_from_db()
    assert (card.withdrawn_at, card.is_validated) == (None, False)
    group_cards.validate(card, by=ines, at=AT)
    assert "Le dernier kilomètre" in outside(card)


@pytest.mark.parametrize("gesture", [group_cards.unvalidate_card, withdrawn])
def test_the_title_of_a_card_that_is_not_shown_is_told_to_strangers_by_no_news(scene, gesture):
    card, ines, malo = scene
    group_cards.write_card(card, Words("Le procès de Maël", "", ""), by=ines)
    addresses = [card.space.get_absolute_url(), reverse("home:brief", args=[card.space.slug])]

    gesture(card, by=ines)

    def told(client):
        return any("procès de Maël" in client.get(one).text for one in addresses)

    assert (told(Client()), told(entered(Client(), malo))) == (False, True)


def test_cards_that_were_withdrawn_keep_no_invited_group_out(scene, monkeypatch):
    monkeypatch.setattr(group_cards, "MOST_INVITED", 1)
    card, ines, malo = scene
    invite = partial(group_cards.invite_in, card.gathering, words=Words(), by=malo)
    withdrawn(invite("La Fanfare", form_token=""), ines)

    invite("Le port", form_token="")
    with pytest.raises(Refusal):
        invite("Le four", form_token="")
