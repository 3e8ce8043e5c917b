"""A question of the day kept among members tells nothing to who does not read it; they do nothing with it."""

import pytest
from django.test import Client

from palabre.forums.models import Report, WithdrawnSheet
from palabre.forums.outcome.sheet_pledges import pledge_to_sheet
from palabre.forums.tests.scene import AT, as_, at, prepared, standing, typed, written
from palabre.groups.roles.pledges import How
from palabre.people.models import Audience, AudienceKind
from tests.builders import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return the day, its host, and the phone of a passer-by who asked question 41; 12 is kept among members."""
    day, sabine = prepared(public=True)
    kept = written(day, sabine, 12, "Qui héberge la famille en danger ?").question
    kept.audience = Audience.objects.create(space=day.forum.space, kind=AudienceKind.SPACE)
    kept.save()
    phone = Client()
    said = {"text": "Et moi ?", "who": "Zoé", "form_token": "z", "proposal_token": "p"}
    phone.post(at(day, "proposal"), said)
    return day, sabine, phone


def test_claiming_its_number_tells_its_words_to_its_readers_alone(scene):
    day, sabine, phone = scene

    asked, hosted = (one.post(at(day, "paper_number", 41), {"number": "12"}) for one in (phone, as_(sabine)))

    assert (asked.status_code, hosted.status_code) == (409, 409)
    assert ["famille" in one.content.decode() for one in (asked, hosted)] == [False, True]


def test_who_does_not_read_it_does_not_go_on_with_it(scene):
    day, sabine, phone = scene

    answers = [one.post(at(day, "going_on"), {"number": "12"}).status_code for one in (phone, as_(sabine))]

    assert answers == [409, 302]
    assert [one.person for one in day.sheets.get(number=12).pledges.all()] == [sabine]


def test_who_does_not_read_it_joins_nothing_to_it(scene):
    day, _sabine, phone = scene

    assert phone.post(at(day, "report", 41), {"joined_to": "12"}).status_code == 409

    assert not Report.objects.exists()


@pytest.fixture
def hidden():
    """Return the day and its host, who does not read question 12: some persons only do. It stands somewhere."""
    day, sabine = prepared(public=True)
    hugo = a_member(day.forum.space, "Hugo")
    written(day, sabine, 13, "Qui conduit ?")
    kept = written(day, sabine, 12, "Qui héberge la famille en danger ?")
    typed(day, sabine, "12 2 B")
    typed(day, sabine, "13 1 C")
    kept.question.audience = Audience.of_persons(hugo)
    kept.question.save()
    return day, sabine, hugo


@pytest.mark.parametrize("line", ["12 1 A", "12 -", "13 2 B", "12 1 C"])
def test_a_host_reads_no_hidden_words_while_they_copy_the_wall(hidden, line):
    day, sabine, _hugo = hidden

    page = as_(sabine).post(at(day, "copy"), {"line": line, "form_token": "t"}, follow=True).content.decode()

    assert ("famille" in page, "/swap/" in page) == (False, False)
    assert standing(day) == ["12 2 B", "13 1 C"]


def test_a_host_reads_nothing_that_was_taken_back_of_what_is_hidden(hidden):
    day, sabine, _hugo = hidden
    sheet = day.sheets.get(number=12)
    facts = {"number": 12, "question": sheet.question, "audience": sheet.question.audience, "at": AT}
    gone = WithdrawnSheet.objects.create(day=day, by=sabine, withdrawn_at=AT, **facts)
    client = as_(sabine)

    assert "famille" not in client.get(at(day, "copy")).content.decode()
    assert client.post(at(day, "putting_back", gone.pk)).status_code == 404


def test_a_host_neither_reads_nor_takes_back_who_goes_on_with_what_is_hidden(hidden):
    day, sabine, hugo = hidden
    said = {"at": AT, "carries": True, "how": How(reply_to="hugo@exemple.example")}
    kept, other = (pledge_to_sheet(day.sheets.get(number=number), by=hugo, **said) for number in (12, 13))
    client = as_(sabine)

    page = client.get(at(day, "going_on")).context["pledges"]
    answers = [client.post(at(day, name, kept.pk)).status_code for name in ("no_address", "not_going_on")]

    assert (page, answers) == ([other], [404, 404])
    assert as_(hugo).get(at(day, "going_on")).context["pledges"] == [other, kept]


def test_a_host_who_closes_the_day_reads_no_hidden_words(hidden):
    day, sabine, hugo = hidden
    pledge_to_sheet(day.sheets.get(number=12), by=hugo, at=AT, carries=True)
    client = as_(sabine)

    pages = [client.get(at(day, "closing")), client.post(at(day, "closing"), follow=True)]
    pages.append(client.post(at(day, "reopening"), follow=True))

    assert [("famille" in one.content.decode(), one.status_code) for one in pages] == [(False, 200)] * 3
    assert "Qui conduit" in pages[0].content.decode()
