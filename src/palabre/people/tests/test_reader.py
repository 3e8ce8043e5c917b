"""What one reader reads: her space, what she may see in it, names as she may know them."""

import datetime

import pytest
from django.http import Http404

from palabre.groups.models import Group
from palabre.people.models import Audience, Person
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_need, a_person, a_space

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 9, 29)


def test_a_reader_reads_nothing_of_another_space():
    space = a_space(public=True)
    a_group(a_space("Ailleurs", public=True))

    assert list(Reader(space, None, TODAY).may_read(Group)) == []


def test_addresses_cost_nothing(django_assert_num_queries):
    space = a_space()
    a_group(space)
    reader = Reader(space, a_member(space), TODAY)

    with django_assert_num_queries(1):
        [group] = reader.fetch(reader.may_read(Group))
        assert group.get_absolute_url()


def test_what_she_may_not_read_is_tied_to_nothing():
    space = a_space()
    seen, hidden = a_group(space), a_group(space, audience=Audience.of_persons(a_member(space, "Hugo")))
    needs = [a_need(space, group=seen), a_need(space, group=hidden), a_need(space)]

    tied = Reader(space, a_member(space), TODAY).tie(needs, "group")

    assert [need.group for need in tied] == [seen, None, None]


def test_a_passer_by_knows_a_first_name_of_who_never_joined():
    space = a_space(public=True)
    named, joined = a_person(space, "Gérard Vautrin"), a_member(space, "Inès Courtois")
    reader = Reader(space, None, TODAY)

    assert [reader.name_of(person) for person in (named, joined)] == ["Gérard", "Inès Courtois"]


def test_who_joined_knows_full_names():
    space = a_space()

    assert Reader(space, a_member(space), TODAY).name_of(a_person(space, "Gérard Vautrin")) == "Gérard Vautrin"


def test_who_was_found_to_be_another_bears_her_name_and_stands_once(django_assert_num_queries):
    space = a_space()
    kept, double = a_person(space, "Inès Courtois"), a_person(space, "Inès C.")
    doubles = [double, a_person(space, "I. Courtois")]
    Person.objects.filter(pk__in=[one.pk for one in doubles]).update(same_as=kept)
    reader = Reader(space, a_member(space), TODAY)
    persons = list(Person.objects.filter(pk__in=[kept.pk, *(one.pk for one in doubles)]).order_by("-pk"))

    with django_assert_num_queries(1):
        assert reader.names_of(persons) == ["Inès Courtois"]


def test_two_persons_of_one_name_are_two():
    space = a_space()
    two = [a_person(space, "Inès Courtois"), a_person(space, "Inès Courtois")]

    assert Reader(space, a_member(space), TODAY).names_of(two) == ["Inès Courtois", "Inès Courtois"]


def test_a_row_is_found_by_its_number_where_it_may_be_read():
    space = a_space()
    seen, hidden = a_group(space), a_group(space, audience=Audience.of_persons(a_member(space, "Hugo")))
    reader = Reader(space, a_member(space), TODAY)

    assert reader.find(Group, seen.pk) == seen
    with pytest.raises(Http404):
        reader.find(Group, hidden.pk)


def test_a_row_is_found_in_one_query_with_what_was_asked_for(django_assert_num_queries):
    space = a_space()
    group = a_group(space)
    reader = Reader(space, a_member(space), TODAY)

    with django_assert_num_queries(1):
        assert reader.find(Group, group.pk, "audience").audience


def test_a_number_too_long_for_the_database_is_of_no_row():
    space = a_space()
    reader = Reader(space, a_member(space), TODAY, held=())

    for number in (0, 2**63 - 1, 2**63, 10**30):
        with pytest.raises(Http404):
            reader.find(Group, number)
