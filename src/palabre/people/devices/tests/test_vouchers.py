"""What one square opened stays beside its member, by whatever door she goes on; a form's token makes nobody her."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.lineage import merge_proposals
from palabre.groups.models import Greeting, Group, Pledge
from palabre.groups.roles import role_offers
from palabre.people import guests
from palabre.people.access import join_link, keys, links
from palabre.people.models import Audience, Link, Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


def scanned(her, *, by):
    """Mallory shows the square of somebody else, and opens it on his second phone."""
    phone = Client()
    phone.post(keys.key_path(keys.key_shown_to(her, by=by, at=timezone.now())))
    return phone


def test_the_entry_link_does_not_make_one_square_enough():
    space = a_space(public=True)
    mallory, claire = a_member(space, "Malo Kersauze"), a_person(space, "Claire Aubanel")
    page = a_page(space, "Entre nous", audience=Audience.of_persons(claire))
    phone = scanned(claire, by=mallory)

    link = join_link.make_link(space, by=mallory, at=timezone.now())
    phone.get(links.link_path(link))
    assert phone.post(f"/opened/{link.pk}/joining/").status_code == 302

    assert phone.get(page.get_absolute_url()).status_code == 404
    assert phone.get(f"/s/{space.slug}/you/name/").status_code == 409


def test_who_shows_himself_the_square_of_a_steward_does_not_hand_it_on_to_himself():
    space = a_space()
    mallory, odile = a_member(space, "Malo Kersauze"), a_member(space, "Odile Tanneguy")
    Person.objects.filter(pk=odile.pk).update(steward_since=timezone.now())
    phone = scanned(odile, by=mallory)

    answer = phone.post(f"/s/{space.slug}/people/care/handing/", {"to": mallory.pk, "whole": "1"})

    assert answer.status_code == 409
    assert list(space.persons.filter(steward_since__isnull=False)) == [odile]


def test_a_link_that_she_makes_for_herself_is_also_his_who_let_her_in():
    space = a_space()
    mallory, zoe = a_member(space, "Malo Kersauze"), a_member(space, "Zoé Petit")
    meeting = a_meeting(space, on=timezone.localdate() + datetime.timedelta(days=5))
    phone = scanned(zoe, by=mallory)

    phone.post(f"/s/{space.slug}/meetings/{meeting.pk}/calling/", {"person": zoe.pk})
    link = Link.objects.get(person=zoe)
    other = Client()
    other.get(links.link_path(link))

    assert link.made_by == mallory
    assert other.get(f"/opened/{link.pk}/").status_code == 200
    assert [other.post(f"/opened/{link.pk}/{tail}/").status_code for tail in ("said", "name", "news")] == [409] * 3


def test_the_link_that_she_makes_for_another_is_shown_to_her_once():
    space = a_space()
    phone = scanned(a_member(space, "Zoé Petit"), by=a_member(space))
    a_page(space, "Ouverte", slug="ouverte")

    made = phone.post(f"/s/{space.slug}/pages/ouverte/invitation/", {"name": "Claire Aubanel"}).url

    assert ["/links/" in phone.get(made).content.decode() for _twice in range(2)] == [True, False]


@pytest.mark.parametrize("how", ["get", "post"])
def test_no_calendar_that_goes_on_by_itself_is_shown_on_one_word(how):
    space = a_space()
    zoe = a_member(space, "Zoé Petit")
    address = f"/s/{space.slug}/calendars/"
    phone = scanned(zoe, by=a_member(space))

    answer = phone.get(address) if how == "get" else phone.post(f"{address}new/", {"of": "me"})

    assert answer.status_code == 409
    assert entered(Client(), zoe).get(address).status_code == 200


def test_the_token_of_a_form_makes_nobody_whom_another_named():
    space = a_space(public=True)
    mallory, group = a_member(space, "Malo Kersauze"), a_group(space)
    said = {"whose": "Claire Aubanel", "form_token": "chosen"}
    entered(Client(), mallory).post(f"/s/{space.slug}/groups/{group.pk}/coming/for/", said)
    claire = Person.objects.get(name="Claire Aubanel")
    claire.join(timezone.now())
    page = a_page(space, "Entre nous", audience=Audience.of_persons(claire))
    phone = Client()

    answer = phone.post(f"/s/{space.slug}/groups/{group.pk}/coming/", {"who": "Malo", "form_token": "chosen"})

    assert answer.status_code == 409
    assert phone.get(page.get_absolute_url()).status_code == 404


def test_the_token_of_a_form_is_good_for_an_hour():
    space = a_space(public=True)
    guest = guests.welcome(space, "Gérard", form_token="kept", at=timezone.now())
    assert guests.welcome(space, "Gérard", form_token="kept", at=timezone.now()) == guest

    with pytest.raises(Refusal):
        guests.welcome(space, "Gérard", form_token="kept", at=timezone.now() + datetime.timedelta(hours=2))


@pytest.fixture
def mallory():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def zoe(mallory):
    return a_member(mallory.space, "Zoé Petit")


@pytest.mark.parametrize("tail", ["", "end/", "handing/"])
def test_the_care_of_the_space_is_neither_taken_nor_given_on_one_word(mallory, zoe, tail):
    since = timezone.now() if tail else None
    Person.objects.filter(pk=zoe.pk).update(steward_since=since)
    phone, address = scanned(zoe, by=mallory), f"/s/{zoe.space.slug}/people/care/{tail}"

    answer = phone.post(address, {"to": mallory.pk, "whole": "1"})

    cares = dict(Person.objects.values_list("pk", "steward_since"))
    assert (answer.status_code, cares) == (409, {mallory.pk: None, zoe.pk: since})
    assert entered(Client(), zoe).post(address, {"to": mallory.pk, "whole": "1"}).status_code == 302


@pytest.mark.parametrize("said", ["yes", "no"])
def test_a_role_is_neither_taken_nor_declined_on_one_word(mallory, zoe, said):
    group = a_group(zoe.space, convened_by=(mallory,))
    offer = role_offers.propose_role(group, "co_convener", to=zoe, by=mallory, at=timezone.now())
    phone, address = scanned(zoe, by=mallory), f"/s/{zoe.space.slug}/role-offers/{offer.pk}/"

    answer = phone.post(address, {said: "1"})

    offer.refresh_from_db()
    assert (answer.status_code, offer.closed_at, zoe.memberships.count()) == (409, None, 0)
    assert entered(Client(), zoe).post(address, {said: "1"}).status_code == 302


def test_a_role_is_neither_proposed_nor_taken_back_on_one_word(mallory, zoe):
    group = a_group(zoe.space, convened_by=(mallory, zoe))
    offer = role_offers.propose_role(group, "companion", to=mallory, by=zoe, at=timezone.now())
    phone, space = scanned(zoe, by=mallory), f"/s/{zoe.space.slug}"

    answers = [
        phone.post(f"{space}/groups/{group.pk}/roles/new/", {"whose": "Kilian", "role": "companion"}).status_code,
        phone.post(f"{space}/role-offers/{offer.pk}/undoing/").status_code,
    ]

    assert answers == [409, 409]
    assert entered(Client(), zoe).post(f"{space}/role-offers/{offer.pk}/undoing/").status_code == 302


def test_what_is_said_on_one_word_is_typed_by_that_member_and_greets_nobody(mallory, zoe):
    """Else he would have her come to his group, or greet his second name: see counting."""
    group, space = a_group(zoe.space, convened_by=(mallory,)), f"/s/{zoe.space.slug}"
    kilian, phone = a_member(zoe.space, "Kilian"), scanned(zoe, by=mallory)
    entered(Client(), kilian).post(f"{space}/groups/{group.pk}/coming/")

    phone.post(f"{space}/groups/{group.pk}/coming/")
    Greeting.objects.create(group=group, person=zoe, by=mallory, at=timezone.now())
    refused = phone.post(f"{space}/groups/{group.pk}/greetings/", {"person": kilian.pk}).status_code

    assert Pledge.objects.get(person=zoe).typed_by == mallory
    assert (refused, entered(Client(), zoe).post(f"{space}/groups/{group.pk}/coming/").status_code) == (409, 302)
    assert Pledge.objects.get(person=zoe).typed_by is None


def test_her_group_joins_no_other_on_one_word(mallory, zoe):
    hers, his = (a_group(zoe.space, f"Groupe de {one}", convened_by=(one,)) for one in (zoe, mallory))
    proposal = merge_proposals.propose_merge(hers, into=his, by=mallory, at=timezone.now())
    phone, address = scanned(zoe, by=mallory), f"/s/{zoe.space.slug}/mergings/{proposal.pk}/agreement/"

    answer = phone.post(address, {"side": hers.pk})

    assert (answer.status_code, proposal.consents.exists()) == (409, False)
    assert entered(Client(), zoe).post(address, {"side": hers.pk}).status_code == 302
    assert Group.objects.get(pk=hers.pk).lives_in_id is None


def test_her_page_says_that_one_member_alone_knows_her_and_offers_nothing_that_is_refused():
    space = a_space()
    zoe, malo = a_member(space, "Zoé Petit"), a_member(space, "Malo Kersauze")
    url = f"/s/{space.slug}/you/"
    phone = scanned(zoe, by=malo)

    alone, whole = phone.get(url).content.decode(), entered(Client(), zoe).get(url).content.decode()

    assert "Malo Kersauze" in alone
    assert "Malo Kersauze" not in whole
    refused = ["you/news/", "you/spelling/", "you/signature/", "you/name/", "you/device/others/"]
    assert [one in alone for one in refused] == [False] * 5
    assert [one in whole for one in refused] == [True] * 5


def test_a_word_of_whom_a_restored_backup_knows_nothing_opens_nothing():
    space = a_space()
    mallory, zoe = a_member(space, "Malo Kersauze"), a_member(space, "Zoé Petit")
    phone = scanned(zoe, by=mallory)
    before = phone.get(space.get_absolute_url()).status_code

    Person.objects.filter(pk=mallory.pk).delete()  # he joined, and showed his square, after the backup

    assert (before, phone.get(space.get_absolute_url()).status_code) == (200, 404)
