"""A poll of dates is asked, answered, changed without losing an answer, and closed into a meeting."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.links.share_sheet import create_share_link
from palabre.journal.models import Entry
from palabre.meetings.models import DateAnswer, DatePoll
from palabre.meetings.polls import date_poll, poll_answers, poll_closure, poll_removal
from palabre.meetings.polls.date_options import MOST, slots_in
from palabre.meetings.polls.date_poll import PollDraft, open_poll
from palabre.meetings.polls.tests.asked_dates import (
    AT,
    IF_NEED_BE,
    NO,
    TODAY,
    WORDS,
    YES,
    asked,
    choices_of,
    options_of,
    said,
)
from palabre.people.erasures.refused_names import NameRefused
from palabre.pure.slots import Slot
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_poll, a_space
from tests.erasing import erase

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def hugo(space):
    return a_member(space, "Hugo Ferreira")


@pytest.mark.postgres
def test_the_open_poll_to_answer_first_is_at_the_head_and_those_without_a_day_come_last(space):
    for title, deadline in [("Sans date", None), ("Tard", TODAY + datetime.timedelta(days=9)), ("Tôt", TODAY)]:
        a_poll(space, title, deadline=deadline)
    a_poll(space, "Clos", deadline=TODAY, closed_at=AT)

    assert [poll.title for poll in DatePoll.objects.open()] == ["Tôt", "Tard", "Sans date"]


# ---- Asking -------------------------------------------------------------------------------------------------


def test_several_dates_are_asked_in_words(ines):
    poll = asked(ines, words=WORDS)

    assert [(one.on.day, one.at.hour) for one in options_of(poll)] == [(1, 14), (3, 14)]


def test_the_same_form_sent_twice_asks_once(ines):
    assert asked(ines, form_token="abc") == asked(ines, form_token="abc")


def test_who_has_not_joined_asks_nothing(space):
    with pytest.raises(Refusal, match="Seuls les membres"):
        asked(a_person(space))


def test_who_is_of_another_space_asks_nothing_here(space):
    with pytest.raises(Refusal, match="Seuls les membres"):
        open_poll(
            space, PollDraft("Ailleurs"), slots_in(WORDS, today=TODAY), by=a_member(a_space("Loin")), at=AT, today=TODAY
        )


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"words": "bientôt"}, "pas encore de date"),
        ({"title": " "}, "Comment s’appelle"),
        ({"title": "x" * 301}, "trop long"),
        ({"zone": "Europe/Nulle-part"}, "fuseau"),
        ({"deadline": TODAY - datetime.timedelta(days=1)}, "passé"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_next_step(ines, facts, why):
    with pytest.raises(Refusal, match=why) as refusal:
        asked(ines, **facts)

    assert refusal.value.instead


def test_too_many_dates_are_refused(ines):
    slots = [Slot(TODAY + datetime.timedelta(days=number)) for number in range(MOST + 1)]

    with pytest.raises(Refusal, match="trop de dates"):
        open_poll(ines.space, PollDraft("Trop"), slots, by=ines, at=AT, today=TODAY)


def test_too_many_open_polls_are_refused(ines, monkeypatch):
    monkeypatch.setattr(date_poll, "MOST_OPEN", 1)
    asked(ines)

    with pytest.raises(Refusal, match="sondages de dates"):
        asked(ines)


def test_a_name_that_was_taken_away_is_not_asked_about(space, ines):
    erase(a_person(space, "Maël Guivarch"), at=timezone.now())

    with pytest.raises(NameRefused):
        asked(ines, place="chez Maël Guivarch")


def test_those_who_carry_are_awaited_and_nobody_else_can_be(space, ines, hugo):
    a_group(space, convened_by=(ines,))

    poll = asked(ines, awaited={ines.pk: True, hugo.pk: True})

    assert list(poll.awaited.values_list("person", "is_required")) == [(ines.pk, True)]


def test_who_asked_takes_it_back_until_somebody_answers(ines, hugo):
    first, second = asked(ines), asked(ines)
    said(second, hugo, YES)

    date_poll.withdraw_poll(first, by=ines)

    assert list(DatePoll.objects.all()) == [second]
    with pytest.raises(Refusal, match="déjà répondu"):
        date_poll.withdraw_poll(second, by=ines)
    assert not date_poll.can_withdraw(second, hugo)


def test_nor_once_they_removed_the_answers_themselves(ines, hugo):
    poll = asked(ines)
    poll_removal.remove_answer(poll, said(poll, hugo, YES).pk, by=ines, at=AT)
    Entry.objects.all().delete()

    assert not date_poll.can_withdraw(poll, ines)
    with pytest.raises(Refusal):
        date_poll.withdraw_poll(poll, by=ines)


# ---- Answering ----------------------------------------------------------------------------------------------


def test_an_answer_is_changed_and_stays_one(ines, hugo):
    poll = asked(ines)

    said(poll, hugo, YES, NO)
    said(poll, hugo, IF_NEED_BE, words="Plutôt le soir")

    assert choices_of(poll, hugo) == [IF_NEED_BE, NO]
    assert list(DateAnswer.objects.values_list("words", flat=True)) == ["Plutôt le soir"]


def test_what_is_no_answer_is_left_aside(ines, hugo):
    poll, other = asked(ines), asked(ines)

    poll_answers.answer_poll(
        poll, {options_of(other)[0].pk: YES, 10**12: YES, options_of(poll)[0].pk: "maybe"}, by=hugo, at=AT
    )

    assert choices_of(poll, hugo) == []


def test_somebody_of_another_space_does_not_answer(ines):
    with pytest.raises(Refusal, match="autre communauté"):
        said(asked(ines), a_member(a_space("Loin")), YES)


def test_words_too_long_are_refused(ines):
    with pytest.raises(Refusal, match="trop long"):
        said(asked(ines), ines, YES, words="x" * 401)


def test_one_answer_too_many_is_refused_and_none_is_lost(ines, hugo, monkeypatch):
    poll = asked(ines)
    said(poll, ines, YES)
    monkeypatch.setattr(poll_answers, "MOST", 1)

    with pytest.raises(Refusal, match="grand nombre"):
        said(poll, hugo, YES)
    said(poll, ines, NO)

    assert choices_of(poll, ines) == [NO]


def test_an_answer_is_withdrawn_without_a_reason(ines, hugo):
    poll = asked(ines)
    said(poll, hugo, YES)

    poll_answers.withdraw_poll_answer(poll, by=hugo, at=AT)

    assert not poll.answers.exists()


def test_who_answers_by_herself_has_come_and_who_is_typed_for_has_not(space, ines):
    poll, gael, anouk = asked(ines), a_person(space, "Gaël"), a_person(space, "Anouk")

    said(poll, gael, YES)
    said(poll, anouk, YES, typed_by=ines)

    assert (gael.has_come, anouk.has_come) == (True, False)
    assert poll.answers.get(person=anouk).typed_by == ines


def test_nobody_types_over_what_she_said_herself(space, ines, hugo):
    poll = asked(ines)
    said(poll, hugo, YES)

    with pytest.raises(Refusal, match="a déjà répondu"):
        said(poll, hugo, NO, typed_by=ines)


def test_a_name_in_the_hall_is_who_bears_it_or_somebody_new_named_once(ines, hugo):
    poll = asked(ines)

    known = poll_answers.person_called(poll, " hugo  ferreira", by=ines, form_token="")
    new = poll_answers.person_called(poll, "Odile Tanneguy", by=ines, form_token="s")
    again = poll_answers.person_called(poll, "Odile Tanneguy", by=ines, form_token="s")

    assert (known, new) == (hugo, again)
    assert not new.has_come


def test_a_passer_by_types_for_nobody(space, ines):
    with pytest.raises(Refusal, match="Seuls les membres"):
        poll_answers.person_called(asked(ines), "Odile", by=a_person(space), form_token="")


# ---- Dates that come and go ---------------------------------------------------------------------------------


def test_a_date_added_or_removed_loses_no_answer(ines, hugo):
    poll = asked(ines)
    said(poll, hugo, YES, NO)

    removed = date_poll.remove(poll, options_of(poll)[0].pk, by=ines, at=AT)
    date_poll.offer_more(poll, slots_in("lundi 7 décembre à 9 h", today=TODAY), by=ines, today=TODAY)
    date_poll.restore_date(poll, removed.pk, by=ines)

    assert [one.on.day for one in options_of(poll)] == [1, 3, 7]
    assert choices_of(poll, hugo) == [YES, NO]


def test_a_date_that_was_removed_comes_back_with_its_answers_when_it_is_said_again(ines, hugo):
    poll = asked(ines)
    said(poll, hugo, YES)
    date_poll.remove(poll, options_of(poll)[0].pk, by=ines, at=AT)

    date_poll.offer_more(poll, slots_in("mardi 1er décembre, 14 h à 16 h", today=TODAY), by=ines, today=TODAY)

    assert choices_of(poll, hugo) == [YES]
    assert poll.options.count() == 2


def test_the_last_date_is_not_removed(ines):
    poll = asked(ines, words="mardi 1er décembre à 14 h")

    with pytest.raises(Refusal, match="dernière date"):
        date_poll.remove(poll, options_of(poll)[0].pk, by=ines, at=AT)


def test_an_answer_to_a_date_removed_meanwhile_is_kept(ines, hugo):
    poll = asked(ines)
    first = options_of(poll)[0]
    date_poll.remove(poll, first.pk, by=ines, at=AT)

    poll_answers.answer_poll(poll, {first.pk: YES}, by=hugo, at=AT)

    assert choices_of(poll, hugo) == [YES]


def test_a_guest_changes_no_poll(space, ines):
    poll, guest = asked(ines), a_person(space, "Gaël")
    first = options_of(poll)[0]

    acts = [
        lambda: date_poll.remove(poll, first.pk, by=guest, at=AT),
        lambda: date_poll.restore_date(poll, first.pk, by=guest),
        lambda: date_poll.offer_more(poll, [Slot(TODAY)], by=guest, today=TODAY),
        lambda: date_poll.change_poll(poll, PollDraft("Autre"), by=guest, today=TODAY),
        lambda: date_poll.withdraw_poll(poll, by=guest),
        lambda: poll_closure.close_poll(poll, first, by=guest, at=AT),
        lambda: poll_closure.close_for_nothing(poll, by=guest, at=AT),
        lambda: poll_closure.reopen(poll, by=guest),
    ]

    for act in acts:
        with pytest.raises(Refusal, match="Seuls les membres"):
            act()


def test_a_poll_to_which_somebody_else_gave_a_link_is_closed_or_removed_but_not_withdrawn(ines, hugo):
    own, other = asked(ines), asked(ines)
    create_share_link(own, by=ines, at=timezone.now())
    create_share_link(other, by=hugo, at=timezone.now())

    date_poll.withdraw_poll(own, by=ines)

    assert not date_poll.can_withdraw(other, ines)
    with pytest.raises(Refusal, match="lien"):
        date_poll.withdraw_poll(other, by=ines)
