"""The newsroom: desks without a name type the report of any session, and nothing of the former people stays there."""

import dataclasses
import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from palabre.forums.day import newsroom_codes
from palabre.forums.day.hall import AFTERWARDS
from palabre.forums.models import FormerReport, Report
from palabre.forums.outcome import newsroom as newsroom_acts
from palabre.forums.outcome.report_frame import Framed, framed
from palabre.forums.outcome.reports import MOST_FORMER, report_text
from palabre.forums.tests.scene import AT, PLAN, as_, at, day_now, prepared, written
from palabre.live.join_codes import key_to
from palabre.people.models import Audience, Person
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from tests.builders import a_member
from tests.reach import LINK

pytestmark = pytest.mark.django_db
TODAY = dataclasses.replace(PLAN, held_on=timezone.localdate())


@pytest.fixture(params=[False, True], ids=["among members", "public"])
def scene(request):
    return opened(public=request.param)


def opened(*, public=False):
    day, sabine = prepared(public=public, plan=TODAY)
    written(day, sabine, 12, "Qui conduit le mercredi ?")
    written(day, sabine, 7, "Un repas froid ?")
    newsroom_codes.open_newsroom(day, by=sabine)
    return day_now(day.forum), sabine


def a_desk(day):
    desk = Client()
    assert desk.post("/forum/", {"code": day.newsroom_code}).url == at(day, "newsroom")
    return desk


def filed(desk, day, number=12, *, seen=None, **said):
    page = desk.get(at(day, "newsroom_sheet", number))
    shown = page.context["form"].initial["seen"] if seen is None else seen
    return desk.post(at(day, "newsroom_sheet", number), {"seen": shown, **said})


def test_a_host_opens_it_and_its_letters_make_a_desk(scene):
    day, sabine = scene
    page = as_(sabine).get(at(day, "newsroom")).content.decode()

    desk = a_desk(day)

    assert f"{day.newsroom_code[:4]} {day.newsroom_code[4:]}" in page
    assert "Qui conduit le mercredi" in desk.get(at(day, "newsroom")).content.decode()
    assert day.newsroom_code[:4] not in desk.get(at(day, "newsroom")).content.decode()
    assert list(Person.objects.all()) == [sabine]


def test_the_square_of_the_newsroom_leads_there(scene):
    day, _sabine = scene

    answer = Client().get(f"/forum/{day.newsroom_code}/{key_to(day.newsroom_code)}/")

    assert answer.url == at(day, "newsroom")


def test_the_day_leads_to_it_in_one_tap(scene):
    day, sabine = scene

    pages = [one.get(at(day, "forum")).content.decode() for one in (as_(sabine), a_desk(day))]

    assert all(at(day, "newsroom") in LINK.findall(page) for page in pages)


def test_neither_the_letters_of_the_day_nor_membership_make_a_desk(scene):
    day, _sabine = scene
    phone = Client()
    phone.post("/forum/", {"code": day.code})
    member = as_(a_member(day.forum.space, "Hugo"))
    doors = [at(day, "newsroom"), at(day, "newsroom_sheet", 12), at(day, "newsroom_prints")]

    found = [one.get(door).status_code for one in (phone, member) for door in doors]
    posted = [one.post(doors[1], {"said": "x"}).status_code for one in (phone, member)]

    assert set(found + posted) == {403}
    assert {member.post(at(day, name)).status_code for name in ("newsroom_opening", "newsroom_ending")} == {403}
    assert not Report.objects.exists()


def test_what_was_typed_is_a_report_and_the_next_people_see_none_of_it(scene):
    day, _sabine = scene
    desk = a_desk(day)

    answer = filed(desk, day, said="Trois foyers.", next_step="Une liste.", who="Nolwenn")
    page = desk.get(answer.url).content.decode()

    report = Report.objects.get()
    assert report.text == "Ce qui s’est dit\nTrois foyers.\n\nLa suite\nUne liste.\n\nQui continue\nNolwenn"
    assert report.by is None
    assert answer.url == f"{at(day, 'newsroom')}?kept=12"
    assert not any(word in page for word in ("Trois foyers", "Une liste", "Nolwenn"))


def test_no_report_and_told_with_another_are_whole(scene):
    day, _sabine = scene
    desk = a_desk(day)

    filed(desk, day, 12, joined_to="7")
    filed(desk, day, 7, none="1")
    page = desk.get(at(day, "newsroom")).content.decode()

    assert [(one.kind, one.joined_to) for one in Report.objects.order_by("sheet__number")] == [
        ("none", None),
        ("joined", day.sheets.get(number=7)),
    ]
    assert "dite avec la 7" in page
    assert "pas de compte rendu" in page


def test_nothing_typed_files_nothing(scene):
    day, _sabine = scene

    answer = filed(a_desk(day), day)

    assert answer.status_code == 302
    assert not Report.objects.exists()


def test_the_same_report_sent_twice_is_one(scene):
    day, _sabine = scene
    desk = a_desk(day)

    answers = [filed(desk, day, said="Trois foyers.", seen="").status_code for _time in range(2)]

    assert answers == [302, 302]
    assert (Report.objects.count(), FormerReport.objects.count()) == (1, 0)


def test_two_desks_at_one_number_lose_no_word(scene):
    day, _sabine = scene
    one, other = a_desk(day), a_desk(day)
    filed(one, day, said="Trois foyers.", seen="")

    refused = filed(other, day, said="Quatre foyers.", seen="")
    page = refused.content.decode()
    filed(other, day, said="Quatre foyers.", seen=refused.context["form"]["seen"].value())

    assert refused.status_code == 409
    assert "Trois foyers." in page
    assert "Quatre foyers." in page
    assert Report.objects.get().text == "Quatre foyers."
    assert FormerReport.objects.get().text == "Trois foyers."


def test_a_desk_does_not_change_what_a_person_wrote(scene):
    day, sabine = scene
    report_text(day.sheets.get(number=12), "De ma main.", by=sabine, at=AT)
    desk = a_desk(day)

    page = desk.get(at(day, "newsroom_sheet", 12)).content.decode()
    seen = newsroom_acts.digest_of(Report.objects.get())
    answer = desk.post(at(day, "newsroom_sheet", 12), {"said": "Autre chose.", "seen": seen})

    assert "De ma main." in page
    assert answer.status_code == 409
    assert Report.objects.get().text == "De ma main."


def test_who_asked_changes_what_a_desk_wrote_and_its_words_stay_for_hosts(scene):
    day, _sabine = scene
    nolwenn = a_member(day.forum.space, "Nolwenn")
    day.sheets.filter(number=12).update(asked_by=nolwenn)
    filed(a_desk(day), day, said="Trois foyers.")

    as_(nolwenn).post(at(day, "report", 12), {"text": "Trois foyers, et le mien."})

    assert Report.objects.get().text == "Trois foyers, et le mien."
    assert FormerReport.objects.get().text == "Trois foyers."


@pytest.mark.parametrize(
    "end",
    [
        lambda day, sabine: newsroom_codes.close_newsroom(day, by=sabine),
        lambda day, _sabine: day.close(timezone.now()),
        lambda day, _sabine: type(day.forum).objects.update(held_on=TODAY.held_on - AFTERWARDS - datetime.timedelta(1)),
    ],
    ids=["newsroom closed", "day closed", "long past"],
)
def test_a_desk_ends_with_its_letters(end):
    day, sabine = opened(public=True)
    desk, letters = a_desk(day), day.newsroom_code
    end(day, sabine)

    answers = [desk.get(at(day, "newsroom")), desk.post(at(day, "newsroom_sheet", 12), {"said": "Trop tard."})]
    newsroom_codes.open_newsroom(day, by=sabine) if day.closed_at is None else None

    assert [one.status_code for one in answers] == [403, 403]
    assert day_now(day.forum).newsroom_code != letters or not newsroom_codes.is_newsroom_open(day_now(day.forum))
    assert not Report.objects.exists()


def test_the_act_itself_refuses_once_the_newsroom_is_closed(scene):
    day, sabine = scene
    sheet = day.sheets.select_related("day__forum__space").get(number=12)
    newsroom_codes.close_newsroom(day, by=sabine)

    with pytest.raises(Refusal):
        newsroom_acts.file_report(sheet, newsroom_acts.Told("Trop tard."), by=newsroom_acts.Visitor("a"), at=AT)


def test_a_desk_of_one_day_types_for_no_other(scene):
    day, _sabine = scene
    other, _anne = opened(public=True)
    desk = a_desk(day)

    assert desk.get(at(other, "newsroom")).status_code == 403
    assert desk.get(at(opened()[0], "newsroom")).status_code == 404


def test_a_question_kept_to_a_few_is_not_at_the_desk(scene):
    day, sabine = scene
    sheet = day.sheets.select_related("question").get(number=12)
    sheet.question.audience = Audience.of_persons(sabine)
    sheet.question.save()
    desk = a_desk(day)

    assert "Qui conduit" not in desk.get(at(day, "newsroom")).content.decode()
    assert desk.get(at(day, "newsroom_sheet", 12)).status_code == 404


def test_reports_of_a_desk_are_bounded(monkeypatch):
    day, _sabine = opened()
    monkeypatch.setattr(newsroom_acts, "OF_A_DESK", Bound("few", (Limit(LimitScope.EACH, 2),)))
    desk = a_desk(day)

    answers = [filed(desk, day, said=f"Page {nth}.").status_code for nth in range(3)]

    assert answers[:2] == [302, 302]
    assert answers[2] >= 400


def test_what_is_new_is_printed_once(scene):
    day, _sabine = scene
    desk = a_desk(day)
    filed(desk, day, 12, said="Trois foyers.")
    first = desk.get(at(day, "newsroom_prints"))
    after = f"{at(day, 'newsroom_prints')}?since={first.context['last']}"
    filed(desk, day, 7, said="Deux fours.")

    second, whole = desk.get(after).content.decode(), desk.get(at(day, "newsroom_prints")).content.decode()

    assert "Trois foyers." in first.content.decode()
    assert ("Trois foyers." in second, "Deux fours." in second) == (False, True)
    assert whole.index("Trois foyers.") < whole.index("Deux fours.")


@pytest.mark.parametrize(
    "frame", [Framed("Un mot."), Framed("Un mot.", "Demain."), Framed(who="Nolwenn"), Framed("a\n\nb", "", "c\nd")]
)
def test_a_frame_comes_back_as_it_was_typed_in_any_language(frame):
    for language in ("fr", "en"):
        with translation.override(language):
            text = frame.text

        assert framed(text) == frame


@pytest.mark.parametrize("name", ["newsroom", "newsroom_prints"])
def test_a_list_costs_as_many_queries_at_five_sessions_as_at_two(name):
    day, sabine = opened(public=True)
    desk = a_desk(day)
    filed(desk, day, 12, joined_to="7")
    filed(desk, day, 7, said="Deux fours.")
    before = queries_of(desk, at(day, name))

    for number in (20, 21, 22):
        written(day, sabine, number, f"Question {number} ?")
        filed(desk, day, number, said=f"Page {number}.")

    assert queries_of(desk, at(day, name)) == before


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_reports_that_came_last_stand_beside_the_numbers(scene):
    day, _sabine = scene
    desk = a_desk(day)
    filed(desk, day, 12, said="On a dessiné les trajets.")
    filed(desk, day, 7, none="1")

    page = desk.get(at(day, "newsroom"))

    assert [shown.number for shown, _hour in page.context["fresh"]] == [7, 12]
    assert "Vient d’arriver" in page.content.decode()
    assert "On a dessiné" not in page.content.decode()


def test_a_desk_that_writes_many_times_pushes_out_neither_the_first_words_nor_those_of_a_person(scene):
    """Thirteen lines typed in a minute took a report away for good, and what hosts keep of the words of persons."""
    day, sabine = scene
    sheet = day.sheets.get(number=12)
    filed(a_desk(day), day, said="Deux heures de notes de la table 3.")
    report_text(sheet, "Mots de Sabine.", by=sabine, at=timezone.now())
    report_text(sheet, "", by=sabine, at=timezone.now())
    FormerReport.objects.create(sheet=sheet, text="Mots de Bleuenn.", by=sabine, at=timezone.now())

    last = a_desk(day)
    for number in range(MOST_FORMER + 3):
        filed(last, day, said=f"x{number}")

    kept = list(sheet.former_reports.order_by("pk").values_list("text", flat=True))
    assert kept[:2] == ["Deux heures de notes de la table 3.", "Mots de Bleuenn."]
    assert kept[2:] == [f"x{number}" for number in range(3, MOST_FORMER + 2)]
