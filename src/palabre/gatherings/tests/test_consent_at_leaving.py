"""A letter that asks to be shown on a card says at its leaving what the card says then, or does not leave."""

import datetime

import pytest
from django.utils import timezone

from palabre.gatherings.cards.card_consent import agree, ask_card_consent, consent_letter_words
from palabre.gatherings.models import CardPerson, Gathering, GroupCard
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.outbox import as_subject
from tests.builders import a_card, a_gathering, a_member, a_person, a_space

pytestmark = pytest.mark.django_db
EVENING = datetime.datetime(2026, 11, 24, 20, tzinfo=timezone.get_default_timezone())  # a Tuesday
MORNING = EVENING + datetime.timedelta(hours=12, minutes=5)


@pytest.fixture
def rose(settings):
    """Rose, whom a letter approved in the evening asks to be on a card."""
    settings.MAIL_IS_CONFIGURED = True
    odile = a_member(a_space(), "Odile Tanneguy")
    rose = a_person(odile.space, "Rose Trémel")
    rose.may_be_reached_at("rose@exemple.example", by=None)
    card = a_card(a_gathering(odile.space, "Chez Marc", by=odile), "Le four")
    letter = ask_card_consent(card, rose, by=odile, at=EVENING)
    outbox.approve(letter, by=odile, at=EVENING, origin="https://val.example")
    return rose


def leave():
    while post_one(MORNING):
        pass


def test_it_leaves_in_the_morning(rose, mailoutbox):
    leave()

    assert len(mailoutbox) == 1


@pytest.mark.parametrize("of", [Gathering, GroupCard])
def test_it_waits_for_its_author_in_the_titles_that_others_gave_since(rose, mailoutbox, of):
    of.objects.update(title="Portes ouvertes")

    leave()

    letter = Letter.objects.get()
    assert (mailoutbox, letter.is_waiting) == ([], True)
    assert "Portes ouvertes" in letter.subject + letter.body


def test_a_title_that_its_subject_has_no_room_for_does_not_keep_it(rose, mailoutbox):
    card = GroupCard.objects.get()
    GroupCard.objects.update(title="Le four " * 24)
    Letter.objects.update(subject=as_subject(consent_letter_words(GroupCard.objects.get(), rose, by=card.space)[0]))

    leave()

    assert len(mailoutbox) == 1


@pytest.mark.parametrize("how", ["taken off", "agreed", "withdrawn"])
def test_it_does_not_leave_once_nothing_is_asked(rose, mailoutbox, how):
    if how == "taken off":
        CardPerson.objects.all().delete()
    elif how == "agreed":
        agree(GroupCard.objects.get(), by=rose, at=EVENING)
    else:
        GroupCard.objects.update(withdrawn_at=EVENING)

    leave()

    assert (mailoutbox, Letter.objects.count()) == ([], 0)
