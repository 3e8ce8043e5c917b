"""A copy that comes back opens nothing that was closed since: who was put out, links, devices, calendars."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.journal.models import Entry
from palabre.meetings.calendars import calendar_feeds
from palabre.people.access import departure, links
from palabre.people.agreements import agreements
from palabre.people.models import Agreement, Person
from palabre.upkeep import hooks
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_member, a_page, a_person, a_space, entered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]


@pytest.fixture
def founder():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def link(founder):
    return links.link_to(a_page(founder.space), person=a_person(founder.space), by=founder, at=timezone.now())


def copied():
    return back_up(at=timezone.now())


def home(device, person):
    return device.get(person.space.get_absolute_url()).status_code


@pytest.mark.postgres
def test_who_was_put_out_stays_out_and_is_let_back_within_the_day(founder):
    malo = a_member(founder.space, "Malo Kersauze")
    other = a_member(founder.space, "Malo K.")
    Person.objects.filter(pk=other.pk).update(same_as=malo)
    devices, file = [entered(Client(), one) for one in (malo, other)], copied()
    agreements.say_yes(founder.space, "put_out", by=founder, at=timezone.now(), person=malo)

    restore_backup(file, at=timezone.now())

    assert [home(one, founder) for one in devices] == [404, 404]
    agreements.set_aside_agreement(Agreement.objects.get(), by=founder, at=timezone.now())
    assert [home(one, founder) for one in devices] == [200, 200]


def test_a_person_of_another_server_is_not_put_out(founder):
    malo = a_member(founder.space, "Malo Kersauze")
    file = copied()
    agreements.say_yes(founder.space, "put_out", by=founder, at=timezone.now(), person=malo)
    Person.objects.filter(pk=malo.pk).update(named_at=timezone.now())

    restore_backup(file, at=timezone.now())

    assert Person.objects.get(pk=malo.pk).is_member


def test_who_left_since_is_no_member_and_comes_back_when_they_wish(founder):
    malo = a_member(founder.space, "Malo Kersauze")
    device, file = entered(Client(), malo), copied()
    departure.leave_space(malo, at=timezone.now())

    restore_backup(file, at=timezone.now())

    malo.refresh_from_db()
    assert (malo.is_member, home(device, founder)) == (False, 404)
    departure.come_back(malo, Entry.objects.get(verb=departure.LEFT).facts, at=timezone.now())
    assert home(device, founder) == 200


def test_who_came_back_since_is_a_member(founder):
    malo = a_member(founder.space, "Malo Kersauze")
    file = copied()
    departure.leave_space(malo, at=timezone.now())
    departure.come_back(malo, Entry.objects.get(verb=departure.LEFT).facts, at=timezone.now())

    restore_backup(file, at=timezone.now())

    assert Person.objects.get(pk=malo.pk).is_member


def test_a_link_that_was_taken_back_or_renewed_stays_so(founder, link):
    renewed = links.link_to(founder.space, person=founder, by=founder, at=timezone.now(), space=founder.space)
    addresses, file = [links.link_path(one) for one in (link, renewed)], copied()
    link.revoke(timezone.now())
    links.renew(renewed)

    restore_backup(file, at=timezone.now())

    assert [Client().get(one).status_code for one in addresses] == [410, 410]
    assert Client().get(links.link_path(renewed)).status_code == 302


def test_the_devices_that_were_signed_out_stay_so(founder):
    stolen, left, file = entered(Client(), founder), entered(Client(), a_member(founder.space, "Malo")), copied()
    founder.leave_devices()
    copied_before = Client()
    copied_before.cookies.load({name: morsel.value for name, morsel in left.cookies.items()})
    left.post(f"{founder.space.get_absolute_url()}you/device/")

    restore_backup(file, at=timezone.now())

    assert [home(one, founder) for one in (stolen, copied_before)] == [404, 404]


def test_an_account_is_signed_in_nowhere_that_it_left(founder):
    account = Account.objects.open("odile@exemple.example")
    Person.objects.filter(pk=founder.pk).update(account=account)
    (signed_in := Client()).force_login(account)
    before, file = home(signed_in, founder), copied()
    account.set_unusable_password()
    account.save()

    restore_backup(file, at=timezone.now())

    assert (before, home(signed_in, founder)) == (200, 404)


def test_the_addresses_of_calendars_that_were_renewed_or_given_up_open_nothing(founder):
    given_up, renewed = (calendar_feeds.create_feed(thing, by=founder) for thing in (founder, founder.space))
    paths, file = [calendar_feeds.feed_path(one) for one in (given_up, renewed)], copied()
    given_up.delete()
    renewed.renew()

    restore_backup(file, at=timezone.now())

    assert [Client().get(one).status_code for one in paths] == [404, 404]


@pytest.mark.parametrize("closes", [False, True])
def test_where_nobody_can_tell_what_was_closed_all_is_closed_at_a_wish(founder, link, monkeypatch, closes):
    feed, device = calendar_feeds.feed_path(calendar_feeds.create_feed(founder, by=founder)), entered(Client(), founder)
    file = copied()
    monkeypatch.setattr(hooks, "carryings", [])

    restore_backup(file, at=timezone.now(), closes_links=closes)

    opened = [home(device, founder), *(Client().get(one).status_code for one in (links.link_path(link), feed))]
    assert opened == ([404, 410, 404] if closes else [200, 302, 200])
