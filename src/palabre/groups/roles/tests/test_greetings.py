"""« J’y vais » is at once; what the group keeps to its people opens when one of them greets her, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Greeting, Pledge, Role
from palabre.groups.roles import role_offers
from palabre.groups.roles.greetings import greet, greet_by_hand
from palabre.groups.roles.group_audience import circles, keep_in_step, own_audience
from palabre.groups.roles.newcomer_replies import not_yet, welcome
from palabre.groups.roles.pledges import come_along, stay_away
from palabre.people.access import join_link
from palabre.people.duplicates import person_merge as names
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_page, a_person, a_pledge, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def group(ines):
    return a_group(ines.space, convened_by=(ines,))


@pytest.fixture
def page(group):
    return a_page(group.space, "Entre nous", audience=own_audience(group))


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Quintric")


def at(name, thing):
    return reverse(f"groups:{name}", args=[thing.space.slug, thing.pk])


def opens(page, person):
    return entered(Client(), person).get(page.get_absolute_url()).status_code


def pledge_of(person):
    return Pledge.objects.get(person=person, call=None)


def test_one_click_on_i_am_coming_puts_her_on_the_list_and_opens_no_page_of_the_group(group, page, malo):
    entered(client := Client(), malo).post(at("coming", group))

    assert pledge_of(malo).group == group
    assert client.get(page.get_absolute_url()).status_code == 404


def test_one_of_the_group_greets_her_and_its_pages_open(group, page, malo, ines):
    come_along(group, by=malo, at=timezone.now())

    entered(Client(), ines).post(at("reply", pledge_of(malo)), {"greets": "1"})

    assert opens(page, malo) == 200


def test_an_answer_alone_opens_nothing_and_can_be_followed_by_a_greeting(group, page, malo, ines):
    come_along(group, by=malo, at=timezone.now())

    entered(client := Client(), ines).post(at("reply", pledge_of(malo)))
    answered = opens(page, malo)
    client.post(at("reply", pledge_of(malo)), {"greets": "1"})

    assert (answered, opens(page, malo), pledge_of(malo).welcomed_by) == (404, 200, ines)


def test_the_buttons_of_a_reply_say_what_they_do_and_a_group_that_keeps_nothing_sees_one(group, malo, ines):
    come_along(group, by=malo, at=timezone.now())
    entered(client := Client(), ines)

    plain = client.get(at("reply", pledge_of(malo))).content.decode()
    a_page(group.space, "Entre nous", audience=own_audience(group))
    told = client.get(at("reply", pledge_of(malo))).content.decode()

    assert 'name="greets"' in told
    assert "Répondre seulement" in told
    assert 'name="greets"' not in plain
    assert "J’ai répondu" in plain


def test_nobody_greets_herself_and_neither_does_a_newcomer_greet_another(group, page, malo, ines):
    rozenn = a_member(ines.space, "Rozenn")
    for one in (malo, rozenn):
        come_along(group, by=one, at=timezone.now())

    for by, person in ((malo, malo), (rozenn, malo), (a_member(ines.space, "Ewen"), malo)):
        with pytest.raises(Refusal):
            greet_by_hand(group, person, by=by, at=timezone.now())

    assert opens(page, malo) == 404


def test_who_looks_after_the_space_answers_and_opens_nothing(group, page, malo, ines):
    solene = a_member(ines.space, "Solène")
    given_care(solene)
    come_along(group, by=malo, at=timezone.now())

    entered(client := Client(), solene).post(at("reply", pledge_of(malo)), {"greets": "1"})
    client.post(at("greeting", group), {"person": malo.pk})

    assert (pledge_of(malo).welcomed_by, opens(page, malo)) == (solene, 404)


def test_one_of_the_group_who_does_not_carry_it_greets_and_is_not_told_the_address(group, page, malo, ines):
    ewen = a_member(ines.space, "Ewen")
    group.welcome(ewen, role=Role.CONTRIBUTOR)
    greet(group, ewen, by=ines, at=timezone.now())
    pledge = a_pledge(group, malo)
    pledge.may_be_answered_at("malo@exemple.example")

    shown = entered(client := Client(), ewen).get(at("reply", pledge)).content.decode()
    client.post(at("reply", pledge), {"greets": "1"})

    assert "malo@exemple.example" not in shown
    assert opens(page, malo) == 200


def test_who_is_not_of_the_group_neither_sees_the_reply_nor_greets(group, page, malo, ines):
    pledge = a_pledge(group, malo)
    entered(client := Client(), a_member(ines.space, "Ewen"))

    answers = [client.get(at("reply", pledge)), client.post(at("greeting", group), {"person": malo.pk})]

    assert [one.status_code for one in answers] == [403, 409]


def test_a_greeting_is_undone_with_the_answer_that_gave_it_and_by_leaving(group, page, malo, ines):
    come_along(group, by=malo, at=timezone.now())
    welcome(pledge_of(malo), by=ines, at=timezone.now(), greets=True)

    not_yet(pledge_of(malo), by=ines)
    undone = opens(page, malo)
    welcome(pledge_of(malo), by=ines, at=timezone.now(), greets=True)
    stay_away(group, by=malo, at=timezone.now())

    assert (undone, opens(page, malo)) == (404, 404)


def test_a_guest_who_was_greeted_reads_once_she_has_joined(group, page, ines):
    lou = a_person(ines.space, "Lou")
    come_along(group, by=lou, at=timezone.now())
    welcome(pledge_of(lou), by=ines, at=timezone.now(), greets=True)
    before = opens(page, lou)

    join_link.join(join_link.make_link(ines.space, by=ines, at=timezone.now()), lou, at=timezone.now())

    assert (before, opens(page, lou)) == (404, 200)


def test_a_role_that_no_reader_gave_opens_nothing_and_one_that_a_reader_gave_does(group, page, malo, ines):
    solene, rozenn = a_member(ines.space, "Solène"), a_member(ines.space, "Rozenn")
    given_care(solene)

    for by, to in ((solene, malo), (ines, rozenn)):
        offer = role_offers.propose_role(group, Role.CONTRIBUTOR, to=to, by=by, at=timezone.now())
        role_offers.take(offer, by=to, at=timezone.now())

    assert (opens(page, malo), opens(page, rozenn)) == (404, 200)


def test_a_role_that_minutes_give_opens_nothing(group, page, malo):
    group.welcome(malo, role=Role.CONVENER)

    keep_in_step(group.space_id)

    assert opens(page, malo) == 404


def test_joining_two_names_moves_no_greeting(group, page, malo, ines):
    ewen = a_member(ines.space, "Ewen")
    come_along(group, by=ewen, at=timezone.now())
    greet(group, ewen, by=ines, at=timezone.now())

    names.merge_pair(malo, ewen, by=ewen, at=timezone.now())

    assert opens(page, malo) == 404
    assert not Greeting.objects.filter(person=malo).exists()


def test_a_convener_who_never_came_has_no_seat_that_another_could_take(ines):
    group = a_group(ines.space, "Vergers", convened_by=(a_person(ines.space, "Bastien"), ines))

    audience = own_audience(group)

    assert [seat.person for seat in audience.seats.all()] == [ines]


def test_where_nobody_came_whoever_is_of_it_keeps_the_first_page_and_is_then_no_longer_alone_to_open(ines, malo):
    group = a_group(ines.space, "Vergers", convened_by=(a_person(ines.space, "Bastien"),))
    for one in (ines, malo):
        come_along(group, by=one, at=timezone.now())

    hers = circles(ines.space, ines)[0]
    page = a_page(ines.space, "Entre nous", audience=hers.audience())

    assert hers.names == ("Inès Courtois",)
    assert (opens(page, ines), opens(page, malo), circles(ines.space, malo)) == (200, 404, [])


def test_a_newcomer_of_a_group_that_somebody_reads_is_offered_no_circle(group, malo, ines):
    come_along(group, by=malo, at=timezone.now())

    assert circles(ines.space, malo) == []
    assert [one.title for one in circles(ines.space, ines)] == [group.title]


def test_a_private_page_says_by_whom_it_is_read(group, page, malo, ines):
    come_along(group, by=malo, at=timezone.now())
    greet(group, malo, by=ines, at=timezone.now())

    shown = entered(Client(), ines).get(page.get_absolute_url()).content.decode()

    assert "Lue par les 2 personnes à qui quelqu’un" in shown


def test_those_of_the_group_who_do_not_read_are_shown_to_who_does(group, page, malo, ines):
    group.welcome(malo, role=Role.CONTRIBUTOR)

    shown = entered(client := Client(), ines).get(reverse("home:group", args=[ines.space.slug, group.pk]))
    client.post(at("greeting", group), {"person": malo.pk})

    assert "Lui dire bonjour (et ouvrir nos pages)" in shown.content.decode()
    assert opens(page, malo) == 200


def test_they_are_named_and_not_counted(group, page, malo, ines):
    group.welcome(malo, role=Role.CONTRIBUTOR)

    shown = entered(Client(), ines).get(reverse("home:group", args=[ines.space.slug, group.pk])).content.decode()

    summary = shown[: shown.index("Lui dire bonjour (et ouvrir nos pages)")].rpartition("<summary")[2]
    assert "Qui, dans le groupe, ne les lit pas encore</summary>" in summary.replace("\u00a0", " ")
    assert malo.name in summary


def test_a_greeting_where_nothing_is_kept_yet_makes_kept_screens_anew(group, malo, ines):
    group.welcome(malo, role=Role.CONTRIBUTOR)
    version = Space.objects.get(pk=ines.space_id).version

    greet_by_hand(group, malo, by=ines, at=timezone.now())

    assert Space.objects.get(pk=ines.space_id).version > version
