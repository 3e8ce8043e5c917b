"""A device that made a registration finds it again on the pages of its gathering, and no other device does."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings.tests.scene import AT, announced, come
from palabre.people.access.links import link_path
from palabre.people.models import Link
from palabre.registrations.models import Registration
from palabre.registrations.registration_links import link_to_registration
from tests.builders import a_member, entered

pytestmark = pytest.mark.django_db
SAID = "Votre inscription est notée"


@pytest.fixture(autouse=True)
def no_mail(settings):
    settings.MAIL_IS_CONFIGURED = False


def form(name="Odile", token="s"):
    return {"name": name, "email": f"{name.lower()}@exemple.example", "form_token": token}


def read(client, path):
    return client.get(path).content.decode().replace("\u00a0", " ")


def within(gathering, name="registration"):
    return reverse(f"gatherings:{name}", args=[gathering.space.slug, gathering.pk])


def test_the_public_page_leads_the_device_that_registered_to_its_registration_and_no_other():
    gathering, _ines = announced()
    phone = Client()
    hers = phone.post(gathering.open_address, form()).url

    pages = [read(one, gathering.open_address) for one in (phone, Client())]

    assert [SAID in page for page in pages] == [True, False]
    assert [f'href="{hers}"' in page for page in pages] == [True, False]
    assert not any("odile@exemple.example" in page for page in pages)
    assert "no-store" in phone.get(gathering.open_address).headers["Cache-Control"]


def test_registering_again_on_that_device_leads_there_and_says_nothing_of_another_one():
    gathering, _ines = announced()
    phone, other = Client(), Client()
    hers = phone.post(gathering.open_address, form()).url

    again, elsewhere = (
        one.post(gathering.open_address, form(token="t"), follow=True).content.decode() for one in (phone, other)
    )

    assert (f'href="{hers}"' in again, "sur l’appareil où" in again) == (True, False)
    assert (f'href="{hers}"' in elsewhere, "sur l’appareil où" in elsewhere) == (False, True)


def test_the_answer_is_the_same_whatever_known_address_a_device_that_registered_types():
    """Otherwise the holder of a forwarded link would try addresses until one is that of its registration."""
    gathering, _ines = announced()
    come(gathering, "Tarek")
    phone = Client()
    phone.post(gathering.open_address, form())

    answers = [phone.post(gathering.open_address, form(name, "t"), follow=True) for name in ("Odile", "Tarek")]

    said = [[str(one) for one in answer.context["messages"]] for answer in answers]
    assert said[0] == said[1] != []
    assert answers[0].redirect_chain == answers[1].redirect_chain


def test_a_registration_is_found_on_the_pages_of_its_own_gathering_alone():
    gathering, other = announced()[0], announced()[0]
    phone = Client()
    phone.post(gathering.open_address, form())

    assert SAID not in read(phone, other.open_address)


def test_one_that_was_cancelled_is_shown_no_longer_and_one_made_again_is():
    gathering, _ines = announced()
    phone = Client()
    hers = phone.post(gathering.open_address, form()).url
    phone.post(hers)

    cancelled = read(phone, gathering.open_address)
    phone.post(gathering.open_address, form(token="t"))

    assert [SAID in page for page in (cancelled, read(phone, gathering.open_address))] == [False, True]


def test_a_revoked_or_renewed_link_is_shown_no_longer():
    gathering, _ines = announced()
    phone = Client()
    phone.post(gathering.open_address, form())
    shown = SAID in read(phone, gathering.open_address)
    Link.objects.update(nonce="another")
    renewed = SAID in read(phone, gathering.open_address)

    assert (shown, renewed) == (True, False)


def test_several_registrations_of_one_device_are_told_apart_by_name_and_who_waits_is_told_so():
    gathering, _ines = announced(capacity=1)
    phone = Client()
    for name, token in (("Odile", "s"), ("Tarek", "t")):
        phone.post(gathering.open_address, form(name, token))

    page = read(phone, gathering.open_address)

    assert ("Odile" in page, "Tarek" in page, "liste d’attente" in page) == (True, True, True)


def test_the_page_of_a_registration_leads_to_its_gathering():
    gathering, _ines = announced()
    phone = Client()
    hers = phone.post(gathering.open_address, form()).url

    assert f'<a href="{gathering.open_address}">' in read(phone, hers)


def test_the_page_of_a_registration_among_members_leads_there_who_is_known_in_the_space_alone():
    gathering, ines = announced(to_all=False)
    row = come(gathering)
    path = link_path(link_to_registration(row, at=timezone.now()))
    hers, stranger = entered(Client(), ines), Client()

    pages = [one.get(path, follow=True).content.decode() for one in (hers, stranger)]

    assert [gathering.get_absolute_url() in page for page in pages] == [True, False]


def test_a_member_who_registered_opens_the_registration_from_any_of_their_devices():
    gathering, _ines = announced()
    malo = a_member(gathering.space, "Malo Tessier")
    entered(Client(), malo).post(within(gathering), form("Malo"))
    other = entered(Client(), malo)

    shown = [SAID in read(other, within(gathering, name)) for name in ("gathering", "registration")]
    opened = other.post(within(gathering, "own_registration"), follow=True)

    assert (shown, opened.status_code, "Malo" in opened.content.decode()) == ([True, True], 200, True)


@pytest.mark.parametrize("who", ["another member", "a stranger"])
def test_nobody_else_opens_it(who):
    gathering, ines = announced()
    malo = a_member(gathering.space, "Malo Tessier")
    entered(Client(), malo).post(within(gathering), form("Malo"))
    other = entered(Client(), ines) if who == "another member" else Client()

    assert SAID not in read(other, within(gathering))
    assert other.post(within(gathering, "own_registration")).status_code == 404


def test_a_cancelled_registration_of_a_member_opens_nothing():
    gathering, _ines = announced()
    malo = a_member(gathering.space, "Malo Tessier")
    phone = entered(Client(), malo)
    phone.post(within(gathering), form("Malo"))
    Registration.objects.update(cancelled_at=AT)

    assert phone.post(within(gathering, "own_registration")).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_public_page_costs_the_same_for_one_registration_and_for_five(count, django_assert_num_queries):
    gathering, _ines = announced()
    phone = Client()
    for number in range(count):
        phone.post(gathering.open_address, form(f"Odile{number}", f"s{number}"))

    with django_assert_num_queries(6):
        phone.get(gathering.open_address)
