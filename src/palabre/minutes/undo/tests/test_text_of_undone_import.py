"""Of minutes that were undone nothing is left, as it is said; nor do they fill the disk."""

import pytest
from django.test import Client

from palabre.minutes.models import Doubt, Import
from palabre.minutes.tests.scene import TWIN, brought
from palabre.minutes.undo.import_undo import undo_import
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


def test_the_text_of_undone_minutes_and_of_their_corrections_is_kept_nowhere():
    by = a_member(a_space())
    first = brought(by)
    second = brought(by, TWIN.replace("- Une photo\n", ""))

    undo_import(second, by=by)

    assert set(Import.objects.filter(pk__in=[first.pk, second.pk]).values_list("text", flat=True)) == {""}
    assert not Doubt.objects.exists()
    assert entered(Client(), by).get(second.get_absolute_url()).status_code == 200
