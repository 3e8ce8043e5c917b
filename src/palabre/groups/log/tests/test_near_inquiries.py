"""« Ces deux pistes se ressemblent »: asked once in the group; brought near or kept apart, and undone."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.log.near_inquiries import alike
from palabre.groups.models import Inquiry
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_person, a_space, an_inquiry, entered

pytestmark = pytest.mark.django_db
FIRST = "Regarder comment les haies ouvrent des espaces de jeu aux enfants"
SECOND = "Comment les haies changent les espaces de rencontre du bourg ?"
OTHER = "Tenir un carnet des récoltes"


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le verger", convened_by=(ines,))


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


@pytest.fixture
def lines(group):
    return [an_inquiry(group, text) for text in (OTHER, FIRST, SECOND)]


def words(client, group):
    answer = client.get(group.get_absolute_url())
    return " ".join(
        html.unescape(answer.content.decode())
        .replace("\u2011", "-")
        .replace("\u202f", " ")
        .replace("\xa0", " ")
        .split()
    )


def press(client, group, one, other, say):
    where = reverse("groups:nearness", args=[group.space.slug, group.pk, one.pk, other.pk])
    return client.post(where, {"say": say}, follow=True)


def undo_offered(answer):
    return next(one.extra_tags for one in answer.context["messages"] if one.extra_tags)


ASKED = "Ces deux pistes se ressemblent"


def test_two_close_lines_are_asked_about_and_a_third_is_left_alone(her, group, lines):
    assert alike(lines) == (lines[1], lines[2])
    assert ASKED in words(her, group)


def test_near_one_another_both_keep_their_words(her, group, lines):
    answer = press(her, group, lines[1], lines[2], "near")
    page = words(her, group)
    her.post(undo_offered(answer))

    assert ASKED not in page
    assert FIRST in page
    assert SECOND in page
    assert not Inquiry.objects.filter(beside__isnull=False).exists()
    assert ASKED in words(her, group)


@pytest.mark.parametrize("pairs", [[(0, 1), (1, 2)], [(1, 2), (0, 1)]])
def test_brought_near_one_after_another_all_three_are_shown_and_the_last_is_parted(her, group, lines, pairs):
    answers = [press(her, group, lines[one], lines[other], "near") for one, other in pairs]
    page = words(her, group)
    her.post(undo_offered(answers[-1]))

    assert all(one in page for one in (OTHER, FIRST, SECOND))
    last = lines[pairs[-1][1]]
    assert Inquiry.objects.get(pk=last.pk).beside is None


def test_no_changes_the_kept_screens(her, space, group, lines):
    before = Space.objects.get(pk=space.pk).version
    answer = press(her, group, lines[1], lines[2], "no")
    said = Space.objects.get(pk=space.pk).version
    her.post(undo_offered(answer))

    assert before < said < Space.objects.get(pk=space.pk).version


def test_no_is_asked_once_and_undone(her, group, lines):
    answer = press(her, group, lines[1], lines[2], "no")
    after = words(her, group)
    her.post(undo_offered(answer))

    assert ASKED not in after
    assert ASKED in words(her, group)


def test_the_older_one_comes_first_whichever_is_named_first(her, group, lines):
    press(her, group, lines[2], lines[1], "near")

    assert Inquiry.objects.get(pk=lines[2].pk).beside_id == lines[1].pk


def test_a_line_of_another_group_is_not_brought_near(her, space, group, lines):
    elsewhere = an_inquiry(a_group(space, "Le four"), FIRST)

    assert press(her, group, lines[1], elsewhere, "near").status_code == 409
    assert not Inquiry.objects.filter(beside__isnull=False).exists()


def test_a_visitor_is_asked_nothing_and_answers_nothing(space, group, lines):
    stranger, named = Client(), entered(Client(), a_person(space, "Lou Marzin"))

    assert ASKED not in words(stranger, group)
    assert [press(one, group, lines[1], lines[2], "near").status_code for one in (stranger, named)] == [403, 403]
    assert not Inquiry.objects.filter(beside__isnull=False).exists()


def test_a_number_of_any_length_is_no_fault(her, group, lines):
    where = reverse("groups:nearness", args=[group.space.slug, group.pk, lines[0].pk, 1])

    answer = her.post(where.replace("/1/nearness/", f"/{'9' * 40}/nearness/"), {"say": "near"})

    assert answer.status_code in (404, 409)
