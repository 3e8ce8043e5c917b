"""An account says which persons it is, and takes it back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.claims import claims
from palabre.people.devices.person_middleware import person_here
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()
INES = "ines.courtois@mairie-brennes.example"


@pytest.fixture
def account():
    return Account.objects.open(INES)


@pytest.fixture
def space():
    return a_space("Voisinages")


def signed_in(account, *known):
    """A browser that is taken for these persons, in which the account has signed in."""
    client = entered(Client(), *known) if known else Client()
    client.force_login(account)
    return client


def words(response):
    text = response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("\u2011", "-")
    return " ".join(text.split())


def yes(client, person):
    return client.post(reverse("claims:claim", args=[person.pk]))


def no(client, person):
    return client.post(reverse("claims:end", args=[person.pk]))


def offered(client):
    return list(client.get("/account/").context["offered"])


def owner_of(person):
    return Person.objects.get(pk=person.pk).account


def test_the_person_whom_this_browser_is_taken_for_is_offered_and_nothing_is_done(account, space):
    ines = a_member(space, "Inès Courtois")

    page = words(signed_in(account, ines).get("/account/"))

    assert "Inès Courtois, est-ce vous ?" in page
    assert owner_of(ines) is None


def test_who_just_signed_in_goes_on_unless_somebody_is_offered_her(account, space):
    ines = a_member(space, "Inès Courtois")
    client = signed_in(account, ines)

    offering = client.get("/account/", {"next": "/s/voisinages/"})
    yes(client, ines)
    after = client.get("/account/", {"next": "/s/voisinages/"})

    assert 'href="/s/voisinages/"' in words(offering)
    assert after.url == "/s/voisinages/"


def test_the_person_whose_address_was_given_is_offered_however_it_is_written(account, space):
    ines = a_person(space, "Inès Courtois")
    ines.may_be_reached_at(INES.upper(), by=None)

    assert offered(signed_in(account)) == [ines]


def test_nobody_else_is_offered(account, space):
    taken, gone, double = (a_person(space, name) for name in ("Une", "Deux", "Trois"))
    Person.objects.update(email=INES)
    taken.sign_in_as(Account.objects.open("autre@exemple.example"))
    Person.objects.filter(pk=gone.pk).update(erased_at=NOW)
    Person.objects.filter(pk=double.pk).update(same_as=taken)
    a_person(space, "Quatre")

    assert offered(signed_in(account)) == []


def test_saying_yes_attaches_her_and_she_has_come(account, space):
    ines = a_person(space, "Inès Courtois")
    ines.may_be_reached_at(INES, by=None)
    client = signed_in(account)

    answer = client.get(yes(client, ines).url)

    assert owner_of(ines) == account
    assert Person.objects.get().has_come
    assert "Dans « Voisinages », vous êtes Inès Courtois." in words(answer)


def test_saying_yes_is_not_joining(account, space):
    ines = a_person(space, "Inès Courtois")
    ines.may_be_reached_at(INES, by=None)
    client = signed_in(account)
    yes(client, ines)

    page = words(client.get("/account/"))

    assert not Person.objects.get().is_member
    assert "Pour y entrer, demandez son lien" in page
    assert f'href="{space.get_absolute_url()}"' not in page


def test_from_then_on_her_address_opens_her_space_on_any_device(account, space):
    ines = a_member(space, "Inès Courtois")
    yes(signed_in(account, ines), ines)

    answer = signed_in(account).get(space.get_absolute_url())

    assert answer.status_code == 200
    assert answer.context["person"] == ines


def test_who_was_taken_for_her_without_signing_in_no_longer_is(account, space):
    ines = a_member(space, "Inès Courtois")
    other_device = entered(Client(), ines)

    yes(signed_in(account, ines), ines)

    assert other_device.get(space.get_absolute_url()).status_code == 404


def test_somebody_else_s_account_does_not_make_one_her_again(account, space, rf):
    ines = a_member(space, "Inès Courtois")
    ines.sign_in_as(account)
    request = rf.get("/")
    request.session = {"persons": {space.slug: ines.pk}, "_auth_user_id": str(account.pk + 1)}

    assert person_here(request, space.slug) is None


def test_who_signed_in_comes_before_whom_this_device_is_taken_for(account, space, rf):
    guest, ines = a_member(space, "Linh"), a_member(space, "Inès Courtois")
    ines.sign_in_as(account)
    request = rf.get("/")
    signed = {"_auth_user_id": str(account.pk), "_auth_user_hash": account.get_session_auth_hash()}
    request.session = {"persons": {space.slug: guest.pk}} | signed

    assert person_here(request, space.slug) == ines


def test_an_account_that_was_closed_is_nobody_in_its_space(account, space):
    client = signed_in(account)
    claims.claim(a_member(space, "Inès Courtois"), by=account, at=NOW)
    assert client.get(space.get_absolute_url()).status_code == 200

    Account.objects.update(is_active=False)

    assert client.get(space.get_absolute_url()).status_code == 404


def test_saying_no_after_all_gives_all_back(account, space):
    ines = a_member(space, "Inès Courtois")
    client = signed_in(account, ines)
    yes(client, ines)

    no(client, ines)

    assert owner_of(ines) is None
    assert client.get(space.get_absolute_url()).context["person"] == ines
    assert offered(client) == [ines]


def test_both_said_twice_are_harmless(account, space):
    ines = a_member(space, "Inès Courtois")
    client = signed_in(account, ines)

    said = [yes(client, ines), yes(client, ines), no(client, ines), no(client, ines)]

    assert [answer.status_code for answer in said] == [302, 302, 302, 404]


@pytest.mark.parametrize("gesture", [yes, no])
def test_nobody_says_it_of_a_person_who_was_not_offered(account, space, gesture):
    youssef = a_member(space, "Youssef Belhadi")

    answer = gesture(signed_in(account), youssef)

    assert answer.status_code == 404
    assert owner_of(youssef) is None


@pytest.mark.parametrize("gesture", [yes, no])
def test_who_has_not_signed_in_is_led_there(space, gesture):
    ines = a_member(space, "Inès Courtois")

    answer = gesture(entered(Client(), ines), ines)

    assert answer.url == "/account/sign-in/?next=/account/"
    assert owner_of(ines) is None


def test_one_account_is_one_person_in_a_space(account, space):
    ines, youssef = a_member(space, "Inès Courtois"), a_member(space, "Youssef Belhadi")
    claims.claim(youssef, by=account, at=NOW)

    answer = yes(signed_in(account, ines), ines)

    assert answer.status_code == 409
    assert "Dans « Voisinages », vous êtes déjà Youssef Belhadi." in words(answer)
    assert offered(signed_in(account, ines)) == []


def test_one_person_is_one_account_s(account, space):
    ines = a_member(space, "Inès Courtois")
    ines.sign_in_as(Account.objects.open("autre@exemple.example"))

    with pytest.raises(Refusal) as refused:
        claims.claim(ines, by=account, at=NOW)

    assert (
        str(refused.value)
        == "Inès Courtois se connecte déjà avec une autre adresse. Connectez-vous avec cette adresse-là."
    )


def test_whose_account_it_is_may_have_one_person_in_each_space(account):
    persons = [a_member(a_space(name), "Inès Courtois") for name in ("Ici", "Là")]
    client = signed_in(account, *persons)

    for person in persons:
        yes(client, person)

    assert {owner_of(person) for person in persons} == {account}
    assert client.get("/account/").status_code == 200


def test_an_address_that_nobody_knows_is_told_what_to_do(account):
    assert "Aucun espace ne connaît encore cette adresse." in words(signed_in(account).get("/account/"))


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_however_many_spaces(account, count, django_assert_num_queries):
    for number in range(count):
        a_member(a_space(f"Espace {number}"), "Inès").sign_in_as(account)
        a_person(a_space(f"Lieu {number}"), "Inès").may_be_reached_at(INES, by=None)
    client = signed_in(account)

    with django_assert_num_queries(3):
        client.get("/account/")


def test_the_address_that_she_signs_in_with_is_the_one_to_which_messages_go(account, space):
    ines = a_member(space, "Inès Courtois")
    client = signed_in(account, ines)
    asked = words(client.get("/account/"))

    yes(client, ines)

    her = Person.objects.get(pk=ines.pk)
    assert "Les messages pour vous iront à cette adresse." in asked
    assert (her.email, her.address_by) == (INES, None)


def test_an_address_that_was_noted_for_her_stays(account, space):
    ines = a_member(space, "Inès Courtois")
    ines.may_be_reached_at("ines@ailleurs.example", by=None)

    yes(signed_in(account, ines), ines)

    assert Person.objects.get(pk=ines.pk).email == "ines@ailleurs.example"


def test_an_account_says_it_so_many_times_in_an_hour_and_others_still_may(account, space, monkeypatch):
    few = (Limit(LimitScope.SCOPE, 2), Limit(LimitScope.ALL, 3))
    monkeypatch.setattr(claims, "CLAIMS", Bound("claim", few))
    ines, malo, zoe = (a_member(space, name) for name in ("Inès Courtois", "Malo Kersauze", "Zoé Petit"))
    client = signed_in(account, ines)

    said = [gesture(client, ines) for _again in range(3) for gesture in (yes, no)]
    others = [
        yes(signed_in(Account.objects.open(f"{one.pk}@exemple.example"), one), one).status_code for one in (malo, zoe)
    ]

    assert [answer.status_code for answer in said] == [302, 302, 302, 302, 429, 404]
    assert "Vous l’avez dit beaucoup de fois" in words(said[4])
    assert owner_of(ines) is None
    assert others == [302, 429]


def test_who_said_it_many_times_may_still_say_that_this_is_not_them(account, space, monkeypatch):
    monkeypatch.setattr(claims, "CLAIMS", Bound("claim", (Limit(LimitScope.SCOPE, 1),)))
    ines = a_member(space, "Inès Courtois")
    client = signed_in(account, ines)

    assert [yes(client, ines).status_code, yes(client, ines).status_code, no(client, ines).status_code] == [302] * 3
    assert owner_of(ines) is None
