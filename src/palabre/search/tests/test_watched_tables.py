"""The triggers of the index: what a text is read from is watched, and following them is as good as reading all."""

import random
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.people.models import Audience
from palabre.search import indexer, watched_tables
from palabre.search.hooks import sources
from palabre.search.models import Change, Document, Followed
from palabre.search.tests.scene import work
from palabre.wiki.models import Page
from tests.builders import a_forum, a_member, a_need, a_resource, a_space
from tests.lengths import short_by
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db

READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
UNWATCHED = {
    "spaces_space": "its id alone is read",
    "people_audience": "of persons, the standing one of members, which never changes; of groups, by space",
    "meetings_asked": "a role is recognised as it is made, and its page is watched",
    "minutes_recognised": "the same",
    "groups_group": "the id of a group alone is read: see LIVING where there is more",
}
MODELS = [
    *(apps.get_model(kind) for kind in sources),
    *map(apps.get_model, ["groups.Membership", "groups.Answer", "groups.Carrying", "gatherings.GroupCard"]),
    *map(apps.get_model, ["meetings.AgendaItem", "meetings.Aim", "questions.Wording", "notes.Note"]),
    *map(apps.get_model, ["minutes.Import", "minutes.Imported", "people.Audience"]),
]


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def scene(space):
    by = a_member(space, "Malo Tual")
    a_forum(space)
    a_resource(one_of_everything(space, Audience.of_space(space), by=by)["page"], "https://exemple.example/")
    one_of_everything(space, Audience.of_persons(by), by=a_member(space, "Inès Le Goff"), secret="Célestine")
    return space


@pytest.mark.parametrize("kind", sorted(sources))
def test_each_table_from_which_a_text_is_read_is_watched(scene, kind):
    watched = {name.partition(".")[0] for name in watched_tables.ways_to(kind)}
    Audience.of_space(scene)  # it is there from the first person on
    with CaptureQueriesContext(connection) as queries:
        read = [sources[kind].say(row) for row in sources[kind].rows(scene)]

    tables = {table for query in queries.captured_queries for table in READ.findall(query["sql"])}
    assert read
    assert tables - watched <= UNWATCHED.keys()


@pytest.mark.postgres
@pytest.mark.parametrize("seed", short_by(range(60), range(4)))
def test_what_follows_any_changes_is_as_if_all_were_read_anew(scene, seed):
    work()
    chance = random.Random(seed)
    for _turn in range(40):
        change_something(scene, chance)
    work()
    followed = documents()

    Document.objects.all().delete()
    Followed.objects.update(signature="")
    work()
    assert documents() == followed


def change_something(space, chance):
    """Change or delete a row behind the back of its model; what the database refuses is left as it was."""
    rows = list(chance.choice(MODELS)._base_manager.order_by("pk"))
    row = chance.choice([row for row in rows if not getattr(row, "is_standing", False)] or [None])
    try:
        with transaction.atomic():
            if row is not None and chance.random() < 0.1:
                row.delete()
            elif row is not None:
                type(row)._base_manager.filter(pk=row.pk).update(**another_value(row, chance))
    except (DatabaseError, ProtectedError):
        pass


def another_value(row, chance):
    kept = {"space", "id", "changed_at", "thing_kind"}
    field = chance.choice([one for one in row._meta.concrete_fields if one.name not in kept and not one.primary_key])
    if isinstance(field, models.ForeignKey):
        others = list(field.related_model._base_manager.filter(**of_the_space(field.related_model, row)))
        return {field.name: chance.choice([*others, *([None] if field.null else [])])}
    if isinstance(field, models.CharField | models.TextField):
        return {field.name: chance.choice(["", f"Mot{chance.randrange(99)}"])}
    if field.null:
        return {field.name: chance.choice([None, timezone.now()]) if isinstance(field, models.DateField) else None}
    return {field.name: getattr(row, field.attname)}


def of_the_space(model, row):
    names = {field.name for field in model._meta.get_fields()}
    return {"space": row.space_id} if "space" in names and hasattr(row, "space_id") else {}


def documents():
    told = "kind", "number", "audience", "within", "text__title", "text__body", "digest"
    return list(Document.objects.order_by("kind", "number").values_list(*told))


def test_a_widened_audience_of_minutes_tells_the_group_its_roles(scene):
    """Nothing of the group changes, and its text does."""
    work()
    Audience.objects.filter(kind="seats").update(kind="space")

    assert "groups.group" in {kind for kind in sources if watched_tables.touched(scene, kind, changes(scene))}


def changes(space):
    found = {}
    for change in Change.objects.filter(space_id=space.pk):
        found.setdefault(change.what, set()).add(change.number)
    return found


@pytest.mark.postgres
def test_who_dies_at_work_forgets_no_change(space, monkeypatch):
    work()
    a_need(space, "Une échelle")
    monkeypatch.setattr(indexer, "save_documents", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work()
    monkeypatch.undo()
    Followed.objects.update(leased_until=None)
    work()

    assert Document.objects.filter(kind="groups.need").count() == 1
    assert not Change.objects.filter(space_id=space.pk).exists()


def test_an_act_costs_the_same_among_many(space):
    need = a_need(space, "Une échelle")
    first = queries_after(need)
    for number in range(30):
        a_need(space, f"Besoin {number}", group=None)
        a_member(space, f"Personne {number}")

    assert queries_after(need) == first <= 25


def queries_after(need):
    work()
    type(need).objects.filter(pk=need.pk).update(text=f"{need.text} {Document.objects.count()}")
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


@pytest.mark.postgres
def test_a_visit_changes_nothing(space):
    malo = a_member(space, "Malo Tual")
    work()
    malo.entered_at = timezone.now()
    malo.save()

    assert not Change.objects.filter(space_id=space.pk).exists()


def test_a_page_that_comes_has_no_other_group_read(scene):
    work()
    page = Page.objects.first()
    page.pk, page.slug = None, "autre"
    page.note = type(page.note).objects.create(space=scene, audience=page.audience)
    page.save(force_insert=True)

    assert set(changes(scene)) == {"wiki_page.id"}


@pytest.mark.postgres
def test_the_triggers_are_those_of_this_version():
    assert watched_tables.there_now().keys() == watched_tables.triggers().keys()


@pytest.mark.postgres
def test_a_trigger_that_lacks_is_made_again_and_all_is_read(space):
    work()
    name, table = min(watched_tables.there_now().items())
    with connection.cursor() as cursor:
        cursor.execute(watched_tables.door().without_trigger(name, table))
    watched_tables.watch_again()

    assert name in watched_tables.there_now()
    assert Followed.objects.get(space=space).signature == ""


@pytest.mark.postgres
def test_migrations_that_do_nothing_leave_the_triggers(space):
    work()
    call_command("migrate", verbosity=0)

    assert Followed.objects.get(space=space).signature == watched_tables.signature()
