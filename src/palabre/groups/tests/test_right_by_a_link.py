"""What is done by a link, an account or a call that somebody else holds gives that other no right over letters."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership, Role
from palabre.groups.roles import filled_calls, renewal
from palabre.groups.roles.convener_answers import answer_as_convener
from palabre.groups.roles.pledges import How, come_along
from palabre.groups.roles.role_offers import propose_role, take
from palabre.meetings.permissions import can_read_letters
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import sent
from palabre.people.access import links
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_role_call, a_space

pytestmark = pytest.mark.django_db
HEAD = "# Rencontre\n\n{day} avril 2026\n\n### Participants\n\n"
ODILE, ZOE, MALO = (f"- **{name}**, *Comment lire ?*\n" for name in ("Odile Morvan", "Zoé Petit", "Malo Riou"))


@pytest.fixture
def people():
    """Return who founded the space, a member, and a name to which the founder's open minutes give a role."""
    odile = a_member(a_space(), "Odile Morvan")
    malo = a_member(odile.space, "Malo Riou")
    opened(odile, HEAD.format(day=28) + ODILE.replace("lire", "coudre") + ZOE.replace("lire", "semer"))
    return odile, malo, Person.objects.get(name="Zoé Petit")


def opened(by, text):
    reading = sent(by, text)
    open_to_space(reading, by=by, at=timezone.now())
    return reading


def by_link(thing, person, maker):
    """Return a browser that opened the link to this thing that `maker` made for the person, and its number."""
    link, browser = links.link_to(thing, person=person, by=maker, at=timezone.now()), Client()
    browser.get(links.link_path(link))
    return browser, link.pk


def fresh(person):
    return Person.objects.get(pk=person.pk)


def own_group(malo):
    return a_group(malo.space, "Mon groupe", convened_by=(malo,))


@pytest.mark.parametrize("maker", ["malo", "palabre", "zoe"])
def test_a_role_taken_by_a_link_that_he_made_is_his_own_word(people, maker):
    """Her “yes” is hers by a link that Palabre alone wrote, or in the space."""
    _odile, malo, zoe = people
    offer = propose_role(own_group(malo), Role.LIAISON, to=zoe, by=malo, at=timezone.now())

    if maker == "zoe":
        take(offer, by=zoe, at=timezone.now())
    else:
        his, number = by_link(offer, zoe, malo if maker == "malo" else None)
        assert his.post(reverse("given:role_offer", args=[number]), {"yes": "1"}).status_code == 302

    assert Membership.objects.get(person=zoe, role=Role.LIAISON).confirmed_at is not None
    assert can_read_letters(fresh(malo)) == (maker != "malo")


@pytest.mark.parametrize("name", ["Zoé Petit", "Odile Morvan"])
@pytest.mark.parametrize("is_his", [True, False])
def test_a_yes_by_a_link_that_he_made_for_a_name_beside_his_own_gives_him_nothing(people, name, is_his):
    """Of who founded the space and is here by her own device too, as of who never came."""
    odile, malo, _zoe = people
    odile.enter(timezone.now())
    her = Person.objects.get(name=name)
    group = a_group(malo.space, "Mon groupe", convened_by=(malo, her))

    his, number = by_link(group, her, malo if is_his else None)
    his.post(f"/opened/{number}/answer/", {"answer": "yes"})

    assert group.memberships.get(person=her).confirmed_at is not None
    assert can_read_letters(fresh(malo)) == (not is_his)


def test_what_he_brings_under_a_name_for_which_he_vouches_gives_him_nothing(people):
    """He noted his own address for her, and signs in by it. Nor does it once the text is put back in her name."""
    _odile, malo, zoe = people
    zoe.join(timezone.now())
    zoe.vouched_by = (malo,)
    zoe.account_by = malo
    text = HEAD.format(day=30) + MALO

    reading = import_minutes(zoe.space, text, by=zoe, on=timezone.localdate())
    open_to_space(reading, by=zoe, at=timezone.now())
    brought = can_read_letters(fresh(malo))
    Import.objects.filter(pk=reading.pk).update(undone_at=timezone.now())
    back = import_minutes(zoe.space, text, by=fresh(zoe), on=timezone.localdate(), again=reading)
    open_to_space(back, by=fresh(zoe), at=timezone.now())

    assert malo.memberships.filter(role=Role.CONVENER, until=None).exists()
    assert (brought, can_read_letters(fresh(malo))) == (False, False)


def test_nor_does_what_he_gives_himself_under_that_name(people):
    _odile, malo, zoe = people
    group = a_group(malo.space, convened_by=(malo, zoe))
    zoe.join(timezone.now())
    call = a_role_call(malo.space, role=Role.CO_CONVENER, group=group)
    pledge = come_along(call, by=malo, at=timezone.now(), how=How(level="co_carry"))
    zoe.vouched_by = (malo,)

    filled_calls.fill(call, by=zoe, at=timezone.now(), found=pledge)

    assert group.memberships.filter(person=malo, role=Role.CO_CONVENER).exists()
    assert not can_read_letters(fresh(malo))


def test_who_was_there_before_and_goes_on_did_not_come_for_who_carries_since(people):
    odile, malo, _zoe = people
    now, days = timezone.now(), datetime.timedelta(days=1)
    group = a_group(malo.space, convened_by=(nora := a_member(malo.space, "Nora Haddad"),))
    group.welcome(odile, role=Role.COMPANION).confirm(now - 200 * days, own_word_at=now - 200 * days)
    answer_as_convener(group, "no", by=nora, at=now)
    bis = a_member(malo.space, "Malo Bis")
    take(propose_role(group, Role.CONVENER, to=malo, by=bis, at=now), by=malo, at=now)

    renewal.go_on(odile.memberships.get(role=Role.COMPANION), by=odile, at=now + days)

    assert odile.memberships.get(role=Role.COMPANION).confirmed_at == now + days
    assert not can_read_letters(fresh(malo))


def test_nor_did_who_answered_a_call_before_that_he_fills_afterwards(people):
    odile, malo, _zoe = people
    group = a_group(malo.space, convened_by=(nora := a_member(malo.space, "Nora Haddad"),))
    call = a_role_call(malo.space, role=Role.CO_CONVENER, group=group)
    pledge = come_along(call, by=odile, at=timezone.now(), how=How(level="co_carry"))
    bis = a_member(malo.space, "Malo Bis")
    answer_as_convener(group, "no", by=nora, at=timezone.now())
    take(propose_role(group, Role.CONVENER, to=malo, by=bis, at=timezone.now()), by=malo, at=timezone.now())

    filled_calls.fill(call, by=malo, at=timezone.now(), found=pledge)

    assert group.memberships.filter(person=odile, role=Role.CO_CONVENER, until=None).exists()
    assert not can_read_letters(fresh(malo))
