"""A correction holds SQLite's only writer: it reads no row by itself, however many things the minutes say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
PEOPLE = ("Cléo Marzin", "Dan Le Goff", "Zoé Morvan", "Karim Oualid")


def text(many: int, ending: str) -> str:
    said = "".join(
        f"- À faire : {PEOPLE[at % 4]} demande le devis {at}.\n- Décision : on achète {at} sacs.\n"
        for at in range(many)
    )
    return f"# Réunion\n\nDate : 19 novembre 2026\nPrésents : {', '.join(PEOPLE)}\n\n## Le toit\n\n{said}\n{ending}\n"


def queries_of_a_correction(many: int) -> int:
    ana = a_member(a_space(), "Ana Kerdoncuff")
    open_to_space(brought(ana, text(many, "Merci.")), by=ana, at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        brought(ana, text(many, "Merci à la boulangerie."))
    return len(asked)


def test_it_makes_as_many_queries_for_many_things_as_for_few():
    assert queries_of_a_correction(8) == queries_of_a_correction(24)
