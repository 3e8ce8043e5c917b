"""A link that somebody made opens its thing as long as he may read it himself: he holds it too."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.roles.group_audience import own_audience
from palabre.people.access import links
from palabre.people.agreements import agreements
from palabre.people.models import Audience
from palabre.wiki.readers import page_audience
from palabre.wiki.readers.page_invitations import invite
from tests.builders import a_group, a_member, a_page, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def malo(founder):
    return a_member(founder.space, "Malo Kersauze")


@pytest.fixture
def page(founder, malo):
    return a_page(founder.space, "Entre nous", audience=Audience.of_persons(founder, malo))


def opening(link):
    client = Client()
    return client, client.get(links.link_path(link)).status_code


def put_out(person, by):
    return agreements.say_yes(by.space, "put_out", by=by, at=timezone.now(), person=person)


def reads_and_writes(client, link, page):
    """Return what one who holds the link is told, and the text that she leaves."""
    read = client.get(f"/opened/{link.pk}/").status_code
    said = {"text": "Un autre texte.", "base": page.note.revision}
    written = client.post(f"/opened/{link.pk}/text/", said).status_code
    page.note.refresh_from_db()
    return read, written, page.note.body_md


def test_who_is_put_out_reads_and_writes_nothing_by_a_link_that_he_made_before(founder, malo, page):
    link = invite(page, "Claire Aubanel", by=malo, at=timezone.now())
    client, before = opening(link)

    done = put_out(malo, founder)
    out = reads_and_writes(client, link, page)
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert (before, opening(link)[1], out) == (302, 302, (410, 410, "Un texte."))


def test_a_page_that_is_kept_to_a_group_closes_to_the_links_of_who_reads_it_no_longer(founder, malo):
    page = a_page(founder.space, "Pour tous", audience=Audience.of_space(founder.space))
    group = a_group(founder.space, convened_by=(founder,))
    his, hers = (invite(page, "Claire Aubanel", by=one, at=timezone.now()) for one in (malo, founder))
    client = opening(his)[0]

    page_audience.move(page, own_audience(group))

    assert reads_and_writes(client, his, page) == (410, 410, "Un texte.")
    assert opening(hers)[1] == 302


def test_the_link_of_who_may_still_read_goes_on(founder, malo, page):
    link = invite(page, "Claire Aubanel", by=founder, at=timezone.now())

    put_out(malo, founder)

    assert reads_and_writes(opening(link)[0], link, page) == (200, 302, "Un autre texte.")


def test_a_link_that_is_given_to_who_was_put_out_does_not_have_him_join_again(founder, malo):
    group = a_group(founder.space, convened_by=(malo, founder))
    put_out(malo, founder)
    link = links.link_to(group, person=malo, by=founder, at=timezone.now())

    client, opened = opening(link)
    answered = client.post(f"/opened/{link.pk}/answer/", {"answer": "yes"}).status_code

    malo.refresh_from_db()
    assert (opened, answered, malo.is_member) == (410, 410, False)
