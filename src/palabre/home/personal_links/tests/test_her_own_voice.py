"""Who made a link for somebody speaks for her by it, over what she herself said since she came."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.models import Role
from palabre.groups.roles import convener_answers
from palabre.groups.roles.pledges import come_along
from palabre.meetings.attendance import call_answers
from palabre.meetings.models import DateAnswer
from palabre.meetings.polls import poll_answers
from palabre.people.access import links
from tests.builders import a_group, a_meeting, a_member, a_page, a_person, a_poll, a_space, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def claire(malo):
    return a_person(malo.space, "Claire Aubanel")


def opened(thing, claire, malo):
    link = links.link_to(thing, person=claire, by=malo, at=timezone.now())
    client = Client()
    client.get(links.link_path(link))
    return client, link


def test_the_role_that_she_took_is_not_left_for_her(malo, claire):
    group = a_group(malo.space, convened_by=(claire,))
    his, link = opened(group, claire, malo)
    convener_answers.answer_as_convener(group, "yes", by=claire, at=timezone.now())  # she, on her own device: she joins

    his.post(f"/opened/{link.pk}/answer/", {"answer": "no"})

    assert claire.memberships.get(role=Role.CONVENER).until is None


def test_the_news_that_she_sent_are_not_others(malo, claire):
    meeting = a_meeting(malo.space, on=timezone.localdate() + datetime.timedelta(days=5))
    his, link = opened(meeting, claire, malo)
    claire.join(timezone.now())
    call_answers.answer_meeting_call(meeting, "news", by=claire, at=timezone.now(), text="Je suis contre.")

    his.post(f"/opened/{link.pk}/answer/", {"answer": "news", "text": "Je suis pour."})

    assert list(meeting.sent_news.values_list("text", flat=True)) == ["Je suis contre."]


def test_her_answer_to_a_poll_is_not_another(malo, claire):
    poll = a_poll(malo.space)
    his, link = opened(poll, claire, malo)
    claire.join(timezone.now())
    option = poll.options.first()
    poll_answers.answer_poll(poll, {option.pk: "yes"}, by=claire, at=timezone.now())

    his.post(f"/opened/{link.pk}/dates/", {f"date-{option.pk}": "no"})

    assert list(DateAnswer.objects.values_list("choices__choice", flat=True)) == ["yes"]


def test_what_she_took_care_of_is_not_given_back(malo, claire):
    action = an_action(malo.space, owner=claire)
    his, link = opened(action, claire, malo)
    claire.join(timezone.now())

    his.post(f"/opened/{link.pk}/actions/{action.pk}/", {"gesture": "back"})

    action.refresh_from_db()
    assert action.owner == claire


def test_he_writes_no_page_in_her_name_once_she_is_of_the_space(malo, claire):
    page = a_page(malo.space)
    his, link = opened(page, claire, malo)
    claire.join(timezone.now())

    his.post(f"/opened/{link.pk}/text/", {"text": "Je démissionne.", "base": page.note.revision})

    page.note.refresh_from_db()
    assert page.note.body_md != "Je démissionne." or page.note.revisions.order_by("-pk").first().by != claire


def test_her_own_word_that_she_comes_is_not_taken_back(malo, claire):
    group = a_group(malo.space, convened_by=(malo,))
    his, link = opened(group, claire, malo)
    claire.join(timezone.now())
    come_along(group, by=claire, at=timezone.now(), words="Je viens.")

    his.post(f"/given/{link.pk}/undoing/")

    assert group.pledges.filter(person=claire).exists()


def test_that_she_comes_is_not_said_for_her_as_if_she_did(malo, claire):
    """« saisi par » : what a link of another says is typed by that other."""
    group = a_group(malo.space, convened_by=(malo,))
    his, link = opened(group, claire, malo)

    his.post(f"/given/{link.pk}/group/")

    assert not group.pledges.filter(person=claire, typed_by=None).exists()


def test_as_long_as_she_has_nothing_but_his_link_she_changes_her_mind_by_it(malo, claire):
    group = a_group(malo.space, convened_by=(claire,))
    hers, link = opened(group, claire, malo)

    statuses = [hers.post(f"/opened/{link.pk}/answer/", {"answer": said}).status_code for said in ("yes", "no", "yes")]

    assert statuses == [302] * 3
    assert claire.memberships.get(role=Role.CONVENER).until is None


def test_by_two_links_that_he_made_too(malo, claire):
    group, poll = a_group(malo.space, convened_by=(claire,)), a_poll(malo.space)
    hers, first = opened(group, claire, malo)
    hers.post(f"/opened/{first.pk}/answer/", {"answer": "yes"})
    phone, second = opened(poll, claire, malo)
    field = f"date-{poll.options.first().pk}"

    statuses = [phone.post(f"/opened/{second.pk}/dates/", {field: said}).status_code for said in ("yes", "no")]

    assert statuses == [302] * 2
    assert list(DateAnswer.objects.values_list("choices__choice", flat=True)) == ["no"]


@pytest.mark.parametrize("comes", ["device", "account", "link"])
def test_once_she_came_otherwise_his_link_says_it_no_more_be_it_used_before(malo, claire, comes):
    action = an_action(malo.space, owner=claire)
    his, link = opened(action, claire, malo)
    his.post(f"/opened/{link.pk}/other/")
    his.get(links.link_path(link))
    if comes == "device":
        claire.enter(timezone.now())
    elif comes == "account":
        claire.sign_in_as(Account.objects.open("claire@exemple.example"))
    else:
        other, hers = opened(a_page(malo.space), claire, a_member(malo.space, "Odile Tanneguy"))
        other.post(f"/opened/{hers.pk}/other/")

    answer = his.post(f"/opened/{link.pk}/actions/{action.pk}/", {"gesture": "back"})

    action.refresh_from_db()
    assert (answer.status_code, action.owner) == (409, claire)
    assert "Malo Kersauze" in answer.content.decode()


def test_what_she_has_not_answered_yet_she_answers_by_a_link_of_his_and_it_says_who_can_open_it(malo, claire):
    poll = a_poll(malo.space)
    phone, link = opened(poll, claire, malo)
    claire.join(timezone.now())

    phone.post(f"/opened/{link.pk}/dates/", {f"date-{poll.options.first().pk}": "yes"})

    assert DateAnswer.objects.get().typed_by == malo


HERS = "claire@exemple.example"


def reached(claire, address, by):
    claire.may_be_reached_at(address, by=by)
    return claire


def mailed(thing, claire, by):
    """The link that Palabre mailed to the address that `by` noted, opened by whoever reads it."""
    link = links.mailed(links.link_to(thing, person=claire, by=by, at=timezone.now()), claire, at=timezone.now())
    client = Client()
    client.get(links.link_path(link))
    return client, f"/opened/{link.pk}/answer/"


def says_yes_by_her_account(claire, group):
    claire.sign_in_as(Account.objects.open(HERS))
    convener_answers.answer_as_convener(group, "yes", by=claire, at=timezone.now())


def test_by_the_link_that_was_mailed_where_she_signs_in_she_changes_her_mind(malo, claire):
    group = a_group(malo.space, convened_by=(claire,))
    client, address = mailed(group, reached(claire, HERS, malo), malo)
    says_yes_by_her_account(claire, group)

    assert client.post(address, {"answer": "no"}).status_code == 302
    assert claire.memberships.get(role=Role.CONVENER).until is not None


def test_his_own_link_says_nothing_over_what_she_said_by_the_account_of_an_address_that_he_noted(malo, claire):
    group = a_group(malo.space, convened_by=(reached(claire, HERS, malo),))
    says_yes_by_her_account(claire, group)
    his, link = opened(group, claire, malo)

    assert his.post(f"/opened/{link.pk}/answer/", {"answer": "no"}).status_code == 409


def test_nor_does_one_that_was_mailed_to_the_address_that_he_noted_first(malo, claire):
    group = a_group(malo.space, convened_by=(claire,))
    his, address = mailed(group, reached(claire, "malo@exemple.example", malo), malo)
    says_yes_by_her_account(reached(claire, HERS, malo), group)

    assert his.post(address, {"answer": "no"}).status_code == 410
