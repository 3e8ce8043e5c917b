"""What a device remembers of the guest of a shared link ends with « Oublier cet appareil », and elsewhere too."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Pledge, Role
from palabre.groups.roles.role_offers import propose_role
from palabre.people.access import links
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(public=True), "Malo Riou")


@pytest.fixture
def group(malo):
    return a_group(malo.space, "Le minibus", convened_by=(malo,), audience=Audience.of_space(malo.space))


@pytest.fixture
def link(malo, group):
    return share_sheet.create_share_link(group, by=malo, at=timezone.now())


def come_by(link, name, client=None):
    client = client or Client()
    client.get(links.link_path(link))
    client.post(shared_link_path(link), {"who": name, "form_token": f"of {name} {link.pk}"})
    return client, Person.objects.get(name=name)


def copy_of(client):
    copy = Client()
    copy.cookies.load({name: one.value for name, one in client.cookies.items()})
    return copy


def page_of(link, client):
    return client.get(shared_link_path(link)).content.decode()


def asked(her, malo, group, link):
    """Offer her a role; return where she answers."""
    offer = propose_role(group, Role.CONTRIBUTOR, to=her, by=malo, at=timezone.now())
    return reverse("given:guest_role_answer", args=[link.pk, offer.pk])


def knows(client, person):
    return person.name in client.get(reverse("you:you", args=[person.space.slug])).content.decode()


def test_once_the_device_forgot_her_neither_its_next_visitor_nor_a_copy_is_she(malo, group, link):
    client, her = come_by(link, "Nadia Ferhat")
    at = asked(her, malo, group, link)
    before_reading = copy_of(client)
    assert at in page_of(link, client)
    assert knows(client, her)
    after_reading = copy_of(client)

    client.post(reverse("you:device", args=[her.space.slug]))

    for device in (client, before_reading, after_reading):
        assert (at in page_of(link, device), knows(device, her)) == (False, False)
        assert device.post(at, {"yes": "1"}).status_code == 404
        device.post(reverse("given:undoing", args=[link.pk]))
    her.refresh_from_db()
    assert (her.is_member, Pledge.objects.filter(person=her).count()) == (False, 1)


def test_it_forgets_the_names_given_there_under_every_link_of_the_space_and_of_no_other(malo, group, link):
    client, her = come_by(link, "Nadia Ferhat")
    asked(her, malo, group, link)
    page_of(link, client)
    also, elsewhere = (
        share_sheet.create_share_link(a_group(one.space, "Le four"), by=one, at=timezone.now())
        for one in (malo, a_member(a_space("Ailleurs"), "Odile Pain"))
    )
    for one in (also, elsewhere):
        come_by(one, f"Nadia {one.space_id} {one.pk}", client)

    client.post(reverse("you:device", args=[her.space.slug]))

    shown = ["vous y allez" in page_of(one, client) for one in (link, also, elsewhere)]
    assert shown == [False, False, True]


def test_other_devices_forget_her_and_this_one_goes_on(malo, group, link):
    client, her = come_by(link, "Nadia Ferhat")
    at = asked(her, malo, group, link)
    page_of(link, client)
    copy = copy_of(client)

    client.post(reverse("you:other_devices", args=[her.space.slug]))

    assert (at in page_of(link, copy), copy.post(at, {"yes": "1"}).status_code) == (False, 404)
    assert not knows(copy, her)
    assert (at in page_of(link, client), client.post(at, {"yes": "1"}).status_code) == (True, 302)


def test_a_cookie_from_before_the_nonce_goes_on(malo, group, link):
    client, her = come_by(link, "Nadia Ferhat")
    session = client.session
    session["given"] = [[link.pk, her.pk]]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    assert "vous y allez" in page_of(link, client)
