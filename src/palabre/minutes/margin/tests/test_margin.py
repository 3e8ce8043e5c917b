"""What the margin of minutes asks while they are written, and what an answer makes."""

import datetime
import html

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import Group, Need
from palabre.journal.models import Entry
from palabre.meetings.models import Asked, Decision, Meeting
from palabre.minutes.margin import margin_answers, margin_memory
from palabre.minutes.margin.tests.margin_of import ADDRESS, HEAD, PAD, at, begun, marks, questions, reply, written
from palabre.minutes.people_in_preparation import in_preparation
from palabre.minutes.tests.scene import brought
from palabre.people.models import Audience, Person
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.wiki import page_text
from palabre.wiki.models import Passage
from tests.builders import a_member, a_need, a_page, a_space, entered, readers_of

pytestmark = pytest.mark.django_db

NOTED = "C’est noté comme un besoin."
NEED = "Il nous faut deux vidéoprojecteurs avant le 9"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


@pytest.fixture
def page(space, ines):
    return begun(space, ines, NEED, audience=readers_of(space))


def test_a_need_is_asked_beside_its_line(her, page):
    assert questions(her, page, "Un besoin ?") == [7]


def test_a_yes_makes_the_need_tied_to_its_line(her, page, ines):
    answer = reply(her, page, "Un besoin ?", "yes")

    need = Need.objects.get()
    passage = Passage.objects.get(thing_kind="groups.need", thing_id=need.pk)
    assert (need.text, need.audience, passage.first_line, passage.page) == (NEED, page.audience, 7, page)
    assert "Annuler" in answer.content.decode()
    assert Entry.objects.get(verb="words.recognised").by == ines


def test_what_was_made_is_shown_in_place_of_its_question(her, page):
    reply(her, page, "Un besoin ?", "yes")

    assert questions(her, page, "Un besoin ?") == []
    assert (7, f"besoin {NEED}") in marks(her, page)


def test_a_yes_twice_makes_one_need(her, page, ines):
    reply(her, page, "Un besoin ?", "yes")
    asked = Asked.objects.get(answer="yes")

    again, _finding = margin_answers.answer_finding(
        page, "need", margin_memory.finding_digest("need", NEED), "yes", by=ines, at=asked.answered_at, line=7
    )

    assert (again, Need.objects.count()) == (asked, 1)


def test_a_need_that_is_there_already_is_tied_and_not_made_twice(her, page, space):
    there = a_need(space, NEED)

    reply(her, page, "Un besoin ?", "yes")

    assert [need.pk for need in Need.objects.all()] == [there.pk]
    assert Passage.objects.get().thing_id == there.pk


def test_an_undo_takes_away_what_was_made_and_asks_again(her, page):
    reply(her, page, "Un besoin ?", "yes")

    reply(her, page, NOTED, "")

    assert (Need.objects.count(), Passage.objects.count()) == (0, 0)
    assert questions(her, page, "Un besoin ?") == [7]


def test_an_undo_leaves_what_was_there_before(her, page, space):
    there = a_need(space, NEED)
    reply(her, page, "Un besoin ?", "yes")

    reply(her, page, NOTED, "")

    assert [need.pk for need in Need.objects.all()] == [there.pk]
    assert Passage.objects.count() == 0


def test_what_somebody_answered_to_is_not_undone(her, page, space):
    reply(her, page, "Un besoin ?", "yes")
    Need.objects.get().answers.create(
        space=space, audience=page.audience, by=None, text="Un ici", at=Asked.objects.first().at
    )

    assert reply(her, page, NOTED, "").status_code == 409
    assert Need.objects.count() == 1


def test_a_no_makes_nothing_and_is_not_asked_again(her, page):
    reply(her, page, "Un besoin ?", "no")

    assert (Need.objects.count(), questions(her, page, "Un besoin ?")) == (0, [])


LATER = {
    "lines above": [HEAD, "Une ligne.", "Une autre.", "", NEED],
    "moved below": [HEAD, "Autre chose.", "", "Encore.", NEED],
    "a word mended": [HEAD, NEED.replace("deux", "trois")],
    "goes on": [HEAD, f"{NEED} mars, à la mairie"],
    "under a title": [HEAD, "## Besoins", "", f"- {NEED}"],
}


@pytest.mark.parametrize("lines", LATER.values(), ids=LATER)
def test_what_was_answered_no_is_never_asked_again(her, page, ines, lines):
    reply(her, page, "Un besoin ?", "no")

    written(page, "\n".join(lines), by=ines)

    assert questions(her, page, "Un besoin ?") == []


@pytest.mark.parametrize("lines", LATER.values(), ids=LATER)
def test_what_was_left_alone_for_a_while_is_never_asked_again(her, page, ines, lines):
    margin_memory.note_asked(page)
    Asked.objects.update(at=Asked.objects.first().at - margin_memory.A_WHILE - datetime.timedelta(minutes=1))

    written(page, "\n".join(lines), by=ines)

    assert questions(her, page, "Un besoin ?") == []


def test_what_was_deleted_and_typed_again_is_not_asked_again(her, page, ines):
    reply(her, page, "Un besoin ?", "no")

    written(page, HEAD, by=ines)
    written(page, f"{HEAD}\nAutre chose.\n\n{NEED}", by=ines)

    assert questions(her, page, "Un besoin ?") == []


def test_another_need_is_asked_beside_one_that_was_refused(her, page, ines):
    reply(her, page, "Un besoin ?", "no")

    written(page, f"{page.note.body_md}\n\nIl nous faut deux chaises pour le stand", by=ines)

    assert questions(her, page, "Un besoin ?") == [9]


def test_the_same_words_on_another_page_are_asked(her, page, space, ines):
    reply(her, page, "Un besoin ?", "no")
    other = page_text.begin_page(space, "Autre", page.note.body_md, audience=readers_of(space), by=ines)

    assert questions(her, other, "Un besoin ?") == [7]


def test_what_the_worker_notes_twice_is_noted_once(page):
    margin_memory.remember(page.note.changed_at)
    before = Asked.objects.count()

    margin_memory.remember(page.note.changed_at)

    assert (before > 0, Asked.objects.count()) == (True, before)


def test_an_import_asks_its_own_doubts_and_the_margin_does_not_double_them(space, ines, her):
    reading = brought(ines)

    asked = [line for line, words in marks(her, reading.page) if not words[0].islower()]  # but what was made of a line
    assert sorted(asked) == sorted(reading.doubts.filter(settled_at=None).values_list("first_line", flat=True))


def test_what_is_written_after_an_import_is_asked(space, ines, her):
    page = brought(ines, f"{HEAD}\nIl nous faut une salle").page

    written(page, f"{page.note.body_md}\n\n{NEED}", by=ines)

    assert questions(her, page, "Un besoin ?") == [9]


def test_a_group_and_its_question_are_made_once_and_tied(her, space, ines):
    line = "- **Malo Guéna**, Brennes, *Comment partager les jardins ?*"
    page = begun(
        space,
        ines,
        "### Participants",
        "",
        line,
        "",
        "### Nouvelles",
        "",
        "Malo",
        "",
        "- On avance.",
        audience=readers_of(space),
    )

    reply(her, page, "Un groupe ?", "yes")

    assert (Group.objects.count(), Question.objects.count()) == (1, 1)
    assert Group.objects.get().questions.get() == Question.objects.get()


def test_a_decision_makes_the_meeting_of_these_minutes_once(her, space, ines):
    page = begun(
        space, ines, "## Décisions", "", "- On garde le samedi.", "- On ouvre en mars.", audience=readers_of(space)
    )

    reply(her, page, "Une décision ?", "yes")
    reply(her, page, "Une décision ?", "yes")

    meeting = Meeting.objects.get()
    assert [one.meeting for one in Decision.objects.all()] == [meeting, meeting]
    assert (meeting.minutes, meeting.on) == (page, datetime.date(2026, 11, 24))


def test_a_page_that_is_no_minutes_asks_nothing_until_somebody_says_so(her, space):
    page = a_page(space, "Idées", NEED)
    before = marks(her, page)

    her.post(at(page, "minutes/"), {"choice": "yes"})

    assert (before, questions(her, page, "Un besoin ?")) == ([], [1])


def test_minutes_are_no_longer_read_once_somebody_says_so(her, page):
    her.post(at(page, "minutes/"), {"choice": "no"})

    assert questions(her, page, "Un besoin ?") == []


def test_without_javascript_the_same_is_asked_line_by_line_and_leads_back(her, page):
    shown = her.get(at(page, "lines/")).content.decode()
    address = next(url for url, value in ADDRESS.findall(shown) if "kind=need" in url and value == "yes")

    answer = her.post(html.unescape(address), {"choice": "yes"})

    assert (answer.status_code, answer["Location"]) == (302, f"{at(page, 'lines/7/')}#l7")
    assert Need.objects.count() == 1


def test_who_reads_without_writing_is_shown_no_question_and_may_not_answer(space, ines):
    reader = a_member(space, "Malo")
    audience = Audience.of_persons(ines)
    audience.seats.create(person=reader, may_write=False)
    page = begun(space, ines, NEED, audience=audience)
    his = entered(Client(), reader)

    statuses = [his.get(at(page)).status_code, *(his.post(at(page, end)).status_code for end in ACTS)]

    assert statuses == [403] * 4
    assert "Un besoin" not in his.get(at(page, "lines/")).content.decode()


ACTS = ("margin/answer/", "readings/", "minutes/")


def test_the_margin_of_a_page_that_she_does_not_read_does_not_exist(space, her):
    page = begun(space, malo := a_member(space, "Malo"), NEED, audience=Audience.of_persons(malo))

    statuses = [her.get(at(page)).status_code, *(her.post(at(page, end)).status_code for end in ACTS)]

    assert statuses == [404] * 4


def test_who_is_named_only_in_a_page_that_others_read_is_not_known_to_her(space):
    malo, ines = a_member(space, "Malo"), a_member(space, "Inès")
    page = begun(space, malo, "- Nadège Pélissol, Brennes", audience=Audience.of_persons(malo))
    reply(entered(Client(), malo), page, "Une personne : Malo Guéna ?", "yes")

    named = Person.objects.get(name="Malo Guéna")
    assert named.pk in hidden_from(space, ines)
    assert named.pk not in hidden_from(space, malo)


def hidden_from(space, person):
    hidden = in_preparation(Person, Reader(space, person, timezone.localdate()))
    return set(Person.objects.filter(hidden, space=space).values_list("pk", flat=True))


@pytest.mark.parametrize("count", [1, 5])
def test_the_margin_costs_as_many_queries_whatever_it_says(her, space, ines, count, django_assert_num_queries):
    lines = [line for n in range(count) for line in (f"Il nous faut {n + 2} chaises pour la salle {n}", "")]
    page = begun(space, ines, *lines, audience=readers_of(space))
    margin_memory.note_asked(page)

    with django_assert_num_queries(9):
        her.get(at(page), headers=PAD)
