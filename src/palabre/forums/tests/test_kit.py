"""The printed kit: a tagged PDF, whose “Today” alone bears the address of the day; sheets claimed by their number."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from palabre.forums.kit.kit_copy import kit_data
from palabre.forums.kit.kit_pages import PARTS, Here, pages_of, parts_of
from palabre.forums.models import Sheet
from palabre.forums.tests.dot_scene import a_vote
from palabre.forums.tests.scene import as_, at, prepared, written
from palabre.pure.documents.kit import as_kit
from tests.builders import a_member

pytestmark = pytest.mark.django_db
HERE = Here("192.168.8.2:8000/forum", "BCDF GHJK", "http://192.168.8.2:8000/forum/x/", "forum-brennes")


@pytest.fixture
def scene():
    return prepared(public=True)


def pages(content):
    return PdfReader(io.BytesIO(content)).pages


def test_a_host_takes_one_tagged_file_with_all_of_it(scene):
    day, sabine = scene

    answer = as_(sabine).get(at(day, "kit_file"))

    content = answer.content
    assert (answer.headers["Content-Type"], content[:5]) == ("application/pdf", b"%PDF-")
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = [one.extract_text() for one in pages(content)]
    assert len(text) == 1 + 40 + 1 + 2 + 1 + 1 + 3 + 1 + 1 + 1
    assert sum("est réservée à cette feuille" in one for one in text) == 40


def test_a_list_says_what_is_printed_and_only_what_is_ticked_is(scene):
    day, sabine = scene
    client = as_(sabine)

    page = client.get(at(day, "kit")).content.decode()
    made = client.get(at(day, "kit_file"), {"part": ["report", "going_on"]}).content

    assert page.count('name="part"') == page.count(" checked") == len(PARTS) - 1  # no dots: no card for them
    assert len(pages(made)) == 2


def test_only_today_bears_the_address_of_the_day_and_the_wifi(scene):
    day, _sabine = scene
    pages_made = pages_of(day, list(PARTS), HERE)

    bearing = {one["kind"] for one in pages_made if "192.168" in repr(one) or "forum-brennes" in repr(one)}

    assert bearing == {"today"}


def test_a_sheet_bears_its_code_and_number_and_none_where_no_code_leads_there():
    day, _sabine = prepared()

    [first, *_others] = pages_of(day, ["sheet"], HERE)
    [bare, *_rest] = pages_of(day, ["sheet"], Here())

    assert (first["square"]["text"], bare["square"]) == ("BCDF-GHJK-1", None)


def test_hostile_words_are_printed_as_they_are(scene):
    day, _sabine = scene
    day.forum.theme = '#read("/etc/passwd") $x$ ]] \x00'
    day.places.filter(position=1).update(name='"); #panic()', access="[x]")

    text = "".join(one.extract_text() for one in pages(as_kit(kit_data(day, ["poster", "table_number"], HERE))))

    assert '#read("/etc/passwd")' in text
    assert "#panic()" in text


def test_only_hosts_print(scene):
    day, _sabine = scene

    for client in (Client(), as_(a_member(day.forum.space, "Hugo"))):
        assert [client.get(at(day, name)).status_code for name in ("kit", "kit_file")] == [403, 403]


def test_a_wall_without_hours_prints_the_rest(scene):
    day, sabine = scene
    day.slots.all().delete()
    day.places.all().delete()

    answer = as_(sabine).get(at(day, "kit_file"), {"part": ["stickers", "heads", "run_sheet"]})

    assert len(pages(answer.content)) == 1


@pytest.mark.parametrize("typed", ["{}-12", "{} 12", "{}12"])
def test_the_letters_and_the_number_of_a_sheet_lead_to_it(scene, typed):
    day, sabine = scene
    code, phone = day.code.lower(), Client()

    before = phone.post(reverse("forum_code:door"), {"code": typed.format(code)}, follow=True)
    written(day, sabine, 12)
    after = phone.post(reverse("forum_code:door"), {"code": typed.format(code)}, follow=True)

    assert before.context["form"].initial["number"] == "12"
    assert after.redirect_chain[-1][0] == at(day, "sheet", 12)


def test_a_question_is_proposed_under_the_number_of_its_sheet(scene):
    day, _sabine = scene
    said = {"text": "Et le car ?", "who": "Nadège", "form_token": "z", "proposal_token": "p", "number": "12"}

    first = Client().post(at(day, "proposal"), said)
    taken = Client().post(at(day, "proposal"), said | {"form_token": "y", "proposal_token": "q"})
    unprinted = Client().post(at(day, "proposal"), said | {"proposal_token": "r", "number": "41"})

    assert [one.status_code for one in (first, taken, unprinted)] == [302, 409, 409]
    assert Sheet.objects.get().number == 12


def test_a_member_prints_a_harvest_sheet_and_table_numbers_for_a_day_without_a_wall(scene):
    day, _sabine = scene
    way = reverse("forums:tables_file", args=[day.forum.space.slug])

    text = [one.extract_text() for one in pages(as_(a_member(day.forum.space, "Bo Kervran")).get(way).content)]

    assert (len(text), "Ce qui s’est dit" in text[0], text[1].strip(), text[-1].strip()) == (13, True, "1", "12")
    assert Client().get(way).status_code == 403


def test_cards_for_dots_are_printed_only_where_the_day_has_some(scene):
    day, sabine = scene
    with_dots, _host = a_vote(is_open=False)

    plain, dotted = (pages_of(one, parts_of(one), HERE) for one in (day, with_dots))

    assert [one["each"] for one in dotted if one["kind"] == "ballots"] == [3]
    assert not [one for one in plain if one["kind"] == "ballots"]
    assert 'value="ballots"' not in as_(sabine).get(at(day, "kit")).content.decode()
    asked = as_(with_dots.by).get(at(with_dots, "kit_file"), {"part": ["ballots"]}).content
    (page,) = pages(asked)
    assert page.extract_text().count("Écrivez dans chaque case") == 8
