"""Minutes that everybody reads already are given as such: no screen says that everybody will read them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Publication
from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import again, brought
from palabre.people.models import AudienceKind
from palabre.post.models import Letter
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = "# Conseil du four\n\n17 novembre 2026\n\nPrésents : Berthe Loric, Ana Tual\n\nÀ faire :\n- Nettoyer la sole\n"
PUBLIC, SOON, NOW = "Tout le monde peut le lire.", "sauf demande", "Rendre public maintenant"


@pytest.fixture
def reading():
    """Published minutes of a meeting that they made, which Ana took part in."""
    space = a_space("Val", public=True)
    berthe, _ana = a_member(space, "Berthe Loric"), a_member(space, "Ana Tual")
    reading = brought(berthe, TEXT)
    open_to_space(reading, by=berthe, at=timezone.now())
    publish(again(reading), by=berthe)
    return again(reading)


def screen(reading, name="minutes_to_read", **said):
    client, there = entered(Client(), reading.by), [reading.space.slug, reading.meeting_id]
    if said:
        client.post(reverse("meetings:giving", args=there), said)
    return client.get(reverse(f"meetings:{name}", args=there)).text


def told(page):
    return [words in page for words in (PUBLIC, SOON, NOW)]


@pytest.mark.parametrize("readers", ["soon", "now"])
def test_given_they_are_noted_as_public_and_said_so(reading, readers):
    before = screen(reading)

    after = screen(reading, readers=readers)

    assert ("la page est déjà publique" in before, SOON in before) == (True, False)
    assert told(after) == [True, False, False]
    publication = Publication.objects.get()
    assert (publication.public_at is None, publication.due_at, publication.kept_at) == (False, None, None)
    letter = Letter.objects.get(to__name="Ana Tual")
    assert [PUBLIC in words for words in (letter.body, letter.html)] == [True, True]


def test_published_once_given_they_are_said_to_be_public_at_once(reading):
    unpublish(reading, by=reading.by)
    given = screen(reading, readers="soon")
    letter = Letter.objects.get(to__name="Ana Tual")

    publish(again(reading), by=reading.by)

    assert (told(given), told(screen(reading))) == ([False, True, True], [True, False, False])
    assert [PUBLIC in words for words in (letter.body, letter.html)] == [False, False]


def test_they_are_kept_among_us_all_the_same(reading):
    screen(reading, readers="among_us")

    assert again(reading).page.audience.kind == AudienceKind.SPACE
    assert Publication.objects.get().public_at is None


def test_withdrawn_they_are_public_no_longer(reading):
    screen(reading, readers="soon")

    unpublish(again(reading), by=reading.by)

    assert PUBLIC not in screen(reading)
