"""The queries of every request, whose SQL is kept: with any values, the rows of the same queryset made anew."""

import threading

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.accounts.models import Account, LeftDevice
from palabre.people.devices.person_middleware import persons_known, public_spaces
from palabre.people.masked_names import names_to_mask
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.web.prepared_query import PreparedQuery, prepared
from tests.builders import a_member, a_person, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def made_anew(query: PreparedQuery, **arguments: object) -> list[object]:
    return list(query.build(**arguments))


@pytest.fixture
def persons() -> list[Person]:
    val, other = a_space("Val"), a_space("Ailleurs", public=True)
    known = [a_member(val, "Inès"), a_person(val, "Gaël"), a_member(other, "Rozenn"), a_member(val, "Ewen")]
    known[0].account = Account.objects.open("ines@exemple.example")
    known[0].save()
    LeftDevice.objects.create(mark="left", left_at=timezone.now())
    return known


def test_persons_of_a_device_are_those_of_the_queryset(persons: list[Person]) -> None:
    ines, now = persons[0], timezone.now()
    for one in persons:
        for account in (None, ines.account_id, str(ines.account_id), 0):
            for mark in (None, "here", "left"):
                for slug in ("val", one.space.slug, "nowhere"):
                    for number, nonce in ((None, None), (one.pk, one.nonce), (one.pk, "another")):
                        asked = {"slug": slug, "account": account, "number": number, "nonce": nonce, "mark": mark}
                        asked["now"] = now
                        found = persons_known(**asked)
                        assert found == made_anew(persons_known, **asked), asked
    assert persons_known(slug="val", account=ines.account_id, number=None, nonce=None, mark=None, now=now) == [ines]


def test_a_device_that_tells_nothing_knows_nobody(persons: list[Person]) -> None:
    asked = {"slug": "val", "account": None, "number": None, "nonce": None, "mark": None, "now": timezone.now()}

    assert persons_known(**asked) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads so few rows without an index")
def test_persons_of_a_device_are_found_without_reading_their_space(persons: list[Person]) -> None:
    ines, now = persons[0], timezone.now()
    cookie, account = {"number": ines.pk, "nonce": ines.nonce}, {"account": ines.account_id}
    for known in (cookie, account, cookie | account):
        asked = {"slug": "val", "account": None, "number": None, "nonce": None, "mark": "here", "now": now} | known
        with CaptureQueriesContext(connection) as told:
            persons_known(**asked)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {told[0]['sql']}")
            plan = [row[-1] for row in cursor.fetchall()]
        assert not [step for step in plan if "people_person" in step and "(space_id=?)" in step], plan


def test_what_is_joined_is_loaded(persons: list[Person], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        asked = {"slug": "val", "account": persons[0].account_id, "number": None, "nonce": None, "mark": "here"}
        (found,) = persons_known(**asked, now=timezone.now())
        assert (found.space.name, found.account.email) == ("Val", "ines@exemple.example")


def test_constants_are_those_of_the_queryset_with_their_types(persons: list[Person]) -> None:
    at = timezone.now()

    @prepared(space=models.BigIntegerField())
    def constants(space: object) -> models.QuerySet[Person, tuple[object, ...]]:
        said = {"number": models.Value(1), "truth": models.Value(True), "instant": models.Value(at)}
        return Person.objects.filter(space=space).annotate(**said).values_list("pk", *said)

    found = constants(space=persons[0].space_id)

    assert repr(found) == repr(made_anew(constants, space=persons[0].space_id))
    assert found[0][1:] == (1, True, at)


def test_public_spaces_and_names_to_mask_are_those_of_their_querysets(persons: list[Person]) -> None:
    for space in Space.objects.all():
        assert public_spaces(slug=space.slug) == made_anew(public_spaces, slug=space.slug)
        for everybody in (False, True):
            found = names_to_mask(space=space.pk, everybody=everybody)
            assert found == made_anew(names_to_mask, space=space.pk, everybody=everybody)
    assert [space.name for space in public_spaces(slug="ailleurs")] == ["Ailleurs"]


def test_each_shape_is_compiled_once_and_none_is_a_shape_of_its_own(persons: list[Person]) -> None:
    built = []

    @prepared(name=models.TextField())
    def named(name: object, is_short: bool) -> models.QuerySet[Person]:
        built.append((name is None, is_short))
        rows = Person.objects.order_by("pk") if name is None else Person.objects.filter(name=name)
        return rows[:1] if is_short else rows

    first = [named(name="Inès", is_short=False), named(name="Gaël", is_short=False)]

    assert [[one.name for one in rows] for rows in first] == [["Inès"], ["Gaël"]]
    assert [len(named(name=None, is_short=short)) for short in (True, False, True, False)] == [1, 4, 1, 4]
    assert built == [(False, False), (True, True), (True, False)]


def test_a_list_of_numbers_needs_no_field_and_whose_names_make_the_shape(persons: list[Person]) -> None:
    built = []

    @prepared()
    def among(**numbers: object) -> models.QuerySet[Person]:
        built.append(tuple(numbers))
        named = models.Q()
        for column, some in numbers.items():
            named |= models.Q(**{f"{column}__in": some})
        return Person.objects.filter(named).order_by("pk")

    ines, gael, rozenn, _ewen = persons
    assert among(pk=[ines.pk, gael.pk]) == [ines, gael]
    assert among(pk=[]) == []
    assert among(pk=[ines.pk], space=[rozenn.space_id]) == [ines, rozenn]
    assert built == [("pk",), ("pk", "space")]


@pytest.mark.django_db(transaction=True)
def test_a_thread_asks_on_its_own_connection() -> None:
    space, found = a_space("Val", public=True), []

    def ask() -> None:
        found.extend(public_spaces(slug=space.slug))
        connection.close()

    assert public_spaces(slug=space.slug) == [space]
    other = threading.Thread(target=ask)
    other.start()
    other.join()

    assert found == [space]


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_refused_outside_a_transaction_however_often_it_was_taken() -> None:
    space = a_space("Val")

    for _time in range(2):
        with transaction.atomic():
            Space.hold(space.pk)
        if connection.features.has_select_for_update:
            with pytest.raises(transaction.TransactionManagementError):
                Space.hold(space.pk)


def test_a_row_is_what_django_makes_of_it(persons: list[Person]) -> None:
    def facts(one: models.Model) -> tuple[object, ...]:
        fields = {name: value for name, value in vars(one).items() if name != "_state"}
        beside = {name: there and facts(there) for name, there in one._state.fields_cache.items()}
        return fields, {name: getattr(one._state, name) for name in ("adding", "db", "fetch_mode", "peers")}, beside

    by_space = prepared(space=models.BigIntegerField())
    whole = by_space(lambda space: Person.objects.filter(space=space).order_by("pk"))
    some = by_space(lambda space: whole.build(space).only("name"))
    joined = by_space(lambda space: whole.build(space).select_related("account", "space", "same_as__space"))
    part = by_space(lambda space: joined.build(space).defer("space__name", "account__email"))
    for query in (whole, some, joined, part):
        rows = query(space=persons[0].space_id)

        assert list(map(facts, rows)) == list(map(facts, made_anew(query, space=persons[0].space_id)))
        assert rows[0].space_id == persons[0].space_id
