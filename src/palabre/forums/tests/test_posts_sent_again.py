"""A post that a phone sends again is done once, for who typed it; the key of somebody else gives nothing."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from palabre.forums.day.newsroom_codes import open_newsroom
from palabre.forums.models import Report, Session, Sheet, SheetPledge, WithdrawnSheet
from palabre.forums.tests.scene import AT, as_, at, prepared, standing, typed, written
from palabre.forums.wall.set_aside import sheets_aside
from palabre.forums.wall.sheets import propose
from palabre.forums.wall.withdrawal import put_back, withdraw_sheet
from palabre.journal import hooks
from palabre.people.devices import received_posts
from palabre.people.devices.received_posts import KEPT_FOR, KEY, LATER, MARK, receive
from palabre.people.guests import OF_A_TYPED_NAME
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.models import Attempt, ReceivedPost
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.visitor_cookie import Visitor
from tests.at_once import at_once
from tests.builders import a_member

pytestmark = pytest.mark.django_db

A, B = "a" * 36, "b" * 36
KEPT = re.compile(r'<form[^>]*\bdata-kept\b[^>]*\baction="([^"]+)"')
WHO = {"who": "Léa", "form_token": "de-lea"}


@pytest.fixture
def scene():
    """Return the day of a public forum with a question on its wall, and who hosts it."""
    day, sabine = prepared(public=True)
    typed(day, sabine, "12 Qui conduit le mercredi ?")
    return day, sabine


def a_phone(day):
    """Return a device whose visitor told no name yet, and has the cookie of its first page."""
    phone = Client()
    phone.get(day.forum.get_absolute_url())
    return phone


def mark_on(phone, day):
    """Return the mark that a page of the day bears on this device."""
    page = phone.get(at(day, "wall")).content.decode()
    return page.partition('data-reader="')[2].partition('"')[0]


def send(phone, day, name, said, *args, key=A, mark=None, **headers):
    """Send a form as the script does; `mark` is that of the page where it was typed."""
    mark = mark_on(phone, day) if mark is None else mark
    return phone.post(at(day, name, *args), said, headers={KEY: key, MARK: mark, **headers})


def goes_on(phone, day, **how):
    return send(phone, day, "going_on", {"number": "12", **WHO}, **how)


def test_the_same_key_again_gives_the_same_answer_and_does_nothing_more(scene):
    day, sabine = scene
    host = as_(sabine)
    line = {"line": "12 1 A", "asked_by": "", "form_token": ""}
    first = send(host, day, "copy", line)
    typed(day, sabine, "12 2 B")

    again = send(host, day, "copy", line)

    assert first.json() == again.json() | {"said": ""}
    assert again.json()["to"] == at(day, "copy")
    assert standing(day) == ["12 2 B"]
    assert Session.objects.count() == 2


def test_what_was_taken_back_meanwhile_does_not_come_back(scene):
    day, _sabine = scene
    phone = a_phone(day)
    mark = mark_on(phone, day)
    goes_on(phone, day, mark=mark)
    phone.post(at(day, "not_going_on", SheetPledge.objects.get().pk))

    again = goes_on(phone, day, mark=mark)

    assert again.json()["to"] == at(day, "going_on")
    assert not SheetPledge.objects.exists()


def test_a_visitor_whose_cookie_was_lost_with_the_answer_is_the_same_guest(scene):
    day, _sabine = scene
    phone = a_phone(day)
    mark = mark_on(phone, day)
    goes_on(phone, day, mark=mark)
    phone.cookies.pop("palabre")

    again = goes_on(phone, day, mark=mark)

    assert again.json()["reader"] == mark_on(phone, day) != mark
    assert Person.objects.filter(name="Léa").count() == SheetPledge.objects.count() == 1


def test_after_an_hour_the_answer_is_the_same_and_the_device_knows_nobody(scene):
    day, _sabine = scene
    phone = a_phone(day)
    mark = mark_on(phone, day)
    goes_on(phone, day, mark=mark)
    phone.cookies.pop("palabre")
    Person.objects.filter(name="Léa").update(named_at=timezone.now() - datetime.timedelta(hours=2))

    again = goes_on(phone, day, mark=mark)

    assert again.json() == {"to": at(day, "going_on"), "said": "", "reader": mark}
    assert "palabre" not in phone.cookies
    assert SheetPledge.objects.count() == 1


def test_the_cookie_that_came_without_its_answer_is_no_other_name(scene):
    day, _sabine = scene
    phone = a_phone(day)
    mark = mark_on(phone, day)
    goes_on(phone, day, mark=mark)

    again = goes_on(phone, day, mark=mark)

    assert again.status_code == 200
    assert SheetPledge.objects.count() == 1


def test_what_was_typed_under_another_name_is_not_sent_under_this_one(scene):
    day, _sabine = scene
    phone = as_(a_member(day.forum.space, "Léa Morvan"))
    mark = mark_on(phone, day)
    phone = as_(a_member(day.forum.space, "Karim Belkacem"))

    refused = send(phone, day, "going_on", {"number": "12"}, mark=mark)
    told = refused.json()
    asked = send(phone, day, "going_on", {"number": "12"}, mark=told["reader"], key=B)

    assert refused.status_code == 409
    assert "sous un autre nom" in told["why"]
    assert "Karim" in told["instead"]
    assert "to" not in told
    assert asked.status_code == 200
    assert [one.person.name for one in SheetPledge.objects.all()] == ["Karim Belkacem"]


def test_nor_is_what_was_typed_on_the_first_page_of_a_device_by_who_had_no_name(scene):
    day, _sabine = scene
    first = mark_on(Client(), day)
    member = as_(a_member(day.forum.space, "Karim Belkacem"))
    said = {"text": "Qui garde les enfants ?", "who": "Léa", "proposal_token": "q"}

    refused = send(member, day, "proposal", said, mark=first)
    asked = send(a_phone(day), day, "proposal", said | WHO, mark=first)

    assert (first, refused.status_code, asked.status_code) == ("", 409, 200)
    assert "sous un autre nom" in refused.json()["why"]
    assert [str(one.asked_by) for one in Sheet.objects.filter(number=41)] == ["Léa"]


@pytest.mark.parametrize("claims", [True, False])
def test_the_key_of_somebody_else_gives_nothing(scene, claims):
    day, _sabine = scene
    lea = as_(a_member(day.forum.space, "Léa Morvan"))
    hers = mark_on(lea, day)
    send(lea, day, "proposal", {"text": "Qui garde les enfants ?", "proposal_token": "q"})
    other = a_phone(day)

    answer = send(other, day, "proposal", {"text": "", "who": "Karim"}, mark=hers if claims else None)

    assert at(day, "sheet", 41) not in answer.content.decode()
    assert answer.status_code == 409
    assert "palabre" not in other.cookies


def test_a_key_is_good_for_one_act(scene):
    day, sabine = scene
    host = as_(sabine)
    send(host, day, "copy", {"line": "12 1 A"})

    answer = send(host, day, "aside", {"is_aside": "1"}, 12)

    assert answer.json()["to"] == at(day, "sheet", 12)
    assert sheets_aside(host.session, day.forum_id) == [Sheet.objects.get().pk]


def test_a_refusal_keeps_nothing_and_the_same_key_may_be_sent_again(scene):
    day, sabine = scene
    host = as_(sabine)

    refused = send(host, day, "copy", {"line": "9 1 A"})
    typed(day, sabine, "9 Un repas froid ?")
    done = send(host, day, "copy", {"line": "9 1 A"})

    assert refused.status_code == 409
    assert "9 1 A" in refused.content.decode()
    assert done.status_code == 200
    assert standing(day) == ["9 1 A"]


def test_a_page_that_refuses_by_itself_keeps_nothing_either(scene):
    day, _sabine = scene
    member = as_(a_member(day.forum.space, "Malo Kerdoncuff"))

    refused = send(member, day, "copy", {"line": "12 1 A"})

    assert refused.status_code == 403
    assert not ReceivedPost.objects.exists()


def test_what_a_refusal_counted_stays_counted(scene, rf):
    _day, sabine = scene
    request = rf.post("/")
    request.person = sabine

    def act():
        OF_A_TYPED_NAME.count(Visitor("1"), at=timezone.now())
        raise Refusal("Trop.")

    with pytest.raises(Refusal):
        receive(request, A, act)

    assert Attempt.objects.count() == 1
    assert not ReceivedPost.objects.exists()


def test_who_is_elsewhere_by_now_is_told_in_the_answer(scene):
    day, sabine = scene
    host = as_(sabine)

    late = send(host, day, "copy", {"line": "12 1 A"}, **{LATER: "1"}).json()
    at_hand = send(host, day, "copy", {"line": "12 2 A"}, key=B).json()

    assert late["said"].startswith("12. Qui conduit le mercredi ?")
    assert at_hand["said"] == ""
    assert "Table 1" in host.get(at(day, "copy")).content.decode().partition('class="done"')[2][:100]


@pytest.mark.parametrize("key", ["", "court", "A" * 36, "é" * 36, "a" * 61])
def test_without_a_good_key_the_form_is_a_form(scene, key):
    day, sabine = scene

    answer = as_(sabine).post(at(day, "copy"), {"line": "12 1 A"}, headers={KEY: key} if key.isascii() else {})

    assert (answer.status_code, answer.url) == (302, at(day, "copy"))
    assert not ReceivedPost.objects.exists()


def test_a_desk_of_the_newsroom_files_a_report_once(scene):
    day, sabine = scene
    open_newsroom(day, by=sabine)
    day.refresh_from_db()
    desk = Client()
    desk.post("/forum/", {"code": day.newsroom_code})
    mark = mark_on(desk, day)
    said = {"said": "Trois foyers.", "seen": ""}
    send(desk, day, "newsroom_sheet", said, 12, mark=mark)
    Report.objects.update(text="Trois foyers, et une liste.")

    again = send(desk, day, "newsroom_sheet", said, 12, mark=mark)

    assert again.json()["to"] == f"{at(day, 'newsroom')}?kept=12"
    assert Report.objects.get().text == "Trois foyers, et une liste."


def test_keys_are_forgotten_after_three_days_by_the_clock_some_at_a_time(scene, monkeypatch):
    monkeypatch.setattr(received_posts, "AT_ONCE", 2)
    now, act = timezone.now(), hooks.clocks["received posts"].act
    ages = [datetime.timedelta()] + [KEPT_FOR] * 5
    ReceivedPost.objects.bulk_create(ReceivedPost(digest=f"{nth}", at=now - age) for nth, age in enumerate(ages))

    act(now)

    assert [row.digest for row in ReceivedPost.objects.all()] == ["0"]


def test_a_post_deletes_no_row_of_before(scene):
    day, sabine = scene
    ReceivedPost.objects.create(digest="former", at=timezone.now() - KEPT_FOR)

    send(as_(sabine), day, "copy", {"line": "12 2 A"})

    assert ReceivedPost.objects.count() == 2


def test_one_visitor_leaves_so_many_rows_in_an_hour(scene, monkeypatch):
    day, sabine = scene
    monkeypatch.setattr(received_posts, "POSTS", Bound("post with a key", (Limit(LimitScope.EACH, 1),)))
    host = as_(sabine)
    send(host, day, "copy", {"line": "12 1 A"})
    refused = send(host, day, "copy", {"line": "12 2 A"}, key=B)
    again = send(host, day, "copy", {"line": "12 1 A"})

    assert (refused.status_code, again.status_code, ReceivedPost.objects.count()) == (429, 200, 1)


def test_a_row_names_nobody_and_its_key_is_not_in_it(scene):
    day, _sabine = scene
    goes_on(a_phone(day), day)

    row = ReceivedPost.objects.values().get()

    assert set(row) == {"id", "digest", "to", "at"}
    assert A not in f"{row}"
    assert "Léa" not in f"{row}"


def test_a_mark_is_of_one_reader(scene):
    day, sabine = scene
    lea = a_member(day.forum.space, "Léa Morvan")

    marks = [mark_on(as_(sabine), day), mark_on(as_(lea), day), mark_on(a_phone(day), day), mark_on(a_phone(day), day)]

    assert len(set(marks)) == 4
    assert {len(one) for one in marks} == {20}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_two_tabs_at_once_is_done_once():
    day, sabine = prepared(public=True)
    written(day, sabine, 12)
    lea = a_member(day.forum.space, "Léa Morvan")
    mark = mark_on(as_(lea), day)
    answers = []

    def tab():
        said = {"text": "Qui garde les enfants ?", "proposal_token": ""}
        answers.append(send(as_(lea), day, "proposal", said, mark=mark).json()["to"])

    faults = at_once(*[tab] * 6)

    assert faults == []
    assert set(answers) == {at(day, "sheet", 41)}
    assert len(answers) == 6
    assert day.sheets.count() == 2


def test_what_a_device_keeps_is_sent_where_it_is_done_once(scene):
    day, sabine = scene
    host = as_(sabine)
    typed(day, sabine, "12 1 A")
    proposed = propose(day, "Qui garde les enfants ?", by=sabine, at=AT)
    withdraw_sheet(written(day, sabine, 7, "Qui répare ?"), by=sabine, at=AT)

    screens = ("sheet", 12), ("sheet", proposed.number), ("copy",)
    pages = [host.get(at(day, *one)).content.decode() for one in screens]
    pages.append(host.post(at(day, "withdrawal", proposed.number), follow=True).content.decode())
    kept = {resolve(one).url_name: resolve(one).func for page in pages for one in KEPT.findall(page)}

    undone = {"placing_undoing", "putting_back"}
    assert kept.keys() == {"placing", "leaving_place", "paper_number", "aside", "withdrawal", *undone}
    assert all(view.is_sent_once for view in kept.values())
    assert "putting_back" in {resolve(one).url_name for one in KEPT.findall(pages[-1])}


@pytest.mark.parametrize(
    ("name", "said"), [("withdrawal", {}), ("leaving_place", {}), ("paper_number", {"number": "9"})]
)
def test_what_comes_late_touches_no_other_question_that_has_the_number_by_now(scene, name, said):
    day, sabine = scene
    host, former = as_(sabine), day.sheets.get()
    said |= {"question": former.question_id}
    send(host, day, "withdrawal", {"question": former.question_id}, 12)
    written(day, sabine, 12, "Qui répare ?")
    typed(day, sabine, "12 1 A")

    late = send(host, day, name, said, 12, key=B)

    assert (late.status_code, standing(day)) == (409, ["12 1 A"])


def test_a_question_is_taken_back_once(scene):
    day, sabine = scene
    said = {"question": day.sheets.get().question_id}
    first = send(as_(sabine), day, "withdrawal", said, 12)
    put_back(WithdrawnSheet.objects.get(), by=sabine)

    again = send(as_(sabine), day, "withdrawal", said, 12)

    assert (again.json()["to"], Sheet.objects.count()) == (first.json()["to"], 1)
