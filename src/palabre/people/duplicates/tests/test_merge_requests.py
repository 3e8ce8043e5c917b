"""Two who both came become one when the one that disappears says so; what was given to one person stays with her."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership, RoleOffer
from palabre.groups.roles.group_audience import own_audience
from palabre.groups.roles.role_offers import take
from palabre.journal.models import Entry
from palabre.meetings.models import CalendarFeed
from palabre.people.access import links
from palabre.people.duplicates import person_merge
from palabre.people.models import Link, MergeRequest, Merging, Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def mallory(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def bob(space):
    return a_member(space, "Blaise Rouvre")


@pytest.fixture
def claire(space):
    return a_person(space, "Claire Aubanel")


def join(client, one, other):
    return client.post(f"/s/{one.space.slug}/people/doubles/", {"one": one.pk, "other": other.pk})


def answer(who, **said):
    number = MergeRequest.objects.get().pk
    return signed_in(who).post(f"/s/{who.space.slug}/people/doubles/asked/{number}/", said)


def signed_in(who):
    return entered(Client(), who)


def test_a_member_takes_the_place_of_no_other_member(mallory, bob):
    group = a_group(mallory.space, convened_by=(bob,))

    join(signed_in(mallory), mallory, bob)

    assert group.memberships.get().person == bob
    assert Person.objects.get(pk=bob.pk).same_as is None
    assert not Merging.objects.exists()


def test_the_one_that_disappears_is_asked_once_and_agrees(mallory, bob):
    group = a_group(mallory.space, convened_by=(bob,))
    for _twice in range(2):
        join(signed_in(mallory), mallory, bob)

    answer(bob)

    assert group.memberships.get().person == mallory
    assert Person.objects.get(pk=bob.pk).same_as == mallory
    assert not MergeRequest.objects.exists()


def test_she_is_asked_under_you(mallory, bob):
    join(signed_in(mallory), mallory, bob)

    page = signed_in(bob).get(f"/s/{bob.space.slug}/you/").content.decode()

    assert "Malo Kersauze" in page
    assert f"/people/doubles/asked/{MergeRequest.objects.get().pk}/" in page


def test_who_says_no_is_two_and_is_not_asked_again(mallory, bob):
    join(signed_in(mallory), mallory, bob)

    answer(bob, no="1")

    assert Person.objects.get(pk=bob.pk).same_as is None
    assert Merging.objects.get().undone_at is not None
    assert not MergeRequest.objects.exists()


def test_nobody_else_answers_for_her(mallory, bob):
    join(signed_in(mallory), mallory, bob)

    for other in (mallory, a_member(mallory.space, "Odile Tanneguy")):
        assert answer(other).status_code == 404

    assert Person.objects.get(pk=bob.pk).same_as is None


def test_whoever_asks_nobody_who_came_is_merged_without_a_yes(mallory, bob):
    with pytest.raises(Refusal):
        person_merge.merge_pair(mallory, bob, by=mallory, at=NOW)

    assert Person.objects.get(pk=bob.pk).same_as is None


def test_a_guest_who_is_asked_agrees_too(space, mallory):
    space.opened_at = space.public_at = NOW
    space.save()
    guest = Person.objects.create(space=space, name="Malo K.", came_at=NOW)
    join(signed_in(mallory), mallory, guest)

    answer(guest)

    assert Person.objects.get(pk=guest.pk).same_as == mallory


def test_neither_links_nor_letters_nor_feeds_are_another_s(space, mallory, bob, claire):
    link = links.link_to(a_group(space), person=claire, by=bob, at=NOW)
    feed = CalendarFeed.objects.create(space=space, person=bob, thing_kind="people.person", thing_id=bob.pk)
    letter = Letter.objects.create(space=space, to=bob, message_id="a", about="minutes:1", subject="x", body="y")

    join(signed_in(bob), mallory, bob)
    answer(mallory)

    assert Person.objects.get(pk=bob.pk).same_as == mallory
    for row, name in ((link, "made_by"), (feed, "person"), (letter, "to")):
        row.refresh_from_db()
        assert getattr(row, name) == bob


def test_the_link_of_who_never_came_does_not_become_a_link_of_a_member(space, mallory, bob, claire):
    link = links.link_to(a_group(space), person=claire, by=mallory, at=NOW)

    join(signed_in(mallory), bob, claire)

    assert Link.objects.get(pk=link.pk).person == claire


def test_a_convener_who_never_came_leaves_no_role_and_no_page_to_who_joins_her_name_to_his(space, mallory, claire):
    group = a_group(space, convened_by=(claire,))
    page = a_page(space, "Entre nous", "Un secret", audience=own_audience(group))
    client = signed_in(mallory)

    join(client, mallory, claire)

    assert Person.objects.get(pk=claire.pk).same_as == mallory
    assert group.memberships.get().person == claire
    assert client.get(page.get_absolute_url()).status_code == 404
    assert not RoleOffer.objects.exists()


def test_her_roles_are_proposed_to_her_when_somebody_else_says_that_it_is_she(space, mallory, bob, claire):
    group = a_group(space, convened_by=(claire,))

    join(signed_in(mallory), bob, claire)
    offer = RoleOffer.objects.get()
    take(offer, by=bob, at=NOW)

    assert (offer.person, offer.by, offer.role) == (bob, mallory, "convener")
    assert Membership.objects.held().filter(group=group, person=bob, role="convener").exists()


def test_what_was_proposed_is_no_longer_once_they_are_parted(space, mallory, bob, claire):
    a_group(space, convened_by=(claire,))
    client = signed_in(mallory)
    join(client, bob, claire)

    client.post(f"/s/{space.slug}/people/doubles/{Merging.objects.get().pk}/undoing/")

    assert not RoleOffer.objects.filter(closed_at=None).exists()


def test_nobody_signs_what_another_wrote_by_that_one_s_click_alone(mallory, bob):
    client = signed_in(mallory)
    client.post(f"/s/{bob.space.slug}/pages/new/", {"title": "Vous êtes nuls"})

    join(client, bob, mallory)
    client.post(f"/s/{bob.space.slug}/you/name/")

    assert Entry.objects.get(verb="page.begun").by_id != bob.pk
    assert not Merging.objects.exists()


def test_he_who_asks_about_himself_waits_for_the_one_who_stays(mallory, bob):
    join(signed_in(mallory), bob, mallory)
    number = MergeRequest.objects.get().pk
    refused = signed_in(mallory).post(f"/s/{bob.space.slug}/people/doubles/asked/{number}/")
    assert "Malo Kersauze" in signed_in(bob).get(f"/s/{bob.space.slug}/you/").content.decode()

    answer(bob)

    assert refused.status_code == 404
    assert Person.objects.get(pk=mallory.pk).same_as == bob


def test_asked_by_a_third_one_both_say_so(mallory, bob):
    join(signed_in(a_member(bob.space, "Odile Tanneguy")), bob, mallory)

    answer(mallory)
    before = Person.objects.get(pk=mallory.pk).same_as
    answer(bob)

    assert before is None
    assert Person.objects.get(pk=mallory.pk).same_as == bob


def test_the_one_who_stays_says_no(mallory, bob):
    join(signed_in(mallory), bob, mallory)

    answer(bob, no="1")

    assert not MergeRequest.objects.exists()
    assert Person.objects.get(pk=mallory.pk).same_as is None


def test_a_third_member_does_not_part_two_names_that_their_bearer_joined():
    space = a_space()
    old, new, malo = a_member(space, "I. Carvalho"), a_member(space, "Inès Carvalho"), a_member(space, "Malo Riou")
    group = a_group(space, "Le four", convened_by=(old,))
    merging = person_merge.merge_pair(new, old, by=old, at=timezone.now())
    people, door = (
        reverse(f"here:{one}", args=[space.slug, *to]) for one, to in (("people", []), ("no_merging", [merging.pk]))
    )
    his, hers = (entered(Client(), Person.objects.get(pk=one.pk)) for one in (malo, new))

    seen = [door in one.get(people).content.decode() for one in (his, hers)]
    refused = his.post(door).status_code
    held = group.memberships.get().person
    parted = hers.post(door).status_code

    assert (seen, refused, held, parted) == ([False, True], 409, new, 302)
    assert group.memberships.get().person == old


@pytest.mark.parametrize(
    ("name", "told"),
    [("Claire A.", "déjà notées pour « Claire A. » restent à ce nom"), ("Malo Kersauze", "déjà notées restent comme")],
)
def test_what_does_not_follow_a_name_is_said_in_plain_words(space, mallory, name, told):
    client = signed_in(mallory)
    join(client, mallory, a_person(space, name))

    said = client.get(f"/s/{space.slug}/people/").content.decode()

    assert told in said.replace("\u00a0", " ")
