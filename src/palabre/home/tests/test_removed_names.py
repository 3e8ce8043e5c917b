"""A name that was taken away is in no file that leaves, and on no screen."""

import datetime
import io
import zipfile

import pytest
from django.test import Client

from palabre.home.archive.space_archive import export
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.reader import Reader
from tests.addresses import ARGUMENTS, address
from tests.builders import a_member, a_space, entered
from tests.door_kinds import OUTSIDE
from tests.erasing import erase
from tests.things import one_of_everything
from tests.traces import holds

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)
NAME = "Théodosine Quillévéré"
MINUTES = f"""# Réunion des porteurs, mardi 2 avril 2024

Présents : {NAME} (Mairie de Brennes), Malo Tual (Les Glycines)

- [ ] Théodosine appelle la mairie avant le 9 avril
"""


@pytest.fixture
def by():
    """Somebody whose minutes named a person who then had her name taken away."""
    member = a_member(a_space(), "Malo Tual")
    import_minutes(member.space, MINUTES, by=member, on=NOW.date())
    return member


def written(reader):
    """Return every file of the archive, as one text."""
    made = io.BytesIO()
    export(reader, into=made)
    with zipfile.ZipFile(made) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())


def test_the_archive_of_the_space_does_not_hold_it(by):
    reader = Reader(by.space, by, NOW.date())
    before = written(reader)

    erase(by.space.persons.get(name=NAME), at=NOW)

    assert (holds(before, NAME), holds(written(reader), NAME)) == (True, False)


def test_no_screen_shows_it(by):
    things = one_of_everything(by.space, by.space.page_set.get().audience, by=by)
    erase(by.space.persons.get(name=NAME), at=NOW)
    reader = entered(Client(), by)

    screens = {name: reader.get(address(name, things, space=by.space)) for name in sorted(ARGUMENTS.keys() - OUTSIDE)}

    assert [
        name for name, got in screens.items() if not got.streaming and holds(got.content.decode(errors="ignore"), NAME)
    ] == []
