"""A date is set in words, and taken back."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.share_sheet import close_share_links, create_share_link
from palabre.meetings.dates import meeting_date
from palabre.meetings.models import Meeting
from palabre.people.access.links import link_path
from palabre.people.erasures.refused_names import NameRefused
from palabre.refusal import Refusal
from tests.builders import a_decision, a_group, a_meeting, a_member, a_person, a_space, entered
from tests.erasing import erase

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


def posed(space, by, words="mardi 1er décembre à 14 h, à la mairie", **more):
    return meeting_date.set_a_date(space, words, title="Réunion des porteurs", by=by, today=TODAY, **more)


def test_a_day_an_hour_and_a_place_are_read_in_the_words(space, ines):
    found = posed(space, ines)

    assert (found.on, found.at, found.place) == (datetime.date(2026, 12, 1), datetime.time(14), "à la mairie")


def test_a_day_is_enough(space, ines):
    found = posed(space, ines, "jeudi prochain")

    assert (found.on, found.at, found.place) == (datetime.date(2026, 11, 26), None, "")


@pytest.mark.parametrize("words", ["maintenant, à la mairie", "Tout de suite à la mairie", "now, à la mairie"])
def test_now_is_today(space, ines, words):
    found = posed(space, ines, words)

    assert (found.on, found.at, found.place) == (TODAY, None, "à la mairie")


@pytest.mark.parametrize(("days", "is_there"), [(0, True), (1, False)])
def test_a_meeting_of_today_leads_to_its_room(client, space, ines, days, is_there):
    found = a_meeting(space, on=timezone.localdate() + datetime.timedelta(days=days), by=ines)

    page = entered(client, ines).get(reverse("meetings:posed", args=[space.slug, found.pk])).content.decode()

    assert (f'href="{reverse("room:room", args=[space.slug, found.pk])}"' in page) is is_there


def test_a_name_that_was_taken_away_is_no_place(space, ines):
    erase(a_person(space, "Maël Guivarch"), at=timezone.now())

    with pytest.raises(NameRefused):
        posed(space, ines, "mardi 1er décembre, chez Maël Guivarch")


def test_the_same_date_posed_twice_is_one_meeting(space, ines):
    assert posed(space, ines) == posed(space, a_member(space, "Hugo Ferreira"))


def test_a_group_has_its_own_date(space, ines):
    group = a_group(space)

    found = posed(space, ines, group=group)

    assert (found.group, found.audience, found == posed(space, ines)) == (group, group.audience, False)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("bientôt", "Nous ne lisons pas de jour dans ces mots."),
        ("mardi 1er ou jeudi 3 décembre", "Ces mots donnent plusieurs jours."),
        ("le 3 mars 2019", "Ce jour est passé, ou très loin."),
        ("le 3 mars 2039", "Ce jour est passé, ou très loin."),
        ("mardi " * 100, "C’est trop long pour un jour et un lieu."),
    ],
)
def test_what_is_not_a_day_to_come_is_refused_with_a_sentence(space, ines, words, why):
    with pytest.raises(Refusal) as refusal:
        posed(space, ines, words)

    assert str(refusal.value.why) == why
    assert refusal.value.instead


def test_who_is_only_named_sets_no_date(space):
    with pytest.raises(Refusal, match="Seuls les membres"):
        posed(space, a_person(space))


def test_who_posed_a_date_takes_it_back(space, ines):
    meeting_date.undo_meeting_date(posed(space, ines), by=ines)

    assert Meeting.objects.count() == 0


def test_a_date_that_somebody_counts_on_is_not_taken_back(space, ines):
    found = posed(space, ines)
    found.attendances.create(person=a_member(space, "Hugo Ferreira"), presence="coming")

    with pytest.raises(Refusal, match="compte déjà sur cette date"):
        meeting_date.undo_meeting_date(found, by=ines)


def test_a_date_at_which_something_was_decided_is_not_taken_back(space, ines):
    found = posed(space, ines)
    a_decision(space, meeting=found)

    with pytest.raises(Refusal, match="déjà"):
        meeting_date.undo_meeting_date(found, by=ines)


def test_a_date_read_in_minutes_is_not_for_her_to_take_back(space, ines):
    assert not meeting_date.can_undo(a_meeting(space, on=TODAY), ines)
    assert not meeting_date.can_undo(posed(space, ines), a_member(space, "Hugo Ferreira"))


@pytest.mark.parametrize(("words", "status"), [("un de ces jours", 409), ("x" * 301, 422)])
def test_what_was_typed_is_still_there_after_a_refusal(client, space, ines, words, status):
    response = entered(client, ines).post(reverse("meetings:new_date", args=[space.slug]), {"words": words})

    assert response.status_code == status
    assert f'value="{words}"' in response.content.decode()


def test_a_date_is_posed_then_undone_from_the_sentence(client, space, ines):
    entered(client, ines)

    answer = client.post(reverse("meetings:new_date", args=[space.slug]), {"words": "demain à 18 h"}, follow=True)
    assert "La date est posée" in answer.content.decode()
    client.post(reverse("meetings:no_date", args=[space.slug, Meeting.objects.get().pk]))

    assert Meeting.objects.count() == 0


def test_a_passer_by_gets_no_form(client):
    space = a_space(public=True)

    assert client.get(reverse("meetings:new_date", args=[space.slug])).status_code == 403


def test_a_date_to_which_somebody_else_gave_a_link_stays(client, space, ines):
    found = posed(space, ines)
    poster = create_share_link(found, by=a_member(space, "Hugo Ferreira"), at=timezone.now())

    answer = entered(client, ines).post(reverse("meetings:no_date", args=[space.slug, found.pk]))

    assert answer.status_code == 409
    assert "Quelqu’un d’autre a donné des liens vers ce qui serait retiré" in answer.content.decode()
    assert type(client)().get(link_path(poster), follow=True).status_code == 200


def test_once_the_link_is_closed_or_is_ones_own_the_date_is_taken_back(space, ines):
    first = posed(space, ines)
    create_share_link(first, by=a_member(space, "Hugo Ferreira"), at=timezone.now())
    close_share_links(first, at=timezone.now())
    create_share_link(first, by=ines, at=timezone.now())

    meeting_date.undo_meeting_date(first, by=ines)

    assert not Meeting.objects.exists()
