"""The notes that the people of a group keep among them: on its page for them alone, begun from there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge import merge_groups
from palabre.groups.models import Group
from palabre.groups.roles.group_audience import own_audience
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Quintric")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Covoiturage", convened_by=(ines,))


def shown(person, group):
    there = entered(Client(), person) if person else Client()
    return [page.title for page in there.get(group.get_absolute_url()).context["page"].notes]


def begin(person, group, title="Carnet"):
    sent = {"title": title, "text": "Entre nous.", "to": f"groups.group:{group.pk}"}
    return entered(Client(), person).post(reverse("wiki:new", args=[group.space.slug]), sent)


def test_a_note_that_is_begun_from_the_group_is_read_by_its_people_alone(ines, malo, group):
    begun = begin(ines, group)

    assert entered(Client(), ines).get(begun.url).status_code == 200
    assert [entered(Client(), malo).get(begun.url).status_code, Client().get(begun.url).status_code] == [404, 404]
    assert [shown(one, group) for one in (ines, malo, None)] == [["Carnet"], [], []]


def test_who_is_not_of_the_group_keeps_nothing_to_it_and_opens_its_words_to_nobody(malo, group):
    answer = begin(malo, group)

    assert answer.status_code == 409
    assert "dont vous ne faites plus partie" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "Entre nous."
    assert not Page.objects.exists()


def test_the_form_says_who_will_read_it(ines, malo, group):
    address = f"{reverse('wiki:new', args=[group.space.slug])}?to=groups.group:{group.pk}"

    hers, his = (entered(Client(), one).get(address).content.decode() for one in (ines, malo))

    assert "Seules les personnes de" in hers
    assert "Seules les personnes de" not in his
    assert 'name="to"' not in his


def test_of_two_groups_that_became_one_both_notes_are_there(space, ines, malo, group):
    other = a_group(space, "Vergers", convened_by=(malo,))
    for one in (group, other):
        a_page(space, f"Notes de {one}", audience=own_audience(one))
    before = shown(malo, other)

    merge_groups(
        Group.objects.get(pk=group.pk), into=Group.objects.get(pk=other.pk), by=malo, at=timezone.now(), agreed=[ines]
    )

    assert (before, shown(malo, other)) == (["Notes de Vergers"], ["Notes de Vergers", "Notes de Covoiturage"])
    assert shown(a_member(space, "Anouk"), other) == []
