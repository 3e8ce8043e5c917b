"""Leaving on a device, leaving on all the others, and the word about one that came in elsewhere."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account, LeftDevice
from palabre.accounts.tests.browsers import sign_in
from palabre.people.access import links
from palabre.people.access.keys import address_for
from palabre.people.claims import claims
from palabre.people.devices.person_cookie import SESSION_KEY
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
EMAIL = "ines@exemple.example"
ELSEWHERE = "Un autre téléphone est aussi entré sous votre nom"


@pytest.fixture
def space():
    return a_space("Voisinages")


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def account():
    return Account.objects.open(EMAIL)


def who(client, space):
    answer = client.get(space.get_absolute_url())
    return answer.context["person"] if answer.status_code == 200 else None


def copy_of(client):
    """Another browser, to which somebody copied the cookies of this one."""
    copied = Client()
    copied.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return copied


def in_session(client, persons):
    """The browser, with this in its cookie as versions before kept it."""
    session = client.session
    session[SESSION_KEY] = persons
    session.save()
    client.cookies["palabre"] = session.session_key
    return client


def words(response):
    return " ".join(response.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def leave(client, space):
    return client.post(f"{space.get_absolute_url()}you/device/")


def leave_others(client, space):
    return client.post(f"{space.get_absolute_url()}you/device/others/", follow=True)


def signed_in(settings, *known):
    settings.MAIL_IS_CONFIGURED = True
    client = entered(Client(), *known)
    sign_in(client, EMAIL)
    return client


def test_a_cookie_copied_before_this_device_was_forgotten_opens_nothing(client, space, ines):
    copied = copy_of(entered(client, ines))

    leave(client, space)

    assert who(copied, space) is None


def test_forgetting_this_device_leaves_her_other_phone_and_her_other_spaces(client, space, ines):
    elsewhere, phone = a_member(a_space("Ailleurs"), "Inès"), entered(Client(), ines)
    entered(client, ines, elsewhere)

    leave(client, space)

    assert (who(phone, space), who(client, elsewhere.space)) == (ines, elsewhere)


def test_forgetting_this_device_forgets_the_links_made_for_her_and_no_other(client, space, ines):
    group, malo = a_group(space), a_member(space, "Malo Kersauze")
    hers, his = (links.link_to(group, person=one, by=None, at=timezone.now()) for one in (ines, malo))
    entered(client, ines)
    for link in (hers, his):
        client.get(links.link_path(link))

    leave(client, space)

    assert [client.get(f"/opened/{link.pk}/said/").status_code for link in (hers, his)] == [410, 200]


def test_forgetting_this_device_signs_out_of_her_account_there(settings, space, ines, account):
    ines.sign_in_as(account)
    client, phone = signed_in(settings), signed_in(settings)

    leave(client, space)

    assert (who(client, space), who(phone, space)) == (None, ines)
    assert client.get("/account/").url.startswith("/account/sign-in/")


def test_a_cookie_copied_before_signing_out_is_signed_in_nowhere(settings, space, ines, account):
    ines.sign_in_as(account)
    client = signed_in(settings)
    copied = copy_of(client)

    client.post("/account/sign-out/")

    assert who(copied, space) is None
    assert copied.get("/account/").url.startswith("/account/sign-in/")


def test_marks_of_devices_are_forgotten_with_the_cookies_that_bear_them(client, space, ines):
    LeftDevice.objects.create(mark="ancien", left_at=timezone.now() - datetime.timedelta(days=181))

    leave(entered(client, ines), space)

    assert LeftDevice.objects.filter(mark="ancien").count() == 0
    assert LeftDevice.objects.count() == 1


def test_one_button_signs_her_out_of_her_other_phones_and_not_of_this_one(client, space, ines):
    phone = entered(Client(), ines)

    page = leave_others(entered(client, ines), space)

    assert "C’est fait : aucun autre appareil ne vous connaît plus ici." in words(page)
    assert (who(client, space), who(phone, space)) == (ines, None)


def test_a_link_that_somebody_made_there_for_herself_opens_nothing_elsewhere_any_longer(client, space, ines):
    own, received = (links.link_to(a_page(space), person=ines, by=by, at=timezone.now()) for by in (ines, None))
    entered(client, ines)
    copied = [links.link_path(one) for one in (own, received)]
    for path in copied:
        client.get(path)

    leave_others(client, space)

    assert [Client().get(path).status_code for path in copied] == [410, 302]
    assert [client.get(f"/opened/{one.pk}/").status_code for one in (own, received)] == [200, 200]


def test_it_signs_out_the_phones_that_know_another_name_of_hers(client, space, ines):
    other, malo = a_member(space, "Inès C."), a_member(space, "Malo Kersauze")
    Person.objects.filter(pk=other.pk).update(same_as=ines)
    phones = [entered(Client(), one) for one in (other, malo)]

    leave_others(entered(client, ines), space)

    assert [who(one, space) for one in (client, *phones)] == [ines, None, malo]


def test_it_signs_out_the_phones_where_her_account_signed_in(settings, space, ines, account):
    ines.sign_in_as(account)
    client, phone = signed_in(settings), signed_in(settings)

    leave_others(client, space)

    assert (who(client, space), who(phone, space)) == (ines, None)
    assert phone.get("/account/").url.startswith("/account/sign-in/")


def test_a_cookie_of_before_is_read_and_put_out_too(client, space, ines):
    before = in_session(Client(), {space.slug: ines.pk})
    was = who(before, space)

    leave_others(entered(client, ines), space)

    assert (was, who(before, space)) == (ines, None)


def test_a_cookie_of_before_gets_a_mark_so_that_its_copies_can_be_ended(client, space, ines):
    in_session(client, {space.slug: ines.pk})
    who(client, space)
    copied = copy_of(client)

    leave(client, space)

    assert who(copied, space) is None


def test_nobody_signs_another_out(client, space, ines):
    phone = entered(Client(), ines)

    leave_others(entered(client, a_member(space, "Hugo")), space)
    leave_others(Client(), space)

    assert who(phone, space) == ines


def test_a_phone_that_was_put_out_claims_nobody(client, space, ines, account):
    phone = entered(Client(), ines)
    leave_others(entered(client, ines), space)
    phone.force_login(account)

    answer = phone.post(f"/account/claims/{ines.pk}/")

    assert answer.status_code == 404
    assert Person.objects.get(pk=ines.pk).account is None


def test_a_phone_that_was_put_out_reads_no_space_on_the_first_page(client, space, ines):
    phone = entered(Client(), ines)
    before = words(phone.get("/"))
    leave_others(entered(client, ines), space)

    assert "Voisinages" in before
    assert "Voisinages" not in words(phone.get("/"))


def enter_elsewhere(ines, *, days=0):
    """Somebody comes in as her by the link that lets her back in, so many days ago."""
    Client().post(address_for(ines))
    Person.objects.filter(pk=ines.pk).update(entered_at=timezone.now() - datetime.timedelta(days=days))


def test_her_phone_tells_once_that_another_one_came_in_under_her_name(client, space, ines):
    who(entered(client, ines), space)

    enter_elsewhere(ines)

    told = [ELSEWHERE in words(client.get(f"{space.get_absolute_url()}you/")) for _ in range(4)]
    assert told == [False, True, False, False]


def test_the_word_says_the_day(client, space, ines):
    entered(client, ines)
    enter_elsewhere(ines, days=1)
    who(client, space)

    assert f"{ELSEWHERE} hier." in words(client.get(f"{space.get_absolute_url()}you/"))


def test_the_word_about_her_phone_is_read_by_nobody_else(client, space, ines, settings):
    settings.KEEP_SCREENS = True
    entered(client, ines)
    enter_elsewhere(ines)
    pages = [words(client.get(space.get_absolute_url())) for _ in range(2)]

    others = words(entered(Client(), a_member(space, "Hugo")).get(space.get_absolute_url()))

    assert [ELSEWHERE in one for one in (*pages, others)] == [False, True, False]


def test_who_came_in_last_is_told_nothing(client, space, ines):
    client.post(address_for(ines))

    pages = [words(client.get(f"{space.get_absolute_url()}you/")) for _ in range(2)]

    assert [ELSEWHERE in one for one in pages] == [False, False]


def test_where_her_account_signed_in_a_later_sign_in_is_told(settings, space, ines, account):
    ines.sign_in_as(account)
    client = signed_in(settings)
    signed_in(settings)
    later = timezone.now() + datetime.timedelta(minutes=1)
    Account.objects.filter(pk=account.pk).update(last_login=later)

    pages = [words(client.get(f"{space.get_absolute_url()}you/")) for _ in range(3)]

    assert [ELSEWHERE in one for one in pages] == [False, True, False]


def test_a_device_is_told_once_that_an_account_is_now_the_person_it_knew(space, ines, account):
    phone = entered(Client(), ines)
    claims.claim(ines, by=account, at=timezone.now())

    pages = [phone.get(space.get_absolute_url()) for _ in range(2)]

    sentence = "Inès Courtois entre maintenant avec une adresse électronique. Connectez-vous avec cette adresse."
    assert [answer.status_code for answer in pages] == [404, 404]
    assert [sentence in words(answer) for answer in pages] == [True, False]


def test_a_phone_that_was_signed_out_is_given_no_key_as_it_is_told_of_the_account(settings, space, ines, account):
    ines.sign_in_as(account)
    client = signed_in(settings, ines)
    lost = copy_of(client)
    leave_others(client, space)
    lost.get(space.get_absolute_url())

    claims.give_up(Person.objects.get(pk=ines.pk), by=account, at=timezone.now())

    assert who(lost, space) is None
