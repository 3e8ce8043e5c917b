"""A link that somebody made for her opens its thing, and nothing that is hers alone; Palabre's own link opens both."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.models import RoleCall
from palabre.groups.roles.group_audience import own_audience
from palabre.people.access import links
from palabre.people.claims import claims
from palabre.people.models import Audience, Link, Person
from palabre.post import outbox
from palabre.post.hooks import LetterKind, always, letter_kinds, own_words
from palabre.post.letter_queue import post_one
from palabre.wiki.readers.page_invitations import invite
from tests.builders import (
    a_group,
    a_letter,
    a_meeting,
    a_member,
    a_page,
    a_person,
    a_role_call,
    a_space,
    entered,
)
from tests.stewards import given_care


@pytest.fixture(autouse=True)
def _plain_letters(monkeypatch):
    monkeypatch.setitem(letter_kinds, "x", LetterKind(is_wanted=always, renew=own_words))


pytestmark = pytest.mark.django_db
NOW = timezone.now()
DOORS = ["said/", "name/", "news/"]


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def mallory(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def page(space):
    return a_page(space)


@pytest.fixture
def link(page, mallory):
    return invite(page, "Zoé Petit", by=mallory, at=NOW)


def opening(link):
    client = Client()
    client.get(links.link_path(link))
    return client


def at(link, tail=""):
    return f"/opened/{link.pk}/{tail}"


def comes(link):
    """Zoé comes by her link, and becomes a member."""
    opening(link).post(at(link, "text/"), {"text": "Bonjour.", "base": "1"})
    link.person.refresh_from_db()
    link.person.join(NOW)


@pytest.mark.parametrize("tail", DOORS)
def test_who_made_a_link_does_nothing_else_by_it(link, tail):
    comes(link)
    client = opening(link)

    answers = [client.get(at(link, tail)).status_code, client.post(at(link, tail), {"news": "none"}).status_code]

    assert answers == [409, 409]
    assert Person.objects.get(pk=link.person_id).erased_at is None
    assert client.get(at(link)).status_code == 200


def test_the_page_of_a_shared_link_says_who_else_has_it_and_offers_none_of_what_is_hers(link):
    page = opening(link).get(at(link)).content.decode()

    assert "Malo Kersauze" in page
    assert at(link, "said/") not in page
    assert at(link, "news/") not in page


@pytest.mark.parametrize("tail", DOORS)
def test_the_link_that_palabre_alone_gave_opens_what_is_hers(page, space, tail):
    link = links.link_to(page, person=a_person(space, "Zoé Petit"), by=None, at=NOW)

    assert opening(link).get(at(link, tail)).status_code == 200


@pytest.mark.parametrize("tail", DOORS)
def test_once_she_came_by_another_s_link_what_is_mailed_proves_nothing(link, page, tail):
    mailed = links.link_to(page, person=link.person, by=None, at=NOW)
    comes(link)

    assert opening(mailed).post(at(mailed, tail), {"news": "none"}).status_code == 409


def test_once_she_came_by_another_s_link_the_address_that_was_given_for_her_claims_her_no_longer(link):
    link.person.may_be_reached_at("malo@exemple.example", by=None)
    account = Account.objects.create(email="malo@exemple.example")
    before = list(claims.may_be(account, known=[]))

    comes(link)

    assert before == [link.person]
    assert not claims.may_be(account, known=[]).exists()


def test_each_maker_has_a_link_of_her_own(link, page):
    other = a_member(page.space, "Odile Tanneguy")

    assert invite(page, "Zoé Petit", by=link.made_by, at=NOW) == link
    assert invite(page, "Zoé Petit", by=other, at=NOW).made_by == other


def test_a_link_is_shown_once_to_its_maker_and_a_new_one_is_made_instead(page, mallory):
    client = entered(Client(), mallory)
    invited = client.post(f"{page.get_absolute_url()}invitation/", {"name": "Zoé Petit"})
    link = Link.objects.get()

    first, again = (client.get(invited.headers["Location"]).content.decode() for _twice in range(2))
    new = client.post(invited.headers["Location"], follow=True).content.decode()

    assert links.link_path(link) in first
    assert links.link_path(link) not in again + new
    assert links.link_path(Link.objects.exclude(pk=link.pk).get()) in new


def test_no_link_is_shown_to_anybody_but_its_maker(link, mallory):
    steward = a_member(link.space, "Odile Tanneguy")
    Person.objects.filter(pk=steward.pk).update(steward_since=NOW)

    shown = entered(Client(), steward).post(f"/s/{link.space.slug}/people/links/{link.pk}/", follow=True)

    assert shown.status_code == 404


def test_who_may_not_read_a_thing_makes_no_link_to_it(space, mallory):
    closed = a_page(space, "Entre nous", audience=Audience.of_persons(mallory))
    link = links.link_to(closed, person=a_person(space, "Zoé Petit"), by=None, at=NOW)  # Palabre's: stewards list it
    steward = a_member(space, "Odile Tanneguy")
    Person.objects.filter(pk=steward.pk).update(steward_since=NOW)

    assert entered(Client(), steward).post(f"/s/{space.slug}/people/links/{link.pk}/").status_code == 409


def test_a_shared_link_opens_nothing_that_its_maker_may_not_read(space, mallory):
    claire = a_person(space, "Claire Aubanel")
    group = a_group(space, convened_by=(claire,))
    private = own_audience(group)
    a_role_call(space, "Un secret des porteurs", group=group, audience=private)
    closed = a_page(space, "Entre nous", audience=private)
    link = links.link_to(group, person=claire, by=mallory, at=NOW)
    client = opening(link)
    client.post(at(link, "answer/"), {"answer": "yes"})

    shown = client.get(at(link)).content.decode()

    assert RoleCall.objects.open().exists()
    assert "Un secret des porteurs" not in shown
    assert client.get(closed.get_absolute_url()).status_code == 404


def test_what_palabre_mails_is_never_what_a_member_is_shown(space, page, mallory, settings, mailoutbox):
    settings.MAIL_IS_CONFIGURED, settings.PALABRE_MAIL_FROM = True, "palabre@exemple.example"
    zoe = a_person(space, "Zoé Petit")
    zoe.may_be_reached_at("zoe@exemple.example", by=None)
    shown = links.link_to(page, person=zoe, by=mallory, at=NOW)
    letter = a_letter(zoe, by=mallory, about="x", body="{address}", link=shown)
    outbox.schedule_letter(letter, at=NOW, origin="https://val.example", now=True)

    post_one(NOW)

    letter.refresh_from_db()
    assert letter.link.made_by is None
    assert links.link_path(letter.link) in mailoutbox[0].body
    assert links.link_path(shown) not in mailoutbox[0].body


def test_whoever_reads_a_letter_is_given_a_link_of_her_own(space, mallory):
    odile, zoe = a_member(space, "Odile Tanneguy"), a_person(space, "Zoé Petit")
    given_care(odile)
    meeting = a_meeting(space)
    hers = links.link_to(meeting, person=zoe, by=mallory, at=NOW)
    letter = a_letter(zoe, by=mallory, about=f"meeting:{meeting.pk}:0", body="{address}", link=hers)
    client = entered(Client(), odile)
    address = f"/s/{space.slug}/outbox/{letter.pk}/"

    read, given = client.get(address), client.post(f"{address}link/")

    assert links.link_path(hers) not in read.content.decode() + given.content.decode()
    assert links.link_path(Link.objects.get(made_by=odile)) in given.content.decode()


def rights_told(link):
    found = opening(link).get(f"/opened/{link.pk}/data/").content.decode()
    return [words in found for words in ("Vous pouvez", "un jour plus tard", "il faut un lien", "tout de suite")]


def test_who_keeps_this_data_says_what_this_link_does(space, page, link, mallory):
    """By it a name goes a day later, and what is said about her is not read."""
    ana, member = a_person(space, "Ana Tual"), a_member(space, "Odile Tanneguy")
    hers = links.link_to(page, person=ana, by=None, at=NOW)
    shared = links.link_to(page, person=member, by=mallory, at=NOW)

    assert rights_told(link) == [True, True, True, False]
    assert rights_told(shared) == [False, False, True, False]
    assert rights_told(hers) == [True, True, False, True]
