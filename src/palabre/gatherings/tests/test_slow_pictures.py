"""One document is read at a time for everybody: a guest whose picture was too long to read does not keep that place."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.people.access.links import link_path
from palabre.web import sandbox
from palabre.web.sandbox import TOO_LONG
from tests.builders import a_gathering, a_group, a_member, a_space

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def test_a_picture_that_took_all_its_time_is_not_followed_at_once_by_others_of_the_same_guest(monkeypatch):
    read = []
    monkeypatch.setattr(sandbox, "run_apart", lambda *told: read.append(told) or (TOO_LONG, b""))
    ines = a_member(a_space(public=True), "Inès Courtois")
    a_group(ines.space, convened_by=(ines,))
    link = share_sheet.create_share_link(a_gathering(ines.space), by=ines, at=timezone.now())
    phone = Client()
    phone.get(link_path(link))
    said = {"guest_name": "Les voisins", "who": "Zoé Petit", "alt": "Un four"}
    phone.post(f"/given/{link.pk}/gathering/", said)

    for number in range(10):
        file = SimpleUploadedFile("a.jpg", JPEG + bytes([number]), "image/jpeg")
        phone.post(f"/given/{link.pk}/gathering/", said | {"file": file})

    assert len(read) <= 2
