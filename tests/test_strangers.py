"""A stranger's check: whoever guesses finds nothing, whoever holds a link finds one thing."""

import random

import pytest
from django.utils import timezone

from palabre.people.access import links
from palabre.people.models import Link
from tests import lengths
from tests.builders import a_group, a_person, a_space

pytestmark = pytest.mark.django_db
MANY = 10_000 if lengths.is_whole else 300
ASKED = lengths.often(200)  # of the many, asked for over HTTP too
DICE = random.Random(20261124)


@pytest.fixture
def link():
    space = a_space()
    return links.link_to(a_group(space), person=a_person(space), by=None, at=timezone.now())


def guesses(link):
    """Tokens of the right shape for a link that is there: the luckiest that a stranger could be."""
    for _ in range(MANY):
        yield f"{link.pk}-{DICE.getrandbits(128):032x}"


def opens(token):
    try:
        return links.opened_by(token)
    except links.LinkClosed:
        return None


def test_guessed_tokens_open_nothing(link):
    assert [token for token in guesses(link) if opens(token)] == []


def test_guesses_lock_nobody_out(client, link):
    for token in [*guesses(link)][:ASKED]:
        assert client.get(f"/links/{token}/").status_code == 410

    assert client.get(links.link_path(link)).status_code == 302


def test_a_stranger_learns_nothing_from_the_number_of_a_link(client, link):
    here = client.get(f"/links/{link.pk}-{'0' * 32}/")
    nowhere = client.get(f"/links/{link.pk + 1000}-{'0' * 32}/")

    assert (here.status_code, here.content.split(b"<main")[1]) == (
        nowhere.status_code,
        nowhere.content.split(b"<main")[1],
    )


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_link_cut_by_a_mail_program_says_so(client, link, cut):
    answer = client.get(links.link_path(link)[: -1 - cut] + "/")

    assert answer.status_code == 410
    assert "un morceau s’est perdu en chemin" in answer.content.decode()


def test_a_link_taken_back_opens_nothing_even_on_a_device_that_holds_it(client, link):
    opened = client.get(links.link_path(link)).url
    link.revoke(timezone.now())

    answers = [client.get(opened), client.get(links.link_path(link))]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "a été retiré" in answers[0].content.decode()


def test_a_link_that_expired_opens_nothing_even_on_a_device_that_holds_it(client, link):
    opened = client.get(links.link_path(link)).url
    Link.objects.update(expires_at=timezone.now())

    assert client.get(opened).status_code == 410
    assert "trop ancien" in client.get(links.link_path(link)).content.decode()


def test_a_renewed_link_makes_the_former_worthless(client, link):
    former = links.link_path(link)
    links.renew(link)

    assert (client.get(former).status_code, client.get(links.link_path(link)).status_code) == (410, 302)


def test_the_address_that_opens_bears_no_token_and_the_answer_goes_along(client, link):
    answer = client.get(f"{links.link_path(link)}?answer=share")

    assert links.mac(link) not in answer.url
    assert answer.url.endswith("?answer=share")
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_another_device_that_knows_the_number_opens_nothing(client, link):
    opened = client.get(links.link_path(link)).url

    client.cookies.clear()

    assert client.get(opened).status_code == 410


def test_the_page_of_a_refused_link_puts_its_token_in_no_other_address(client, link):
    token = links.link_path(link).split("/")[2]
    link.revoke(timezone.now())

    assert token not in client.get(f"/links/{token}/").content.decode()
