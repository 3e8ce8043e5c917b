"""« Redonner son lien » : a member's square opens once, on one device, and gains nothing to him who shows it."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.group_access import may_decide
from palabre.groups.models import Greeting
from palabre.groups.questions import new_question
from palabre.groups.roles.greetings import may_greet
from palabre.groups.roles.group_audience import own_audience
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.people.access import join_link, keys, links
from palabre.people.duplicates import person_merge
from palabre.people.erasures import slow_removal
from palabre.people.models import Key, Person
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Tanneguy")


@pytest.fixture
def anne(space):
    return a_member(space, "Anne Keravel")


def scan(shower, her, client=None):
    """Show the square by a click, and open it on another device."""
    client = client or Client()
    shown = entered(Client(), shower).post(f"/s/{her.space.slug}/people/keys/", {"whose": her.pk})
    assert "<svg" in shown.content.decode()
    answer = client.post(keys.key_path(Key.objects.get(person=her, made_by=shower, used_at=None)))
    assert answer.status_code == 302
    return client


def test_she_scans_it_and_is_back(space, odile, anne):
    page = scan(odile, anne).get(f"/s/{space.slug}/you/").content.decode()

    assert "Anne Keravel" in page
    assert Entry.objects.get(verb="key.given").by == odile


def test_looking_at_it_does_nothing_and_it_opens_once(odile, anne):
    address = keys.key_path(keys.key_shown_to(anne, by=odile, at=timezone.now()))

    looked = [Client().get(address).status_code for _twice in range(2)]
    entered_by = [Client().post(address).status_code for _twice in range(2)]

    assert looked == [200, 200]
    assert entered_by == [302, 409]


def test_it_is_good_for_ten_minutes_and_the_next_one_replaces_it(odile, anne):
    old = keys.key_path(keys.key_shown_to(anne, by=odile, at=timezone.now() - datetime.timedelta(minutes=11)))
    assert Client().post(old).status_code == 409
    first = keys.key_path(keys.key_shown_to(anne, by=odile, at=timezone.now()))

    keys.key_shown_to(anne, by=odile, at=timezone.now())

    assert Client().post(first).status_code == 409


def test_only_a_member_shows_one_and_not_for_herself(space, odile, anne):
    guest = Person.objects.create(space=space, name="Guy Penvern", came_at=timezone.now())
    Person.objects.filter(pk=a_member(space, "Une autre").pk).update(
        account=Account.objects.create(email="a@b.example")
    )
    signs_in = Person.objects.get(account__isnull=False)

    for by, her in ((guest, anne), (odile, odile), (a_member(a_space("Ailleurs")), anne), (odile, signs_in)):
        with pytest.raises(keys.Refusal):
            keys.key_shown_to(her, by=by, at=timezone.now())

    assert not Key.objects.exists()


def test_he_who_opens_it_himself_reads_and_decides_no_more_than_before(space, odile, anne):
    group = a_group(space, convened_by=(anne,))
    page = a_page(space, "Entre nous", audience=own_audience(group))

    client = scan(odile, anne)

    assert client.get(page.get_absolute_url()).status_code == 404
    assert entered(Client(), anne).get(page.get_absolute_url()).status_code == 200
    anne.vouched_by = (odile,)
    assert not may_decide(anne, group)
    assert not may_greet(anne, group, odile.pk)


def who_counts(space):
    """Somebody who is here for long, and carries a group to which another came."""
    known = alone_in_her_group(space, "Jeanne Morvan")
    come_along(known.memberships.get().group, by=a_member(space, "Ewen Tréguier"), at=timezone.now())
    return known


def alone_in_her_group(space, name):
    known = a_member(space, name)
    Person.objects.filter(pk=known.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    new_question.ask_question(space, f"Et si {name} ?", by=known, on=timezone.localdate(), carried=True)
    return known


@pytest.mark.parametrize("tail", ["said/", "name/", "news/"])
def test_what_is_hers_alone_waits_for_a_second_member(space, odile, anne, tail):
    client = scan(odile, anne)
    before = client.get(f"/s/{space.slug}/you/{tail}").status_code
    scan(odile, anne, client)
    same = client.get(f"/s/{space.slug}/you/{tail}").status_code

    scan(a_member(space, "Malo Kersauze"), anne, client)
    newcomer = client.get(f"/s/{space.slug}/you/{tail}").status_code
    scan(odile, anne, client)
    scan(who_counts(space), anne, client)

    assert (before, same, newcomer) == (409, 409, 409)
    assert client.get(f"/s/{space.slug}/you/{tail}").status_code == 200


def two_squares(space, odile, anne, monkeypatch):
    """A device that the squares of two members let in: their two names may be one person's after all."""
    monkeypatch.setattr("palabre.people.devices.vouchers.are_two", lambda *_, at: True)
    return scan(a_member(space, "Malo Kersauze"), anne, scan(odile, anne))


def test_her_name_waits_a_day_on_a_device_that_two_let_in(space, odile, anne, monkeypatch):
    phone = two_squares(space, odile, anne, monkeypatch)
    said, asked = (send(f"/s/{space.slug}/you/name/") for send in (phone.get, phone.post))
    anne.refresh_from_db()
    assert "Il y a moins d’un mois, des membres vous ont redonné" in said.content.decode()
    assert (asked.status_code, anne.erased_at) == (302, None)

    told = entered(Client(), odile).get(f"/s/{space.slug}/words/").content.decode()
    assert "Des membres avaient redonné sa place à Anne Keravel" in told

    later = timezone.now() + datetime.timedelta(days=1, minutes=1)
    slow_removal.cancel_removal(space, anne.pk, by=anne)
    slow_removal.finish_due(later)
    anne.refresh_from_db()
    assert anne.erased_at is None

    phone.post(f"/s/{space.slug}/you/name/")
    slow_removal.finish_due(later)
    anne.refresh_from_db()
    assert anne.erased_at is not None


def scan_a_third_square(phone, anne, odile):
    scan(odile, anne, phone)


def leave_and_come_back(phone, anne, odile):
    link = join_link.make_link(anne.space, by=odile, at=timezone.now())
    phone.post(f"/s/{anne.space.slug}/you/departure/")
    phone.post(phone.get(links.link_path(link)).url)


def claim_her_and_give_her_up(phone, anne, odile):
    phone.force_login(Account.objects.open("malo@exemple.example"))
    for gesture in ("claim", "end"):
        phone.post(reverse(f"claims:{gesture}", args=[anne.pk]))


def claim_her_and_sign_in_elsewhere(phone, anne, odile):
    phone.force_login(Account.objects.open("malo@exemple.example"))
    phone.post(reverse("claims:claim", args=[anne.pk]))
    return signed_in("malo@exemple.example")


def give_her_up_and_claim_her_elsewhere(phone, anne, odile):
    other = claim_her_and_sign_in_elsewhere(phone, anne, odile)
    other.post(reverse("claims:end", args=[anne.pk]))
    other.post(reverse("claims:claim", args=[anne.pk]))
    return other


def claim_her_elsewhere_by_that_address(phone, anne, odile):
    claim_her_and_give_her_up(phone, anne, odile)
    other = signed_in("malo@exemple.example")
    other.post(reverse("claims:claim", args=[anne.pk]))
    return other


def signed_in(address):
    client = Client()
    client.force_login(Account.objects.filter(email=address).first() or Account.objects.open(address))
    return client


ON_THAT_DEVICE = [scan_a_third_square, leave_and_come_back, claim_her_and_give_her_up]
ELSEWHERE = [claim_her_and_sign_in_elsewhere, give_her_up_and_claim_her_elsewhere, claim_her_elsewhere_by_that_address]


@pytest.mark.parametrize("gesture", ON_THAT_DEVICE + ELSEWHERE)
def test_nothing_done_on_that_device_shortens_it(space, odile, anne, gesture):
    phone = scan(who_counts(space), anne, scan(odile, anne))
    other = gesture(phone, anne, odile)

    asked = (other or phone).post(f"/s/{space.slug}/you/name/")

    anne.refresh_from_db()
    assert (asked.status_code, anne.erased_at) == (302, None)


def test_so_it_is_for_an_account_that_a_second_member_vouches_for(space, odile, anne):
    known = who_counts(space)
    Person.objects.filter(pk=anne.pk).update(entered_at=None)
    anne.may_be_reached_at("malo@exemple.example", by=known)
    browser = signed_in("malo@exemple.example")
    browser.post(reverse("claims:claim", args=[anne.pk]))
    scan(odile, anne, browser)

    asked = browser.post(f"/s/{space.slug}/you/name/")

    anne.refresh_from_db()
    assert (asked.status_code, anne.account_by, anne.erased_at) == (302, None, None)


def test_her_own_device_does_not_with_her_account_either(space, odile, anne, monkeypatch):
    two_squares(space, odile, anne, monkeypatch)
    hers = entered(Client(), anne)
    hers.force_login(Account.objects.open("anne@exemple.example"))
    hers.post(reverse("claims:claim", args=[anne.pk]))

    hers.post(f"/s/{space.slug}/you/name/")

    anne.refresh_from_db()
    assert anne.erased_at is not None


def test_her_own_device_waits_for_nobody(space, odile, anne, monkeypatch):
    """Else whoever shows squares to himself would keep her name for ever."""
    two_squares(space, odile, anne, monkeypatch)

    entered(Client(), anne).post(f"/s/{space.slug}/you/name/")

    anne.refresh_from_db()
    assert anne.erased_at is not None


def test_the_name_that_goes_so_takes_those_that_were_joined_to_it(space, odile, anne, monkeypatch):
    other = a_person(space, "Annick Keravel")
    person_merge.merge_pair(anne, other, by=anne, at=timezone.now())
    two_squares(space, odile, anne, monkeypatch).post(f"/s/{space.slug}/you/name/")

    for days in (1.1, 2.2):
        slow_removal.finish_due(timezone.now() + datetime.timedelta(days=days))
    other.refresh_from_db()

    assert other.erased_at is not None


def test_two_names_of_which_one_greeted_the_other_are_one_word(space, odile, anne):
    """One human may come in twice: who counts only by a greeting of the other says nothing more."""
    group, second = a_group(space, convened_by=(odile,)), a_member(space, "Malo Kersauze")
    Greeting.objects.create(group=group, person=second, by=odile, at=timezone.now())

    client = scan(second, anne, scan(odile, anne))

    assert client.get(f"/s/{space.slug}/you/name/").status_code == 409


def test_two_names_that_each_made_a_group_are_one_word(space, odile, anne):
    first, second = (alone_in_her_group(space, name) for name in ("Malo Kersauze", "Malo K."))

    client = scan(second, anne, scan(first, anne))

    assert client.get(f"/s/{space.slug}/you/name/").status_code == 409


def test_of_the_same_group_she_reads_what_it_keeps(space, odile, anne):
    group = a_group(space, convened_by=(anne, odile))
    page = a_page(space, "Entre nous", audience=own_audience(group))

    assert scan(odile, anne).get(page.get_absolute_url()).status_code == 200


def test_one_member_s_word_lets_no_account_claim_her(client, space, odile, anne):
    client.force_login(Account.objects.create(email="malo@exemple.example"))
    scan(odile, anne, client)

    assert client.post(f"/account/claims/{anne.pk}/").status_code == 404


def arrive(space, by, **said):
    client = Client()
    link = join_link.make_link(space, by=by, at=timezone.now())
    client.get(links.link_path(link))
    answer = client.post(f"/opened/{link.pk}/joining/", {"who": "anne KERAVEL", "form_token": "x", **said})
    return client, re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def test_a_newcomer_who_types_a_name_that_is_there_is_asked(space, odile, anne):
    client, page = arrive(space, odile)

    assert "« Anne Keravel » est déjà ici." in page
    assert space.persons.count() == 2
    assert 'value="anne KERAVEL"' in page
    assert client.get(f"/s/{space.slug}/").status_code == 404


def test_it_is_me_gives_nothing_old(space, odile, anne):
    client, page = arrive(space, odile, me="1")

    assert "Redonner son lien" in page
    assert "Avec un seul carré, cet appareil ne lit et ne fait que ce que peut ce membre." in page
    assert client.get(f"/s/{space.slug}/").status_code == 404
    assert space.persons.count() == 2


def test_it_is_somebody_else_makes_another_of_the_same_name(space, odile, anne):
    client, _page = arrive(space, odile, other="1")

    assert client.get(f"/s/{space.slug}/").status_code == 200
    assert space.persons.exclude(pk=anne.pk).filter(name="anne KERAVEL").count() == 1


def test_a_name_that_texts_alone_bear_is_not_asked_about(space, odile):
    a_person(space, "Anne Keravel")

    client, _page = arrive(space, odile)

    assert client.get(f"/s/{space.slug}/").status_code == 200


def test_who_is_back_is_greeted_and_told_what_is_still_missing(space, odile, anne):
    client = scan(odile, anne)
    first = client.get(space.get_absolute_url()).content.decode()
    second = scan(who_counts(space), anne, client).get(space.get_absolute_url()).content.decode()

    assert "Vous revoilà, Anne. Pour tout retrouver" in first
    assert "Vous revoilà, Anne. Tout ce qui est à vous est là." in second


def test_a_refused_square_gives_back_no_number_that_nobody_typed(space, odile, anne):
    Person.objects.filter(pk=anne.pk).update(account=Account.objects.create(email="a@b.example"))

    answer = entered(Client(), odile).post(f"/s/{space.slug}/people/keys/", {"whose": anne.pk})

    assert answer.status_code == 409
    assert "Ce que vous avez écrit" not in answer.content.decode()
