"""One audience covers another when all who read the second read the first: the rule by which things come together."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.people.models import Audience, AudienceKind, Organisation, read_by_all_of
from tests.builders import a_member, a_person, a_space
from tests.lengths import often

pytestmark = pytest.mark.django_db

KINDS = st.lists(st.sampled_from(AudienceKind), min_size=3, max_size=3)
SEATS = st.lists(st.sets(st.integers(0, 2), max_size=2), min_size=3, max_size=3)


@pytest.fixture
def readers():
    """A member, two guests, who never joined the space, and a passer-by."""
    space = a_space(public=True)
    return [a_member(space, "Inès"), a_person(space, "Malo Le Bihan"), a_person(space, "Anouk Prigent"), None]


def audiences_of(readers, kinds, seats, is_joined):
    """Make some audiences. One that was widened keeps its seats: those of members, who read it all the same.

    Audiences are joined as long as they are kept to seats: no act opens one of them alone.
    """
    space = readers[0].space
    made = [Audience.objects.create(space=space, kind=AudienceKind.SEATS) for _kind in kinds]
    for audience, held, kind in zip(made, seats, kinds, strict=True):
        audience.seat_exactly([readers[number].pk for number in held if kind == AudienceKind.SEATS or number == 0])
    if is_joined and kinds[:2] == [AudienceKind.SEATS] * 2:
        made[0].join([made[1].pk])
    for audience, kind in zip(made, kinds, strict=True):
        Audience.objects.filter(pk=audience.pk).update(kind=kind)
    standing = [Audience.everybody(space), Audience.of_space(space)]
    return [*Audience.objects.filter(pk__in=[one.pk for one in made]).order_by("pk"), *standing]


def who_reads(audience, readers):
    row = Organisation.objects.create(space=audience.space, audience=audience, name="Mairie")
    rows = Organisation.objects.filter(pk=row.pk)
    return {number for number, one in enumerate(readers) if rows.visible_to(one).exists()}


@settings(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=KINDS, seats=SEATS, is_joined=st.booleans())
def test_whoever_reads_what_is_covered_reads_what_covers_it(readers, kinds, seats, is_joined):
    made = audiences_of(readers, kinds, seats, is_joined)
    reads = [who_reads(one, readers) for one in made]

    pairs = [(one, other) for one in range(len(made)) for other in range(len(made)) if made[one].covers(made[other])]

    assert all(reads[one] >= reads[other] for one, other in pairs)
    assert all((one, one) in pairs for one in range(len(made)))


@settings(max_examples=often(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=KINDS, seats=SEATS, is_joined=st.booleans())
def test_the_query_finds_what_covers_an_audience(readers, kinds, seats, is_joined):
    made = audiences_of(readers, kinds, seats, is_joined)
    Organisation.objects.bulk_create(Organisation(space=one.space, audience=one, name="Mairie") for one in made)

    for audience in made:
        found = Organisation.objects.filter(read_by_all_of(audience), audience__in=made)
        assert {row.audience_id for row in found} == {one.pk for one in made if one.covers(audience)}


@pytest.mark.parametrize("kind", AudienceKind)
def test_seats_are_covered_by_themselves_and_by_everybody_alone(readers, kind):
    seated = Audience.of_persons(readers[1])
    other = Audience.objects.create(space=seated.space, kind=kind)

    assert other.covers(seated) == (kind == AudienceKind.PUBLIC)
    assert not seated.covers(other)
