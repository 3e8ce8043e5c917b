"""Registrations that a device made go with the name that is removed on it; nobody else's do."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.gatherings.tests.scene import AT, announced, come, standing
from palabre.people.access.links import link_path
from palabre.people.models import Link
from palabre.post.models import Letter
from palabre.registrations.models import Registration
from palabre.registrations.registration_links import link_to_registration
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
ELSEWHERE = "faites sur un autre appareil"


@pytest.fixture(params=[True, False], ids=["mail", "no mail"])
def mail(request, settings):
    settings.MAIL_IS_CONFIGURED = request.param


def register(client, gathering, name="Odile Tanneguy", *, token="s", email="o@exemple.example"):
    client.post(gathering.open_address, {"name": name, "email": email, "form_token": token})


def remove(client, space):
    return client.post(reverse("you:name", args=[space.slug]))


def names():
    return sorted(Registration.objects.values_list("name", flat=True))


def device_of(space, name="Odile Tanneguy"):
    return entered(Client(), a_member(space, name))


@pytest.mark.parametrize("name", ["Odile Tanneguy", "odile  TANNEGUY", "Tanneguy Odile"])
def test_a_registration_that_this_device_made_goes_with_its_letters_and_links(mail, name):
    gathering, _ines = announced()
    phone = device_of(gathering.space)
    register(phone, gathering, name)
    link_to_registration(Registration.objects.select_related("roll__space").get(), at=AT)

    remove(phone, gathering.space)

    kept = Registration.objects.count(), Letter.objects.filter(to=None).count()
    assert (*kept, Link.objects.filter(thing_kind="registrations.registration").count()) == (0, 0, 0)


@pytest.mark.parametrize("by_key", [True, False], ids=["in the space", "on the public page"])
def test_the_place_goes_to_the_first_who_waits(by_key):
    gathering, _ines = announced(capacity=1)
    phone = device_of(gathering.space)
    said = {"name": "Odile Tanneguy", "email": "o@exemple.example", "form_token": "s"}
    within = reverse("gatherings:registration", args=[gathering.space.slug, gathering.pk])
    phone.post(within if by_key else gathering.open_address, said)
    come(gathering, "Tarek")

    remove(phone, gathering.space)

    assert standing(gathering) == (["Tarek"], [])


@pytest.mark.parametrize("name", ["Odile", "Odile Tanneguy Morvan", "Hugo Lenoir"])
def test_somebody_else_s_on_a_shared_device_stays(mail, name):
    gathering, _ines = announced()
    phone = device_of(gathering.space)
    register(phone, gathering, name)

    remove(phone, gathering.space)

    assert names() == [name]


def test_one_that_another_member_made_in_their_own_name_stays():
    """Two people of one name share a device: the key says whose it is."""
    gathering, _ines = announced()
    phone = device_of(gathering.space)
    register(phone, gathering)
    Registration.objects.update(person=a_member(gathering.space, "Odile Tanneguy"))

    remove(phone, gathering.space)

    assert names() == ["Odile Tanneguy"]


def test_one_whose_link_was_forwarded_stays():
    """Its holder may cancel it, which its owner is told of; a removal tells nobody."""
    gathering, _ines = announced()
    row = come(gathering, "Odile Tanneguy", email="o@exemple.example")
    phone = device_of(gathering.space)
    phone.get(link_path(link_to_registration(row, at=AT)), follow=True)

    remove(phone, gathering.space)

    assert names() == ["Odile Tanneguy"]


def test_one_made_on_another_device_or_by_a_form_that_somebody_kept_stays():
    gathering, _ines = announced()
    register(Client(), gathering)
    Registration.objects.update(at=AT)
    phone = device_of(gathering.space)
    register(phone, gathering, email="another@exemple.example")

    remove(phone, gathering.space)

    emails = sorted(Registration.objects.values_list("email", flat=True))
    assert emails == ["another@exemple.example", "o@exemple.example"]


def test_one_in_another_space_stays():
    gathering, _ines = announced()
    elsewhere = a_space()
    phone = device_of(elsewhere)
    register(phone, gathering)

    remove(phone, elsewhere)

    assert names() == ["Odile Tanneguy"]


def test_the_cookie_does_not_tell_whether_an_address_is_registered(settings):
    settings.MAIL_IS_CONFIGURED = True
    gathering, _ines = announced()
    come(gathering, "Odile", email="o@exemple.example")
    phones = [Client(), Client()]
    for phone, email in zip(phones, ("o@exemple.example", "new@exemple.example"), strict=True):
        register(phone, gathering, email=email)

    said = [{key: value for key, value in phone.session.items() if key != "device"} for phone in phones]
    assert said[0] == said[1]


def test_the_screen_says_what_goes_and_what_stays_elsewhere():
    gathering, _ines = announced()
    phone, other = device_of(gathering.space), device_of(gathering.space, "Malo Tessier")
    register(phone, gathering)
    page = reverse("you:name", args=[gathering.space.slug])

    shown = [one.get(page).content.decode().replace("\u00a0", " ") for one in (phone, other)]
    done = remove(phone, gathering.space).content.decode()

    assert ["1 inscription" in one for one in shown] == [True, False]
    assert [ELSEWHERE in one for one in (*shown, done)] == [True, True, True]


def test_a_space_where_nobody_registers_says_nothing_of_it():
    malo = a_member(a_space(), "Malo Tessier")

    assert ELSEWHERE not in entered(Client(), malo).get(reverse("you:name", args=[malo.space.slug])).content.decode()


def test_one_under_another_name_is_named_before_and_stays():
    """Who registered by the name of the town hall, then came in by a first name."""
    gathering, _ines = announced()
    phone = device_of(gathering.space, "Odile")
    register(phone, gathering)
    register(device_of(gathering.space, "Hugo Lenoir"), gathering, "Hugo Lenoir", token="h", email="h@exemple.example")

    page = phone.get(reverse("you:name", args=[gathering.space.slug])).content.decode()
    remove(phone, gathering.space)

    assert ("sous un autre nom (Odile Tanneguy)" in page, "Hugo" in page) == (True, False)
    assert names() == ["Hugo Lenoir", "Odile Tanneguy"]
