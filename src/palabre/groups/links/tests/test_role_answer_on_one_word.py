"""A yes to a role, under a shared link, lifts no limit of a device that one square let in."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Role
from palabre.groups.roles.group_audience import own_audience
from palabre.groups.roles.role_offers import propose_role
from palabre.people.access import links
from palabre.people.access.tests.test_keys import scan, who_counts
from palabre.people.models import MergeRequest, Person
from tests.builders import a_group, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Kersauze")


@pytest.fixture
def group(malo):
    return a_group(malo.space, "Le four", convened_by=(malo,))


@pytest.fixture
def link(group, malo):
    return links.link_to(group, person=None, by=malo, at=timezone.now())


def under(link, name):
    """Give a name under the link, on a device of Malo's."""
    phone = Client()
    phone.get(links.link_path(link))
    phone.post(shared_link_path(link), {"who": name, "form_token": f"of {name}"})
    return phone, Person.objects.filter(name=name).latest("pk")


def says_yes(phone, link, group, role, *, to, malo):
    offer = propose_role(group, role, to=Person.objects.get(pk=to.pk), by=malo, at=timezone.now())
    phone.post(reverse("given:guest_role_answer", args=[link.pk, offer.pk]), {"yes": "1"})


def is_still_bounded(phone, malo, anne):
    own = a_group(anne.space, "Entre nous", convened_by=(anne,))
    page = a_page(anne.space, "Le secret", "4321", audience=own_audience(own))
    read = phone.get(page.get_absolute_url()).status_code
    phone.post(f"/s/{anne.space.slug}/you/name/")
    anne.refresh_from_db()
    return read == 404 and anne.erased_at is None


def test_not_where_she_gave_her_name_on_his_phone_once(odile, malo, group, link):
    phone, anne = under(link, "Anne Keravel")
    scan(who_counts(odile.space), anne, scan(odile, anne))  # on her own phone, two others let her in, long ago
    Person.objects.filter(pk=anne.pk).update(by_two_at=timezone.now() - datetime.timedelta(days=40))

    scan(malo, anne, phone)
    says_yes(phone, link, group, Role.CONVENER, to=anne, malo=malo)

    assert is_still_bounded(phone, malo, anne)


def test_nor_where_she_said_that_a_namesake_is_her(malo, group, link):
    anne = a_member(malo.space, "Anne Keravel")
    phone, guest = under(link, "Anne Keravel")
    says_yes(phone, link, group, Role.CONTRIBUTOR, to=guest, malo=malo)  # the guest is a member
    entered(Client(), malo).post(reverse("here:merging", args=[malo.space.slug]), {"one": anne.pk, "other": guest.pk})
    here = reverse("here:same_person", args=[malo.space.slug, MergeRequest.objects.get().pk])
    entered(Client(), anne).post(here)
    phone.post(here)

    scan(malo, anne, phone)
    says_yes(phone, link, group, Role.CONVENER, to=anne, malo=malo)

    assert is_still_bounded(phone, malo, anne)
