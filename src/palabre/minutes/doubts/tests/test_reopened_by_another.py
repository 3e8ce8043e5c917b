"""Any member goes back on an answer to open minutes: never with what who gave it did of it since."""

import pytest
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.groups.models import Action
from palabre.minutes.doubts.doubt_answers import reopen, settle_doubt
from palabre.minutes.doubts.tests.answers import a_doubt
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.refusal import Refusal
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_taken", [True, False])
def test_an_action_that_who_answered_took_is_not_taken_back_by_another(has_taken):
    odile = a_member(a_space(), "Odile Morvan")
    malo, reading = a_member(odile.space, "Malo Riou"), brought(odile)
    open_to_space(reading, by=odile, at=timezone.now())
    doubt = settle_doubt(a_doubt(reading, "action"), "yes", by=odile, at=timezone.now())
    action = Action.objects.latest("pk")
    if has_taken:
        take(action, by=odile)
        with pytest.raises(Refusal):
            reopen(doubt, by=malo, at=timezone.now())
    else:
        reopen(doubt, by=malo, at=timezone.now())

    assert Action.objects.filter(pk=action.pk, owner=odile).exists() is has_taken
