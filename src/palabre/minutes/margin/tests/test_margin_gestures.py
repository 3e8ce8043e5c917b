"""« En faire… » : any sentence of a page becomes something in one gesture, and stays in the text."""

import datetime

import pytest
from django.test import Client

from palabre.groups.models import Action, Deliverable, Inquiry, Intention, Need
from palabre.meetings.models import Asked, Decision, Meeting
from palabre.minutes.margin.tests.margin_of import PAD, at, questions, reply
from palabre.people.models import Audience
from palabre.questions.models import Question
from palabre.wiki import page_text
from palabre.wiki.models import Passage
from tests.builders import a_group, a_meeting, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db

MODELS = {"action": Action, "need": Need, "decision": Decision, "date": Meeting, "question": Question}
WORDS = "On prend les clés de la salle avec nous le 6 octobre 2026"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def her(space):
    return entered(Client(), a_member(space, "Inès"))


@pytest.fixture
def page(space):
    return a_page(space, "Idées", f"Une ligne.\n\n- {WORDS}. Et puis voilà.\n\nMardi 6 ou jeudi 8 octobre 2026.")


def make(client, page, kind, words=WORDS, line=3, **headers):
    return client.post(at(page, "readings/"), {"words": words, "line": line, "kind": kind}, headers=headers or PAD)


@pytest.mark.parametrize("kind", MODELS)
def test_a_sentence_becomes_what_one_says_tied_to_its_line(her, page, kind):
    answer = make(her, page, kind)

    made = MODELS[kind].objects.get()
    passage = Passage.objects.get(thing_kind=made._meta.label_lower)
    assert (answer.status_code, passage.first_line, passage.thing_id) == (200, 3, made.pk)
    assert (passage.words, made.audience) == (WORDS, page.audience)
    assert WORDS in page.note.body_md


@pytest.mark.parametrize("kind", MODELS)
def test_the_same_gesture_twice_makes_one_thing(her, page, kind):
    make(her, page, kind)
    make(her, page, kind)

    assert (MODELS[kind].objects.count(), Passage.objects.count(), Asked.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("kind", MODELS)
def test_a_gesture_is_taken_back_in_one_click(her, page, kind):
    make(her, page, kind)
    asked = Asked.objects.get()

    her.post(at(page, f"margin/{asked.pk}/undoing/"), {"line": 3}, headers=PAD)

    assert (MODELS[kind].objects.count(), Passage.objects.count()) == (0, 0)


def test_a_date_is_resolved_and_keeps_its_words(her, page):
    make(her, page, "date")

    meeting = Meeting.objects.get()
    assert (meeting.on, meeting.words) == (datetime.date(2026, 10, 6), WORDS)


def test_the_owner_of_an_action_is_only_who_is_written(her, space):
    page = a_page(space, "Idées", "- Appeler la mairie (Malo), avant le 6 octobre 2026\n- Ranger la salle")

    make(her, page, "action", "Appeler la mairie (Malo), avant le 6 octobre 2026", 1)
    make(her, page, "action", "Ranger la salle", 2)

    told = [(one.owner, one.owner_words, one.due_on) for one in Action.objects.order_by("pk")]
    assert told == [(None, "Malo", datetime.date(2026, 10, 6)), (None, "", None)]


def test_words_with_two_days_ask_which_one(her, page):
    make(her, page, "date", "Mardi 6 ou jeudi 8 octobre 2026", 5)
    before = Meeting.objects.count()

    reply(her, page, "Quel jour est-ce ?", "2026-10-08")

    assert (before, Meeting.objects.get().on) == (0, datetime.date(2026, 10, 8))
    assert questions(her, page, "Quel jour est-ce ?") == []


def test_words_without_a_day_are_refused_with_what_to_write(her, page):
    answer = make(her, page, "date", "Une ligne", 1)

    assert (answer.status_code, Meeting.objects.count(), Asked.objects.count()) == (409, 0, 0)


def test_a_line_of_inquiry_is_that_of_the_group_of_the_meeting(her, space, page):
    group = a_group(space, "Les jardins")
    a_meeting(space, "Jardins", minutes=page, group=group)

    make(her, page, "inquiry")

    assert Inquiry.objects.get().group == group


def test_a_line_of_inquiry_asks_which_group_when_none_is_written(her, space, page):
    group = a_group(space, "Les jardins")
    make(her, page, "inquiry")

    reply(her, page, "Quel groupe suit cette piste ?", str(group.pk))

    assert Inquiry.objects.get().group == group


def test_a_line_of_inquiry_without_any_group_is_refused(her, page):
    assert make(her, page, "inquiry").status_code == 409


def test_words_that_are_not_in_the_page_are_refused(her, page):
    assert make(her, page, "need", "Ailleurs").status_code == 409


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 409),
        ({"words": " ", "kind": "need"}, 409),
        ({"words": "x" * 3000, "kind": "need"}, 422),
        ({"words": WORDS, "kind": "other"}, 409),
        ({"words": WORDS, "kind": "need", "line": "x"}, 422),
        ({"words": WORDS, "kind": "need", "line": "9" * 30}, 422),
        ({"making": "need", "revision": "é"}, 422),
    ],
)
def test_what_is_no_gesture_is_refused_without_a_fault(her, page, sent, status):
    answer = her.post(at(page, "readings/"), sent)

    assert (answer.status_code, Asked.objects.count()) == (status, 0)


def test_without_javascript_a_button_of_the_line_does_it(her, page):
    assert 'value="need 3"' in her.get(at(page, "lines/")).content.decode()

    answer = her.post(at(page, "readings/"), {"making": "need 3", "revision": page.note.revision})

    assert (answer["Location"], Need.objects.count()) == (f"{at(page, 'lines/3/')}#l3", 1)


def test_the_button_of_a_line_that_moved_follows_it(her, space, page):
    before = page.note.revision
    page_text.save_page_text(page, f"Avant.\n\n{page.note.body_md}", base=before, by=None)

    her.post(at(page, "readings/"), {"making": "need 3", "revision": before})

    assert Passage.objects.get().first_line == 5


def test_who_only_reads_makes_nothing_of_a_page(space):
    ines, reader = a_member(space, "Inès"), a_member(space, "Malo")
    audience = Audience.of_persons(ines)
    audience.seats.create(person=reader, may_write=False)
    page = a_page(space, "À nous", WORDS, audience=audience)

    answer = make(entered(Client(), reader), page, "need")

    assert (answer.status_code, Need.objects.count()) == (403, 0)
    assert "En faire" not in entered(Client(), reader).get(at(page, "lines/")).content.decode()


def test_the_answer_of_somebody_else_s_page_is_not_undone_here(her, space, page):
    other = a_page(space, "Autre", WORDS)
    make(her, other, "need", line=1)

    answer = her.post(at(page, f"margin/{Asked.objects.get().pk}/undoing/"))

    assert (answer.status_code, Need.objects.count()) == (404, 1)


def test_a_day_that_admits_another_is_asked_before_it_is_kept(her, space):
    page = a_page(space, "Idées", "On se revoit le 6/10")

    make(her, page, "date", "On se revoit le 6/10", 1)

    assert (Meeting.objects.count(), questions(her, page, "Quel jour est-ce ?")) == (0, [1])


OF_GROUPS = {"intention": Intention, "output": Deliverable}


@pytest.fixture
def note(space):
    """The note of a meeting of a group, in which a sentence is said."""
    group = a_group(space, "Le verger")
    page = a_page(space, "Notes du verger", "Que chacun puisse cueillir.")
    a_meeting(space, "Le verger", group=group, minutes=page)
    return page


@pytest.mark.parametrize("kind", OF_GROUPS)
def test_a_sentence_becomes_the_intention_or_the_output_of_the_group_that_met(her, note, kind):
    answer = make(her, note, kind, "Que chacun puisse cueillir", line=1)

    made = OF_GROUPS[kind].objects.get()
    assert (answer.status_code, made.group.title, str(made)) == (200, "Le verger", "Que chacun puisse cueillir")
    assert Passage.objects.get(thing_kind=made._meta.label_lower).first_line == 1


@pytest.mark.parametrize("kind", OF_GROUPS)
def test_it_is_said_once_and_taken_back_in_one_click(her, note, kind):
    make(her, note, kind, "Que chacun puisse cueillir", line=1)
    make(her, note, kind, "Que chacun puisse cueillir", line=1)
    many = OF_GROUPS[kind].objects.count()
    her.post(at(note, f"margin/{Asked.objects.get().pk}/undoing/"), {"line": 1}, headers=PAD)

    assert (many, OF_GROUPS[kind].objects.count(), Passage.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize("kind", OF_GROUPS)
def test_without_a_known_group_it_is_asked_which(her, space, page, kind):
    group = a_group(space, "Le four")

    make(her, page, kind)
    asked = Asked.objects.get()
    reply(her, page, "De quel groupe ?", str(group.pk))

    assert (asked.facts["make"], asked.facts["groups"]) == (kind, [[group.pk, "Le four"]])
    assert OF_GROUPS[kind].objects.get().group == group


def test_the_same_words_asked_about_as_something_else_are_not_mistaken(her, space, page):
    group = a_group(space, "Le four")
    make(her, page, "inquiry")

    make(her, page, "output")
    reply(her, page, "De quel groupe ?", str(group.pk))

    assert (Inquiry.objects.count(), Deliverable.objects.count()) == (0, 1)
