"""Whether outsiders read a name in full depends on her account: a kept screen changes with it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.access.links import link_to
from palabre.people.claims.claims import claim
from palabre.people.models import Link
from tests.builders import a_group, a_member, a_page, a_person, a_space

pytestmark = pytest.mark.django_db


def test_who_gives_her_account_up_is_a_first_name_outside_at_once():
    space, account = a_space(public=True), Account.objects.open("claire.aubanel@mairie.example")
    malo, claire = a_member(space, "Malo Kersauze"), a_person(space, "Claire Aubanel")
    page = a_page(space, "Le moulin", html="<p>Claire Aubanel s’occupe du moulin.</p>")
    link = link_to(a_group(space), person=claire, by=malo, at=timezone.now())
    Link.objects.filter(pk=link.pk).update(used_at=timezone.now())
    claim(claire, by=account, at=timezone.now(), known=[claire.pk])
    hers, outside = Client(), Client()
    hers.force_login(account)
    before = outside.get(page.get_absolute_url()).content.decode()

    hers.post(reverse("claims:end", args=[claire.pk]))

    assert "Claire Aubanel s’occupe" in before
    assert "<p>Claire s’occupe" in outside.get(page.get_absolute_url()).content.decode()


def test_whose_account_rests_on_one_word_is_a_first_name_outside_at_once():
    space, account = a_space(public=True), Account.objects.open("claire.aubanel@mairie.example")
    malo, claire = a_member(space, "Malo Kersauze"), a_member(space, "Claire Aubanel")
    claire.may_be_reached_at(account.email, by=malo)
    page = a_page(space, "Le moulin", html="<p>Claire Aubanel s’occupe du moulin.</p>")
    hers, outside = Client(), Client()
    hers.force_login(account)
    before = outside.get(page.get_absolute_url()).content.decode()

    hers.post(reverse("claims:claim", args=[claire.pk]))

    assert "Claire Aubanel s’occupe" in before
    assert "<p>Claire s’occupe" in outside.get(page.get_absolute_url()).content.decode()
