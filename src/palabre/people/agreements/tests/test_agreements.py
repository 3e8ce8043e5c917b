"""Opening, publishing, closing a space, putting somebody out: two yeses of those who count, told, undone for a day."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Greeting
from palabre.groups.questions import new_question
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.people.agreements import agreements
from palabre.people.agreements.electorate import electorate
from palabre.people.models import Agreement, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_space, entered, some_news

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def founder():
    return a_member(a_space(public=True), "Odile Tanneguy")


@pytest.fixture
def carrier(founder):
    """Somebody who carries a group since long, to which another came."""
    person = since_long(a_member(founder.space, "Inès Courtois"))
    come_along(begun_by(person), by=a_member(founder.space, "Maïwenn"), at=timezone.now())
    return person


def begun_by(person):
    new_question.ask_question(person.space, f"Et si {person} ?", by=person, on=timezone.localdate(), carried=True)
    return person.memberships.get().group


def since_long(person):
    Person.objects.filter(pk=person.pk).update(joined_at=timezone.now() - 10 * DAY)
    person.refresh_from_db()
    return person


def say(space, kind, by, *, person=None, after=datetime.timedelta()):
    return agreements.say_yes(space, kind, by=by, at=timezone.now() + after, person=person)


def is_public(space):
    return Space.objects.get(pk=space.pk).is_public


def post(person, name, *numbers, **typed):
    return entered(Client(), person).post(reverse(f"here:{name}", args=[person.space.slug, *numbers]), typed)


def test_one_member_alone_neither_closes_nor_publishes_the_space(founder, carrier):
    ewen = a_member(founder.space, "Ewen")

    answers = [post(ewen, "no_publication").status_code, post(carrier, "no_publication").status_code]

    assert (answers, is_public(founder.space)) == ([409, 302], True)


def test_a_second_yes_does_it_and_the_same_person_twice_has_said_it_once(founder, carrier):
    for _twice in range(2):
        post(carrier, "no_publication")
    before = is_public(founder.space)

    post(founder, "agreement", Agreement.objects.get().pk)

    assert (before, is_public(founder.space), Agreement.objects.get().second) == (True, False, founder)


def test_who_is_alone_to_count_needs_no_second_yes(founder):
    a_member(founder.space, "Ewen")

    post(founder, "no_publication")

    assert not is_public(founder.space)


def test_those_who_are_two_to_count_do_it_together(founder):
    begun_by(known := since_long(a_member(founder.space, "Inès Courtois")))
    say(founder.space, "close", known)
    before = is_public(founder.space)

    say(founder.space, "close", founder)

    assert (before, is_public(founder.space)) == (True, False)


def test_of_three_whom_the_founder_greeted_the_two_others_are_two(founder):
    """The founder and one whom she alone greeted may be one human: a third yes makes two of them for sure."""
    group = begun_by(founder)
    greeted = [a_member(founder.space, name) for name in ("Ewen", "Rozenn", "Malo")]
    for one in greeted:
        Greeting.objects.create(group=group, person=one, by=founder, at=timezone.now())

    answers = []
    for one in (founder, greeted[0], greeted[0], greeted[1]):
        say(founder.space, "close", one)
        answers.append(is_public(founder.space))

    assert answers == [True, True, True, False]


def test_whose_yes_was_not_enough_reads_who_else_may_say_it(founder, carrier):
    begun_by(alone := since_long(a_member(founder.space, "Malo")))
    waits = say(founder.space, "close", alone)

    page = entered(Client(), since_long(founder)).post(
        reverse("here:agreement", args=[founder.space.slug, waits.pk]), follow=True
    )

    words = page.content.decode().replace("\u00a0", " ")
    assert "Encore un oui" in words
    assert reverse("here:agreement", args=[founder.space.slug, waits.pk]) + '"' not in words
    assert is_public(founder.space)


@pytest.mark.parametrize("kind", ["open", "publish", "close"])
def test_each_is_undone_within_the_day_and_not_after_it(kind, founder, carrier):
    space = founder.space
    Space.objects.filter(pk=space.pk).update(
        public_at=None if kind != "close" else timezone.now(), opened_at=None if kind == "open" else timezone.now()
    )
    before = Space.objects.values("opened_at", "public_at").get(pk=space.pk)
    say(space, kind, founder)
    done = say(space, kind, carrier)

    with pytest.raises(Refusal):
        agreements.set_aside_agreement(done, by=founder, at=timezone.now() + DAY)
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    now = Space.objects.values("opened_at", "public_at").get(pk=space.pk)
    assert [bool(value) for value in now.values()] == [bool(value) for value in before.values()]


def test_each_step_is_told_to_all(founder, carrier):
    say(founder.space, "close", carrier)
    done = say(founder.space, "close", founder)
    agreements.set_aside_agreement(done, by=carrier, at=timezone.now())

    told = list(Entry.objects.filter(verb__contains="close").order_by("pk").values_list("verb", flat=True))
    assert told == ["close.proposed", "space.closed"]
    assert Entry.objects.filter(verb="space.published").exists()


def test_what_waits_is_set_aside_by_who_counts_and_by_nobody_else(founder, carrier):
    waits = say(founder.space, "close", carrier)

    with pytest.raises(Refusal):
        agreements.set_aside_agreement(waits, by=a_member(founder.space, "Ewen"), at=timezone.now())
    agreements.set_aside_agreement(waits, by=founder, at=timezone.now())

    assert not Agreement.objects.waiting().exists()


def test_who_enters_twice_by_the_common_link_counts_by_neither_name_even_with_groups_of_today(founder):
    twice = [a_member(founder.space, name) for name in ("Kilian", "Kilian Bis")]
    for one in twice:
        a_group(founder.space, f"Groupe de {one}", convened_by=(one,))

    for one in twice:
        with pytest.raises(Refusal):
            say(founder.space, "close", one)

    assert electorate(founder.space, at=timezone.now()) == [founder]


def test_who_was_greeted_by_one_who_counts_counts_and_who_was_greeted_by_another_does_not(founder, carrier):
    greeted, other = a_member(founder.space, "Ewen"), a_member(founder.space, "Rozenn")
    group = carrier.memberships.get().group
    Greeting.objects.create(group=group, person=greeted, by=carrier, at=timezone.now())
    Greeting.objects.create(group=group, person=other, by=greeted, at=timezone.now())

    assert set(electorate(founder.space, at=timezone.now())) == {founder, carrier, greeted}


def test_an_absent_founder_blocks_nothing_for_longer_than_a_week(founder, carrier):
    say(founder.space, "close", carrier)

    say(founder.space, "close", carrier, after=6 * DAY)
    early = is_public(founder.space)
    say(founder.space, "close", carrier, after=7 * DAY)

    assert (early, is_public(founder.space)) == (True, False)


def test_where_nobody_founded_nor_carries_any_longer_the_members_count(founder):
    since_long(ewen := a_member(founder.space, "Ewen"))
    Person.objects.filter(pk=founder.pk).update(joined_at=None)

    assert electorate(founder.space, at=timezone.now()) == [ewen]


def test_the_member_of_another_space_says_nothing_here(founder, carrier):
    waits = say(founder.space, "close", carrier)
    stranger = a_member(a_space("Ailleurs"), "Malo")

    with pytest.raises(Refusal):
        say(founder.space, "close", stranger)
    assert post(stranger, "agreement", waits.pk).status_code == 404


def test_a_member_who_does_not_count_sees_who_does_and_no_button(founder, carrier):
    at = reverse("here:people", args=[founder.space.slug])

    shown = entered(Client(), a_member(founder.space, "Ewen")).get(at).content.decode()

    assert "Inès Courtois et Odile Tanneguy" in shown
    assert reverse("here:no_publication", args=[founder.space.slug]) not in shown


def test_news_of_who_was_put_out_are_taken_down_by_who_decides_for_the_group_alone(founder, carrier):
    kilian = a_member(founder.space, "Kilian")
    news = some_news(carrier.memberships.get().group, by=kilian)
    at = reverse("groups:news_removal", args=[founder.space.slug, news.pk])

    before = entered(Client(), carrier).post(at).status_code
    kilian.be_put_out(timezone.now())
    answers = [entered(Client(), one).post(at).status_code for one in (a_member(founder.space, "Ewen"), carrier)]

    assert (before, answers) == (403, [403, 200])
    assert not type(news).objects.filter(pk=news.pk).exists()
