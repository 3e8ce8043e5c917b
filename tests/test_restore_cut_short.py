"""A restoration that dies half-way, and is asked for again, forgets nothing of what was taken away since the copy."""

import datetime
from contextlib import contextmanager

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.calendars import calendar_feeds
from palabre.people.access import links
from palabre.people.agreements import agreements
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.serving import data_upgrade
from palabre.spaces.models import Deletion, Space
from palabre.upkeep import hooks
from palabre.upkeep.backups import carried_over, postgres_copy, restore, sqlite_copy
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import finish_cut_short, restore_backup
from tests.builders import a_member, a_page, a_person, a_space, entered
from tests.erasing import erase
from tests.lengths import short_by

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime.datetime(2031, 5, 6, 1, 30, tzinfo=datetime.UTC)
LATER = AT + datetime.timedelta(minutes=5)


class Death(BaseException):
    """The process stops here."""


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA, settings.COPIES, settings.DEBUG = tmp_path, False, True
    (tmp_path / "secret").write_text("le secret d’avant")
    return tmp_path


def secrets_in(data):
    return (data / "secret").read_text().splitlines()


def die(*_):
    raise Death


@pytest.fixture
def dying(monkeypatch):
    """Have the process die where the restoration calls something."""

    @contextmanager
    def dies(place, name, value=die):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, value)
            with pytest.raises(Death):
                yield

    return dies


def cut_restoration(dying, file, **asked):
    with dying(restore, "bring_up_to_date"):  # once the database of the copy is in its place
        restore_backup(file, at=AT, **asked)


@pytest.fixture
def person():
    space = a_space()
    person = a_person(space, "Zéphyrine Tournebride")
    a_page(space, body="Zéphyrine Tournebride apporte le pain.")
    return person


@pytest.fixture
def file(person):
    made = back_up(at=AT)
    erase(person, at=AT)
    return made


def named(person):
    return Person.objects.get(pk=person.pk).name


@pytest.mark.postgres
def test_a_name_taken_away_since_goes_though_the_first_restoration_died(file, person, dying, data):
    cut_restoration(dying, file)
    before = named(person)

    done = restore_backup(file, at=LATER)

    assert (before, named(person), done.carries) == ("Zéphyrine Tournebride", "Une personne", True)
    assert list(data.glob("restoring-*")) == []


def test_it_goes_at_the_next_start_too(file, person, dying, data):
    (data / "secret").write_text("le secret d’après")
    cut_restoration(dying, file)
    (left,) = data.glob("restoring-*/*.json")
    mode = left.stat().st_mode & 0o777

    data_upgrade.main()

    assert (mode, named(person), list(data.glob("restoring-*"))) == (0o600, "Une personne", [])
    assert secrets_in(data) == ["le secret d’avant", "le secret d’après"]


@pytest.fixture
def killed_at_the_end(data, monkeypatch):
    """PostgreSQL: die just after the transaction that replaces the tables, or just before."""
    if restore.connection.vendor != "postgresql":
        pytest.skip("de SQLite, la copie elle-même prend la place de la base")
    (data / "secret").write_text("le secret d’après")
    run = postgres_copy.run

    def killed(file, *, is_done=True):
        def run_and_die(tool, *arguments, **environment):
            is_moving = f"--command={postgres_copy.MOVE}" in arguments
            if is_done or not is_moving:
                run(tool, *arguments, **environment)
            if is_moving:
                raise Death

        with monkeypatch.context() as patched:
            patched.setattr(postgres_copy, "run", run_and_die)
            with pytest.raises(Death):
                restore_backup(file, at=AT)

    return killed


@pytest.mark.postgres
@pytest.mark.parametrize("is_done", [True, False])
def test_a_secret_comes_back_with_its_database_and_never_without(file, person, data, killed_at_the_end, is_done):
    killed_at_the_end(file, is_done=is_done)

    data_upgrade.main()

    assert secrets_in(data) == [*(["le secret d’avant"] if is_done else []), "le secret d’après"]
    assert (named(person), list(data.glob("restoring-*"))) == ("Une personne", [])


@pytest.mark.postgres
@pytest.mark.parametrize("is_backup", [True, False])
def test_it_comes_back_though_a_backup_or_a_restoration_that_failed_came_between(
    file, person, data, killed_at_the_end, monkeypatch, is_backup
):
    killed_at_the_end(file)
    if is_backup:
        back_up(at=LATER)
    else:
        with monkeypatch.context() as patched:
            patched.setattr(postgres_copy, "MOVE", "SELECT 1 FROM nowhere;")
            with pytest.raises(Refusal):
                restore_backup(file, at=LATER)

    data_upgrade.main()

    assert (secrets_in(data)[0], named(person)) == ("le secret d’avant", "Une personne")
    assert not restore.has_former_tables()


def test_what_replaced_nothing_goes_at_the_next_start(file, dying, data):
    with dying(restore, "unknown"):  # once the backup is unpacked
        restore_backup(file, at=AT)
    left = [path.name for path in data.glob("restoring-*/*")]

    data_upgrade.main()

    assert ([name.partition(".")[0] for name in sorted(left)], list(data.glob("restoring-*"))) == (
        ["database", "secret"],
        [],
    )


def test_a_start_leaves_alone_a_backup_that_is_looked_into(file, data, monkeypatch):
    found = restore.unpack_checked_copy

    def begun_meanwhile(*given):
        data_upgrade.main()
        return found(*given)

    monkeypatch.setattr(restore, "unpack_checked_copy", begun_meanwhile)

    assert restore.look_into(file) == AT.isoformat()


@pytest.mark.postgres
@pytest.mark.parametrize("is_started", short_by([True, False], [True]))
def test_it_goes_though_the_second_one_died_as_well(file, person, dying, is_started):
    cut_restoration(dying, file)
    some, (take, _give), *others = hooks.carryings
    with dying(hooks, "carryings", [some, (take, die), *others]):
        restore_backup(file, at=LATER)
    with dying(restore.number_sequences, "begin_beyond"):
        finish_cut_short(LATER)

    done = finish_cut_short(LATER) if is_started else restore_backup(file, at=LATER + datetime.timedelta(minutes=5))

    assert named(person) == "Une personne"
    assert is_started or done.carries


@pytest.mark.long
def test_one_whose_name_was_to_be_left_out_stays_so_and_no_other_can_be(file, person, dying):
    cut_restoration(dying, file, leaving_out=[person.pk])
    with pytest.raises(Refusal, match="coupée"):
        restore_backup(file, at=LATER, leaving_out=[person.pk, person.pk + 1])

    restore_backup(file, at=LATER, leaving_out=[person.pk])

    assert named(person) == "Zéphyrine Tournebride"


@pytest.mark.postgres
def test_who_was_put_out_and_what_was_closed_stay_so(dying):
    founder = a_member(a_space(), "Odile Tanneguy")
    malo, left = (a_member(founder.space, name) for name in ("Malo Kersauze", "Claire Aubanel"))
    link = links.link_to(a_page(founder.space), person=a_person(founder.space), by=founder, at=timezone.now())
    feed = calendar_feeds.create_feed(founder, by=founder)
    addresses = [links.link_path(link), calendar_feeds.feed_path(feed)]
    devices, file = [entered(Client(), one) for one in (malo, left)], back_up(at=AT)
    agreements.say_yes(founder.space, "put_out", by=founder, at=timezone.now(), person=malo)
    left.leave_devices()
    link.revoke(timezone.now())
    feed.renew()
    cut_restoration(dying, file)

    restore_backup(file, at=LATER)

    assert [one.get(founder.space.get_absolute_url()).status_code for one in devices] == [404, 404]
    assert [Client().get(one).status_code for one in addresses] == [410, 404]


def test_a_space_that_was_deleted_is_ended_again(dying):
    space = a_space()
    file = back_up(at=AT)
    Deletion.objects.create(number=space.pk, made_at=space.made_at, at=AT)
    space.delete()
    cut_restoration(dying, file)

    finish_cut_short(LATER)

    assert Space.objects.get().ended_at == LATER


def test_what_was_to_be_closed_is_closed(dying):
    founder = a_member(a_space(), "Odile Tanneguy")
    device, file = entered(Client(), founder), back_up(at=AT)
    cut_restoration(dying, file, closes_links=True)

    restore_backup(file, at=LATER)

    assert device.get(founder.space.get_absolute_url()).status_code == 404


@pytest.mark.long
def test_what_nobody_could_read_is_not_said_to_be_carried_over(dying, monkeypatch, person):
    file = back_up(at=AT)
    with monkeypatch.context() as damaged:
        damaged.setattr(restore, "read_before", lambda _leaving_out: None)
        cut_restoration(dying, file)

    assert not restore_backup(file, at=LATER).carries


@pytest.mark.postgres
def test_a_database_that_was_not_replaced_is_asked_again(file, person, dying, monkeypatch, data):
    if restore.connection.vendor != "sqlite":
        pytest.skip("pg_restore remplace tout, ou rien, dans une transaction")
    with dying(sqlite_copy, "check"):
        restore_backup(file, at=AT, closes_links=True)
    Person.objects.filter(pk=person.pk).update(name="Quelqu’un")

    assert restore.cut_short(data) == []


def test_what_this_version_did_not_write_is_refused_and_stays(file, person, dying, data):
    cut_restoration(dying, file)
    (left,) = data.glob("restoring-*/*.json")
    for said in ("{", "[]", '{"os:system": ["true"]}', '{"palabre.upkeep.hooks:signs": []}'):
        left.write_text(said)

        with pytest.raises(Refusal, match="coupée"):
            finish_cut_short(LATER)
        with pytest.raises(SystemExit, match="cut short"):
            data_upgrade.main()

    assert left.exists()


def test_all_that_is_taken_is_read_back_as_it_was():
    founder = a_member(a_space(), "Odile Tanneguy")
    erase(a_person(founder.space, "Zéphyrine Tournebride"), at=AT)
    calendar_feeds.create_feed(founder, by=founder)
    taken = restore.read_before(())

    assert carried_over.from_json(carried_over.as_json(taken)) == taken
