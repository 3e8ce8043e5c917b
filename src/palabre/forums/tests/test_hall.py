"""The code of a day among members lets a phone of the hall into the day, and into nothing else of the space."""

import dataclasses
import datetime

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from palabre.forums.broadcast.wall_topic import HallVisitor, judged
from palabre.forums.broadcast.wall_websocket import visitor_of_hall
from palabre.forums.day.forum_codes import day_key
from palabre.forums.day.hall import AFTERWARDS
from palabre.forums.models import SheetPledge
from palabre.forums.tests.scene import PLAN, as_, at, day_now, prepared, standing, typed, written
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.people.agreements import exclusion
from palabre.people.models import Audience, AudienceKind, Person
from tests import addresses, builders
from tests.builders import readers_of
from tests.lengths import short_by
from tests.reach import LINK
from tests.things import SECRET, one_of_everything

pytestmark = pytest.mark.django_db
TODAY = dataclasses.replace(PLAN, held_on=timezone.localdate())
READ = ["forum", "wall", "projector", "state", "proposal", "going_on", "sheet", "paper", "report", "photo"]
SAID = ["placing", "leaving_place", "paper_number", "words", "aside", "withdrawal", "putting_back", "placing_undoing"]
PARTS = 4  # of the addresses: one of them by default
DESK = ["newsroom", "newsroom_sheet", "newsroom_prints"]  # its letters are others: see test_newsroom
TAKEN = ["wall_photo", "proceedings_file", "ballot"]
OWN = {"you:name"}  # of who typed a name there, even afterwards
DOORS = {f"forums:{name}" for name in [*READ, *SAID, *DESK, *TAKEN, "not_going_on", "no_address"]}


@pytest.fixture
def scene():
    day, sabine = prepared(plan=TODAY)
    written(day, sabine, 12, "Qui conduit le mercredi ?", asked_by="Éloi Tanguy")
    return day, sabine


def come(day):
    phone = Client()
    assert phone.post("/forum/", {"code": day.code}).url == day.forum.get_absolute_url()
    return phone


def asked(phone, day, text="Un repas froid ?", **more):
    said = {"text": text, "who": "Bleuenn", "form_token": "a", "proposal_token": "b", **more}
    return phone.post(at(day, "proposal"), said)


def test_the_code_opens_the_day_and_says_the_first_names_alone(scene):
    day, _sabine = scene
    phone = come(day)

    pages = [phone.get(at(day, name)).content.decode() for name in ("forum", "wall", "projector", "going_on")]

    assert all("Qui conduit" in page for page in (pages[1], pages[3]))
    assert "loin du bourg" in pages[0]
    assert not any("Tanguy" in page for page in pages)


def test_the_square_opens_it_too(scene):
    day, _sabine = scene
    phone = Client()

    address = phone.get(f"/forum/{day.code}/{day_key(day)}/").url

    assert phone.get(address).status_code == 200


def test_who_did_not_come_by_the_code_finds_nothing(scene):
    day, _sabine = scene
    forged = Client()
    session = forged.session
    session["halls"] = {str(day.forum_id): "BCDFGHJK"}
    session.save()

    assert [one.get(at(day, "forum")).status_code for one in (Client(), forged)] == [404, 404]


def test_a_phone_proposes_takes_a_place_reports_and_goes_on(scene):
    day, _sabine = scene
    phone = come(day)
    asked(phone, day)

    phone.post(at(day, "placing", 41), {"slot": 1, "place": 2})
    phone.post(at(day, "report", 41), {"text": "Deux fours suffisent."})
    phone.post(at(day, "going_on"), {"number": 12})
    phone.post(at(day, "aside", 12), {"is_aside": "1"})

    assert standing(day) == ["41 1 B"]
    assert day.sheets.get(number=41).report.text == "Deux fours suffisent."
    assert SheetPledge.objects.get().person.name == "Bleuenn"
    assert "Mise de côté par vous" in phone.get(at(day, "wall")).content.decode()


def test_who_took_part_reads_that_the_day_is_closed_and_nothing_of_it(scene):
    """Who came by the code alone, or has a name here without it, finds nothing."""
    day, _sabine = scene
    phone, silent = come(day), come(day)
    asked(phone, day)
    elsewhere = as_(Person.objects.get(name="Bleuenn"))
    day.close(timezone.now())

    answers_ = [phone.get(at(day, name)) for name in ("forum", "wall", "going_on", "newsroom")]
    late = phone.post(at(day, "report", 41), {"text": "Trop tard."})
    page = answers_[0].content.decode()

    assert {one.status_code for one in [*answers_, late]} == {403}
    assert "La journée est fermée" in page
    assert "Redonner son lien" in page
    assert "Trop tard." in late.content.decode()
    assert not any(word in page for word in (day.forum.space.name, "loin du bourg", "Qui conduit", "Sabine"))
    assert [one.get(at(day, "forum")).status_code for one in (silent, elsewhere)] == [404, 404]
    assert day.forum.space.name not in phone.get("/").content.decode()


@pytest.mark.parametrize(
    "end",
    [
        lambda day: day.be_joined_by("BCDFGHJK"),
        lambda day: day.forum.space.archive(timezone.now()),
        lambda day: day.forum.space.end(timezone.now()),
        lambda day: kept_to_a_few(day),
        lambda day: exclusion.put_out(Person.objects.get(name="Bleuenn"), by=None, at=timezone.now()),
    ],
    ids=["another code", "archived", "ended", "kept to a few", "put out"],
)
def test_a_closed_day_tells_nothing_to_whom_its_code_no_longer_opens_it(scene, end):
    day, _sabine = scene
    phone = come(day)
    asked(phone, day)
    day.close(timezone.now())
    end(day_now(day.forum))

    assert phone.get(at(day, "forum")).status_code == 404


def test_a_screen_of_the_hall_is_its_device_whoever_typed_a_name_on_it(scene):
    day, _sabine = scene
    request = RequestFactory().get("/")
    request.session = {"halls": {str(day.forum_id): day.code}}
    named, elsewhere = LiveVisitor(day.forum_id, 5), LiveVisitor(day.forum_id + 1, 5)

    found = visitor_of_hall(request, named, day.forum.space.slug)

    assert (type(found), found.code, found.person < 0) == (HallVisitor, day.code, True)
    assert visitor_of_hall(request, elsewhere, day.forum.space.slug) == elsewhere


@pytest.mark.parametrize("is_closed", [False, True], ids=["during", "afterwards"])
def test_who_typed_a_name_in_the_hall_takes_it_away_even_afterwards(scene, is_closed):
    """The page of their name was closed to them: they had to ask a member."""
    day, _sabine = scene
    phone, address = come(day), f"/s/{day.forum.space.slug}/you/name/"
    asked(phone, day)
    phone.post(at(day, "going_on"), {"number": 12})
    shown = phone.get(at(day, "going_on")).content.decode()
    if is_closed:
        day.close(timezone.now())
    page = phone.get(address).content.decode()
    links = {link for link in LINK.findall(page) if "/s/" in link}

    assert address in shown
    assert (Client().get(address).status_code, come_without_a_name(day, address)) == (404, 404)
    assert links <= {address}
    assert phone.post(address).status_code == 200
    assert not day.forum.space.persons.filter(name="Bleuenn").exists()
    assert phone.get(address).status_code == 404


def come_without_a_name(day, address):
    phone = Client()
    phone.post("/forum/", {"code": day.code})
    return phone.get(address).status_code


def changed(**facts):
    return lambda day: [setattr(day.forum, *one) for one in facts.items()] and day.forum.save()


def kept_to_a_few(day):
    day.forum.audience.kind = AudienceKind.SEATS
    day.forum.audience.save()


@pytest.mark.parametrize(
    "end",
    [
        lambda day: day.close(timezone.now()),
        lambda day: day.be_joined_by("BCDFGHJK"),
        lambda day: day.forum.space.archive(timezone.now()),
        lambda day: day.forum.space.end(timezone.now()),
        changed(held_on=timezone.localdate() - AFTERWARDS - datetime.timedelta(days=1)),
        changed(held_on=None),
        kept_to_a_few,
    ],
    ids=["closed", "another code", "archived", "ended", "long past", "no date", "kept to a few"],
)
def test_the_code_lives_as_long_as_its_day(scene, end):
    day, _sabine = scene
    phone, letters = come(day), day.code
    visitor = HallVisitor(day.forum_id, -7, code=letters)
    before = judged([visitor])[visitor].right
    end(day_now(day.forum))

    assert phone.get(at(day, "forum")).status_code == 404
    assert Client().post("/forum/", {"code": letters}).status_code == 404
    assert (before, judged([visitor])[visitor].right) == (Right.READ, Right.NOBODY)


def test_a_code_that_everybody_could_see_opens_no_forum_kept_to_members():
    day, sabine = prepared(public=True, plan=TODAY)
    letters = day.code

    as_(sabine).post(at(day, "no_publicity"))

    assert Client().post("/forum/", {"code": letters}).status_code == 404
    assert come(day_now(day.forum)).get(at(day, "forum")).status_code == 200


def test_what_is_kept_to_a_few_stays_so(scene):
    day, sabine = scene
    sheet = written(day, sabine, 13, f"Entre nous {SECRET} ?")
    sheet.question.audience = Audience.of_persons(sabine)
    sheet.question.save()
    phone = come(day)

    pages = [phone.get(at(day, name)).content.decode() for name in ("forum", "wall", "projector", "state", "going_on")]

    assert not any(SECRET in page for page in pages)
    assert phone.get(at(day, "sheet", 13)).status_code == 404


def test_the_marked_doors_are_those_of_the_day():
    marked = [name for name, known in addresses.every_address().items() if hasattr(known.callback, "find_pass")]

    assert set(marked) == DOORS


@pytest.mark.parametrize("part", short_by(range(PARTS), [0]))
def test_a_phone_of_the_hall_finds_nothing_else_of_the_space(scene, part):
    """With and without a name, at each address of the space, filled with things that every member reads."""
    day, sabine = scene
    things = one_of_everything(day.forum.space, readers_of(day.forum.space), by=sabine)
    phone, named = come(day), come(day)
    asked(named, day)
    others = [name for name in addresses.within_a_space() if name not in DOORS | OWN][part::PARTS]

    found = [name for one in (phone, named) for name in others if answers(one, name, things, day.forum.space)]

    assert found == []


def answers(client, name, things, space):
    url = addresses.address(name, things, space=space)
    return {client.get(url).status_code, client.post(url).status_code} - {404, 405}


def test_the_code_of_one_day_opens_no_other_day(scene):
    day, sabine = scene
    other = builders.a_day(builders.a_forum(day.forum.space, "Un autre jour", held_on=TODAY.held_on), by=sabine)

    assert come(day).get(at(other, "forum")).status_code == 404
    assert come(day).get(at(prepared(plan=TODAY)[0], "forum")).status_code == 404


def test_no_page_of_the_day_leads_to_a_closed_door(scene):
    day, sabine = scene
    typed(day, sabine, "12 1 A")
    phone = come(day)
    asked(phone, day)
    pages = [at(day, name) for name in ("forum", "wall", "projector", "going_on", "proposal")]

    pages += [at(day, "sheet", 12), at(day, "sheet", 41)]
    links = {link for page in pages for link in LINK.findall(phone.get(page).content.decode())}

    assert [link for link in sorted(links) if phone.get(link).status_code != 200] == []


def test_what_is_refused_in_the_hall_leads_back_to_the_day(scene):
    day, _sabine = scene
    phone = come(day)
    asked(phone, day)
    refused = [
        phone.get(at(day, "sheet", 99)),
        phone.get(at(day, "report", 12)),
        phone.get(at(day, "newsroom")),
        phone.post(at(day, "placing", 12), {}),
        phone.post(at(day, "withdrawal", 12)),
    ]

    links = [LINK.findall(answer.content.decode()) for answer in refused]

    assert [answer.status_code for answer in refused] == [404, 403, 403, 422, 409]
    assert all(day.forum.get_absolute_url() in found for found in links)
    assert not any(day.forum.space.get_absolute_url() in found for found in links)
