"""On a device that one member's square let in, nobody is made to disappear into that member."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.models import Membership, Role
from palabre.meetings.invitations.noted_addresses import note_address
from palabre.people.access import keys
from palabre.people.agreements.electorate import is_elector
from palabre.people.duplicates import merge_requests, person_merge
from palabre.people.models import Audience, Link, MergeRequest, Merging, Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def zoe(malo):
    return a_member(malo.space, "Zoé Petit")


def by_square(her, *, by):
    """Return a phone that one member's word took for her."""
    phone = Client()
    phone.post(keys.key_path(keys.key_shown_to(her, by=by, at=timezone.now())))
    return phone


def joined(phone, malo, her):
    """Have the phone ask, then Malo answer."""
    phone.post(reverse("here:merging", args=[malo.space.slug]), {"one": malo.pk, "other": her.pk})
    for asked in MergeRequest.objects.all():
        entered(Client(), malo).post(reverse("here:same_person", args=[malo.space.slug, asked.pk]))


def test_who_showed_himself_her_square_does_not_take_her_place_for_good(malo, zoe):
    group = a_group(zoe.space, convened_by=(zoe,))

    joined(by_square(zoe, by=malo), malo, zoe)

    held = Membership.objects.filter(group=group, role=Role.CONVENER).values_list("person", flat=True)
    assert (Person.objects.get(pk=zoe.pk).same_as, list(held)) == (None, [zoe.pk])


def test_who_showed_himself_the_founder_s_square_does_not_count_in_her_place():
    odile = a_member(a_space(), "Odile Tanneguy")
    malo = a_member(odile.space, "Malo Kersauze")

    joined(by_square(odile, by=malo), malo, odile)

    assert not is_elector(malo, odile.space, at=timezone.now())


@pytest.mark.parametrize("address", ["merging", "difference"])
def test_on_one_word_two_names_are_neither_joined_nor_told_apart(malo, zoe, address):
    said = {"one": a_person(zoe.space, "Claire Aubanel").pk, "other": zoe.pk}

    answer = by_square(zoe, by=malo).post(reverse(f"here:{address}", args=[zoe.space.slug]), said)

    assert answer.status_code == 409
    assert not Merging.objects.exists()


def test_nor_are_they_parted_nor_asked_about_again(malo, zoe):
    claire, other = a_person(zoe.space, "Claire Aubanel"), a_person(zoe.space, "Clara Aubin")
    done = person_merge.merge_pair(zoe, claire, by=zoe, at=timezone.now())
    apart = person_merge.keep_apart(claire, other, by=zoe, at=timezone.now())
    zoe.vouched_by = (malo,)

    for act in (
        lambda: person_merge.unmerge(done, by=zoe, at=timezone.now()),
        lambda: person_merge.ask_again(apart, by=zoe),
    ):
        with pytest.raises(Refusal, match="Malo Kersauze"):
            act()


def test_she_who_is_asked_answers_on_no_device_of_one_word(malo, zoe):
    asked = merge_requests.join_or_ask(malo, zoe, by=malo, at=timezone.now())
    zoe.vouched_by = (malo,)

    for answer in (merge_requests.agree, merge_requests.decline_name_merge):
        with pytest.raises(Refusal, match="Malo Kersauze"):
            answer(asked, by=zoe, at=timezone.now())


def test_who_noted_her_address_is_not_freed_of_his_bound_by_joining_his_name_to_hers(malo):
    """Whatever joins the two names, the account still rests on his word, and reads no more than he does."""
    odile, claire = a_member(malo.space, "Odile Tanneguy"), a_person(malo.space, "Claire Aubanel")
    page = a_page(malo.space, "Entre nous", audience=Audience.of_persons(claire, odile))
    note_address(claire, "malo@exemple.example", by=malo)
    phone = Client()
    phone.force_login(Account.objects.open("malo@exemple.example"))
    phone.post(f"/account/claims/{claire.pk}/")
    Person.objects.get(pk=claire.pk).join(timezone.now())
    assert phone.get(page.get_absolute_url()).status_code == 404

    joined(phone, malo, claire)
    person_merge.merge_pair(claire, malo, by=malo, at=timezone.now())

    assert Person.objects.get(pk=malo.pk).same_as == claire
    assert phone.get(page.get_absolute_url()).status_code == 404


def test_what_rests_on_a_word_rests_on_it_after_a_merging(malo, zoe):
    claire = a_person(malo.space, "Claire Aubanel")
    Person.objects.filter(pk=claire.pk).update(account_by=malo, address_by=malo)
    said = {"space": malo.space, "thing_kind": "spaces.space", "thing_id": malo.space.pk, "expires_at": timezone.now()}
    link = Link.objects.create(**said, person=claire, made_by=malo, noted_by=malo)

    person_merge.merge_pair(zoe, malo, by=malo, at=timezone.now())

    claire.refresh_from_db()
    link.refresh_from_db()
    assert {claire.account_by, claire.address_by, link.made_by, link.noted_by} == {malo}
