"""Forms of written minutes: their choices, their bounds, and words that come back when they are refused."""

import pytest
from django.urls import reverse

from palabre.meetings.models import Presence, Publication
from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space, ines):
    return a_meeting_held(space, by=ines)


@pytest.mark.parametrize(("words", "status", "why"), [(" ", 409, "rien à ajouter"), ("x" * 5001, 422, "trop long")])
def test_what_is_added_is_said_why_not_and_comes_back(client, meeting, ines, space, words, status, why):
    publish_minutes(meeting, by=ines, at=NOW, origin=ORIGIN)

    answer = entered(client, ines).post(reverse("meetings:afterwards", args=[space.slug, meeting.pk]), {"words": words})

    shown = answer.content.decode()
    assert (answer.status_code, why in shown, f"\n{words}</textarea>" in shown) == (status, True, True)


def test_readers_that_are_no_choice_are_refused_and_nothing_is_given(client, meeting, ines, space):
    address = reverse("meetings:giving", args=[space.slug, meeting.pk])

    answer = entered(client, ines).post(address, {"readers": "everybody"})

    assert (answer.status_code, Publication.objects.filter(given_at__isnull=False).exists()) == (422, False)


def test_a_passage_is_answered_by_the_button_beside_it(client, meeting, ines, space):
    visitor, page = entered(client, ines), reverse("meetings:minutes_to_read", args=[space.slug, meeting.pk])
    form = visitor.get(page).context["looks"][0][1]
    sent = {name: form[name].value() for name in ("kind", "words")}

    answers = [
        visitor.post(reverse("meetings:look", args=[space.slug, meeting.pk]), sent | more).status_code
        for more in ({"answer": "keep"}, {"answer": "maybe"}, {"words": "x" * 5001})
    ]

    assert answers == [302, 409, 422]


@pytest.mark.parametrize(("number", "folded"), [(2, False), (10, True)])
def test_many_names_are_folded_and_leave_the_text_in_sight(client, meeting, ines, space, number, folded):
    for name in ("Gurel", "Marel", "Kerel", "Perel", "Darel", "Borel", "Lorel", "Sarel", "Tirel", "Vorel")[:number]:
        meeting.attendances.create(person=a_person(space, f"Anouk {name}"), presence=Presence.PRESENT)

    shown = entered(client, ines).get(reverse("meetings:minutes_to_read", args=[space.slug, meeting.pk]))

    questions = [look for look, _form in shown.context["looks"]]
    assert bool(shown.context["names"]) is folded
    assert any(look.words == "Anouk Gurel" for look in questions) is not folded
    assert shown.content.decode().count("Anouk Gurel\N{NO-BREAK SPACE}:") == 1
