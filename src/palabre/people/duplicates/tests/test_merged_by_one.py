"""What one member does to somebody who never came by joining her name to his own."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people.access import keys, links
from palabre.people.agreements import agreements
from palabre.people.duplicates import person_merge
from palabre.people.models import Merging, Person
from palabre.wiki.readers.page_invitations import invite
from tests.builders import a_member, a_page, a_person, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return a_member(a_space(public=True), "Odile Tanneguy")


@pytest.fixture
def malo(founder):
    return a_member(founder.space, "Malo Kersauze")


@pytest.fixture
def claire(founder):
    return a_person(founder.space, "Claire Aubanel")


def joined(malo, claire):
    said = {"one": malo.pk, "other": claire.pk}
    return entered(Client(), malo).post(reverse("here:merging", args=[malo.space.slug]), said)


def named_outside(space):
    page = a_page(space, "Le moulin", html="<p>Claire Aubanel s’occupe du moulin.</p>")
    return Client().get(page.get_absolute_url()).content.decode()


def test_who_is_put_out_takes_nobody_out_for_good(founder, malo, claire):
    page = a_page(founder.space)
    joined(malo, claire)
    agreements.say_yes(founder.space, "put_out", by=founder, at=timezone.now(), person=malo)
    undoing = reverse("here:no_merging", args=[founder.space.slug, Merging.objects.get().pk])
    entered(Client(), founder).post(undoing)

    link = invite(page, "Claire Aubanel", by=founder, at=timezone.now())

    assert Client().get(links.link_path(link)).status_code == 302


def test_her_whole_name_is_not_shown_to_all_because_one_member_joined_it_to_his(malo, claire):
    joined(malo, claire)

    assert "Aubanel" not in named_outside(malo.space)


def test_nor_when_he_wrote_his_own_as_hers(malo, claire):
    joined(malo, claire)
    Person.objects.filter(pk=malo.pk).update(name=claire.name)

    assert "Aubanel" not in named_outside(malo.space)


def test_nor_because_he_clicked_on_the_link_that_he_made_for_her(malo, claire):
    action = an_action(malo.space, offered_to=claire)
    link = links.link_to(action, person=claire, by=malo, at=timezone.now())
    his = Client()
    his.get(links.link_path(link))
    his.post(f"/opened/{link.pk}/actions/{action.pk}/", {"gesture": "take"})

    assert Person.objects.get(pk=claire.pk).has_come
    assert "Aubanel" not in named_outside(malo.space)


def test_nor_because_he_showed_himself_her_square(malo, claire):
    Client().post(keys.key_path(keys.key_shown_to(claire, by=malo, at=timezone.now())))

    assert "Aubanel" not in named_outside(malo.space)


def test_who_came_by_herself_is_named_outside_whatever_link_was_made_for_her_since(founder):
    claire = a_member(founder.space, "Claire Aubanel")
    word = a_person(founder.space, "Claire Aubanel")
    person_merge.merge_pair(claire, word, by=founder, at=timezone.now())
    Client().post(keys.key_path(keys.key_shown_to(claire, by=founder, at=timezone.now())))

    assert "Claire Aubanel" in named_outside(founder.space)
