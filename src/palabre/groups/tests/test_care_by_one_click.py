"""Taking up the care of a space alone, in one click, gives no say over what other members carry."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.questions.question_access import looks_after
from palabre.meetings.permissions import can_read_letters
from palabre.people.access import join_link, links
from palabre.people.agreements import stewardship
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_person, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return what Inès, who founded the space, carries; and another member."""
    ines = a_member(a_space(), "Inès Carvalho")
    question = a_question(ines.space, "Comment garder le four ?")
    group = a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))
    return group, question, ines, a_member(ines.space, "Malo Riou")


def caring(person):
    entered(Client(), person).post(reverse("here:care", args=[person.space.slug]))
    return Person.objects.get(pk=person.pk)


def says(person, group, question):
    return may_decide(person, group), looks_after(person, question), can_read_letters(person)


def test_who_takes_it_up_alone_decides_for_no_group_of_others(scene):
    group, question, _ines, malo = scene

    malo = caring(malo)

    assert malo.is_steward
    assert says(malo, group, question) == (False, False, False)


def test_nor_once_they_left_it_and_took_it_up_again(scene):
    group, question, _ines, malo = scene
    stewardship.leave_stewardship(malo.space, by=caring(malo), at=timezone.now())

    assert says(caring(malo), group, question) == (False, False, False)


@pytest.fixture
def second_name(scene):
    """Return the second name under which Malo came in, from another browser, by the link of the space."""
    malo, browser = scene[3], Client()
    link = join_link.make_link(malo.space, by=malo, at=timezone.now())
    browser.get(links.link_path(link))
    browser.post(reverse("links:joining", args=[link.pk]), {"who": "Maël Riou", "form_token": "t"})
    return Person.objects.get(name="Maël Riou")


def test_nor_does_their_second_name_to_which_they_pass_it(scene, second_name):
    group, question, _ines, malo = scene
    caring(malo)

    entered(Client(), malo).post(reverse("here:handing", args=[malo.space.slug]), {"to": second_name.pk})

    second_name = Person.objects.get(pk=second_name.pk)
    assert second_name.is_steward
    assert says(second_name, group, question) == (False, False, False)


def test_nor_when_the_second_name_passes_it_back(scene, second_name):
    group, question, _ines, malo = scene
    space, now = malo.space, timezone.now()
    stewardship.hand_over(space, second_name, by=caring(malo), at=now)

    stewardship.share(space, malo, by=Person.objects.get(pk=second_name.pk), at=now + datetime.timedelta(hours=1))

    malo = Person.objects.get(pk=malo.pk)
    assert malo.is_steward
    assert says(malo, group, question) == (False, False, False)


def test_what_the_founder_gave_is_passed_on_and_kept_when_who_left_it_comes_back(scene):
    group, question, ines, malo = scene
    space, now = malo.space, timezone.now()
    zoe = a_member(space, "Zoé Petit")
    stewardship.hand_over(space, malo, by=caring(ines), at=now)
    malo = Person.objects.get(pk=malo.pk)
    stewardship.share(space, zoe, by=malo, at=now)

    stewardship.undo_stewardship(space, stewardship.leave_stewardship(space, by=malo, at=now), by=malo, at=now)

    for one in (malo, zoe):
        assert says(Person.objects.get(pk=one.pk), group, question) == (True, True, True)


def test_what_the_founder_took_back_gives_nothing(scene, second_name):
    group, question, ines, malo = scene
    space, now = malo.space, timezone.now()
    handed = stewardship.share(space, malo, by=caring(ines), at=now)
    stewardship.undo_stewardship(space, handed, by=ines, at=now)
    stewardship.leave_stewardship(space, by=Person.objects.get(pk=ines.pk), at=now)

    stewardship.share(space, malo, by=caring(second_name), at=timezone.now())

    assert says(Person.objects.get(pk=malo.pk), group, question) == (False, False, False)


def test_whom_somebody_made_a_steward_decides(scene):
    group, question, ines, malo = scene
    stewardship.share(malo.space, malo, by=caring(ines), at=timezone.now())

    assert says(Person.objects.get(pk=malo.pk), group, question) == (True, True, True)


def test_who_founded_the_space_decides_by_their_own_click(scene):
    group, question, ines, malo = scene
    group.memberships.update(person=malo)

    assert says(caring(ines), group, question)[:2] == (True, True)


def test_where_no_member_carries_they_decide_as_any_member_does(scene):
    group, question, _ines, malo = scene
    group.memberships.update(person=a_person(malo.space, "Éloi Garnier"))

    assert says(caring(malo), group, question)[:2] == (True, True)
