"""Gestures of visitors: a refusal stands in the form, with the name and the words that were typed; nobody is made."""

import html

import pytest
from django.urls import reverse

from palabre.people.models import Person
from tests.builders import a_group, a_meeting, a_need, a_question, a_role_call, a_space, an_action

pytestmark = pytest.mark.django_db
NO_NAME = "Il manque votre nom."
HIS = "Malo Riou"


@pytest.fixture
def things():
    space = a_space(public=True)
    group = a_group(space)
    return {
        "action": an_action(space, group=group),
        "call": a_role_call(space, group=group),
        "group": group,
        "meeting": a_meeting(space),
        "need": a_need(space, group=group),
        "question": a_question(space, "Où garder les vélos ?"),
        "space": None,
    }


def send(client, things, page, typed):
    name, thing = page.split(" of ")
    numbers = [things[thing].pk] if things[thing] is not None else []
    return client.post(reverse(name, args=[things["group"].space.slug, *numbers]), typed)


def fields(response) -> str:
    return html.unescape(" ".join(response.content.decode().split()))


@pytest.mark.parametrize(
    ("page", "typed", "why"),
    [
        ("groups:taking of action", {}, NO_NAME),
        ("groups:carrying of question", {}, NO_NAME),
        ("groups:answering of need", {"text": "Une salle est libre."}, NO_NAME),
        ("groups:answering of need", {"text": " ", "who": HIS}, "Votre réponse est encore vide."),
        ("groups:offering of space", {"text": "Une camionnette"}, NO_NAME),
        ("groups:offering of space", {"text": " ", "who": HIS}, "Dites en une ligne ce que vous pouvez faire."),
        ("groups:coming of group", {"words": "Le mardi"}, NO_NAME),
        ("groups:coming of group", {"reply_to": "malo", "who": HIS}, "adresse"),
        ("groups:call_coming of call", {"words": "Le mardi"}, NO_NAME),
        ("meetings:coming of meeting", {}, NO_NAME),
        ("meetings:news of meeting", {"text": "Je suis loin."}, NO_NAME),
        ("meetings:news of meeting", {"text": " ", "who": HIS}, ""),
    ],
)
def test_a_visitor_who_is_refused_finds_their_name_and_words_in_the_form(client, things, page, typed, why):
    refused = send(client, things, page, typed)

    shown = fields(refused)
    assert (refused.status_code >= 400, why in shown, shown.count('name="who"')) == (True, True, 1)
    assert [words in shown for words in typed.values()] == [True] * len(typed)
    assert (Person.objects.count(), client.cookies.keys() & {"palabre"}) == (0, set())


def test_a_name_that_was_missing_is_given_with_the_same_form(client, things):
    refused = send(client, things, "groups:answering of need", {"text": "Une salle est libre.", "form_token": "once"})
    sent = send(client, things, "groups:answering of need", refused.context["form"].data.dict() | {"who": HIS})

    answer = things["need"].answers.get()
    assert (sent.status_code, answer.text, answer.by.name) == (302, "Une salle est libre.", HIS)


def test_who_pressed_that_nothing_is_new_may_tell_news_after_a_refusal(client, things):
    refused = send(client, things, "meetings:news of meeting", {"answer": "fine"})

    assert fields(refused).count('name="answer"') == 1  # the button alone
