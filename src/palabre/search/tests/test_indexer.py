"""The index follows whatever happens in a space, by its triggers alone; a name that is taken away is gone at once."""

import dataclasses
import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from palabre.gatherings.models import GroupCard
from palabre.groups.models import Answer
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.undo.import_undo import undo_import
from palabre.notes.models import Note
from palabre.people.models import Person
from palabre.people.own_name import respell
from palabre.questions.models import Question, Wording
from palabre.search import indexer
from palabre.search.hooks import SearchableText, sources
from palabre.search.models import Document, Followed, Text
from palabre.search.tests.scene import found, titles, work
from palabre.wiki import page_text
from tests.builders import a_forum, a_member, a_need, a_page, a_resource, a_space, an_inquiry, readers_of, some_news
from tests.erasing import erase
from tests.things import SECRET, one_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NAMED_BY = {
    "questions.forum": "theme",
    "gatherings.gathering": "title",
    "groups.deliverable": "title",
    "groups.group": "title",
    "groups.projectweather": "words",
    "groups.rolecall": "words",
    "meetings.datepoll": "title",
    "meetings.meeting": "title",
    "meetings.series": "title",
    "people.organisation": "name",
    "people.person": "name",
    "wiki.page": "title",
    "wiki.resource": "url",
}
BESIDE = {
    "gatherings.gathering": ("place", "intention", "formats"),
    "groups.intention": ("body_html",),
    "meetings.series": ("words", "place"),
}
DAY = datetime.date(2031, 4, 2)
NAME = "Zéphyrine Quillévéré"
MINUTES = """# Réunion du moulin, mercredi 2 avril 2031

Présents : Zéphyrine Quillévéré, Malo Tual

## Groupe « Le potager »

Question : Comment partager le jardin de Zéphyrine Quillévéré ?

- [ ] Malo prête des bêches
"""


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Tual")


def everything(space, by):
    """One thing of each kind that can be found, each with the secret word in it."""
    things = one_of_everything(space, readers_of(space), by=by)
    group, page = things["group"], things["page"]
    an_inquiry(group, f"Piste {SECRET}")
    some_news(group, f"Nouvelle {SECRET}")
    a_forum(space, f"Thème {SECRET}")
    a_resource(page, f"https://exemple.example/{SECRET.lower()}")


def kinds_found(query, space, person):
    return {kind for kind in sources if found(query, space, person, kind=kind).total}


def test_a_thing_of_each_kind_is_found_then_changed_then_gone(space):
    by = a_member(space, f"Personne {SECRET}")
    everything(space, by)
    work()
    assert kinds_found(SECRET, space, by) == set(sources)

    for kind in sources:
        saying_otherwise(kind)
    work()
    assert kinds_found(SECRET, space, by) == set()
    assert kinds_found("Autrement", space, by) == set(sources)


def saying_otherwise(kind):
    """Change the words of all the things of a kind, as `update` does: behind every model's back."""
    model = apps.get_model(kind)
    name = NAMED_BY.get(kind, "text")
    model._base_manager.update(**{name: "https://exemple.example/autrement" if name == "url" else "Autrement"})
    for beside in BESIDE.get(kind, ()):
        model._base_manager.update(**{beside: ""})
    if kind == "wiki.page":
        Note.objects.update(body_html="")
    if kind == "questions.question":
        Wording.objects.update(text="Autrement")
    if kind == "groups.need":
        Answer.objects.update(text="")
    if kind == "gatherings.gathering":
        GroupCard.objects.all().delete()
    if kind == "meetings.meeting":
        apps.get_model("meetings.AgendaItem").objects.update(text="Autrement")


def test_what_is_deleted_is_found_no_longer(space, malo):
    need = a_need(space, "Une échelle")
    work()
    need.delete()
    work()

    assert found("échelle", space, malo).total == 0


def test_what_acts_write_is_found_and_what_they_undo_is_not(space, malo):
    reading = import_minutes(space, MINUTES, by=malo, on=DAY)
    work()
    assert kinds_found("bêches", space, malo) == {"wiki.page", "groups.action"}

    undo_import(reading, by=malo)
    work()
    assert kinds_found("bêches", space, malo) == set()
    assert set(Document.objects.values_list("kind", flat=True)) == {"people.person"}


def test_what_is_opened_to_the_space_is_found_by_its_members_without_being_read_again(space, malo):
    ines = a_member(space, "Inès Le Goff")
    reading = import_minutes(space, MINUTES, by=malo, on=DAY)
    work()
    assert found("jardin", space, ines).total == 0

    open_to_space(reading, by=malo, at=timezone.now())

    assert found("jardin", space, ines).total > 0


def test_a_page_that_is_written_again_says_the_new_words_only(space, malo):
    page = page_text.begin_page(space, "Le four", "Un vieux fournil.", audience=readers_of(space), by=malo)
    work()
    page_text.save_page_text(page, "Une halle.", base=1, by=malo)
    work()

    assert [found(query, space, malo).total for query in ("fournil ", "halle", "four ")] == [0, 1, 1]


def test_a_name_that_she_spells_otherwise_is_found_so(space, malo):
    work()
    respell(malo, "Malo Tualenn", by=malo)
    work()

    assert found("tualenn", space, malo).total == 1


def test_a_page_that_did_not_change_is_not_read_again(space, malo, monkeypatch):
    a_page(space)
    work()
    monkeypatch.setitem(sources, "wiki.page", indexer.Source(**fields_of(sources["wiki.page"], say=refuse)))
    Followed.objects.update(signature="")
    work()

    assert Document.objects.filter(kind="wiki.page").count() == 1


def fields_of(source, **changed):
    return {one.name: getattr(source, one.name) for one in dataclasses.fields(source)} | changed


def refuse(row):
    raise AssertionError("read again")


def test_a_space_where_nothing_happened_is_left_alone(space, malo):
    work()

    assert indexer.follow_one(timezone.now()) == 0


def test_who_dies_at_work_leaves_a_space_to_be_followed_by_the_next(space, malo, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(indexer, "follow_changes", lambda space: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        indexer.follow_one(now)
    monkeypatch.undo()

    assert indexer.follow_one(now) == 0
    assert indexer.follow_one(now + 2 * indexer.LEASE) > 0


def test_a_thing_that_cannot_be_said_hides_no_other(space, monkeypatch):
    a_need(space, "Une échelle")
    a_need(space, "Une brouette")
    source = sources["groups.need"]
    say = lambda need: refuse(need) if "échelle" in need.text else source.say(need)  # noqa: E731
    monkeypatch.setitem(sources, "groups.need", indexer.Source(**fields_of(source, say=say)))

    assert titles("une", space, a_member(space)) == ["Une brouette"]


def test_many_documents_come_by_rounds(space, monkeypatch):
    monkeypatch.setattr(indexer, "MOST", 4)
    for number in range(11):
        a_need(space, f"Échelle {number}")
    work()

    assert Document.objects.filter(kind="groups.need").count() == 11


@pytest.fixture
def named(space, malo):
    """She is named by minutes, and came by herself."""
    open_to_space(import_minutes(space, MINUTES, by=malo, on=DAY), by=malo, at=timezone.now())
    her = Person.objects.get(space=space, name=NAME)
    her.join(timezone.now())
    work()
    return her


def test_a_name_that_is_taken_away_leaves_the_index_in_the_same_act(named, space, malo):
    assert found("Quillévéré", space, malo).total > 1

    erase(named, at=timezone.now())

    assert marks_that_begin_by("quillever") == 0
    assert found("Quillévéré ", space, malo).total == 0


def test_what_named_her_is_found_again_without_her(named, space, malo):
    erase(named, at=timezone.now())
    work()

    assert found("Quillévéré ", space, malo).total == 0
    assert found("jardin", space, malo).total > 0


def test_what_was_read_before_a_name_was_taken_away_is_not_written_after(named, space, malo):
    Document.objects.filter(space=space).delete()
    kind, erased = "questions.question", indexer.erasures(space)
    rows = list(sources[kind].rows(space))
    ready = list(indexer.changed(kind, sources[kind], rows))
    erase(named, at=timezone.now())

    assert not indexer.save_documents(space, kind, ready, erased=erased)
    assert Document.objects.filter(space=space).count() == 0


def marks_that_begin_by(beginning):
    """Look into the index itself, not by what it finds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM search_text WHERE words::text LIKE %s", [f"%{beginning}%"])
        else:
            cursor.execute("CREATE VIRTUAL TABLE temp.each_mark USING fts5vocab(main, search_words, row)")
            cursor.execute("SELECT count(*) FROM temp.each_mark WHERE term LIKE %s", [f"%{beginning}%"])
        count = cursor.fetchone()[0]
        if connection.vendor == "sqlite":
            cursor.execute("DROP TABLE temp.each_mark")
    return count


def test_deleting_documents_leaves_no_mark(space, malo):
    a_need(space, "Une échelle")
    work()
    Document.objects.all().delete()
    indexer.search_index.forget_for_good()

    assert marks_that_begin_by("echelle") == 0


def test_a_space_that_goes_takes_its_documents_along(space, malo):
    work()
    malo.delete()
    Note.objects.all().delete()
    Question.objects.all().delete()
    space.delete()

    assert (Document.objects.count(), Text.objects.count(), Followed.objects.count()) == (0, 0, 0)


def test_what_belongs_to_nothing_says_so():
    assert SearchableText("Un titre").place == ""
