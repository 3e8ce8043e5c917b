"""Who takes up the care of the space in one click hosts no day that others prepared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palabre.forums.day.forum_preparation import prepare_forum
from palabre.forums.day.host_rights import hosts
from palabre.forums.models import SheetPhoto
from palabre.forums.tests.scene import AT, PLAN, as_, at, day_now, prepared, written
from palabre.people.models import Person
from palabre.wiki.attachments.tests.pictures_given import a_picture
from tests.builders import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return the day, a member who then takes up the care of the space, and their browser."""
    day, sabine = prepared(public=True)
    written(day, sabine, 12)
    paper = SimpleUploadedFile("p.png", a_picture(width=20))
    as_(sabine).post(at(day, "new_photo", 12), {"file": paper, "is_round": "1"})
    malo = a_member(day.forum.space, "Malo Riou")
    return day, malo, as_(malo)


def test_they_see_no_paper_with_addresses_and_close_nothing(scene):
    day, malo, client = scene

    client.post(reverse("here:care", args=[day.forum.space.slug]))

    malo = Person.objects.get(pk=malo.pk)
    photo = client.get(at(day, "photo", 12, SheetPhoto.objects.get().pk)).status_code
    loss, closing = (client.post(at(day, *one)).status_code for one in (("loss",), ("closing",)))
    assert malo.is_steward
    assert (photo, loss, closing) == (404, 403, 403)


def test_they_host_what_they_prepared_or_were_accepted_for(scene):
    day, malo, client = scene
    client.post(reverse("here:care", args=[day.forum.space.slug]))
    malo = Person.objects.get(pk=malo.pk)
    own = day_now(prepare_forum(day.forum.space, PLAN, by=malo))
    before = hosts(malo, day)

    day.hosts.create(person=malo, asked_at=AT, accepted_at=AT)

    assert (before, hosts(malo, day), hosts(malo, own)) == (False, True, True)
