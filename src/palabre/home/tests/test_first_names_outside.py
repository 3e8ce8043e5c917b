"""What is passed on, the front page, the brief and the feeds, names nobody outside by more than a first name."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import ProgressEntry
from palabre.journal.models import record
from tests.builders import a_group, a_member, a_page, a_space, entered, readers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    """A public space where somebody told news, and named another who came in and said nothing."""
    space = a_space(public=True)
    teller = a_member(space, "Gaëlle Tranchant")
    a_member(space, "Nadège Kerouanton")
    group = a_group(space, "Le four de Nadège Kerouanton", convened_by=(teller,))
    text = "Nadège Kerouanton prête son four."
    facts = {"space": space, "audience": readers_of(space), "group": group, "by": teller, "on": timezone.localdate()}
    entry = ProgressEntry.objects.create(text=text, body_html=f"<p>{text}</p>", **facts)
    record("news.written", entry, by=teller)
    a_page(space, "La page de Nadège Kerouanton")
    return space


def shown(client, space, door):
    return client.get(f"{space.get_absolute_url()}{door}").content.decode()


@pytest.mark.parametrize("door", ["", "digest/", "digest/feed.atom", "pages/feed.atom"])
def test_outside_they_say_first_names(space, door):
    said = shown(Client(), space, door)

    assert "Nadège" in said
    assert [surname for surname in ("Kerouanton", "Tranchant") if surname in said] == []


def test_inside_the_front_page_says_whole_names(space):
    assert "Nadège Kerouanton" in shown(entered(Client(), a_member(space)), space, "")
