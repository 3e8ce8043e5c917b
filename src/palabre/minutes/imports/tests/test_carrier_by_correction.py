"""Who corrects the minutes of another brings that text: a group that they add for themselves is their own word."""

import pytest
from django.utils import timezone

from palabre.meetings.permissions import can_read_letters
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import sent
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
TEXT = """# Rencontre

28 avril 2026

### Participants

- **Odile Morvan**, *Comment chauffer la salle ?*
- **Zoé Petit**, *Qui conduit le mercredi ?*
"""
MALO = "- **Malo Riou**, *Comment lire ?*\n"


@pytest.fixture
def people():
    """Return who founded the space, a member, and another one."""
    odile = a_member(a_space(), "Odile Morvan")
    return odile, a_member(odile.space, "Malo Riou"), a_member(odile.space, "Zoé Petit")


def opened(by, text):
    sent(by, text)
    open_to_space(Import.objects.latest("pk"), by=by, at=timezone.now())


def test_a_correction_of_ones_own_opens_no_letters_of_others(people):
    odile, malo, zoe = people
    opened(odile, TEXT)

    corrected = sent(malo, TEXT + MALO)

    assert (corrected.by, corrected.corrects.by) == (odile, odile)
    assert malo.memberships.get().role == "convener"
    assert (can_read_letters(malo), can_read_letters(zoe)) == (False, True)


def test_a_role_in_what_another_brought_does_in_the_first_text_or_in_its_correction(people):
    odile, malo, zoe = people
    opened(odile, TEXT)

    sent(odile, TEXT + MALO)

    assert (can_read_letters(malo), can_read_letters(zoe)) == (True, True)
