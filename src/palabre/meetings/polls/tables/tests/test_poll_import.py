"""A poll that comes from Framadate: its table is read in each of its ways of writing, shown, then brought in."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.meetings.models import DatePoll
from palabre.meetings.polls.date_poll import PollDraft
from palabre.meetings.polls.tables import framadate
from palabre.meetings.polls.tables.poll_import import bring
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space, entered
from tests.erasing import erase

TODAY = datetime.date(2026, 11, 25)
AT = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
TABLE = """\ufeff,mardi  1 décembre 2026,mardi  1 décembre 2026,jeudi 3 décembre 2026,
,9h-11h,14h,18:30,
"Quéméner, Gaël",Oui,Non,"Si nécessaire",
Anouk,"(Oui)",Inconnu,Oui,
"""


def table(text=TABLE):
    return framadate.read_framadate(text.replace("\n", "\r\n"), today=TODAY)


def dates(read):
    return [slot.value for _number, slot in read.kept]


def test_dates_hours_and_answers_are_read():
    read = table()

    assert dates(read) == ["2026-12-01T09:00+120", "2026-12-01T14:00", "2026-12-03T18:30"]
    assert read.rows == (
        ("Quéméner, Gaël", {0: "yes", 1: "no", 2: "if_need_be"}),
        ("Anouk", {0: "if_need_be", 2: "yes"}),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (";1/12/2026;3/12/2026;\n;14h;;\nMalo;OUI;;\n", ["2026-12-01T14:00", "2026-12-03"]),
        (";01/12/2026;03/12/2026;\nMalo;OUI;NON;\n", ["2026-12-01", "2026-12-03"]),
        (",2026-12-01,2026-12-03,\n,matin,Après-midi,\nMalo,Yes,No,\n", ["2026-12-01Tmorning", "2026-12-03Tafternoon"]),
        (",Tuesday 1 December 2026,\n,14:00 - 15:30,\nMalo,Under reserve,\n", ["2026-12-01T14:00+90"]),
        ("\t01/12/2026\t03/12/2026\n\t18\t\nMalo\t2\t0\n", ["2026-12-01T18:00", "2026-12-03"]),
    ],
)
def test_each_way_of_writing_is_read(text, found):
    read = table(text)

    assert dates(read) == found
    assert [name for name, _choices in read.rows] == ["Malo"]


def test_days_gone_by_and_twice_the_same_hour_are_left_aside_and_said():
    read = table(",01/12/2020,01/12/2026,01/12/2026,\n,14h,14h,14h,\nMalo,Oui,Oui,Non,\n")

    assert dates(read) == ["2026-12-01T14:00"]
    assert read.left == ["01/12/2020 14h", "01/12/2026 14h"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour, voici le compte rendu.\nIl pleut.",
        ",rouge,vert,\nMalo,Oui,Non,\n",
        "x" * (framadate.LARGEST + 1),
        "," + "01/12/2026," * 61 + "\nMalo," + "Oui," * 61,
        ",01/12/2026,\n" + "Malo,Oui,\n" * (framadate.MOST_ROWS + 1),
    ],
)
def test_what_is_no_table_of_dates_is_refused_with_a_next_step(text):
    with pytest.raises(Refusal) as refusal:
        framadate.read_framadate(text, today=TODAY)

    assert refusal.value.instead


def test_a_table_with_too_many_dates_is_refused_before_any_is_read(monkeypatch):
    monkeypatch.setattr(framadate, "slot_of", None)

    with pytest.raises(Refusal, match="trop grand"):
        table("," + "01/12/2026," * 40_000 + "\nMalo," + "Oui,")


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text):
    try:
        read = framadate.read_framadate(f",01/12/2026,\n{text}", today=TODAY)
    except Refusal:
        return

    assert len(read.kept) <= framadate.MOST


@pytest.fixture
def ines(db):
    return a_member(a_space(), "Inès Courtois")


def brought(ines, *, form_token=""):
    return bring(ines.space, table(), PollDraft("Comité"), by=ines, at=AT, today=TODAY, form_token=form_token)


def test_the_answers_are_typed_by_whoever_brings_them_to_those_she_names(ines):
    known = a_person(ines.space, "Anouk")

    poll = brought(ines)

    assert {one.person.name: one.typed_by for one in poll.answers.all()} == {"Quéméner, Gaël": ines, "Anouk": ines}
    assert poll.answers.get(person=known).choices.count() == 2
    assert not Person.objects.get(name="Quéméner, Gaël").has_come


def test_the_same_form_sent_twice_makes_one_poll(ines):
    assert brought(ines, form_token="s") == brought(ines, form_token="s")


def test_who_had_her_name_taken_away_is_left_out(ines):
    erase(a_person(ines.space, "Anouk Le Bris"), at=timezone.now())
    text = ",01/12/2026,\nAnouk Le Bris,Oui,\nMalo,Oui,\n"

    poll = bring(ines.space, framadate.read_framadate(text, today=TODAY), PollDraft("x"), by=ines, at=AT, today=TODAY)

    assert [one.person.name for one in poll.answers.all()] == ["Malo"]


def test_a_file_is_shown_then_brought_in(client, ines):
    her, here = entered(client, ines), reverse("meetings:poll_table", args=[ines.space.slug])
    day = timezone.localdate() + datetime.timedelta(days=5)
    text = f",{day:%d/%m/%Y},\n,14h,\nMalo,Oui,\n"

    shown = her.post(here, {"table": SimpleUploadedFile("sondage.csv", text.encode("utf-8-sig"))}).content.decode()
    before = DatePoll.objects.count()
    her.post(here, {"text": text, "go": "bring", "title": "Comité", "form_token": "s"})

    assert "Malo" in shown
    assert (before, DatePoll.objects.get().title, DatePoll.objects.get().answers.count()) == (0, "Comité", 1)


@pytest.mark.parametrize(
    ("sent", "why", "status"),
    [
        ({"text": "rien"}, "Nous ne trouvons pas", 409),
        ({"table": b""}, "Nous ne trouvons pas", 409),
        ({"table": b"\x00\xff\xfe\x00"}, "aucun texte lisible", 422),
        ({"table": b"x" * (framadate.LARGEST + 1)}, "trop grand", 422),
        ({"text": "x" * (framadate.LARGEST + 1)}, "C’est trop long", 422),
        ({"text": ",01/12/2096,\nMalo,Oui,", "title": "x" * 301, "go": "bring"}, "C’est trop long", 422),
    ],
)
def test_a_table_that_cannot_be_is_refused_and_what_was_pasted_comes_back(client, ines, sent, why, status):
    files = {name: SimpleUploadedFile("x.csv", value) for name, value in sent.items() if name == "table"}

    answer = entered(client, ines).post(reverse("meetings:poll_table", args=[ines.space.slug]), sent | files)

    page = answer.content.decode()
    assert (answer.status_code, why in page, DatePoll.objects.exists()) == (status, True, False)
    assert sent.get("text", "") in page


def test_long_words_in_place_of_a_date_are_not_read(monkeypatch):
    """Sixty cells of 1,500 characters, made to be slow, kept whoever saved waiting for seventeen seconds."""
    read = list[str]()
    monkeypatch.setattr(framadate, "slots_in", lambda words, *, today: read.append(words) or [])
    long = "les mardi " * 150

    with pytest.raises(Refusal):
        table(f",{long},mardi 1 décembre 2026,\n,9h,{long},\nAnouk,Oui,Oui,\n")

    assert read == []
