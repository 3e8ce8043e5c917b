"""Every number that a question is given can be typed at “Who goes on?”."""

import pytest
from django.test import Client

from palabre.forums.models import Sheet
from palabre.forums.tests.scene import as_, at, prepared, written

pytestmark = pytest.mark.django_db


def proposing(day, text, name):
    phone = Client()
    phone.get(at(day, "proposal"))
    phone.post(at(day, "proposal"), {"text": text, "who": name, "form_token": name, "proposal_token": f"p{name}"})
    return phone


def going_on_with_the_latest(day, sabine):
    number = Sheet.objects.latest("pk").number
    said = {"number": str(number), "whose": "Éloi", "carries": "1"}
    return number, as_(sabine).post(at(day, "going_on"), said).status_code


def test_a_visitor_takes_no_number_above_the_printed_ones():
    day, sabine = prepared(public=True)
    phone = proposing(day, "Et moi ?", "Zoé")

    refused = phone.post(at(day, "paper_number", 41), {"number": "999"})
    proposing(day, "Et toi ?", "Ana")

    assert "de 1 à 40" in refused.content.decode()
    assert going_on_with_the_latest(day, sabine) == (42, 302)


def test_a_host_who_wrote_the_last_number_leaves_the_others_free():
    day, sabine = prepared(public=True)
    written(day, sabine, 999)
    written(day, sabine, 41, "Et le car ?")

    proposing(day, "Et toi ?", "Ana")

    assert going_on_with_the_latest(day, sabine) == (42, 302)
