"""Minutes that are opened while their correction is being read are open, correction included."""

import pytest
from django.utils import timezone

from palabre.minutes.imports import minutes_import
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWIN, brought
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


def test_a_correction_of_minutes_opened_meanwhile_is_open(monkeypatch):
    by = a_member(a_space())
    first = brought(by)
    read, called = minutes_import.understood, []

    def understood(text, **options):
        called.append(text)
        if len(called) == 2:  # the former text is read again, before the lock
            open_to_space(first, by=by, at=timezone.now())
        return read(text, **options)

    monkeypatch.setattr(minutes_import, "understood", understood)

    second = brought(by, TWIN.replace("- Une photo\n", ""))

    assert second.corrects == first
    assert second.opened_at is not None
