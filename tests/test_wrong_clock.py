"""A clock that was wrong once, ahead or behind, stops nothing for ever, and loses nothing."""

import dataclasses
import datetime
import os
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from palabre.accounts import device_sessions
from palabre.accounts.models import LeftDevice, SentCode
from palabre.home.models import Export
from palabre.journal import future_instants, hooks, worker_health
from palabre.journal.models import Delivery, Digest, Tick, record
from palabre.journal.ticks import tick
from palabre.meetings.models import Publication, Room
from palabre.people.models import Key
from palabre.search.models import Followed
from palabre.spaces.models import Space
from palabre.upkeep import health_checks, machine_clock
from palabre.upkeep.backups import backup, copy_archive, copy_folder
from palabre.upkeep.backups.backup import back_up, when_due
from tests.builders import (
    a_file,
    a_letter,
    a_meeting,
    a_member,
    a_page,
    a_space,
    an_action,
    entered,
)

SOURCE, LATELY = Path(__file__).parents[1] / "src", re.compile(r"__gt=at - [A-Z\d]")
DAY = datetime.timedelta(days=1)
WRONG = 400 * DAY
NOW = datetime.datetime(2031, 5, 6, 10, tzinfo=datetime.UTC)
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def machine(monkeypatch, settings, tmp_path):
    """A machine that has been up for a while: its uptime is what the test says."""
    settings.DATA = tmp_path
    up = {"seconds": 1000.0, "boot": "first"}
    monkeypatch.setattr(machine_clock, "uptime", lambda: up["seconds"])
    monkeypatch.setattr(machine_clock, "boot_id", lambda: up["boot"])
    return up


@pytest.fixture
def struck(monkeypatch):
    """Each registered clock, which notes the instants at which it struck instead of acting."""

    def of(name):
        seen = []
        silent = dataclasses.replace(hooks.clocks[name], act=seen.append)
        monkeypatch.setattr(hooks, "clocks", {name: silent})
        return seen

    return of


@pytest.mark.django_db
@pytest.mark.parametrize("shift", [WRONG, -WRONG], ids=["ahead", "behind"])
@pytest.mark.parametrize("name", sorted(hooks.clocks))
def test_each_periodic_task_acts_again_within_its_period_once_the_clock_is_right(struck, name, shift):
    seen, every = struck(name), hooks.clocks[name].every
    tick(NOW + shift)
    seen.clear()

    tick(NOW)
    tick(NOW + every)

    assert seen


@pytest.mark.django_db
def test_a_worker_that_died_while_its_clock_was_ahead_holds_no_task_for_ever(struck):
    seen = struck("copy")
    Tick.objects.create(name="copy", due_at=NOW, leased_until=NOW + WRONG)

    tick(NOW)
    tick(NOW + MINUTE)

    assert seen


LASTING = {name for name, one in hooks.clocks.items() if one.lasting}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(LASTING))
def test_what_cannot_be_undone_waits_while_the_clock_is_ahead(struck, machine, name):
    seen, every = struck(name), hooks.clocks[name].every
    machine_clock.beat(NOW)

    tick(NOW + WRONG)
    ahead = list(seen)
    tick(NOW)
    machine["seconds"] += every.total_seconds()
    tick(NOW + every)

    assert (ahead, bool(seen)) == ([], True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(LASTING))
def test_what_was_promised_for_later_by_a_clock_that_was_behind_waits_for_a_day(struck, machine, name):
    """« Demain à cette heure », said by a clock 40 days behind, is long past once the clock is right."""
    seen, every = struck(name), hooks.clocks[name].every
    machine_clock.beat(NOW)
    machine_clock.beat(NOW - WRONG)

    tick(NOW)
    machine_clock.beat(NOW)
    machine["seconds"] += HOUR.total_seconds()
    tick(NOW + HOUR)
    at_once = list(seen)
    machine["seconds"] += (DAY + every).total_seconds()
    tick(NOW + HOUR + DAY + every)

    assert (at_once, bool(seen)) == ([], True)


@pytest.mark.django_db
def test_a_machine_whose_clock_is_late_each_morning_keeps_its_promises_after_a_day(struck, machine):
    """It has no battery: the first beat of each start says an hour of long ago, then the network says the right one."""
    seen = struck("words of others")
    machine_clock.beat(NOW)

    for day in range(3):
        machine["boot"] = f"morning {day}"
        machine_clock.beat(NOW + day * DAY - WRONG)
        for hours in range(8):
            machine["seconds"] += HOUR.total_seconds()
            machine_clock.beat(NOW + day * DAY + hours * HOUR)
            tick(NOW + day * DAY + hours * HOUR)

    assert min(seen) >= NOW + DAY
    assert min(seen) < NOW + 2 * DAY


def test_the_end_of_a_late_clock_that_lies_in_the_future_holds_nothing(machine):
    """An hour that was wrong the other way wrote it: it would hold names and deletions for years."""
    machine_clock.beat(NOW)
    late_until = (NOW + WRONG).timestamp()
    machine_clock.write_clock_trace(dataclasses.replace(machine_clock.read_clock_trace(), behind_until=late_until))

    assert not machine_clock.may_be_early(NOW)


def test_letters_publications_and_deletions_by_the_clock_are_known_as_lasting():
    harmless = {"copy", "instants", "margin", "notes.as_typed", "notes.late", "pulse", "row-counts", "sweep"}

    assert hooks.clocks.keys() - LASTING <= harmless


def test_an_hour_that_stays_for_a_day_is_believed(machine):
    machine_clock.beat(NOW)
    machine_clock.beat(NOW + WRONG)
    machine["seconds"] += machine_clock.BELIEVED_AFTER

    machine_clock.beat(NOW + WRONG + DAY)

    assert not machine_clock.is_off(NOW + WRONG + DAY)


def test_a_machine_that_was_off_for_long_is_believed_at_once(machine):
    machine_clock.beat(NOW)
    machine |= {"seconds": 5.0, "boot": "second"}

    assert not machine_clock.is_off(NOW + WRONG)
    assert machine_clock.is_off(NOW - WRONG)


def instants_of(model):
    names = {"leased_until", "due_at", "removed_at"}
    return {(model, one.name) for one in model._meta.get_fields() if one.name in names}


def test_every_lease_delay_and_removal_is_brought_back_when_it_lies_too_far_ahead():
    asked = set().union(*(instants_of(model) for model in apps.get_models())) - instants_of(Tick)

    assert asked <= {(one.rows().model, one.field) for one in future_instants.instants}


def a_delivery():
    space = a_space()
    entry = record("x", an_action(space), by=None)
    return Delivery.objects.create(entry=entry, person=a_member(space), channel="post", message_id="1", due_at=NOW)


def an_ended_space():
    (space := a_space()).end(NOW)
    return space


def a_waiting_letter():
    person = a_member(a_space())
    return a_letter(person, by=person, approved_at=NOW, due_at=NOW)


def an_export():
    space = a_space()
    return Export.objects.create(space=space, person=a_member(space), asked_at=NOW)


def a_key():
    person = a_member(a_space())
    return Key.objects.create(person=person, made_by=person, expires_at=NOW)


ROWS = {
    "the delay of a message": (a_delivery, "due_at"),
    "the lease of a message": (a_delivery, "leased_until"),
    "the delay of a letter": (a_waiting_letter, "due_at"),
    "the lease of a letter": (a_waiting_letter, "leased_until"),
    "the last digest": (lambda: Digest.objects.create(person=a_member(a_space())), "at"),
    "what is to be published": (lambda: Publication.objects.create(meeting=a_meeting(a_space())), "due_at"),
    "the index of a space": (lambda: Followed.objects.create(space=a_space()), "leased_until"),
    "the archive of a space": (an_export, "leased_until"),
    "a space that was ended": (an_ended_space, "ended_at"),
    "a sign-in code": (lambda: SentCode.objects.create(email="malo@val.example", sent_at=NOW), "sent_at"),
    "a square that lets somebody back in": (a_key, "expires_at"),
    "a room that nobody ends": (lambda: Room.objects.create(meeting=a_meeting(a_space())), "opened_at"),
    "a file that was removed": (lambda: a_file(a_page(a_space())), "removed_at"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "field"), ROWS.values(), ids=ROWS.keys())
def test_an_instant_that_a_wrong_clock_wrote_is_brought_back(make, field):
    row = make()
    type(row).objects.filter(pk=row.pk).update(**{field: NOW + WRONG})

    future_instants.set_right(NOW)

    row.refresh_from_db()
    assert getattr(row, field) <= NOW + 7 * DAY


@pytest.mark.django_db
def test_nothing_is_brought_back_by_an_hour_that_is_wrong_itself():
    row = Publication.objects.create(meeting=a_meeting(a_space()), due_at=NOW + DAY)
    machine_clock.beat(NOW)

    future_instants.set_right(NOW - WRONG)

    row.refresh_from_db()
    assert row.due_at == NOW + DAY


@pytest.mark.django_db
def test_minutes_whose_publication_is_brought_back_leave_two_working_days_to_say_no():
    row = Publication.objects.create(meeting=a_meeting(a_space()), due_at=NOW + WRONG)

    future_instants.set_right(NOW)

    row.refresh_from_db()
    assert row.due_at >= NOW + 2 * DAY


def copies_made_on(*days):
    """Put empty copies in the folder, of so many days from now."""
    copy_folder.folder().mkdir(exist_ok=True)
    for day in days:
        (copy_folder.folder() / copy_folder.name_for(NOW + day * DAY)).touch()


def days_kept():
    return [(copy.made_at - NOW) / DAY for copy in copy_folder.copies_in(copy_folder.folder())]


@pytest.fixture
def copied(monkeypatch, settings):
    """Copies are made, quickly: what is in them does not matter here."""
    settings.COPIES = True
    monkeypatch.setattr(copy_archive, "pack", lambda members, facts, *, into: into.touch())
    monkeypatch.setattr(backup, "members", lambda part: {})
    monkeypatch.setattr(backup, "facts", lambda part, at: {})


@pytest.mark.django_db
def test_a_copy_made_while_the_clock_was_ahead_takes_none_away(copied):
    copies_made_on(-80, -7, -1, 0)

    back_up(at=NOW + WRONG)
    back_up(at=NOW + WRONG + MINUTE)

    assert days_kept()[:4] == [-80, -7, -1, 0]


@pytest.mark.django_db
def test_a_clock_that_stays_ahead_takes_away_the_copies_of_one_day_at_each_run(copied):
    copies_made_on(-80, -7, -1, 0)

    for day in (400, 401):
        back_up(at=NOW + day * DAY)

    assert days_kept() == [-7, -1, 0, 400, 401]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [400, -400])
def test_the_copy_of_the_day_is_made_again_once_the_clock_is_right(copied, wrong):
    copies_made_on(-1, wrong)

    when_due(NOW)
    when_due(NOW + DAY)

    assert set(days_kept()) >= {-1, 0, 1}


@pytest.mark.django_db
def test_no_copy_goes_away_while_the_hour_is_in_doubt(copied):
    copies_made_on(*range(-60, 1))
    machine_clock.beat(NOW)

    back_up(at=NOW + 30 * DAY)

    assert len(days_kept()) == 62


def test_health_tells_a_clock_that_is_wrong_and_one_that_was(settings):
    machine_clock.beat(NOW)
    ahead, behind = health_checks.clock_sign(NOW + WRONG), health_checks.clock_sign(NOW - WRONG)
    machine_clock.beat(NOW + WRONG)

    machine_clock.beat(NOW)

    said = [ahead.sentence, behind.sentence, health_checks.clock_sign(NOW).sentence]
    words = ["a avancé d’un coup", "a reculé", "a été fausse cette semaine"]
    assert [word in str(sentence) for sentence, word in zip(said, words, strict=True)] == [True] * 3
    assert (ahead.well, behind.well, health_checks.clock_sign(NOW + 8 * DAY + WRONG).well) == (False, False, False)


def test_health_names_the_copy_that_bears_a_date_to_come_to_who_looks_after_the_server(settings):
    settings.COPIES = True
    copies_made_on(0, 400)

    told, copy = health_checks.clock_sign(NOW), health_checks.backup(NOW)

    assert (told.well, "une date à venir" in str(told.sentence)) == (False, True)
    assert copy_folder.name_for(NOW + WRONG) in str(told.detail)
    assert (copy.well, "1 sauvegarde" in str(copy.detail)) == (True, True)


@pytest.mark.django_db
def test_a_worker_whose_trace_lies_ahead_is_not_taken_for_one_at_work():
    Tick.objects.create(name=worker_health.NAME, due_at=NOW + WRONG)

    assert not worker_health.check_worker(NOW).well


@pytest.mark.django_db
def test_files_beside_the_copies_outlive_a_clock_that_was_ahead(copied):
    copies_made_on(0)
    beside = copy_folder.folder() / "attachments" / "ab" / "abcd"
    beside.parent.mkdir(parents=True)
    beside.touch()
    os.utime(beside, (NOW.timestamp(), NOW.timestamp()))

    back_up(at=NOW + WRONG)

    assert beside.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("seen", "stays"), [(WRONG, True), (MINUTE, False)])
def test_a_clock_ahead_takes_its_place_from_no_browser(client, settings, seen, stays):
    page, usual = a_page(a_space()).get_absolute_url(), settings.SESSION_COOKIE_AGE
    entered(client, a_member(Space.objects.get()))
    machine_clock.beat(timezone.now() - seen)

    settings.SESSION_COOKIE_AGE = -MINUTE.total_seconds()  # any cookie is too old
    client.get(page)
    settings.SESSION_COOKIE_AGE = usual

    assert (client.get(page).status_code == 200) is stays


@pytest.mark.django_db
def test_a_browser_that_was_left_stays_so_after_a_clock_that_was_ahead():
    LeftDevice.objects.create(mark="son téléphone", left_at=NOW - DAY)
    machine_clock.beat(NOW)

    device_sessions.end_session({device_sessions.KEY: "un autre"}, at=NOW + WRONG)

    assert set(LeftDevice.objects.values_list("mark", flat=True)) == {"son téléphone", "un autre"}


def test_no_bound_counts_an_instant_to_come():
    """A row of that time would count in each period until then. Codes and rooms are brought back instead."""
    lines = ((path, line) for path in SOURCE.rglob("*.py") for line in path.read_text().splitlines())
    found = [path.stem for path, line in lines if LATELY.search(line) and "__lte=at" not in line]
    assert sorted(set(found) - {"test_wrong_clock"}) == ["room_codes", "sign_in", "sign_in_codes", "wall_facts"]
