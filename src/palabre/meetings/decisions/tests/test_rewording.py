"""A proposal said otherwise by another: its former words come back, and nobody adopts words that they have not seen."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from palabre.meetings.decisions import decision_adoption, decision_proposals
from palabre.meetings.models import Decision
from palabre.refusal import Refusal
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))
HERS, CONTRARY = "On achète le four à bois.", "On n’achète pas le four."


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return entered(Client(), a_member(space, "Malo Le Guen"))


@pytest.fixture
def proposal(space, ines):
    return decision_proposals.propose_decision(space, HERS, by=ines, at=NOW)


def shown(visitor, proposal, query=""):
    return html.fromstring(visitor.get(proposal.get_absolute_url() + query).content.decode())


def adopted_from(page):
    """Return where the button “Adopt” of this page sends what it says."""
    form = next(one for one in page.forms if one.action and one.action.endswith("/adoption/"))
    return form.action, dict(form.form_values())


def reworded(visitor, proposal, text):
    """Send the form of the page, with what it says that it showed."""
    here = reverse("meetings:decision_words", args=[proposal.space.slug, proposal.pk])
    form = next(one for one in shown(visitor, proposal).forms if one.action == here)
    return visitor.post(here, dict(form.form_values()) | {"text": text}, follow=True)


def test_what_another_said_otherwise_comes_back_as_it_was(malo, proposal):
    done = html.fromstring(reworded(malo, proposal, CONTRARY).content.decode())
    undo = next(one.action for one in done.forms if one.action and one.action.endswith("/undoing/"))

    for _twice in range(2):
        malo.post(undo)

    assert Decision.objects.get().text == HERS


def test_who_proposed_it_reads_the_former_words_on_its_page_and_takes_them_again(client, malo, ines, proposal):
    reworded(malo, proposal, CONTRARY)
    page = shown(entered(client, ines), proposal)

    again = next(one.get("href") for one in page.iter("a") if (one.get("href") or "").startswith("?former="))

    typed = shown(client, proposal, again).iter("textarea")
    assert HERS in page.text_content().replace("\xa0", " ")
    assert [one.value.strip() for one in typed if one.name == "text"] == [HERS]


def test_once_adopted_its_former_words_come_back_no_longer(ines, proposal):
    entry = decision_proposals.reword(proposal, CONTRARY, by=ines)
    decision_adoption.adopt(proposal, by=ines, at=NOW)

    with pytest.raises(Refusal):
        decision_proposals.undo_rewording(proposal, entry.pk, by=ines)

    assert Decision.objects.get().text == CONTRARY


def test_from_a_page_open_before_nobody_adopts_other_words(client, malo, ines, proposal):
    before = adopted_from(shown(entered(client, ines), proposal))
    reworded(malo, proposal, CONTRARY)

    answer = client.post(*before)

    said = answer.content.decode()
    assert (answer.status_code, "dit cette proposition autrement" in said) == (409, True)
    assert (CONTRARY in said, Decision.objects.get().is_proposed) == (True, True)
    client.post(*adopted_from(html.fromstring(said)))
    assert Decision.objects.get().is_decided


def test_the_same_words_are_adopted_from_a_page_open_before(client, malo, ines, proposal):
    before = adopted_from(shown(entered(client, ines), proposal))
    for text in (CONTRARY, HERS):
        reworded(malo, proposal, text)

    assert (client.post(*before).status_code, Decision.objects.get().is_decided) == (302, True)


def test_adopted_meanwhile_in_other_words_it_is_said_which(client, malo, ines, proposal):
    before = adopted_from(shown(entered(client, ines), proposal))
    reworded(malo, proposal, CONTRARY)
    malo.post(*adopted_from(shown(malo, proposal)))

    answer = client.post(*before)

    assert (answer.status_code, CONTRARY in answer.content.decode()) == (409, True)
