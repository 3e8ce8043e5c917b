"""The invented twin of the founding minutes, imported once for the tests of a file."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought
from palabre.people.models import Person
from tests.builders import a_member, a_space
from tests.made_once import made_once


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Import]:
    with made_once(django_db_blocker):
        yield brought(a_member(a_space(), "Hugo Ferreira"))


@pytest.fixture
def reading(imported: Import) -> Import:
    return Import.objects.get(pk=imported.pk)


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by
