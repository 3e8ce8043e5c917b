"""A day announced beforehand is among the meetings to come, on the front page, and in the day of who is of it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.models import Host
from palabre.people.models import Audience
from palabre.registrations.models import Registration
from tests.builders import a_day, a_forum, a_gathering, a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def in_days(number):
    return TODAY + datetime.timedelta(days=number)


@pytest.fixture
def space():
    return a_space("Val", public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Carrel")


def to_come(space, person=None):
    client = entered(Client(), person) if person else Client()
    page = client.get(reverse("meetings:meetings", args=[space.slug])).content.decode()
    return page.split("À venir", 1)[1].split("</ul>", 1)[0] if "À venir" in page else ""


def register(gathering, person, **facts):
    Registration.objects.create(
        roll=gathering.roll,
        person=person,
        name=person.name,
        email="i@exemple.fr",
        email_key="i@exemple.fr",
        at=timezone.now(),
        forget_on=in_days(60),
        **facts,
    )


def days_of(space, person):
    page = entered(Client(), person).get(reverse("you:day", args=[space.slug]))
    return [one.title for one in page.context["page"].days], page.content.decode()


def test_announced_days_are_among_the_meetings_to_come_by_date(space, ines):
    forum = a_forum(space, "Bien vivre loin du bourg", held_on=in_days(5))
    a_day(forum, by=ines, venue="Salle de Brennes")
    gathering = a_gathering(space, "Les groupes s’ouvrent", on=in_days(2))
    a_meeting(space, "Le tour des groupes", on=in_days(3))
    a_meeting(space, "Le bilan", on=in_days(9))

    part = to_come(space, ines)

    titles = ["Les groupes s’ouvrent", "Le tour des groupes", "Bien vivre loin du bourg", "Le bilan"]
    assert [part.index(one) for one in titles] == sorted(part.index(one) for one in titles)
    assert forum.get_absolute_url() in part
    assert gathering.get_absolute_url() in part
    assert "Salle de Brennes" in part


def test_who_may_not_read_a_day_finds_it_on_none_of_these_pages(space, ines):
    few = Audience.of_persons(ines)
    a_day(a_forum(space, "Le forum caché", audience=few, held_on=in_days(5)), by=ines)
    a_gathering(space, "Le jour caché", audience=Audience.of_persons(ines), on=in_days(2))
    a_gathering(space, "Entre membres", on=in_days(2))
    hugo = a_member(space, "Hugo Lenoir")
    home = reverse("home:space", args=[space.slug])

    seen = [to_come(space), Client().get(home).content.decode(), to_come(space, hugo)]
    seen += [entered(Client(), hugo).get(home).content.decode()]

    assert not any("caché" in one for one in seen)
    assert ["Entre membres" in one for one in seen] == [False, False, True, True]


def test_what_is_not_announced_past_closed_or_cancelled_is_not_to_come(space, ines):
    a_gathering(space, "En projet", on=in_days(2), is_announced=False)
    a_gathering(space, "Annulé", on=in_days(2), cancelled_at=timezone.now())
    a_day(a_forum(space, "Fermé", held_on=in_days(1)), by=ines, closed_at=timezone.now())
    a_day(a_forum(space, "Passé", held_on=in_days(-1)), by=ines)

    assert not any(word in to_come(space, ines) for word in ("En projet", "Annulé", "Fermé", "Passé"))


def test_the_day_of_who_registered_or_organises_tells_it_and_of_nobody_else(space, ines):
    hugo, sabine, malo = [a_member(space, name) for name in ("Hugo Lenoir", "Sabine Le Goff", "Malo Tessier")]
    day = a_day(a_forum(space, "Loin du bourg", held_on=in_days(40)), by=sabine)
    Host.objects.create(day=day, person=hugo, asked_at=timezone.now(), accepted_at=timezone.now())
    Host.objects.create(day=day, person=malo, asked_at=timezone.now())
    gathering = a_gathering(space, "Portes ouvertes", by=sabine)
    register(gathering, ines)
    left = a_gathering(space, "Autre jour")
    register(left, ines, cancelled_at=timezone.now())

    told = [days_of(space, one)[0] for one in (ines, sabine, hugo, malo)]
    page = days_of(space, ines)[1]

    assert told == [["Portes ouvertes"], ["Portes ouvertes", "Loin du bourg"], ["Loin du bourg"], []]
    assert gathering.get_absolute_url() in page
    assert "Rien ne vous attend" not in page


def test_the_day_of_who_registered_leads_to_the_registration_and_of_who_organises_to_none(space, ines):
    sabine = a_member(space, "Sabine Le Goff")
    gathering = a_gathering(space, "Portes ouvertes", by=sabine)
    register(gathering, ines)
    address = f"{gathering.get_absolute_url()}registration/own/"

    pages = [days_of(space, one)[1] for one in (ines, sabine)]
    opened = entered(Client(), ines).post(address, follow=True).content.decode()

    assert [address in page for page in pages] == [True, False]
    assert ines.name in opened


def test_who_registered_and_may_read_it_no_longer_is_told_nothing_of_it(space, ines):
    sabine = a_member(space, "Sabine Le Goff")
    gathering = a_gathering(space, "Le jour caché", audience=Audience.of_persons(sabine))
    register(gathering, ines)

    assert days_of(space, ines)[0] == []


@pytest.mark.parametrize("kind", ["forum", "gathering"])
def test_the_front_page_says_the_day_and_not_that_there_is_none(space, ines, kind):
    a_group(space)
    home = reverse("home:space", args=[space.slug])
    before = entered(Client(), ines).get(home).content.decode()
    day = a_forum(space, "Loin du bourg", held_on=in_days(5)) if kind == "forum" else a_gathering(space)
    if kind == "forum":
        a_day(day, by=ines, venue="Salle de Brennes")

    page = entered(Client(), ines).get(home).content.decode()
    act = page.split('class="next-act"', 1)[1].split("</div>", 1)[0]

    assert ("Prochaine réunion" in before, "Prochaine réunion" in page) == (True, False)
    assert day.get_absolute_url() in act


@pytest.mark.parametrize("count", [1, 5])
def test_the_meetings_cost_the_same_with_one_day_and_with_five(space, ines, count, django_assert_num_queries):
    for number in range(count):
        a_day(a_forum(space, held_on=in_days(number)), by=ines)
        a_gathering(space)
    client = entered(Client(), ines)

    with django_assert_num_queries(8):
        client.get(reverse("meetings:meetings", args=[space.slug]))


def test_a_forum_whose_day_has_passed_waits_for_its_host_to_close_it(space, ines):
    day = a_day(a_forum(space, "Bien vivre loin du bourg", held_on=in_days(-3)), by=ines)
    a_day(a_forum(space, "Il y a longtemps", held_on=in_days(-90)), by=ines)
    words = "fermez-la, et ses groupes naissent."

    titles, page = days_of(space, ines)

    assert (titles, words in page) == (["Bien vivre loin du bourg"], True)
    assert days_of(space, a_member(space, "Joss"))[0] == []
    assert "Bien vivre loin du bourg" not in to_come(space, ines)

    day.close(timezone.now())

    assert days_of(space, ines)[0] == []
