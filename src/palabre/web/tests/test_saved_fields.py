"""Rows and fields that are saved with SQL written once: the same SQL as Django's, with the same values."""

import contextlib
import datetime
import random

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.groups.models import Group, Need
from palabre.journal.models import Entry
from palabre.notes.models import Note, Revision
from palabre.spaces.models import Space, raise_version_alone
from palabre.web.saved_fields import insert, is_plain, save_fields, store_fields
from tests.builders import a_group, a_member, a_need, a_space, readers_of
from tests.things import one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


class Undone(Exception):
    pass


@pytest.fixture
def rows(monkeypatch):
    """A row of each model that has one, while the clock stands still."""
    space = a_space(public=True)
    one_of_everything(space, readers_of(space), by=a_member(space))
    at = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    first = (model._base_manager.first() for model in apps.get_models() if model._meta.managed)
    return [row for row in first if row is not None]


def test_only_the_fields_given_are_stored():
    group = a_group(a_space(), "Le jardin")
    group.to_read = "Écrit ailleurs"

    save_fields(group, title="Le potager")

    stored = Group.objects.get(pk=group.pk)
    assert (stored.title, group.title, stored.to_read) == ("Le potager", "Le potager", "")


def test_a_field_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="do not exist"):
        save_fields(a_group(a_space(), "Le jardin"), titel="Le potager")


def test_at_random_fields_are_written_as_django_writes_them(rows):
    dice = random.Random(1)
    for row in rows:
        names = [field.name for field in row._meta.concrete_fields if not field.primary_key]
        for _turn in range(3):
            some = tuple(dice.sample(names, dice.randint(1, len(names))))
            assert written(store_fields, row, some) == written(row.save, update_fields=some), (row, some)
    assert {Note, Revision, Entry} <= {type(row) for row in rows if is_plain(type(row))}


def test_new_rows_are_written_as_django_writes_them(rows):
    for row in rows:
        facts = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        facts.pop(row._meta.pk.attname)
        one, other = type(row)(**facts), type(row)(**facts)
        assert written(insert, one) == written(other.save, force_insert=True), row


def test_a_new_row_has_its_id_and_is_there(django_assert_num_queries):
    space = a_space()
    need = Need(space=space, audience=readers_of(space), text="Un four")

    with django_assert_num_queries(1):
        insert(need)

    stored = Need.objects.get(text="Un four")
    assert (stored.pk, stored.audience_id) == (need.pk, need.audience_id)
    save_fields(need, text="Un four à pain")
    assert Need.objects.get().text == "Un four à pain"


def test_a_row_that_is_gone_is_not_written_again():
    need = a_need(a_space())
    Need.objects.all().delete()

    with pytest.raises(DatabaseError, match="did not affect"), transaction.atomic():
        save_fields(need, text="Un four")

    assert not Need.objects.exists()


def test_a_row_of_what_is_not_stored_is_refused():
    with pytest.raises(ValueError, match="unsaved"):
        insert(Need(space=Space(name="Nulle part"), text="Un four"))


def test_whoever_listens_to_a_model_hears_of_its_rows():
    need, heard = a_need(a_space()), []

    def hear(instance, **_facts):
        heard.append(instance)

    post_save.connect(hear, sender=Need)
    try:
        save_fields(need, text="Un four")
    finally:
        post_save.disconnect(hear, sender=Need)

    assert heard == [need]


def test_a_version_is_raised_by_one_in_its_space_alone():
    val, other = a_space("Val"), a_space("Ailleurs")
    before = val.version, other.version

    assert (raise_version_alone(number=val.pk), raise_version_alone(number=0)) == (1, 0)

    val.refresh_from_db()
    other.refresh_from_db()
    assert (val.version, other.version) == (before[0] + 1, before[1])


def written(act, *arguments, **options):
    """Return the SQL that this act has the database run, with its values; it is undone."""
    with CaptureQueriesContext(connection) as asked, contextlib.suppress(Undone, IntegrityError), transaction.atomic():
        act(*arguments, **options)
        raise Undone
    return [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
