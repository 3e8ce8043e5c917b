"""« Qui fait quoi dans les groupes » : in sentences, as a table, with its gaps as gestures. For members."""

import pytest
from django.urls import reverse

from palabre.groups.models import Role
from palabre.home.roles.roles_table import roles_table
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


def address(space):
    return reverse("home:roles", args=[space.slug])


def words(response):
    return " ".join(response.content.decode().split())


def test_nothing_is_missing_that_nobody_asked_for(space, ines):
    a_group(space, convened_by=(ines,))

    page = roles_table(Reader(space, ines, ines.joined_at.date()))

    assert ([role for role, _title in page.columns], page.rows[0].gaps) == ([Role.CONVENER], [])


@pytest.mark.parametrize(
    ("asked_by", "missing"), [("group", ["Deux"]), ("community", ["Deux", "Un"]), ("holder", ["Deux"])]
)
def test_a_role_has_its_column_once_the_community_asked_for_it(space, ines, asked_by, missing):
    group, _other = a_group(space, "Un", convened_by=(ines,)), a_group(space, "Deux", convened_by=(ines,))
    if asked_by == "holder":
        group.welcome(a_member(space, "Ali Benmoussa"), role=Role.METHODOLOGIST)
    else:
        a_role_call(space, role=Role.METHODOLOGIST, group=group if asked_by == "group" else None)

    page = roles_table(Reader(space, ines, ines.joined_at.date()))

    assert [role for role, _title in page.columns] == [Role.CONVENER, Role.METHODOLOGIST]
    assert [row.group.title for row in page.rows if row.gaps] == missing


def test_a_gap_is_a_gesture_that_begins_the_call(client, space, ines):
    group = a_group(space, convened_by=(ines,))
    a_role_call(space, role=Role.LIAISON)

    said = words(entered(client, ines).get(address(space)))

    assert "<b>Inès Courtois</b> porte la question." in said
    call = reverse("groups:group_calling", args=[space.slug, group.pk])
    assert said.count(f'href="{call}?role=liaison"') == 2
    assert 'name="role" value="liaison"' in words(client.get(f"{call}?role=liaison"))


def test_what_is_looked_for_already_leads_to_the_call(client, space, ines):
    call = a_role_call(space, role=Role.METHODOLOGIST, group=a_group(space, convened_by=(ines,)))

    said = words(entered(client, ines).get(address(space)))

    assert (said.count(f'href="{call.get_absolute_url()}"'), "role=methodologist" in said) == (2, False)


def test_the_group_itself_may_look_for_a_role_that_nobody_asked_for_yet(client, space, ines):
    group = a_group(space, convened_by=(ines,))

    said = words(entered(client, ines).get(group.get_absolute_url()))

    call = reverse("groups:group_calling", args=[space.slug, group.pk])
    assert [f'href="{call}?role={role}"' in said for role in ("methodologist", "liaison")] == [True, True]


def test_who_passes_by_does_not_see_it(client, space):
    a_group(space)

    refused = client.get(address(space))

    said = words(refused)
    assert (refused.status_code, "Seuls les membres" in said, "Les gens" in said) == (403, True, False)


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_with_one_group_and_with_five(client, space, ines, count, django_assert_num_queries):
    for number in range(count):
        group = a_group(space, f"Groupe {number}", convened_by=(ines,))
        group.welcome(a_member(space, f"Personne {number}"), role=Role.LIAISON)
        a_role_call(space, role=Role.METHODOLOGIST, group=group)
    reader = Reader(space, ines, ines.joined_at.date())

    with django_assert_num_queries(5):
        page = roles_table(reader)

    assert [(len(row.gaps), len(row.called)) for row in page.rows] == [(0, 1)] * count


def test_many_groups_come_in_pages(client, space, ines, monkeypatch):
    monkeypatch.setattr("palabre.home.roles.roles_table.PAGE", 2)
    groups = [a_group(space, f"Groupe {number}", convened_by=(ines,)) for number in range(3)]

    shown = [words(entered(client, ines).get(address(space), {"page": page} if page else {})) for page in ("", 2, "x")]

    assert [[group.title in said for group in groups] for said in shown] == [
        [True, True, False],
        [False, False, True],
        [True, True, False],
    ]
    assert ('href="?page=2" rel="next"' in shown[0], 'href="?page=1" rel="prev"' in shown[1]) == (True, True)
    assert ("Page suivante" in shown[1], "Page précédente" in shown[0]) == (False, False)
