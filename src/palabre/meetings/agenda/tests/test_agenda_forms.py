"""Forms of an agenda: what is outside their bounds is refused, and comes back as it was typed."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.agenda.agenda_preparation import prepare
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)
NOW = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space, ines):
    found = a_meeting(space, on=DAY, lasts=90)
    prepare(found, by=ines, at=NOW)
    return found


def texts(meeting):
    return list(meeting.agenda.standing().order_by("position").values_list("text", flat=True))


@pytest.mark.parametrize("typed", [{"way": "left"}, {}, {"way": "up", "seen": "9" * 5000}])
def test_a_step_that_is_none_moves_nothing(client, meeting, space, ines, typed):
    address = reverse("meetings:point_place", args=[space.slug, meeting.pk, meeting.agenda.get(position=3).pk])
    before = texts(meeting)

    answer = entered(client, ines).post(address, typed)

    assert (answer.status_code, texts(meeting)) == (422, before)


@pytest.mark.parametrize(
    ("typed", "why", "status"),
    [
        ({"minutes": "longtemps"}, "Nous ne lisons pas de durée", 422),
        ({"minutes": "9" * 13}, "C’est trop long", 422),
        ({"text": "x" * 301}, "C’est trop long", 422),
        ({"text": ""}, "Écrivez le point", 409),
        ({"kind": "autre"}, "Ce n’est pas un des genres de points", 422),
        ({"holder": "9" * 30}, "Cette personne n’est pas de cet espace", 422),
    ],
)
def test_what_was_typed_is_there_after_a_refusal(client, meeting, space, ines, typed, why, status):
    address = reverse("meetings:agenda", args=[space.slug, meeting.pk])
    sent = {"text": "Le car", "minutes": "25"} | typed

    answer = entered(client, ines).post(address, sent)

    said = answer.content.decode()
    kept = [f'value="{sent[name]}"' in said for name in ("text", "minutes") if sent[name]]
    assert (answer.status_code, why in said, all(kept)) == (status, True, True)


def test_nobody_of_another_space_brings_a_point(client, meeting, space, ines):
    other, address = a_member(a_space("Ailleurs")), reverse("meetings:agenda", args=[space.slug, meeting.pk])

    answers = [entered(client, ines).post(address, {"text": "Le car", "holder": one.pk}) for one in (other, ines)]

    assert [answer.status_code for answer in answers] == [422, 302]
    assert meeting.agenda.get(text="Le car").holder == ines


@pytest.mark.parametrize(("text", "status"), [(" \n ", 409), ("x" * 8001, 422), ("Un\x00", 422)])
def test_the_template_that_is_typed_stays_after_a_refusal(client, space, ines, text, status):
    address = reverse("meetings:agenda_template", args=[space.slug])

    answer = entered(client, ines).post(address, {"title": "À nous", "text": text})

    assert (answer.status_code, 'value="À nous"' in answer.content.decode()) == (status, True)


READING = "Le rapport de la commission https://exemple.example/rapport\nhttps://exemple.example/coup…"


def test_what_there_is_to_read_before_is_shown_with_its_point_and_follows_it(client, meeting, space, ines):
    her = entered(client, ines)
    agenda = reverse("meetings:agenda", args=[space.slug, meeting.pk])
    her.post(agenda, {"text": "Le car", "to_read": READING})
    point = meeting.agenda.get(text="Le car")
    later = a_meeting(space, on=DAY + datetime.timedelta(14))
    prepare(later, by=ines, at=NOW)

    shown = [her.get(page).content.decode() for page in (agenda, meeting.get_absolute_url())]
    her.post(reverse("meetings:postponement", args=[space.slug, meeting.pk, point.pk]))

    link = '<a href="https://exemple.example/rapport" rel="noreferrer">'
    assert all(link in page and "Le rapport de la commission" in page for page in shown)
    assert all("lien coupé" in page for page in shown)
    assert later.agenda.get(text="Le car").to_read == READING


def test_it_is_changed_and_emptied_in_place(client, meeting, space, ines):
    her = entered(client, ines)
    her.post(reverse("meetings:agenda", args=[space.slug, meeting.pk]), {"text": "Le car", "to_read": READING})
    point = meeting.agenda.get(text="Le car")
    change = reverse("meetings:point", args=[space.slug, meeting.pk, point.pk])

    form = her.get(change)
    her.post(change, {"text": "Le car", "to_read": "", "shown": form.context["form"]["shown"].value()})

    assert "Le rapport de la commission" in form.content.decode()
    assert meeting.agenda.get(text="Le car").to_read == ""


def test_a_point_with_nothing_to_read_says_nothing_of_it(client, meeting, space, ines):
    page = entered(client, ines).get(meeting.get_absolute_url()).content.decode()

    assert "À lire avant" not in page
