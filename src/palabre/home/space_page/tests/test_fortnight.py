"""Where each group is, for the conveners' next meeting: what was said, one line each, and nobody missing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.people.models import Audience
from tests.builders import a_group, a_meeting, a_member, a_need, a_space, a_weather, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


def in_days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def answer_to(client, space):
    return client.get(reverse("home:fortnight", args=[space.slug]))


def page_of(client, space):
    return answer_to(client, space).context["page"]


def test_a_line_tells_the_last_weather_and_the_need_said_last(client, space, ines):
    group = a_group(space)
    a_weather(group, "Avant", on=in_days(-14))
    said = a_weather(group, "Promis", on=in_days(-1))
    a_need(space, "Une salle", group=group)
    need = a_need(space, "Un minibus", group=group)

    [line] = page_of(entered(client, ines), space).lines

    assert (line.group, line.said, line.need, line.is_more) == (group, said, need, True)


def test_what_a_group_that_joined_another_said_is_on_the_line_of_the_living_one(client, space, ines):
    living = a_group(space, "Vivant")
    said = a_weather(a_group(space, "Absorbé", lives_in=living))

    [line] = page_of(entered(client, ines), space).lines

    assert (line.group, line.said) == (living, said)


def test_a_group_that_said_nothing_has_its_name_and_the_gesture_and_no_reproach(client, space, ines):
    group = a_group(space, "Muet")

    told = answer_to(entered(client, ines), space).content.decode()

    assert reverse("groups:group_weather", args=[space.slug, group.pk]) in told
    assert "pas encore" not in told.lower()


def test_groups_stand_by_their_names_and_those_at_rest_are_not_asked(client, space, ines):
    a_group(space, "Bois"), a_group(space, "air")
    a_group(space, "Repos", asleep_at=timezone.now())

    page = page_of(entered(client, ines), space)

    assert [line.group.title for line in page.lines] == ["air", "Bois"]


def test_many_groups_have_pages(client, space, ines, monkeypatch):
    monkeypatch.setattr("palabre.home.space_page.fortnight.PAGE", 2)
    for title in ("Air", "Bois", "Cave"):
        a_group(space, title)

    pages = [entered(client, ines).get(f"{reverse('home:fortnight', args=[space.slug])}?page={n}") for n in (1, 2)]

    told = [[line.group.title for line in page.context["page"].lines] for page in pages]
    assert (told, pages[0].context["page"].is_last) == ([["Air", "Bois"], ["Cave"]], False)


def test_it_is_for_the_next_meeting_of_all(client, space, ines):
    a_meeting(space, "Du groupe", group=a_group(space), on=in_days(1))
    common = a_meeting(space, "De tous", on=in_days(9))

    assert page_of(entered(client, ines), space).next_meeting == common


def test_who_passes_by_reads_what_is_public_without_the_gesture(client, space, ines):
    a_weather(a_group(space, "Ouvert"))
    a_weather(a_group(space, "Caché", audience=Audience.of_persons(ines)))

    answer = answer_to(client, space)

    assert [line.group.title for line in answer.context["page"].lines] == ["Ouvert"]
    assert "/weather/" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_with_one_group_and_with_five(client, space, ines, count, django_assert_num_queries):
    for number in range(count):
        group = a_group(space, f"Groupe {number}")
        a_weather(group)
        a_need(space, group=group)
    visitor = entered(client, ines)

    with django_assert_num_queries(6):
        assert answer_to(visitor, space).status_code == 200
