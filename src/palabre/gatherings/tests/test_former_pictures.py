"""A picture that somebody else replaced on a card, or took off, comes back within a week; nobody fills a disk by it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings.cards import card_pictures
from palabre.gatherings.models import FormerPicture, GroupCard
from palabre.wiki.attachments import file_store
from palabre.wiki.attachments.tests.pictures_given import a_picture
from tests.builders import a_card, a_gathering, a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=8)


@pytest.fixture
def scene():
    """Return a card with the picture of a member, this member and two others, each with their browser."""
    ines = a_member(a_space(), "Inès Carvalho")
    card = a_card(a_gathering(ines.space, by=ines), "Le four", group=a_group(ines.space, convened_by=(ines,)))
    hers, his, theirs = (
        entered(Client(), one) for one in (ines, a_member(ines.space, "Malo Riou"), a_member(ines.space, "Zoé Petit"))
    )
    put(hers, card, 20)
    return card, hers, his, theirs


def put(client, card, width):
    picture = SimpleUploadedFile("a.png", a_picture(width=width), "image/png")
    door = reverse("gatherings:picture", args=[card.space.slug, card.pk])
    return client.post(door, {"file": picture, "alt": f"Vue {width}"}).status_code


def digest(card):
    return GroupCard.objects.get(pk=card.pk).digest


def is_there(digest):
    return file_store.path_of(digest).exists()


def brought_back(client, card, former):
    return client.post(reverse("gatherings:former_picture", args=[card.space.slug, card.pk, former.pk])).status_code


def test_a_picture_that_another_replaced_comes_back(scene):
    card, hers, his, _theirs = scene
    first = digest(card)

    put(his, card, 30)
    own = digest(card)
    put(his, card, 40)
    page = hers.get(card.get_absolute_url()).content.decode()
    (former,) = FormerPicture.objects.all()
    answer = brought_back(hers, card, former)

    assert (former.digest, answer, digest(card)) == (first, 302, first)
    assert (is_there(first), is_there(own)) == (True, False)
    assert "Vue 20" in page
    assert FormerPicture.objects.get().alt == "Vue 40"


def test_one_that_was_taken_off_comes_back_for_a_week(scene):
    card, hers, _his, _theirs = scene
    first = digest(card)

    hers.post(reverse("gatherings:no_picture", args=[card.space.slug, card.pk]))
    off = digest(card)
    brought_back(hers, card, FormerPicture.objects.get())
    back = digest(card)
    hers.post(reverse("gatherings:no_picture", args=[card.space.slug, card.pk]))
    card_pictures.delete_former(timezone.now() + WEEK)

    assert (off, back, FormerPicture.objects.exists(), is_there(first)) == ("", first, False, False)


def test_changing_it_without_end_fills_no_disk_loses_no_one_else_s_picture_and_stops_nobody(scene):
    card, hers, his, theirs = scene
    first, there = digest(card), set(file_store.files())

    answers = [put(his, card, 30 + nth) for nth in range(8)]
    for one in (theirs, hers):
        answers.append(one.post(reverse("gatherings:no_picture", args=[card.space.slug, card.pk])).status_code)
        answers.append(put(his, card, 50))

    assert set(answers) == {302}
    assert len(set(file_store.files()) - there) <= card_pictures.MOST_FORMER + 1
    assert FormerPicture.objects.filter(digest=first).exists()
    assert is_there(first)
