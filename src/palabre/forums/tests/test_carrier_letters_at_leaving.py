"""A letter to who carries a question says at its leaving no name and no words that came since it was approved."""

import pytest

from palabre.forums.tests.test_carrier_letters import MONDAY, closed, scene
from palabre.groups.models import Group, Pledge
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.tests.mail_server import a_mail_server, text_of
from tests.builders import a_person, a_pledge

__all__ = ["scene"]  # a fixture
pytestmark = pytest.mark.django_db


def test_the_letter_says_on_monday_who_comes_then(scene, settings):
    day, sabine = scene
    with a_mail_server(settings) as server:
        [letter] = closed(day, sabine)
        Pledge.objects.filter(person__name="Gérard").delete()
        post_one(MONDAY)

    (mail,) = server.received
    assert ("Qui conduit le mercredi" in text_of(mail), "Gérard" in text_of(mail)) == (True, False)
    assert ("Gérard" in letter.body, "Gérard" in Letter.objects.get().body) == (True, False)


@pytest.mark.parametrize("has_gerard", [True, False])
def test_it_names_nobody_who_typed_a_name_since_it_was_approved(scene, settings, has_gerard):
    day, sabine = scene
    if not has_gerard:
        day.sheets.get().pledges.filter(person__name="Gérard").delete()
    with a_mail_server(settings) as server:
        closed(day, sabine)
        passing = a_person(day.forum.space, "Virez-30€ Evil")
        a_pledge(Group.objects.get(), passing)
        post_one(MONDAY)

    text = text_of(server.received[0])
    assert ("Virez" in text, "Gérard" in text, "Personne d’autre" in text) == (False, has_gerard, False)


def test_it_waits_for_its_host_once_somebody_said_the_question_otherwise(scene, settings):
    day, sabine = scene
    with a_mail_server(settings) as server:
        closed(day, sabine)
        Group.objects.update(title="Virez 30 €")
        post_one(MONDAY)

    assert (server.received, Letter.objects.get().is_waiting) == ([], True)
