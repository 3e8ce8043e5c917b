"""A convener reads her group by her personal link, on an installation without a mail server."""

import pytest
from django.utils import timezone

from palabre.people.access import links
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_need, a_space, an_action, some_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def group(space):
    return a_group(space, "Les jardins", convened_by=(Person.objects.create(space=space, name="Inès Carvalho"),))


@pytest.fixture
def link(group):
    ines = Person.objects.get(name="Inès Carvalho")
    return links.link_to(group, person=ines, by=a_member(group.space), at=timezone.now())


def answered(client, link):
    client.get(links.link_path(link))
    client.post(f"/opened/{link.pk}/answer/", {"answer": "yes"})


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_convener_reads_what_her_group_told_lacks_and_has_to_do(client, link, space, group):
    some_news(group, "Le puits est **creusé**.")
    a_need(space, "Une pompe à main", group=group)
    an_action(space, "Appeler le maçon", group=group)
    an_action(space, "Un secret", group=group, audience=Audience.of_persons(a_member(space, "Malo Riou")))
    answered(client, link)

    page = words(client.get(f"/opened/{link.pk}/"))

    for told in ("Le puits est creusé.", "Une pompe à main", "Appeler le maçon"):
        assert told in page
    assert "Un secret" not in page


def test_without_a_mail_server_no_code_is_promised(client, link):
    answered(client, link)

    page = words(client.get(f"/opened/{link.pk}/"))

    assert "un seul membre suffit" in page
    assert "Un code envoyé" not in page
