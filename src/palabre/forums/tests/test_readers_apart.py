"""Forums whose day was added while they had the readers of their minutes are given readers of their own."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from palabre.forums.day.forum_preparation import add_day, be_read_apart
from palabre.forums.models import SheetPledge
from palabre.forums.outcome.closure import close_day
from palabre.forums.tests.scene import PLAN, day_now
from palabre.groups.models import Group
from palabre.journal.models import Entry, kind_of
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.models import Import, Imported
from palabre.people.cache_parts import fields_to_audiences
from palabre.people.models import Audience, AudienceKind, Seat
from palabre.questions.models import Forum
from tests.builders import (
    a_forum,
    a_meeting,
    a_member,
    a_need,
    a_page,
    a_person,
    a_pledge,
    a_question,
    a_sheet,
    a_space,
    a_withdrawn_sheet,
    an_answer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MIGRATION = "0006_readers_apart"


@pytest.fixture
def reading():
    """Minutes that members read, and one guest, with their forum and a question read there."""
    space = a_space(public=True)
    ines, readers = a_member(space, "Inès Carvalho"), Audience.objects.create(space=space, kind="space")
    Seat.objects.create(audience=readers, person=a_person(space, "Bernadette Roux"), may_write=False)
    page = a_page(space, "Compte rendu", "Le forum a eu lieu.", audience=readers)
    said = {"digest": "0", "text": "x", "opened_at": timezone.now()}
    reading = Import.objects.create(space=space, audience=readers, by=ines, page=page, **said)
    asked = a_question(space, "Qui tient la caisse ?", forum=a_forum(space, audience=readers), audience=readers)
    Imported.objects.create(reading=reading, key="q", thing_kind=kind_of(asked), thing_id=asked.pk)
    return reading


def with_the_same_readers(reading):
    """Add a day to the forum of these minutes as it was made before, with a group that lives on: return what is new."""
    forum, ines, readers = Forum.objects.get(), reading.by, reading.audience
    known = read_by(readers)
    add_day(forum, PLAN, by=ines)
    be_read_apart(forum, readers)
    day = day_now(forum)
    day.sheets.all().delete()  # the questions of minutes had none
    a_withdrawn_sheet(day, "Et la nuit ?", by=ines)
    sheet = a_sheet(day, "Comment vivre avec la maladie de mon mari ?", asked_by=ines)
    SheetPledge.objects.create(sheet=sheet, person=ines, carries=True, at=timezone.now())
    (group,) = close_day(day, {}, by=ines, at=timezone.now())
    for rows in (Group.objects.filter(pk=group.pk), Entry.objects.filter(subject_id=group.pk, verb="group.born")):
        rows.update(audience=readers)  # as groups began then
    a_pledge(group, a_person(forum.space, "Éloi Marec"))
    an_answer(a_need(forum.space, group=group, audience=readers))
    a_meeting(forum.space, group=group, audience=readers, minutes=a_page(forum.space, "Mardi", audience=readers))
    return (read_by(readers) - known) | {("questions.forum", forum.pk)}


def read_by(audience):
    """Return what has these readers: the label of its model and its id."""
    return {
        (field.model._meta.label_lower, number)
        for field in fields_to_audiences()
        for number in field.model._base_manager.filter(**{field.name: audience}).values_list("pk", flat=True)
    }


def migrate():
    """Run it on the state of before: no table of it changed since."""
    state = MigrationLoader(connection).project_state([("forums", MIGRATION)], at_end=False)
    importlib.import_module(f"palabre.forums.migrations.{MIGRATION}").read_apart(state.apps, None)


def test_the_day_and_all_that_came_of_it_leave_the_readers_of_the_minutes(reading):
    minutes = read_by(reading.audience) - {("questions.forum", Forum.objects.get().pk)}
    of_the_day = with_the_same_readers(reading)

    migrate()
    own = Forum.objects.get().audience
    migrate()
    publish(reading, by=reading.by)

    assert Forum.objects.get().audience == own
    assert (own.kind, [one.may_write for one in own.seats.all()]) == (AudienceKind.SPACE, [False])
    assert read_by(own) == of_the_day
    assert read_by(reading.audience) - {("journal.entry", Entry.objects.latest("pk").pk)} == minutes
