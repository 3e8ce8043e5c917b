"""An action line bears the button of its tool."""

import pytest
from django.test import Client

from tests.builders import a_group, a_member, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "tool"),
    [("Lancer un sondage", "Choisir une date"), ("Se voir tous les quinze jours", "Garder ce rythme")],
)
def test_it_leads_to_its_tool_for_its_group(words, tool):
    space = a_space(public=True)
    group = a_group(space, "Le verger")
    action = an_action(space, words, group=group)
    member = entered(Client(), a_member(space))

    for page in (action, group):
        shown = member.get(page.get_absolute_url()).content.decode()
        assert tool in shown
        assert f"?group={group.pk}" in shown
