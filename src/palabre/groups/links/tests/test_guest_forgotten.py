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
from palabre.people import hooks
from palabre.people.access import links
from palabre.people.models import Audience, Person
from tests.builders import a_gathering, a_group, a_meeting, a_member, a_poll, a_role_call, a_space, entered

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

    for device, status in ((client, 404), (before_reading, 410), (after_reading, 410)):  # a copy holds no link either
        assert (at in page_of(link, device), knows(device, her)) == (False, False)
        assert device.post(at, {"yes": "1"}).status_code == status
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


def somebody_else(link):
    return reverse("given:somebody_else", args=[link.pk])


THINGS = {"group": a_group, "call": a_role_call, "meeting": a_meeting, "poll": a_poll, "gathering": a_gathering}
SAID = {"whole": "1", "level": "", "energy": "", "words": "", "guest_name": "La Fanfare", "card_form_token": "c"}


@pytest.mark.parametrize("kind", THINGS)
def test_somebody_else_with_the_same_device_comes_in_their_own_name(malo, kind):
    thing = THINGS[kind](malo.space, **({"on": timezone.localdate()} if kind == "meeting" else {}))
    link = links.link_to(thing, person=None, by=malo, at=timezone.now())
    client, page = Client(), hooks.openings[link.thing_kind](link)
    client.get(links.link_path(link))
    client.post(page, SAID | {"who": "Alice Premier", "form_token": "a"})
    assert somebody_else(link) in client.get(page).content.decode()

    answer = client.post(somebody_else(link))

    assert (answer.status_code, answer["Location"]) == (302, page)
    blank = client.get(page).content.decode()
    assert ("Alice" in blank.split("<main")[1].partition("heatmap")[0], 'name="who"' in blank) == (False, True)
    client.post(page, SAID | {"who": "Bob Second", "form_token": "b"})
    assert sorted(Person.objects.filter(is_self_named=True).values_list("name", flat=True)) == [
        "Alice Premier",
        "Bob Second",
    ]
    assert somebody_else(link) in client.get(page).content.decode()


def test_in_a_space_of_members_only_it_forgets_whom_the_device_knows_and_every_copy():
    malo = a_member(a_space(), "Malo Riou")
    group = a_group(malo.space, "Le minibus", convened_by=(malo,))
    link = share_sheet.create_share_link(group, by=malo, at=timezone.now())
    client, her = come_by(link, "Nadia Ferhat")
    at = asked(her, malo, group, link)
    assert at in page_of(link, client)
    copy = copy_of(client)

    client.post(somebody_else(link))

    for device, status in ((client, 404), (copy, 410)):  # a copy holds no link either
        assert (at in page_of(link, device), device.post(at, {"yes": "1"}).status_code) == (False, status)
    assert not client.session["persons"]


def test_it_leaves_a_member_whom_the_device_knows(malo, group, link):
    client, _her = come_by(link, "Nadia Ferhat", entered(Client(), malo))

    client.post(somebody_else(link))

    assert (knows(client, malo), "vous y allez" in page_of(link, client)) == (True, False)


def test_who_joined_by_this_link_stays_a_member_there(malo, group, link):
    client, her = come_by(link, "Nadia Ferhat")
    client.post(asked(her, malo, group, link), {"yes": "1"})

    client.post(somebody_else(link))

    assert (knows(client, her), "vous y allez" in page_of(link, client)) == (True, False)


def test_it_forgets_the_own_link_of_the_guest_too(malo):
    poll = a_poll(malo.space)
    link = links.link_to(poll, person=None, by=malo, at=timezone.now())
    client, her = come_by(link, "Nadia Ferhat")
    own = her.links.get()
    client.get(links.link_path(own))
    there = reverse("opened:dates", args=[own.pk])
    assert client.get(there).status_code == 200

    client.post(somebody_else(link))

    assert client.get(there).status_code == 410


def test_nobody_forgets_on_another_device_nor_under_another_link(malo, group, link):
    client, _her = come_by(link, "Nadia Ferhat")
    other, _bob = come_by(link, "Bob Second")
    also = share_sheet.create_share_link(a_group(malo.space, "Le four"), by=malo, at=timezone.now())
    client.get(links.link_path(also))

    statuses = [client.post(somebody_else(also)).status_code, other.post(somebody_else(link)).status_code]

    assert (statuses, Client().post(somebody_else(link)).status_code) == ([302, 302], 410)
    assert "vous y allez" in page_of(link, client)


def test_who_was_put_out_takes_no_other_name_so(malo, group, link):
    client, her = come_by(link, "Nadia Ferhat")
    Person.objects.filter(pk=her.pk).update(put_out_at=timezone.now())

    assert client.post(somebody_else(link)).status_code == 410
    assert client.get(shared_link_path(link)).status_code == 410


@pytest.mark.parametrize("kind", ["group", "call"])
def test_the_address_given_there_is_not_shown_again_and_stays_when_its_field_comes_back_empty(malo, kind):
    link = share_sheet.create_share_link(THINGS[kind](malo.space), by=malo, at=timezone.now())
    client, _her = come_by(link, "Nadia Ferhat")
    client.post(shared_link_path(link), SAID | {"reply_to": "nadia@exemple.example"})

    assert "nadia@exemple.example" not in page_of(link, client)
    client.post(shared_link_path(link), SAID | {"words": "le mardi", "reply_to": ""})
    said = list(Pledge.objects.values_list("words", "reply_to"))
    client.post(shared_link_path(link), SAID | {"words": "le mardi", "reply_to": "autre@exemple.example"})

    assert said == [("le mardi", "nadia@exemple.example")]
    assert Pledge.objects.get().reply_to == "autre@exemple.example"


def test_nor_is_that_of_who_answers_a_poll(malo):
    link = links.link_to(a_poll(malo.space), person=None, by=malo, at=timezone.now())
    client, her = come_by(link, "Nadia Ferhat")
    address = reverse("given_meeting:poll_address", args=[link.pk])
    client.post(address, {"address": "nadia@exemple.example"})

    assert "nadia@exemple.example" not in page_of(link, client)
    client.post(address, {"address": ""})

    her.refresh_from_db()
    assert her.email == "nadia@exemple.example"
