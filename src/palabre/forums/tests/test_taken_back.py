"""A host takes a question back, empties a theme, rewrites a report: each is put back as it was."""

import datetime

import pytest
from django.test import Client

from palabre.forums.models import FormerReport, Report, Sheet, WithdrawnSheet
from palabre.forums.outcome.reports import report_text
from palabre.forums.tests.scene import AT, as_, at, prepared, typed, written
from palabre.forums.wall.sheets import propose
from palabre.forums.wall.withdrawal import delete_withdrawn, put_back, withdraw_sheet
from palabre.people.models import Audience
from palabre.questions.models import Question
from palabre.refusal import Refusal
from palabre.search.models import Document
from palabre.spaces.models import Space
from tests.builders import a_member
from tests.indexed import follow_to_the_end

pytestmark = pytest.mark.django_db
WORDS = "Qui conduit le mercredi"
TEXT = f"{WORDS} ?"


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    return day, sabine, written(day, sabine, 12, TEXT, asked_by="Zoé")


def test_a_question_taken_back_is_put_back_with_its_number_and_its_words(scene):
    day, sabine, sheet = scene
    facts = (sheet.number, sheet.asked_by, sheet.question_id, sheet.question.audience_id)

    as_(sabine).post(at(day, "withdrawal", 12))
    gone = WithdrawnSheet.objects.get()
    as_(sabine).post(at(day, "putting_back", gone.pk))

    back = Sheet.objects.select_related("question").get()
    assert (back.number, back.asked_by, back.question_id, back.question.audience_id) == facts
    assert (back.question.text, Audience.objects.filter(kind="seats").count()) == (TEXT, 0)


def test_nobody_reads_it_meanwhile_and_the_copy_page_shows_it_to_hosts(scene):
    day, sabine, sheet = scene

    withdraw_sheet(sheet, by=sabine, at=AT)

    for client in (Client(), as_(a_member(day.forum.space, "Hugo"))):
        assert WORDS not in client.get(at(day, "wall")).content.decode()
        assert client.get(sheet.question.get_absolute_url()).status_code == 404
    assert WORDS in as_(sabine).get(at(day, "copy")).content.decode()


def test_the_search_finds_it_no_more_at_once_and_finds_it_again(scene):
    day, sabine, sheet = scene
    follow_to_the_end(day.forum.space)
    found = Document.objects.visible_to(a_member(day.forum.space, "Hugo")).filter(text__title__contains="mercredi")

    before, gone = found.exists(), withdraw_sheet(sheet, by=sabine, at=AT)
    meanwhile = found.exists()
    put_back(gone, by=sabine)

    assert (before, meanwhile, found.exists()) == (True, False, True)


def test_its_number_is_free_and_it_takes_another_one_once_that_is_taken(scene):
    day, sabine, sheet = scene
    gone = withdraw_sheet(sheet, by=sabine, at=AT)
    written(day, sabine, 12, "Qui répare ?")

    back = put_back(gone, by=sabine)

    assert back.number == 41
    assert put_back(gone, by=sabine) == back


def test_who_asked_puts_back_what_they_took_back_and_nobody_else_does(scene):
    day, sabine, _sheet = scene
    hugo = a_member(day.forum.space, "Hugo")
    phone = Client()
    phone.post(at(day, "proposal"), {"text": "Et le car ?", "who": "Nadège", "form_token": "z", "proposal_token": "p"})
    phone.post(at(day, "withdrawal", 41))
    gone = WithdrawnSheet.objects.get()

    sent = [one.post(at(day, "putting_back", gone.pk)).status_code for one in (Client(), as_(hugo), phone)]

    assert sent == [404, 404, 302]
    withdraw_sheet(Sheet.objects.get(number=12), by=sabine, at=AT)
    assert phone.post(at(day, "putting_back", WithdrawnSheet.objects.get().pk)).status_code == 404


def test_it_is_put_back_though_its_form_was_sent_again_meanwhile(scene):
    day, _sabine, _sheet = scene
    hugo = a_member(day.forum.space, "Hugo")
    first, again = "t" * 24, {"by": hugo, "at": AT, "form_token": "t" * 24}
    gone = withdraw_sheet(propose(day, "Et le car ?", by=hugo, at=AT, form_token=first), by=hugo, at=AT)
    propose(day, "Et le car ?", **again)

    answer = as_(hugo).post(at(day, "putting_back", gone.pk))

    assert (answer.status_code, day.sheets.filter(question__text="Et le car ?").count()) == (302, 2)


def test_it_is_deleted_after_a_month(scene):
    day, sabine, sheet = scene
    withdraw_sheet(sheet, by=sabine, at=AT)

    withdraw_sheet(written(day, sabine, 13), by=sabine, at=AT + datetime.timedelta(days=2))
    delete_withdrawn(AT + datetime.timedelta(days=31))

    assert [one.number for one in WithdrawnSheet.objects.all()] == [13]
    assert Question.objects.count() == 1


def test_what_is_put_back_while_the_clock_is_about_to_delete_it_stays(scene, monkeypatch):
    day, sabine, sheet = scene
    withdrawn, hold = withdraw_sheet(sheet, by=sabine, at=AT), Space.hold

    def hold_after_her(number):
        if WithdrawnSheet.objects.exists():
            monkeypatch.undo()
            put_back(withdrawn, by=sabine)
        hold(number)

    monkeypatch.setattr(Space, "hold", hold_after_her)
    delete_withdrawn(AT + datetime.timedelta(days=40))

    assert day.sheets.get().question.text == TEXT


def test_a_theme_that_is_written_is_not_emptied_and_the_one_of_before_comes_back(scene):
    day, sabine, _sheet = scene
    client, former = as_(sabine), day.forum.theme
    said = {"day": "", "venue": "Salle", "hours": "10 h 30\n11 h 30", "places": "Table 1\nTable 2\nJardin"}
    form = client.get(at(day, "change")).context["form"]
    said |= {name: form.initial[name] for name in ("day", "shown")}

    refused = client.post(at(day, "change"), said | {"theme": " "})
    client.post(at(day, "change"), said | {"theme": "Autre chose ?"})
    day.forum.refresh_from_db()
    changed = day.forum.theme
    undo = next(one for one in client.get(day.forum.get_absolute_url()).context["messages"]).extra_tags

    assert (refused.status_code, changed) == (409, "Autre chose ?")
    assert client.post(undo).status_code == 302
    day.forum.refresh_from_db()
    assert day.forum.theme == former
    assert as_(a_member(day.forum.space, "Hugo")).post(undo).status_code == 403


def test_a_report_that_a_host_rewrites_keeps_the_words_of_before(scene):
    day, sabine, sheet = scene
    other = a_member(day.forum.space, "Inès")
    day.hosts.create(person=other, asked_at=AT, accepted_at=AT)
    report_text(sheet, "On a dressé la liste.", by=other, at=AT)
    report_text(sheet, "On a fait une liste.", by=sabine, at=AT)
    former = FormerReport.objects.get()

    page = as_(sabine).get(at(day, "report", 12)).content.decode()
    again = as_(sabine).get(at(day, "report", 12) + f"?former={former.pk}").context["form"].initial["text"]

    assert (former.text, former.by) == ("On a dressé la liste.", other)
    assert "On a dressé la liste." in page
    assert again == "On a dressé la liste."


def test_the_same_words_and_one_s_own_are_kept_once(scene):
    _day, sabine, sheet = scene

    for text in ("Deux pages.", "Trois pages.", "Trois pages."):
        report_text(sheet, text, by=sabine, at=AT)

    assert not FormerReport.objects.exists()
    assert Report.objects.get().text == "Trois pages."


def test_few_words_of_before_are_kept(scene):
    day, sabine, sheet = scene
    other = a_member(day.forum.space, "Inès")
    day.hosts.create(person=other, asked_at=AT, accepted_at=AT)

    for nth in range(20):
        report_text(sheet, f"Page {nth}", by=(sabine, other)[nth % 2], at=AT)

    assert [one.text for one in FormerReport.objects.order_by("pk")] == [f"Page {nth}" for nth in range(7, 19)]


def test_a_closed_wall_takes_nothing_back(scene):
    day, sabine, sheet = scene
    typed(day, sabine, "12 1 A")
    gone = withdraw_sheet(sheet, by=sabine, at=AT)
    day.close(AT)

    with pytest.raises(Refusal):
        put_back(gone, by=sabine)


@pytest.mark.parametrize(
    "said", [[{"text": ""}, {"text": ""}], [{"joined_to": "7"}, {"text": ""}], [{"joined_to": "7"}, {"text": "Rien."}]]
)
def test_a_host_who_says_something_else_of_a_report_loses_none_of_its_words(scene, said):
    """An empty form that was open before, sent twice; « told with 7 », taken back or said in other words."""
    day, sabine, sheet = scene
    written(day, sabine, 7, "Un repas froid ?")
    other = a_member(day.forum.space, "Inès")
    day.hosts.create(person=other, asked_at=AT, accepted_at=AT)
    report_text(sheet, "On a dressé la liste.", by=other, at=AT)

    for one in said:
        assert as_(sabine).post(at(day, "report", 12), {"text": "", "joined_to": ""} | one).status_code == 302

    there = [*Report.objects.values_list("text", "by"), *FormerReport.objects.values_list("text", "by")]
    assert ("On a dressé la liste.", other.pk) in there
