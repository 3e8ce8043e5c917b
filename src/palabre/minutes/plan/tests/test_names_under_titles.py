"""A name under a title is somebody who spoke there: a group only among news, or for who brought a question."""

import pytest

from palabre.groups.models import Group
from palabre.minutes.plan.meeting_planner import organisations_in
from palabre.minutes.plan.planner import plan_of
from palabre.pure.minutes import read_minutes

HEAD = "# Réunion\n\n3 octobre 2026\n\nPrésents : Ada Bihan, Bo Kervran\n\n"


@pytest.mark.parametrize(
    ("title", "groups"),
    [("Le point sur la grange", 0), ("Des nouvelles des groupes", 1), ("Répartition des tâches", 0)],
)
def test_a_name_under_a_title_makes_a_group_among_news_only(title: str, groups: int) -> None:
    text = f"{HEAD}## {title}\n\nAda Bihan\n\n- La toiture tient.\n- Le devis est arrivé.\n"

    plan = plan_of(read_minutes(text), text)

    assert sum(1 for wanted in plan if wanted.model is Group) == groups


def test_a_part_of_an_organisation_is_no_other_one() -> None:
    assert organisations_in("Ville de Brume / service des eaux / Dépt voirie") == ["Ville de Brume"]
    assert organisations_in("Foyer rural/ Ville de Brume et La Ruche") == ["Foyer rural", "Ville de Brume", "La Ruche"]
