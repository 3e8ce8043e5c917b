"""« Ma journée » : what awaits one person, and nobody else's; calm when nothing does."""

import dataclasses
import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings import gathering_preparation
from palabre.gatherings.cards import group_cards
from palabre.gatherings.models import Gathering
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.models import Group, GroupLineage, Level, MergeConsent, Role
from palabre.home.you.my_day import AWAITED, first_awaited
from palabre.meetings.models import Attendance, Awaited, DateAnswer, Presence
from palabre.people.access import keys
from palabre.people.agreements import agreements as agreeing
from palabre.people.duplicates import merge_requests
from palabre.people.models import Audience, MergeRequest, Person
from palabre.people.reader import Reader
from palabre.post import outbox
from tests.builders import (
    a_day,
    a_forum,
    a_gathering,
    a_group,
    a_letter,
    a_meeting,
    a_member,
    a_merge_proposal,
    a_need,
    a_person,
    a_pledge,
    a_poll,
    a_role_call,
    a_role_offer,
    a_space,
    an_action,
    an_answer,
    entered,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def hugo(space):
    return a_member(space, "Hugo Ferreira")


def in_days(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


def front_page(client, person):
    return entered(client, person).get(person.space.get_absolute_url()).content.decode()


def answer_to(client, person):
    return entered(client, person).get(reverse("you:day", args=[person.space.slug]))


def day_of(client, person):
    return answer_to(client, person).context["page"]


def test_a_day_without_anything_is_calm(client, ines):
    answer = answer_to(client, ines)

    assert answer.context["page"].is_free
    assert "Rien ne vous attend." in answer.content.decode()


def test_who_is_nobody_here_learns_what_she_would_find(client):
    space = a_space(public=True)

    assert "Cet appareil ne vous connaît pas ici." in client.get(reverse("you:day", args=[space.slug])).content.decode()


def test_by_one_square_it_says_how_it_opens_and_nothing_that_awaits_her(space, ines, hugo):
    a_meeting(space, "Autour du puits", group=a_group(space, "À elle", convened_by=(ines,)), on=TODAY)
    phone = Client()
    phone.post(keys.key_path(keys.key_shown_to(ines, by=hugo, at=timezone.now())))

    answer = phone.get(reverse("you:day", args=[space.slug]))

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "seul un membre a dit que c’est vous" in words
    assert "Hugo Ferreira" in words
    assert "Redonner son lien" in words
    assert reverse("home:groups", args=[space.slug]) in words
    assert "Autour du puits" not in words


def test_the_meetings_of_her_groups_and_of_all_are_hers_and_those_of_others_are_not(client, space, ines):
    mine = a_meeting(space, "Ici", group=a_group(space, "À elle", convened_by=(ines,)), on=TODAY)
    common = a_meeting(space, "De tous", on=in_days(3))
    other = a_group(space, "Autre")
    a_meeting(space, "Ailleurs", group=other, on=in_days(2))
    called = a_meeting(space, "Appelée", group=other, on=in_days(4))
    Attendance.objects.create(meeting=called, person=ines, presence=Presence.INVITED)

    day = day_of(client, ines)

    assert (day.today, day.coming) == ([mine], [common, called])


def test_a_meeting_to_which_she_does_not_come_is_not_of_her_day(client, space, ines):
    meeting = a_meeting(space, on=in_days(1))
    Attendance.objects.create(meeting=meeting, person=ines, presence=Presence.NEWS)

    assert day_of(client, ines).is_free


def test_a_poll_awaits_who_is_asked_until_she_answers(client, space, ines, hugo):
    poll, done = a_poll(space), a_poll(space)
    Awaited.objects.create(poll=poll, person=ines)
    Awaited.objects.create(poll=done, person=ines)
    DateAnswer.objects.create(poll=done, person=ines, at=timezone.now())

    assert day_of(client, ines).polls == [poll]
    assert day_of(client, hugo).polls == []


def test_what_is_offered_to_her_is_apart_from_what_she_took(client, space, ines, hugo):
    offered, mine = an_action(space, offered_to=ines), an_action(space, owner=ines)
    an_action(space, owner=ines, is_done=True), an_action(space, owner=hugo, offered_to=ines), an_action(space)

    day = day_of(client, ines)

    assert (day.offered, day.actions) == ([offered], [mine])


def test_roles_that_are_proposed_or_ask_whether_to_go_on_await_her(client, space, ines):
    group = a_group(space)
    asking = group.welcome(ines, role=Role.CONVENER)
    asking.go_on(in_days(-1))
    group.welcome(ines, role=Role.OBSERVER).go_on(in_days(9))
    offer = a_role_offer(group, ines)

    day = day_of(client, ines)

    assert (day.offers, day.asking) == ([offer], [asking])


def test_a_merger_awaits_who_carries_a_side_that_did_not_agree(client, space, ines, hugo):
    hers, his = a_group(space, "Son groupe", convened_by=(ines,)), a_group(space, "L’autre", convened_by=(hugo,))
    proposal = a_merge_proposal(hers, his)
    MergeConsent.objects.create(proposal=proposal, side=his, by=hugo, at=timezone.now())

    assert day_of(client, ines).merges == [proposal]
    assert day_of(client, hugo).merges == []


def test_newcomers_await_a_word_of_who_carries_and_of_nobody_else(client, space, ines, hugo):
    group = a_group(space, convened_by=(ines,))
    came = a_pledge(group, a_member(space, "Nadia Ferhat"))
    called = a_pledge(a_role_call(space, group=group), a_member(space, "Karim Oualid"))
    follows = a_pledge(group, a_member(space, "Zoé Lambert"))
    follows.offer(Level.INFORMED, "")
    group.welcome(hugo, role=Role.CONTRIBUTOR)

    assert [one.pledge for one in day_of(client, ines).newcomers] == [came, called]
    assert day_of(client, hugo).newcomers == []


@pytest.mark.parametrize("state", ["waits", "validated", "gone by", "cancelled", "undated"])
def test_a_card_awaits_the_yes_of_who_carries_its_group_and_of_nobody_else(client, space, ines, hugo, state):
    card = a_card(space, a_group(space, convened_by=(ines,)), hugo, on=in_days(-1 if state == "gone by" else 5))
    if state == "validated":
        group_cards.validate(card, by=ines, at=timezone.now())
    elif state == "cancelled":
        card.gathering.cancel(timezone.now())
    elif state == "undated":
        Gathering.objects.update(on=None)

    assert (day_of(client, ines).cards == [card]) == (state == "waits")
    assert day_of(Client(), hugo).cards == []
    assert (reverse("gatherings:card", args=[space.slug, card.pk]) in answer_to(client, ines).content.decode()) == (
        state == "waits"
    )


def a_card(space, group, by, *, on):
    gathering = gathering_preparation.begin_gathering(space, f"Ils s’ouvrent {group.pk}", by=by, at=timezone.now())
    Gathering.objects.filter(pk=gathering.pk).update(on=on)
    return gathering.cards.select_related("gathering", "group", "space").get(group=group)


def test_a_need_that_was_answered_awaits_the_word_of_its_group(client, space, ines, hugo):
    living = a_group(space, convened_by=(ines,))
    need = a_need(space, group=a_group(space, "Absorbé", lives_in=living))
    a_need(space, "Sans réponse", group=living)
    an_answer(need, by=hugo)

    assert day_of(client, ines).answered == [need]
    assert day_of(client, hugo).answered == []


def test_the_calls_she_answered_stay_in_sight_while_they_are_open(client, space, ines):
    pledge = a_pledge(a_role_call(space), ines)
    a_pledge(a_role_call(space, filled_at=timezone.now()), ines)

    assert day_of(client, ines).answers == [pledge]


def test_a_call_of_a_group_that_she_does_not_read_does_not_name_it(client, space, ines, hugo):
    group = a_group(space, "Les secrets", audience=Audience.of_persons(hugo))
    pledge = a_pledge(a_role_call(space, "Une personne qui conduit", group=group), ines)

    screen = entered(client, ines).get(reverse("you:day", args=[space.slug]))

    assert screen.context["page"].answers == [pledge]
    assert "Les secrets" not in screen.content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_with_one_of_each_and_with_five(client, space, ines, hugo, count, django_assert_num_queries):
    for number in range(count):
        fill(space, ines, hugo, number)
    visitor = entered(client, ines)

    with django_assert_num_queries(23):
        assert visitor.get(reverse("you:day", args=[space.slug])).status_code == 200


def fill(space, ines, hugo, number):
    group = a_group(space, f"Groupe {number}", convened_by=(ines,))
    a_meeting(space, f"Réunion {number}", group=group, on=in_days(number))
    a_gathering(space, by=ines)
    a_day(a_forum(space, held_on=in_days(number)), by=ines)
    Awaited.objects.create(poll=a_poll(space), person=ines)
    an_action(space, group=group, owner=ines), an_action(space, group=group, offered_to=ines)
    a_role_offer(group, ines)
    a_merge_proposal(a_group(space, f"Autre {number}"), group)
    a_card(space, group, hugo, on=in_days(number))
    a_pledge(group, a_member(space, f"Personne {number}"))
    an_answer(a_need(space, group=group), by=hugo)
    a_pledge(a_role_call(space, group=group), ines)


def test_what_is_proposed_for_the_whole_space_awaits_who_counts_and_nobody_else(client, space):
    founder, carrier, other = (a_member(space, name) for name in ("Odile Tanneguy", "Inès Courtois", "Lou Perrin"))
    Person.objects.filter(pk=carrier.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    a_group(space, convened_by=(carrier,))
    agreeing.say_yes(space, "publish", by=founder, at=timezone.now())

    told = {one.pk: answer_to(client, one).content.decode() for one in (founder, carrier, other)}

    words = "Odile Tanneguy propose quelque chose pour tout l’espace"
    assert [words in told[one.pk] for one in (founder, carrier, other)] == [False, True, False]


def test_the_home_page_leads_each_member_to_what_is_proposed_and_no_passer_by(client):
    space = a_space(public=True)
    founder, carrier = a_member(space, "Odile Tanneguy"), a_member(space, "Inès Courtois")
    Person.objects.filter(pk=carrier.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    a_group(space, convened_by=(carrier,))
    agreeing.say_yes(space, "close", by=founder, at=timezone.now())

    home = [one.get(space.get_absolute_url()).content.decode() for one in (entered(Client(), carrier), Client())]

    assert ["Une proposition pour tout l’espace" in one for one in home] == [True, False]


def test_letters_that_wait_are_recalled_to_who_wrote_them_alone(client, space, ines, hugo):
    a_group(space, convened_by=(ines, hugo))
    meeting = a_meeting(space, on=in_days(3))
    a_letter(a_person(space), by=ines, about=f"meeting:{meeting.pk}")

    hers, his = day_of(client, ines), day_of(Client(), hugo)

    assert ([kind for kind, _one in hers.awaited], his.awaited) == (["letters"], [])
    assert reverse("outbox:outbox", args=[space.slug]) in answer_to(client, ines).content.decode()


@pytest.mark.usefixtures("screens_not_compared")
def test_a_kept_front_page_recalls_a_letter_until_it_is_given(client, space, ines, settings):
    settings.KEEP_SCREENS = True
    a_group(space, convened_by=(ines,))
    about = f"meeting:{a_meeting(space, on=in_days(3)).pk}"
    shown = [front_page(client, ines)]

    letter = outbox.write_letter(a_person(space), by=ines, about=about, subject="Un mot", body="Venez.", link=None)
    shown.append(front_page(client, ines))
    outbox.gave_by_hand(letter, by=ines, at=timezone.now())
    shown.append(front_page(client, ines))
    outbox.not_given(letter, by=ines)
    shown.append(front_page(client, ines))

    assert [reverse("outbox:outbox", args=[space.slug]) in html for html in shown] == [False, True, False, True]


@pytest.mark.usefixtures("screens_not_compared")
def test_a_kept_front_page_asks_whether_a_name_is_hers_until_she_answers(client, space, ines, hugo, settings):
    settings.KEEP_SCREENS = True
    odile = a_member(space, "Odile Tanneguy")
    shown = [front_page(client, ines), front_page(Client(), hugo)]

    asked = merge_requests.join_or_ask(ines, hugo, by=odile, at=timezone.now())
    shown += [front_page(client, ines), front_page(Client(), hugo)]
    merge_requests.agree(asked, by=hugo, at=timezone.now())
    shown += [front_page(client, ines), front_page(Client(), hugo)]
    merge_requests.decline_name_merge(MergeRequest.objects.get(), by=ines, at=timezone.now())
    shown += [front_page(client, ines), front_page(Client(), hugo)]

    assert ["ce vous\u202f?</a>" in html for html in shown] == [False, False, True, True, True, False, False, False]


def test_the_first_thing_that_awaits_is_that_of_the_day(client, space, ines):
    group = a_group(space, convened_by=(ines,))
    a_role_offer(group, to=ines)
    a_pledge(group, a_person(space))
    day = day_of(client, ines)

    first = first_awaited(Reader(space, ines, timezone.localdate()), ines)

    assert [kind for kind, _one in day.awaited] == ["offer", "newcomer"]
    assert first == day.awaited[0]


def test_each_kind_that_the_day_knows_is_looked_for(client, space, ines):
    day = dataclasses.replace(day_of(client, ines), **{name: [1] for name in LISTS}, letter=1)

    assert [kind for kind, _one in day.awaited] == [kind for kind, _find in AWAITED]


LISTS = ("names", "agreements", "moved", "polls", "offers", "offered", "merges", "newcomers", "cards", "objected")
LISTS += ("answered", "asking", "minutes")


def test_who_said_that_they_come_learns_for_a_fortnight_that_the_group_has_joined_another(client, space, ines, hugo):
    source, target = a_group(space, "Covoiturage", convened_by=(hugo,)), a_group(space, "Le dernier kilomètre")
    other, kept = a_group(space, "Les deuils", convened_by=(hugo,)), a_group(space, "Le four")
    for group, into in ((source, target), (other, kept)):
        a_pledge(group, ines)
        merge_groups(group, into=into, by=hugo, at=timezone.now())
    Group.objects.filter(pk=kept.pk).update(audience=Audience.of_persons(hugo))
    told = [answer_to(client, one).content.decode().replace("\xa0", " ") for one in (ines, hugo)]
    GroupLineage.objects.update(at=timezone.now() - datetime.timedelta(days=15))

    later = answer_to(client, ines).content.decode()

    assert ["Covoiturage » a rejoint" in one for one in told] == [True, False]
    assert target.get_absolute_url() in told[0]
    assert "Le four" not in told[0]
    assert "a rejoint" not in later
