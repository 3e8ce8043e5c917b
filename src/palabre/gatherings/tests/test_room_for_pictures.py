"""The pictures of cards count in what a space holds: a guest who replaces theirs again and again fills no disk."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from palabre.groups.links import share_sheet
from palabre.people.access.links import link_path
from palabre.wiki.attachments import file_store, page_attachments
from tests.builders import a_gathering, a_group, a_member, a_space

pytestmark = pytest.mark.django_db


def a_picture(number):
    kept = io.BytesIO()
    Image.effect_noise((60, 60), 30 + number).save(kept, "PNG")
    return SimpleUploadedFile("a.png", kept.getvalue(), "image/png")


def test_the_pictures_that_a_guest_replaces_are_bounded_by_the_room_of_the_space(monkeypatch):
    monkeypatch.setattr(page_attachments, "MOST_IN_A_SPACE", 4000)
    ines = a_member(a_space(public=True), "Inès Courtois")
    a_group(ines.space, convened_by=(ines,))
    link = share_sheet.create_share_link(a_gathering(ines.space), by=ines, at=timezone.now())
    phone = Client()
    phone.get(link_path(link))
    there = set(file_store.files())  # of other tests
    said = {"guest_name": "Les voisins", "who": "Zoé Petit", "alt": "Un four"}

    statuses = [phone.post(f"/given/{link.pk}/gathering/", said | {"file": a_picture(n)}).status_code for n in range(6)]

    held = sum(path.stat().st_size for path in set(file_store.files()) - there)
    assert held <= 4000, (held, statuses)
