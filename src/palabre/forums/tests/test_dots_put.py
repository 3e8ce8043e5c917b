"""Dots on phones: who puts them, how many, where, in which order they are shown; and what hosts open and close."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.forums.ballots import own_ballot
from palabre.forums.ballots.day_dots import close_dots, open_dots, vote_of
from palabre.forums.day.accepted_hosts import accept_host, ask_to_host
from palabre.forums.models import Ballot, DotVote
from palabre.forums.outcome.closure import close_day
from palabre.forums.tests.dot_scene import (
    a_phone,
    a_vote,
    close,
    dots_on,
    page_of,
    put,
    take,
)
from palabre.forums.tests.scene import as_, at, day_now, prepared
from palabre.people.agreements import exclusion
from palabre.people.devices.received_posts import KEY
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.models import Attempt
from palabre.web.visitor_cookie import cookie_name
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return a_vote()


@pytest.mark.parametrize("public", [True, False])
def test_a_phone_puts_a_dot_two_taps_after_the_code_without_a_name(public):
    day, _sabine = a_vote(public=public)
    phone = a_phone(day)
    first = phone.get(day.forum.get_absolute_url()).content.decode()

    done = put(phone, day, 12)

    assert f'action="{at(day, "ballot")}"' in first
    assert done.url == f"{at(day, 'ballot')}#q12"
    assert dots_on(phone, day) == [12]
    assert Person.objects.count() == 1  # who hosts


def test_what_is_left_is_always_said_in_words(scene):
    day, _sabine = scene
    phone = a_phone(day)

    said = [page_of(phone, day)]
    for number in (3, 7, 12):
        put(phone, day, number)
        said.append(page_of(phone, day))

    words = ["Il vous reste 3 gommettes.", "Il vous reste 2 gommettes.", "Il vous reste 1 gommette.", "Toutes vos"]
    assert [one in page.replace("\xa0", " ") for one, page in zip(words, said, strict=True)] == [True] * 4


def test_a_number_that_is_typed_finds_its_question_at_once(scene):
    day, _sabine = scene
    phone = a_phone(day)

    phone.post(at(day, "ballot"), {"number": "12"})

    assert dots_on(phone, day) == [12]


@pytest.mark.parametrize("number", ["", "99", "douze"])
def test_a_number_that_is_none_is_refused_by_a_sentence(scene, number):
    day, _sabine = scene
    phone = a_phone(day)

    refused = phone.post(at(day, "ballot"), {"number": number})

    assert refused.status_code in (400, 409, 422)
    assert 'role="alert"' in refused.content.decode() or 'class="why"' in refused.content.decode()
    assert dots_on(phone, day) == []


def test_nobody_has_more_dots_than_the_day_gives_and_one_at_most_on_a_question(scene):
    day, _sabine = scene
    phone = a_phone(day)
    put(phone, day, 3, 3, 7, 12)

    refused = put(phone, day, 20)

    assert "Vos 3 gommettes sont posées." in refused.content.decode().replace("\xa0", " ")
    assert dots_on(phone, day) == [3, 7, 12]


def test_a_dot_is_taken_back_until_closing_and_twice_is_once(scene):
    day, sabine = scene
    phone = a_phone(day)
    put(phone, day, 3, 7)

    take(phone, day, 3)
    take(phone, day, 3)

    assert dots_on(phone, day) == [7]
    close(day, sabine)
    assert "sont fermées" in take(phone, day, 7).content.decode()


def test_a_person_has_the_same_dots_on_two_devices(scene):
    day, sabine = scene
    first, second = as_(sabine), as_(sabine)
    for one in (first, second):
        one.get(at(day, "ballot"))
    put(first, day, 3, 7)

    put(second, day, 12)

    assert "sont posées" in put(second, day, 20).content.decode()
    assert dots_on(first, day) == dots_on(second, day) == [3, 7, 12]


def test_the_dots_of_a_phone_join_those_of_the_person_it_names_within_what_each_has(scene):
    day, _sabine = scene
    member = a_member(day.forum.space, "Malo Riou")
    put(as_(member), day, 3, 7)
    phone = a_phone(day)
    put(phone, day, 7, 12, 20)

    phone.cookies.update({name: one for name, one in as_(member).cookies.items() if name != cookie_name()})

    seen = phone.get(at(day, "ballot")).content.decode()
    assert [f'name="take" value="{number}"' in seen for number in (3, 7, 12, 20)] == [True, True, True, False]
    assert dots_on(phone, day) == [3, 7, 12]
    assert Ballot.objects.count() == 1


def test_a_post_sent_again_is_one_dot_and_its_stored_answer_names_no_question(scene):
    from palabre.upkeep.models import ReceivedPost

    day, _sabine = scene
    phone = a_phone(day)
    page_of(phone, day)

    answers = [phone.post(at(day, "ballot"), {"put": "12"}, headers={KEY: "a" * 36}).json() for _time in range(2)]

    assert {one["to"] for one in answers} == {ReceivedPost.objects.get().to} == {at(day, "ballot")}
    assert dots_on(phone, day) == [12]


def test_a_browser_that_keeps_no_cookie_puts_no_dot(scene):
    day, _sabine = scene
    phone = a_phone(day)
    del phone.cookies[cookie_name()]

    refused = put(phone, day, 12)

    assert "ne garde rien" in refused.content.decode()
    assert not Ballot.objects.exists()


def test_a_device_that_moves_dots_without_end_waits(scene):
    day, _sabine = scene
    phone = a_phone(day)
    put(phone, day, 3)
    one = Attempt.objects.get(what="dots")
    Attempt.objects.bulk_create([Attempt(what="dots", visitor=one.visitor, place="", scope="", at=one.at)] * 300)

    assert put(phone, day, 7).status_code == 429


# Who may.


def test_who_did_not_come_by_the_code_is_told_so_and_puts_none():
    day, _sabine = a_vote(public=True)
    passer = Client()

    page = page_of(passer, day)

    assert "tapez d’abord le code" in page
    assert put(passer, day, 12).status_code == 403
    assert not Ballot.objects.exists()


def test_a_code_that_was_changed_lets_nobody_put_dots():
    day, _sabine = a_vote(public=True)
    phone = a_phone(day)
    day.be_joined_by("BCDFGHJK")

    assert put(phone, day, 12).status_code == 403


def test_who_was_put_out_puts_none_not_even_by_the_code():
    day, _sabine = a_vote(public=True)
    member = a_member(day.forum.space, "Goulven Riou")
    his = as_(member)
    his.get("/forum/")
    his.post("/forum/", {"code": day.code})
    exclusion.put_out(member, by=None, at=timezone.now())

    assert put(his, day, 12).status_code == 403


def test_a_member_of_another_space_finds_no_dots(scene):
    day, _sabine = scene
    other = a_member(a_space("Ailleurs"), "Ines Le Bris")

    assert put(as_(other), day, 12).status_code == 404


@pytest.mark.parametrize("name", ["dots_opening", "dots_closing", "ballot_cards", "ballot_card_undoing"])
def test_who_does_not_host_opens_and_closes_nothing_and_types_no_card(scene, name):
    day, _sabine = scene
    member = as_(a_member(day.forum.space, "Malo Riou"))
    asking = a_member(day.forum.space, "Ines Le Bris")
    ask_to_host(day, by=asking, at=timezone.now())
    args = [1] if name == "ballot_card_undoing" else []

    codes = [one.post(at(day, name, *args), {"line": "12"}).status_code for one in (member, as_(asking))]

    assert codes == [403, 403]
    assert a_phone(day).post(at(day, name, *args)).status_code in (403, 404)
    assert vote_of(day_now(day.forum)).is_open


def test_the_acts_refuse_who_does_not_host(scene):
    day, _sabine = scene
    ways = {"by": a_member(day.forum.space, "Malo Riou"), "at": timezone.now()}
    acts = [
        lambda: open_dots(day, None, **ways),
        lambda: close_dots(day, **ways),
        lambda: own_ballot.copy_card(day, [12], form_token="a", **ways),
        lambda: own_ballot.drop_card(day, 1, **ways),
    ]

    for act in acts:
        with pytest.raises(Refusal):
            act()


def test_a_host_who_was_accepted_closes_the_dots(scene):
    day, sabine = scene
    helper = a_member(day.forum.space, "Malo Riou")
    accept_host(ask_to_host(day, by=helper, at=timezone.now()), by=sabine, at=timezone.now())

    as_(helper).post(at(day, "dots_closing"))

    assert not vote_of(day_now(day.forum)).is_open


# Hosts.


def test_a_day_has_no_dots_unless_their_box_is_ticked():
    day, sabine = prepared()
    host = as_(sabine)

    page = host.get(at(day, "forum")).content.decode()

    assert "gommettes" not in page.lower()
    assert host.get(at(day, "ballot")).status_code == host.get(at(day, "dots_opening")).status_code == 404


def test_a_host_ticks_the_box_on_the_page_of_the_day_and_no_number_changes_once_they_are_open():
    day, sabine = prepared()
    host = as_(sabine)
    form = host.get(at(day, "change")).context["form"]
    said = {name: form[name].value() for name in ("theme", "day", "venue", "hours", "places")}

    host.post(at(day, "change"), said | {"dots": "on", "dots_each": "4"})

    vote = DotVote.objects.get()
    assert (form["dots_each"].value(), vote.each, vote.is_open) == (5, 4, False)
    open_dots(day, None, by=sabine, at=timezone.now())
    assert "dots" not in host.get(at(day, "change")).context["form"].fields
    host.post(at(day, "change"), said)
    assert DotVote.objects.get().each == 4


def test_phones_are_told_until_what_hour(scene):
    day, sabine = scene

    as_(sabine).post(at(day, "dots_opening"), {"until": "16 h 40"})

    assert vote_of(day_now(day.forum)).until == datetime.time(16, 40)
    for page in (page_of(a_phone(day), day), a_phone(day).get(at(day, "forum")).content.decode()):
        assert "se posent jusqu’à 16 h 40" in page.replace("\xa0", " ")
    assert as_(sabine).post(at(day, "dots_opening"), {"until": "tantôt"}).status_code == 422


def test_no_dot_is_put_before_they_are_open():
    day, _sabine = a_vote(is_open=False)

    assert "ne sont pas encore ouvertes" in put(a_phone(day), day, 12).content.decode()
    assert not Ballot.objects.exists()


def test_phones_show_dots_only_while_they_are_open():
    day, sabine = a_vote(is_open=False)
    phone = a_phone(day)
    before = phone.get(at(day, "forum")).content.decode()

    open_dots(day, None, by=sabine, at=timezone.now())
    during = phone.get(at(day, "forum")).content.decode()
    close(day, sabine)
    after = phone.get(at(day, "forum")).content.decode()

    assert ["Poser mes gommettes" in one for one in (before, during, after)] == [False, True, False]


def test_closing_the_day_closes_the_dots(scene):
    day, sabine = scene
    page = as_(sabine).get(at(day, "closing")).content.decode()

    close_day(day, {}, by=sabine, at=timezone.now())

    assert "fermer la journée les ferme et les compte" in page
    assert not vote_of(day_now(day.forum)).is_open


def test_dots_tried_before_the_day_open_again_and_those_that_were_counted_do_not(scene):
    day, sabine = scene
    put(a_phone(day), day, 3)
    close(day, sabine)

    open_dots(day, None, by=sabine, at=timezone.now())
    phones = [a_phone(day) for _nth in range(5)]
    assert [dots_on(one, day) for one in phones] == [[]] * 5
    for one in phones:
        put(one, day, 12)
    close(day, sabine)

    with pytest.raises(Refusal):
        open_dots(day, None, by=sabine, at=timezone.now())


def test_closing_twice_counts_once(scene):
    day, sabine = scene
    for _nth in range(5):
        put(a_phone(day), day, 12)

    first = close(day, sabine)
    close_dots(day, by=sabine, at=timezone.now())

    assert vote_of(day_now(day.forum)).counts == first.counts
