"""A forum begun among members is shown to everybody by a host who read it, and kept again; the next one is like it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_publicity import may_be_shown, preview_forum
from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.dots import count_dots
from palabre.forums.outcome.reports import report_text
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.forums.wall.sheets import reword_sheet
from palabre.groups.questions.new_question import born_of, record_birth
from palabre.groups.questions.question_access import asked_now
from palabre.people.models import Audience
from palabre.questions.models import Question
from palabre.spaces.models import Space
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A forum begun among members, whose space is public since."""
    day, sabine = prepared()
    sheet = written(day, sabine, 12, "Qui conduit ?", asked_by="Éloi Tanguy")
    Space.objects.filter(pk=day.forum.space_id).update(public_at=timezone.now())
    return day, sabine, sheet


def seen(day, client):
    """Return what the page says that it showed; what it would say, where it leads back to the forum."""
    page = client.get(at(day, "publicity"))
    return page.context["form"].initial["seen"] if page.status_code == 200 else preview_forum(day).digest


def shown(day):
    return Client().get(day.forum.get_absolute_url()).status_code == 200


def test_a_host_shows_it_and_keeps_it_again(scene):
    day, sabine, _sheet = scene
    client = as_(sabine)
    before = shown(day)

    client.post(at(day, "publicity"), {"seen": seen(day, client)})
    then, page = shown(day), Client().get(day.forum.get_absolute_url()).content.decode()
    client.post(at(day, "no_publicity"))

    assert (before, then, shown(day)) == (False, True, False)
    assert "Qui conduit" in page
    assert "Tanguy" not in page


def test_what_is_shown_was_read_first(scene):
    day, sabine, _sheet = scene
    client = as_(sabine)
    read = seen(day, client)
    written(day, sabine, 13, "Et ma santé ?")

    answers = [client.post(at(day, "publicity"), {"seen": one}).status_code for one in (read, "")]

    assert (answers, shown(day)) == ([409, 409], False)


def test_a_question_kept_among_members_stays_there(scene):
    day, sabine, sheet = scene
    sheet.question.audience = Audience.of_space(day.forum.space)
    sheet.question.save()
    client = as_(sabine)

    client.post(at(day, "publicity"), {"seen": seen(day, client)})

    assert shown(day)
    assert "Qui conduit" not in Client().get(day.forum.get_absolute_url()).content.decode()


def test_a_question_that_a_group_carries_is_shown_by_its_people_and_not_with_the_forum(scene):
    day, sabine, sheet = scene
    other, malo = written(day, sabine, 13, "Qui veille ?"), a_member(day.forum.space, "Malo Riou")
    group, client, stranger = born_of(sheet.question, by=malo, on=timezone.localdate()), as_(sabine), Client()
    record_birth(group, by=malo)
    report_text(sheet, "La mère de Malo ne sort plus.", by=sabine, at=AT)

    page = client.get(at(day, "publicity"))
    assert (page.context["preview"].questions, "mère de Malo" in page.text) == (["13. Qui veille ?"], False)
    assert [one.text for one in page.context["carried"]] == ["Qui conduit ?"]
    client.post(at(day, "publicity"), {"seen": page.context["form"].initial["seen"]})
    pages = [day.forum.get_absolute_url(), at(day, "wall"), at(day, "going_on"), day.forum.space.get_absolute_url()]
    read = [stranger.get(one, follow=True).text for one in pages]
    told = [stranger.get(at(day, "sheet", number)).status_code for number in (12, 13)]
    asked = [stranger.get(one.question.get_absolute_url()).status_code for one in (sheet, other)]

    assert "Qui veille" in read[0]
    assert not [one for one in read if "Qui conduit" in one or "mère de Malo" in one]
    assert (asked, told) == ([404, 200], [404, 200])
    shown_by_malo = reverse("groups:group_shown", args=[group.space.slug, group.pk])
    assert show_as(malo, shown_by_malo) == 302
    assert stranger.get(sheet.question.get_absolute_url()).status_code == 200


def test_its_page_keeps_it_among_members_and_shows_it_again_even_once_groups_began():
    day, sabine = prepared(public=True)
    pledge_for(written(day, sabine, 12, "Qui conduit ?"), "Éloi", by=sabine, at=AT, carries=True)
    close_day(day, {}, by=sabine, at=AT)
    client, page = as_(sabine), day.forum.get_absolute_url()

    offered = [at(day, "no_publicity") in one.get(page).text for one in (client, Client())]
    kept = client.post(at(day, "no_publicity"), follow=True).text
    closed = shown(day)
    client.post(at(day, "publicity"), {"seen": seen(day, client)})

    assert (offered, at(day, "publicity") in kept, closed, shown(day)) == ([True, False], True, False, True)


def show_as(person, address):
    page = as_(person).get(address)
    return as_(person).post(address, {"seen": page.context["form"]["seen"].value()}).status_code


def test_only_hosts_show_it_and_only_in_a_public_space(scene):
    day, _sabine, _sheet = scene
    closed, host = prepared()
    hugo = as_(a_member(day.forum.space, "Hugo"))

    answers = [hugo.get(at(day, "publicity")), hugo.post(at(day, "publicity")), hugo.post(at(day, "no_publicity"))]
    refused = as_(host).post(at(closed, "publicity"), {"seen": seen(closed, as_(host))})

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert (refused.status_code, may_be_shown(closed)) == (409, False)


def test_the_next_forum_begins_with_the_answers_of_a_past_one(scene):
    day, sabine, _sheet = scene
    new = reverse("forums:new", args=[day.forum.space.slug])

    like_it = as_(sabine).get(new, {"from": day.forum_id}).context["form"].initial

    assert (like_it["theme"], like_it["venue"]) == (day.forum.theme, "Salle de Brennes")
    assert like_it["places"].startswith("Table 1, de plain-pied\nTable 2")
    assert like_it["hours"].startswith("10 h 30 - ")
    assert "day" not in like_it


def test_the_answers_of_a_forum_that_one_may_not_read_are_not_told(scene):
    day, _sabine, _sheet = scene
    elsewhere = a_member(a_space("Ailleurs"))
    new = reverse("forums:new", args=[elsewhere.space.slug])

    for number in (day.forum_id, "x", "9" * 30):
        assert "theme" not in as_(elsewhere).get(new, {"from": number}).context["form"].initial


def grow(sheet, by):
    like, today = sheet.question, timezone.localdate()
    asked_now(like.space, "Qui soigne Paul ?", audience=like.audience, like=like, by=by, on=today)


def come_with(sheet, _by):
    sheet.together = "Paul"
    sheet.save()


def photograph(sheet, by):
    facts = {"content_type": "image/png", "width": 1, "height": 1, "space": by.space}
    sheet.photos.create(digest="0" * 64, by=by, at=AT, **facts)


def say_otherwise(sheet, by):
    for text in ("Qui aide Paul, licencié mardi ?", sheet.question.text):
        sheet.question.say(text, on=None, by=by)


def say_where(sheet, _by):
    sheet.day.forum.day.places.filter(position=1).update(access="Code 4312, chez Paul")


def count_on_paper(sheet, by):
    count_dots(sheet.question, "12, dont celle de Paul", by=by)


def count_what_grew(sheet, by):
    grow(sheet, by)
    question = Question.objects.get(text="Qui soigne Paul ?")
    Question.objects.filter(pk=question.pk).update(dots="7, dont celle de Paul")


def photograph_the_wall(sheet, by):
    zephyr = a_member(by.space, "Zéphyr Quéméner")
    facts = {"content_type": "image/png", "width": 1, "height": 1, "space": by.space}
    sheet.day.wall_photos.create(digest="0" * 64, by=zephyr, at=AT, **facts)


def carry_it(sheet, by):
    pledge_for(sheet, "Paul Cadoudal", by=by, at=AT, carries=True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (say_where, "Code 4312"),
        (count_on_paper, "12, dont celle de Paul"),
        (count_what_grew, "7, dont celle de Paul"),
        (photograph_the_wall, "Zéphyr"),
        (carry_it, "Paul"),
        (say_otherwise, "licencié mardi"),
        (lambda sheet, by: reword_sheet(sheet, "Qui roule ?", by=by), "Sabine Le Goff"),
        (lambda sheet, by: report_text(sheet, "Paul boit.", by=by, at=AT), "Paul boit"),
        (come_with, "Paul"),
        (grow, "Paul"),
        (photograph, "Photos"),
    ],
)
def test_all_that_would_be_read_is_previewed_and_what_comes_meanwhile_is_not_shown(scene, change, words):
    day, sabine, sheet = scene
    client = as_(sabine)
    read = seen(day, client)
    change(sheet, sabine)

    answer = client.post(at(day, "publicity"), {"seen": read})

    assert (answer.status_code, shown(day)) == (409, False)
    part = client.get(at(day, "publicity")).content.decode().partition("</h1>")[2]
    assert words in part
    assert client.post(at(day, "publicity"), {"seen": seen(day, client)}).status_code == 302


def test_a_group_that_a_public_forum_gave_birth_to_is_kept_by_its_people_and_the_forum_by_its_hosts():
    day, sabine = prepared(public=True)
    malo = a_member(day.forum.space, "Malo Riou")
    pledge_for(written(day, sabine, 12, "Qui conduit ?"), "Éloi", by=sabine, at=AT, carries=True)
    [born] = close_day(day, {}, by=sabine, at=AT)
    carried = born_of(written(day, sabine, 13, "Et ma santé ?").question, by=malo, on=timezone.localdate())
    record_birth(carried, by=malo)

    def outside(thing):
        return Client().get(thing.get_absolute_url()).status_code

    before = [outside(one) for one in (day.forum, born, carried)]
    kept = as_(malo).post(reverse("groups:group_hidden", args=[born.space.slug, carried.pk])).status_code
    then = [outside(one) for one in (day.forum, born, carried)]
    closed = as_(sabine).post(at(day, "no_publicity")).status_code

    assert (before, kept, then) == ([200, 200, 200], 302, [200, 200, 404])
    assert (closed, [outside(one) for one in (day.forum, born, carried)]) == (302, [404, 200, 404])
