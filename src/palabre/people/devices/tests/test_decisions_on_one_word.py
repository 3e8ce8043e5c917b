"""A device on which one member's square alone says who one is decides no more than that member."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.models import Membership, Need
from palabre.groups.needs.promises_and_declines import see_to
from palabre.groups.questions import new_question
from palabre.groups.questions.carrying import carry
from palabre.groups.questions.question_access import looks_after
from palabre.meetings.models import DatePoll
from palabre.meetings.polls import poll_answers
from palabre.people.access import keys, links
from palabre.people.models import Link
from palabre.questions.models import Question
from tests.builders import (
    a_card,
    a_gathering,
    a_group,
    a_member,
    a_merge_proposal,
    a_need,
    a_page,
    a_person,
    a_poll,
    a_question,
    a_space,
    entered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    return a_member(zoe.space, "Malo Kersauze")


@pytest.fixture
def phone(zoe, malo):
    found = Client()
    found.post(keys.key_path(keys.key_shown_to(zoe, by=malo, at=timezone.now())))
    return found


def at(name, zoe, *numbers):
    return reverse(name, args=[zoe.space.slug, *numbers])


def test_the_question_that_she_carries_is_not_reworded(zoe, malo, phone):
    question = a_question(zoe.space)
    a_group(zoe.space, convened_by=(zoe,), carrying=(question,))
    his = entered(Client(), malo)
    said = {"text": "Comment vendre la maison ?"}

    assert his.post(at("home:wording", zoe, question.pk), said).status_code == 403  # he may not

    phone.post(at("home:wording", zoe, question.pk), said)

    question.refresh_from_db()
    assert question.text != said["text"]


def test_the_question_that_she_carries_is_not_split(zoe, malo, phone):
    question = a_question(zoe.space)
    a_group(zoe.space, convened_by=(zoe,), carrying=(question,))

    phone.post(at("home:parts", zoe, question.pk), {"text": "Une ?\nDeux ?"})

    assert not question.leads_to.standing().exists()


def test_nobody_says_for_her_group_that_its_need_is_met(zoe, malo, phone):
    need = a_need(zoe.space, group=a_group(zoe.space, convened_by=(zoe,)))
    his = entered(Client(), malo)
    assert his.post(at("groups:need_satisfaction", zoe, need.pk)).status_code in (403, 404, 409)

    phone.post(at("groups:need_satisfaction", zoe, need.pk))

    assert Need.objects.get(pk=need.pk).satisfied_at is None


def test_the_need_that_she_said_stays(zoe, malo, phone):
    need = a_need(zoe.space, group=a_group(zoe.space, convened_by=(zoe,)), by=zoe)

    phone.post(at("groups:need_withdrawal", zoe, need.pk))

    assert Need.objects.get(pk=need.pk).withdrawn_at is None


def test_what_she_promised_about_a_need_stays(zoe, malo, phone):
    need = a_need(zoe.space)
    see_to(need, by=zoe, at=timezone.now())

    phone.post(at("groups:need_promise_undoing", zoe, need.pk))

    assert Need.objects.get(pk=need.pk).in_hand_by == zoe


def test_she_is_not_put_on_a_public_card(zoe, phone):
    card = a_card(a_gathering(zoe.space), group=a_group(zoe.space, convened_by=(zoe,)))

    phone.post(at("gatherings:showing", zoe, card.pk), {"say": "yes"})

    assert not card.people.filter(person=zoe, agreed_at__isnull=False).exists()


def test_the_link_that_she_gave_to_another_is_not_taken_back(zoe, malo, phone):
    link = links.link_to(a_page(zoe.space), person=a_person(zoe.space, "Claire Aubanel"), by=zoe, at=timezone.now())
    link.show(timezone.now())
    his = entered(Client(), malo)
    assert his.post(at("here:no_longer_given", zoe, link.pk)).status_code == 404

    phone.post(at("here:no_longer_given", zoe, link.pk))

    assert Link.objects.get(pk=link.pk).revoked_at is None


def test_the_question_that_she_asked_is_not_withdrawn(zoe, phone):
    question = new_question.ask_question(
        zoe.space, "Et si on gardait la maison ?", by=zoe, on=timezone.localdate(), carried=True
    )

    phone.post(at("home:withdrawal", zoe, question.pk))

    assert Question.objects.filter(pk=question.pk).exists()
    assert Membership.objects.filter(person=zoe).exists()


def test_the_group_that_she_woke_is_not_laid_down(zoe, phone):
    question = a_question(zoe.space)
    carry(question, by=zoe, at=timezone.now())

    phone.post(at("groups:not_carrying", zoe, question.pk))

    assert Membership.objects.filter(person=zoe).exists()


def test_the_merger_that_she_proposed_is_not_set_aside(zoe, malo, phone):
    one, other = (
        a_group(zoe.space, convened_by=(a_member(zoe.space, name),)) for name in ("Inès Le Floch", "Yann Riou")
    )
    proposal = a_merge_proposal(one, other, by=zoe, at=timezone.now())
    his = entered(Client(), malo)
    his.post(at("groups:merging_aside", zoe, proposal.pk))
    proposal.refresh_from_db()
    assert proposal.settled_at is None  # he may not

    phone.post(at("groups:merging_aside", zoe, proposal.pk))

    proposal.refresh_from_db()
    assert proposal.settled_at is None


def test_the_poll_that_she_opened_is_not_deleted(zoe, malo, phone):
    poll = a_poll(zoe.space, by=zoe)

    phone.post(at("meetings:poll_removal", zoe, poll.pk))

    assert DatePoll.objects.filter(pk=poll.pk).exists()


def test_her_answer_to_a_poll_stays_by_the_form_for_somebody_too(zoe, phone):
    poll = a_poll(zoe.space)
    option = poll.options.first()
    poll_answers.answer_poll(poll, {option.pk: "yes"}, by=zoe, at=timezone.now())

    phone.post(at("meetings:poll_somebody", zoe, poll.pk), {"whose": zoe.name, f"date-{option.pk}": "no"})

    assert list(poll.answers.values_list("choices__choice", flat=True)) == ["yes"]


OPEN = """
gatherings:registration groups:answering groups:call_coming groups:call_staying_away groups:coming
groups:offering groups:staying_away groups:taking here:given home:export meetings:agenda meetings:calling
meetings:coming meetings:news meetings:poll meetings:staying_away meetings:taken notes:sync room:gesture
wiki:invitation wiki:text you:device came_in:gesture opened:action opened:answer opened:dates opened:name
opened:other opened:points
"""


def test_what_hears_one_word_is_said_here_and_all_else_that_writes_refuses_it():
    heard = {name for name, view in named_views(get_resolver()) if getattr(view, "open_to_one_word", False)}

    assert heard == set(OPEN.split())


def named_views(resolver, space=""):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from named_views(one, one.namespace or space)
        else:
            yield f"{space}:{one.name}", one.callback


def test_a_refusal_there_gives_back_what_was_typed_and_says_how_she_is_known(zoe, malo, phone):
    refused = phone.post(at("home:new_question", zoe), {"text": "Et si on gardait la maison ?"})

    assert refused.status_code == 409
    assert all(words in refused.content.decode() for words in ("Et si on gardait la maison ?", "Malo Kersauze"))


def test_who_signs_in_by_an_address_that_was_noted_goes_on_with_what_she_made(zoe, malo):
    """All that she said, she said by it: nobody else speaks for her."""
    claire = a_person(zoe.space, "Claire Aubanel")
    claire.may_be_reached_at("claire@exemple.example", by=malo)
    client = Client()
    client.force_login(Account.objects.open("claire@exemple.example"))
    client.post(f"/account/claims/{claire.pk}/")
    claire.refresh_from_db()
    claire.join(timezone.now())
    poll = a_poll(zoe.space, by=claire)

    client.post(at("meetings:poll_removal", zoe, poll.pk))

    assert claire.account_by == malo
    assert not DatePoll.objects.filter(pk=poll.pk).exists()


def test_nor_does_she_say_there_what_becomes_of_a_question_that_only_minutes_say_she_carries(zoe, malo):
    question = a_question(zoe.space)
    claire = a_person(zoe.space, "Claire Aubanel")
    a_group(zoe.space, convened_by=(claire, zoe), carrying=(question,))
    claire.vouched_by = (malo,)

    assert (looks_after(zoe, question), looks_after(claire, question)) == (True, False)
