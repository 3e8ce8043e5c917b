"""A page that is begun while an archive is made is not in it, and ends it with no fault."""

import json

import pytest
from django.utils import timezone

from palabre.people.reader import Reader
from palabre.wiki import exchange
from tests.builders import a_member, a_page, a_space

pytestmark = pytest.mark.django_db


def test_it_is_left_out(monkeypatch):
    space = a_space()
    ines = a_member(space, "Inès Courtois")
    a_page(space, "Le four", "Le bois.\n")
    listed = exchange.exported_value

    def begin_another(*told):
        pages = list(listed(*told))
        a_page(space, "La haie", "Le sécateur.\n")
        return pages

    monkeypatch.setattr(exchange, "exported_value", begin_another)
    made = dict(exchange.export_pages(Reader(space, ines, timezone.localdate())))

    assert [one["title"] for one in json.loads(made["pages.json"])] == ["Le four"]
    assert [one["body_md"] for one in json.loads(made["revisions.json"])] == ["Le bois.\n"]
