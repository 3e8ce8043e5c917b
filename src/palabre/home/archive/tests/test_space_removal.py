"""A space that was ended a day ago is gone: rows, files, index; and nothing of another space is touched."""

import datetime
import itertools

import pytest
from django.db.models.deletion import Collector
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.forums.models import ServedCode
from palabre.home.archive import space_removal
from palabre.home.example.example_space import make_demonstration
from palabre.journal import hooks
from palabre.journal.ticks import tick
from palabre.people.agreements import agreements, space_deletion
from palabre.people.models import Agreement, Audience
from palabre.spaces.models import Space
from palabre.upkeep import ledger, machine_clock
from palabre.wiki.attachments import file_store
from tests.builders import a_file, a_member, a_need, a_page, a_person, a_space, an_answer
from tests.everything import everything_kept
from tests.indexed import follow_to_the_end
from tests.lengths import short_by
from tests.things import SECRET, one_of_everything
from tests.traces import traces_in_tables

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def full(space, secret=SECRET):
    """Fill a space with one thing of each kind."""
    by = a_member(space, f"Personne {secret}")
    one_of_everything(space, Audience.everybody(space), by=by, secret=secret)
    follow_to_the_end(space)


def end(space, *, at):
    space_deletion.delete_space_later(space, by=None, at=at)


def rows_and_attachments():
    """What an instance keeps, but that a space was deleted, which codes served, and visitors for a few days."""
    kept = everything_kept()
    del kept["spaces.Deletion"], kept["forums.ServedCode"], kept["upkeep.Attempt"], kept["upkeep.ReceivedPost"]
    files = [one for one in kept.pop("files") if "attachments" in one[0]]
    return kept | {"files": files}


@pytest.mark.postgres
def test_it_is_gone_whole_and_everything_else_is_as_if_it_had_never_been(data):
    full(a_space("Ailleurs", public=True))
    before, now = rows_and_attachments(), timezone.now()
    space = a_space(public=True)
    full(space, "Quillien")
    end(space, at=now - DAY)

    space_removal.delete_due(now)

    assert rows_and_attachments() == before
    assert traces_in_tables("Quillien") == []
    assert ServedCode.objects.filter(holder=None).exists()  # they lead nobody elsewhere


@pytest.mark.postgres
def test_a_crowd_that_nothing_leans_on_any_longer_is_not_brought_into_memory(monkeypatch):
    brought: list[int] = []
    related_objects = Collector.related_objects
    monkeypatch.setattr(
        Collector, "related_objects", lambda *given: brought.append(len(given[-1])) or related_objects(*given)
    )
    now, space = timezone.now(), a_space(public=True)
    need = a_need(space)
    for number in range(20):
        an_answer(need, by=a_person(space, f"Invité {number}"))
    end(space, at=now - DAY)

    space_removal.delete_due(now)

    assert not Space.objects.filter(pk=space.pk).exists()
    assert max(brought, default=0) < 20


@pytest.mark.long
def test_the_demonstration_is_gone_whole_too():
    before, now = rows_and_attachments(), timezone.now()
    space = make_demonstration(at=now)
    follow_to_the_end(space)
    end(space, at=now - DAY)

    space_removal.delete_due(now)

    assert rows_and_attachments() == before


def test_it_waits_for_the_end_of_the_day():
    now = timezone.now()
    end(space := a_space(), at=now)

    space_removal.delete_due(now + DAY - MINUTE)
    before = Space.objects.filter(pk=space.pk).exists()
    space_removal.delete_due(now + DAY)

    assert (before, Space.objects.filter(pk=space.pk).exists()) == (True, False)


def test_one_that_was_kept_stays():
    now = timezone.now()
    her = a_member(a_space())
    done = agreements.say_yes(her.space, "delete", by=her, at=now)
    agreements.set_aside_agreement(done, by=her, at=now)

    space_removal.delete_due(now + 2 * DAY)

    assert Space.objects.get() == her.space
    assert Agreement.objects.get().undone_at == now


def test_a_file_that_another_space_has_too_stays(data):
    now, spaces = timezone.now(), [a_space("Ici"), a_space("Là-bas")]
    hers, theirs = (a_file(a_page(space), content=b"Le plan commun.") for space in spaces)
    alone = a_file(a_page(spaces[0], "Une autre"), content=b"Un plan secret.")
    end(spaces[0], at=now - DAY)

    space_removal.delete_due(now)

    there = [file_store.path_of(one.digest).exists() for one in (hers, theirs, alone)]
    assert there == [True, True, False]


class Killed(BaseException):
    pass


STEPS = (
    "delete_space_rows",
    "search_index.forget_for_good",
    "delete_unknown_account",
    "ledger.note_in_ledger",
    "file_store.delete",
)
SHOWN = {("delete_space_rows", True), ("file_store.delete", False)}


@pytest.mark.parametrize("death", short_by(itertools.product(STEPS, (True, False)), SHOWN), ids=str)
def test_killed_at_any_step_it_does_it_again_whole(death, monkeypatch):
    step, is_done = death
    before, now = rows_and_attachments(), timezone.now()
    space = a_space()
    full(space)
    space.persons.filter(name__startswith="Personne").update(account=Account.objects.open("ines@exemple.example"))
    end(space, at=now - DAY)
    place, _dot, name = step.rpartition(".")
    holder = getattr(space_removal, place) if place else space_removal
    whole = getattr(holder, name)

    def killed(*args, **facts):
        if is_done:
            whole(*args, **facts)
        raise Killed

    monkeypatch.setattr(holder, name, killed)
    with pytest.raises(Killed):
        space_removal.delete_due(now)
    still = Space.objects.filter(pk=space.pk).exists()
    monkeypatch.setattr(holder, name, whole)
    space_removal.delete_due(now)

    assert (still, rows_and_attachments()) == (True, before)


def test_done_twice_it_is_done_once():
    now = timezone.now()
    end(a_space(), at=now - DAY)

    for _twice in range(2):
        space_removal.delete_due(now)

    assert not Space.objects.exists()


def test_one_that_cannot_be_deleted_stops_no_other(monkeypatch):
    now, whole = timezone.now(), space_removal.delete_space_rows
    first, second = a_space("Un"), a_space("Deux")
    for space in (first, second):
        end(space, at=now - DAY)

    def broken(space):
        if space == first:
            raise ValueError
        whole(space)

    monkeypatch.setattr(space_removal, "delete_space_rows", broken)
    space_removal.delete_due(now)

    assert list(Space.objects.all()) == [first]


def test_an_account_that_no_other_space_knows_goes_along_and_another_stays():
    now, (here, there) = timezone.now(), (a_space("Ici"), a_space("Là-bas"))
    alone, both = (Account.objects.open(f"{name}@exemple.example") for name in ("ines", "odile"))
    for space, account in ((here, alone), (here, both), (there, both)):
        person = a_member(space, account.email)
        type(person).objects.filter(pk=person.pk).update(account=account)
    end(here, at=now - DAY)

    space_removal.delete_due(now)

    assert list(Account.objects.all()) == [both]


def test_the_ledger_notes_it_by_its_number(django_capture_on_commit_callbacks):
    now = timezone.now()
    end(space := a_space(), at=now - DAY)
    number = space.pk

    with django_capture_on_commit_callbacks(execute=True):
        space_removal.delete_due(now)

    lines = [line for file in ledger.folder().glob("*") for line in file.read_text().splitlines()]
    assert lines[-1].partition(" ")[2] == f"space.deleted space={number}"


def test_an_instant_that_a_late_clock_wrote_takes_no_day_away(monkeypatch):
    up = {"seconds": 1000.0}
    monkeypatch.setattr(machine_clock, "uptime", lambda: up["seconds"])
    now = timezone.now()
    machine_clock.beat(now)
    end(space := a_space(), at=now - 400 * DAY)
    machine_clock.beat(now - 400 * DAY)

    space_removal.delete_due(now)
    at_once = Space.objects.filter(pk=space.pk).exists()
    up["seconds"] += (DAY + MINUTE).total_seconds()
    space_removal.delete_due(now + DAY + MINUTE)

    assert (at_once, Space.objects.filter(pk=space.pk).exists()) == (True, False)


def test_the_clock_does_it_by_itself(monkeypatch):
    monkeypatch.setattr(hooks, "clocks", {"deletions": hooks.clocks["deletions"]})
    now = timezone.now()
    end(a_space(), at=now - DAY)

    tick(now)

    assert not Space.objects.exists()
