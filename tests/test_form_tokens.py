"""One token of a form, sent in two spaces, makes two things; sent twice in one, it makes one."""

import datetime

import pytest
from django.utils import timezone

from palabre.gatherings.cards.group_cards import Words, invite_in
from palabre.gatherings.gathering_preparation import begin_gathering
from palabre.groups.lineage.merge_proposals import propose_merge
from palabre.groups.log.group_log import publish_news
from palabre.groups.needs.help_offers import offer_help
from palabre.groups.needs.new_need import say_need
from palabre.groups.outputs.deliverables import OutputDetails, make
from palabre.meetings.polls.date_options import Slot
from palabre.meetings.polls.date_poll import PollDraft, open_poll
from palabre.meetings.polls.tables.framadate import read_framadate
from palabre.meetings.polls.tables.poll_import import bring
from tests.builders import a_gathering, a_group, a_member, a_space

pytestmark = pytest.mark.django_db

AT = timezone.now()
TODAY = timezone.localdate(AT)
SOON = TODAY + datetime.timedelta(days=20)


def begin(group, by, words, token):
    return begin_gathering(group.space, words, by=by, at=AT, form_token=token)


def invite(group, by, words, token):
    gathering = group.space.gathering_set.first() or a_gathering(group.space)
    return invite_in(gathering, words, Words(), by=by, form_token=token)


def ask(group, by, words, token):
    return open_poll(group.space, PollDraft(words), [Slot(SOON)], by=by, at=AT, today=TODAY, form_token=token)


def bring_in(group, by, words, token):
    table = read_framadate(f",{SOON:%d/%m/%Y},\nMalo,Oui,\n", today=TODAY)
    return bring(group.space, table, PollDraft(words), by=by, at=AT, today=TODAY, form_token=token)


def say(group, by, words, token):
    return say_need(group, words, by=by, at=AT, form_token=token)


def offer(group, by, words, token):
    return offer_help(group.space, words, by=by, at=AT, form_token=token)


def propose(group, by, words, token):
    return propose_merge(group, into=a_group(group.space), by=by, at=AT, words=words, form_token=token)


def tell(group, by, words, token):
    return publish_news(group, words, form_token=token, by=by, at=AT)


def produce(group, by, words, token):
    return make(group, OutputDetails(words), form_token=token, by=by, at=AT)


@pytest.fixture
def places():
    """Two spaces, each a group and the member who carries it."""
    members = [a_member(a_space(name), "Solène Kerhir") for name in ("Le val", "La combe")]
    return [(a_group(one.space, convened_by=(one,)), one) for one in members]


@pytest.mark.parametrize("token", ["abc", "x" * 60, "\x00a"], ids=["short", "as long as it may be", "odd"])
@pytest.mark.parametrize("act", [begin, invite, ask, bring_in, say, offer, propose, tell, produce])
def test_a_token_is_of_one_space(places, act, token):
    (first, again), (other, _) = ([act(*place, words, token) for words in ("Un", "Deux")] for place in places)

    assert first == again
    assert first.pk != other.pk
    assert (first.space_id, other.space_id) == tuple(group.space_id for group, _by in places)


@pytest.mark.parametrize("act", [tell, produce])
def test_who_sends_it_in_two_groups_does_it_in_both(places, act):
    (group, by), _ = places
    other = a_group(group.space, "Une autre", convened_by=(by,))

    assert act(group, by, "Un", "abc") != act(other, by, "Un", "abc")
