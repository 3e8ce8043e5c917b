"""Who typed a name is not one of those whom minutes are about: the words of a name open no gesture on a page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Invitation, Presence, Publication
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Audience, AudienceKind, Person
from tests.builders import a_group, a_meeting, a_member, a_page, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


def told(space, body, *, audience, **facts):
    """A meeting of which everybody may know, with minutes that `audience` reads."""
    page = a_page(space, "Compte rendu", body, audience=audience)
    meeting = a_meeting(space, minutes=page)
    Publication.objects.create(meeting=meeting, given_at=timezone.now(), **facts)
    return meeting


def a_passer_by(space, name):
    """Somebody who came by and typed this name in « J’y vais »."""
    client, group = Client(), a_group(space, "Un groupe ouvert")
    client.post(reverse("groups:coming", args=[space.slug, group.pk]), {"who": name, "form_token": "un"})
    return client


def keep(client, meeting):
    return client.post(reverse("meetings:among_us", args=[meeting.space.slug, meeting.pk]))


def test_who_types_a_word_of_public_minutes_as_a_name_does_not_close_them(space):
    meeting = told(space, "Budget participatif : voté.", audience=Audience.everybody(space), public_at=timezone.now())

    keep(a_passer_by(space, "Budget Participatif"), meeting)

    meeting.minutes.refresh_from_db()
    assert meeting.minutes.audience.kind == AudienceKind.PUBLIC


@pytest.mark.parametrize("readers", ["the members", "a few"])
def test_nor_learns_whether_a_page_that_she_does_not_read_has_these_words(space, readers):
    audience = Audience.of_space(space) if readers == "the members" else Audience.of_persons(a_member(space, "Inès"))
    meeting = told(space, "Karim Belkacem quitte la mairie.", audience=audience, kept_at=timezone.now())
    her = a_passer_by(space, "Karim Belkacem")
    assert her.get(meeting.minutes.get_absolute_url()).status_code == 404

    right = keep(her, meeting)
    her.post(reverse("you:spelling", args=[space.slug]), {"name": "Odile Tanguy"}, follow=True)
    wrong = keep(her, meeting)

    assert (right.status_code, right.content) == (wrong.status_code, wrong.content)


@pytest.mark.parametrize("known", ["present", "called", "fine"])
def test_but_keeps_them_by_her_link_once_she_was_there_or_was_called(space, known):
    meeting = told(space, "Bonjour.", audience=Audience.everybody(space), public_at=timezone.now())
    a_passer_by(space, "Zoé")
    zoe = Person.objects.get(name="Zoé")
    if known == "called":
        Invitation.objects.create(meeting=meeting, person=zoe, at=timezone.now())
    else:
        meeting.attendances.create(person=zoe, presence=Presence(known))
    link = link_to(meeting, person=zoe, by=None, at=timezone.now())
    hers = Client()
    hers.get(link_path(link))

    hers.post(reverse("opened:among_us", args=[link.pk]))

    meeting.minutes.refresh_from_db()
    assert (meeting.minutes.audience.kind == AudienceKind.SPACE) == (known != "fine")
