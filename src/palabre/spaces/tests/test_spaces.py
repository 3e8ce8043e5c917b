"""A space: its address, who may enter, and the version that kept screens are good for."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from palabre.spaces.models import RESERVED_SLUGS, Space
from tests.builders import a_space

NOW = timezone.now()


@pytest.mark.django_db
def test_two_spaces_of_one_name_have_each_an_address():
    slugs = [a_space("Le Val").slug for _again in range(3)]

    assert slugs == ["le-val", "le-val-2", "le-val-3"]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_space_takes_an_address_of_the_server(slug):
    assert Space.free_slug(slug) not in RESERVED_SLUGS


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["…", "", "   ", "🙂"])
def test_a_name_without_a_letter_has_an_address_too(name):
    assert a_space(name).slug.startswith("espace")


@pytest.mark.django_db
def test_a_space_begins_in_preparation_and_each_step_is_an_instant():
    space = a_space(opened=False)
    begun = (space.is_in_preparation, space.is_public)

    space.open(NOW)
    opened = (space.is_in_preparation, space.is_public)
    space.publish(NOW)

    assert (begun, opened) == ((True, False), (False, False))
    assert (space.opened_at, space.public_at, space.is_public) == (NOW, NOW, True)


@pytest.mark.django_db
def test_a_space_that_is_public_no_longer_stays_open():
    space = a_space(public=True)

    space.close()

    assert (space.is_public, space.is_in_preparation) == (False, False)
    assert not Space.objects.public().filter(pk=space.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("act", [lambda space: space.open(NOW), lambda space: space.publish(NOW), Space.close])
def test_whatever_changes_who_may_enter_makes_a_version(act):
    space, other = a_space(public=True), a_space("Ailleurs")

    act(space)

    versions = dict(Space.objects.values_list("pk", "version"))
    assert versions == {space.pk: 1, other.pk: 0}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_that_touch_a_space_at_once_make_two_versions():
    space = a_space()

    with transaction.atomic():
        Space.hold(space.pk)
        Space.touch(space.pk)
        second = threading.Thread(target=touched, args=[space.pk])
        second.start()
    second.join()

    assert Space.objects.get(pk=space.pk).version == 2


def touched(number):
    with transaction.atomic():
        Space.hold(number)
        Space.touch(number)
    connection.close()
