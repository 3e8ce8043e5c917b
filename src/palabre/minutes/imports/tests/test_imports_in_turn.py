"""Imports that come together are made one after another: whoever saves a page gets the database between two of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from palabre.minutes.imports import views
from palabre.minutes.models import Import
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


def test_no_import_begins_while_another_is_made(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    by, others_may, make = a_member(a_space()), list[bool](), views.import_minutes

    def made(*told: Any, **named: Any) -> Import:
        others_may.append(not views.ONE_AT_A_TIME.locked())
        return make(*told, **named)

    monkeypatch.setattr(views, "import_minutes", made)
    entered(client, by).post(reverse("minutes:new_import", args=[by.space.slug]), {"text": "# Conseil\n\nÀ suivre.\n"})

    assert others_may == [False]
    assert not views.ONE_AT_A_TIME.locked()


def test_nor_does_one_that_is_put_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    by, were_locked = a_member(a_space()), list[bool]()
    reading = views.import_in_turn("# Conseil\n\nÀ suivre.\n", by=by)
    monkeypatch.setattr(
        views, "put_back", lambda back, **_named: were_locked.append(views.ONE_AT_A_TIME.locked()) or back
    )

    entered(client, by).post(reverse("minutes:putting_back", args=[by.space.slug, reading.pk]))

    assert were_locked == [True]
