"""Whatever is brought together, parting it leaves every row as it was."""

import pytest
from django.apps import apps
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.groups.models import Membership, Role
from palabre.meetings.models import Attendance, Presence
from palabre.people.duplicates.person_merge import merge_pair, part_pair, unmerge
from palabre.people.models import Affiliation, Link, Person
from tests.builders import a_group, a_meeting, a_member, a_person, a_space, an_organisation, readers_of
from tests.lengths import often

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PARTING = 12  # queries
TRACES = {"people.Merging", "journal.Entry", "spaces.Space", "search.Change"}


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def her(space):
    return a_member(space, "Odile Tanneguy")


def everything():
    """Return every row of every table of ours but the traces of a merging."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("palabre.")]
    kept = [model for model in ours if model._meta.label not in TRACES]
    found = {model._meta.label: list(model.objects.order_by("pk").values()) for model in kept}
    asked = {row["audience_id"] for row in found.pop("groups.RoleOffer")}  # what was proposed is closed, and stays
    found["people.Audience"] = [row for row in found["people.Audience"] if row["id"] not in asked]
    found["people.Seat"] = [row for row in found["people.Seat"] if row["audience_id"] not in asked]
    return found


TIES = st.lists(st.tuples(st.sampled_from(range(4)), st.integers(0, 2), st.integers(0, 2)), max_size=14)


def tie(kind, person, place, places):
    """Bind a person to one of three places of a kind, once."""
    group, meeting, organisation = places[place]
    if kind == 0:
        Membership.objects.get_or_create(group=group, person=person, role=Role.CONVENER)
    elif kind == 1:
        Attendance.objects.get_or_create(meeting=meeting, person=person, presence=Presence.PRESENT)
    elif kind == 2:
        Affiliation.objects.get_or_create(organisation=organisation, person=person)
    else:
        link = {"thing_kind": "groups.group", "thing_id": group.pk, "expires_at": NOW}
        Link.objects.create(space=group.space, person=person, made_by=person, **link)


@settings(deadline=None, max_examples=often(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ties=TIES, came=st.lists(st.booleans(), min_size=3, max_size=3), pairs=st.permutations([(0, 1), (0, 2)]))
def test_parting_what_was_brought_together_leaves_all_as_it_was(space, her, ties, came, pairs):
    readers_of(space)
    people = [(a_member if by_herself else a_person)(space, "Inès Lamour") for by_herself in came]
    places = [(a_group(space), a_meeting(space), an_organisation(space)) for _ in range(3)]
    for kind, person, place in ties:
        tie(kind, people[person], place, places)
    before = everything()

    said = [(people[one], people[other], people[other] if came[other] else her) for one, other in pairs]
    done = [merge_pair(one, other, by=by, at=NOW) for one, other, by in said]
    for one in reversed(done):
        unmerge(one, by=Person.objects.get(pk=one.kept_id) if one.is_own_word else her, at=NOW)

    assert everything() == before


@pytest.mark.parametrize("many", [2, 40])
def test_parting_costs_the_same_however_many_rows_moved(space, her, many, django_assert_num_queries):
    """The space is held meanwhile: two queries a row took a minute for what somebody wrote in some years."""
    one, other = (an_organisation(space, name) for name in ("Le Toit", "Le Toit SA"))
    for number in range(many):
        Affiliation.objects.create(person=a_person(space, f"Malo {number}"), organisation=other)
    merging = merge_pair(one, other, by=her, at=NOW)

    with django_assert_num_queries(PARTING):
        part_pair(merging, by=her, at=NOW)

    assert len(merging.moved) == Affiliation.objects.filter(organisation=other).count() == many
