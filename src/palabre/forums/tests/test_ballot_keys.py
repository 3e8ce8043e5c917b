"""The key of a vote is in one file, which no copy holds; without it a ballot says nothing, and it goes at closing."""

import base64
import datetime
import stat
import tarfile

import pytest
from django.db import connection
from django.utils import timezone

from palabre.forums.ballots import ballot_keys
from palabre.forums.ballots.ballot_keys import FRESH, key_named, make_key
from palabre.forums.ballots.day_dots import close_dots, forget_unnamed_keys, vote_of
from palabre.forums.ballots.own_ballot import put_dot
from palabre.forums.ballots.sealed_ballot import MOST, Marks, holder_of, seal, unseal
from palabre.forums.models import Ballot, DotVote
from palabre.forums.tests.dot_scene import a_phone, a_vote, close, dots_on, page_of, put
from palabre.forums.tests.scene import at, day_now
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.at_once import at_once
from tests.builders import a_member
from tests.traces import files_of_the_database

AT = datetime.datetime(2031, 5, 6, 1, 30, tzinfo=datetime.UTC)
REAL = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA, settings.COPIES = tmp_path, True
    (tmp_path / "secret").write_text("le secret")
    return tmp_path


def bytes_kept(data):
    """Return all bytes of the data folder, what its archives hold, and those of the database, by name."""
    found = {path.name: path.read_bytes() for path in (*data.rglob("*"), *files_of_the_database()) if path.is_file()}
    for path in data.rglob("*.tar.gz"):
        with tarfile.open(path) as archive:
            found |= {f"{path.name}/{one.name}": archive.extractfile(one).read() for one in archive if one.isfile()}
    return found


def forms_of(secret):
    return [secret, secret.hex().encode(), base64.b64encode(secret), base64.urlsafe_b64encode(secret)]


def holding(data, words):
    return [name for name, content in bytes_kept(data).items() if any(one in content for one in words)]


def six_phones(day):
    phones = [a_phone(day) for _nth in range(6)]
    for nth, one in enumerate(phones):
        put(one, day, 12, 3 if nth % 2 else 7)
    return phones


@REAL
@pytest.mark.postgres
def test_no_copy_holds_the_key_and_closing_leaves_no_byte_of_it(data):
    day, sabine = a_vote()
    six_phones(day)
    key = key_named(vote_of(day_now(day.forum)).key)
    back_up(at=AT)
    assert holding(data, forms_of(key.secret)) == [key.name]

    close(day, sabine)
    back_up(at=AT + datetime.timedelta(days=1))

    assert holding(data, forms_of(key.secret)) == []
    assert not Ballot.objects.exists()
    assert [*ballot_keys.key_folder().iterdir()] == []


@REAL
def test_sqlite_overwrites_the_ballots_themselves(data):
    """Deleted rows are overwritten (secure_delete); the log that held them is brought in by the worker."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL garde des lignes mortes jusqu’à VACUUM")
    day, sabine = a_vote()
    six_phones(day)
    said = [one.encode() for row in Ballot.objects.all() for one in (row.holder, row.sealed)]

    close(day, sabine)
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert holding(data, said) == []


@REAL
def test_the_file_of_a_key_is_for_its_owner_alone(data):
    day, _sabine = a_vote()
    file = ballot_keys.key_folder() / vote_of(day).key

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@REAL
@pytest.mark.postgres
def test_a_copy_restored_in_mid_vote_begins_the_dots_anew_and_the_page_says_so(data):
    day, sabine = a_vote()
    phones = six_phones(day)
    file = back_up(at=AT)

    restore_backup(file, at=AT)

    day = day_now(day.forum)
    phone = a_phone(day)
    assert "elles recommencent" in phone.get(at(day, "ballot")).content.decode()
    assert dots_on(phone, day) == []
    assert "elles recommencent" in page_of(phones[0], day)
    assert close(day, sabine).phones is None


@REAL
@pytest.mark.postgres
def test_a_copy_made_after_closing_keeps_the_result(data):
    day, sabine = a_vote()
    six_phones(day)
    result = close(day, sabine).counts
    file = back_up(at=AT)

    restore_backup(file, at=AT)

    vote = vote_of(day_now(day.forum))
    assert (vote.counts, vote.is_open) == (result, False)


@REAL
def test_a_vote_whose_key_is_lost_counts_nothing(data):
    day, sabine = a_vote()
    six_phones(day)
    ballot_keys.forget_keys()

    vote = close(day, sabine)

    assert (vote.phones, vote.counts["phones"], Ballot.objects.count()) == (None, {}, 0)


@REAL
def test_a_key_that_no_vote_names_goes_once_it_is_no_longer_fresh(data):
    day, _sabine = a_vote()
    left = make_key([1])

    forget_unnamed_keys(timezone.now())
    assert key_named(left.name) is not None
    forget_unnamed_keys(timezone.now() + 2 * FRESH)

    assert key_named(left.name) is None
    assert key_named(vote_of(day_now(day.forum)).key) is not None


# What is stored of a ballot.


def test_a_sealed_ballot_is_read_by_its_key_alone():
    key, other = make_key([3, 7]), make_key([3, 7])
    marks = Marks(4, (2**40, 7))

    assert unseal(key, seal(key, marks)) == marks
    assert unseal(other, seal(key, marks)) != marks


def test_ballots_look_alike_however_many_dots_they_bear_and_never_twice_the_same():
    key = make_key([3])
    sealed = [seal(key, Marks(0, tuple(range(1, many + 1)))) for many in range(MOST + 1) for _twice in range(2)]

    assert len({len(one) for one in sealed}) == 1
    assert len(set(sealed)) == len(sealed)
    assert all(one[:16] not in other for one in sealed for other in sealed if one is not other)


def test_a_person_has_another_holder_in_each_vote():
    assert holder_of(make_key([]), "person 12") != holder_of(make_key([]), "person 12")


def test_a_ballot_bears_no_instant_and_no_person():
    fields = {one.name for one in Ballot._meta.get_fields()}

    assert fields == {"id", "vote", "holder", "sealed", "is_card"}
    assert not any(one.related_model and one.name != "day" for one in DotVote._meta.concrete_fields)


@pytest.mark.django_db
def test_the_ids_of_ballots_tell_no_order():
    day, _sabine = a_vote()
    for _nth in range(12):
        put(a_phone(day), day, 12)

    keys = [one.pk for one in sorted(Ballot.objects.all(), key=lambda one: unseal_phone(day, one))]

    assert keys != sorted(keys)


def unseal_phone(day, ballot):
    return unseal(key_named(vote_of(day_now(day.forum)).key), ballot.sealed).phone


# Races.


@REAL
@pytest.mark.postgres
def test_a_person_who_presses_on_many_devices_at_once_has_no_dot_too_many(data):
    day, _sabine = a_vote()
    person = a_member(day.forum.space, "Malo Riou")
    reader = Reader.here(day.forum.space, person)
    names = [f"person {person.pk}"]

    def press(number):
        return lambda: put_dot(day, number, names, reader, at=AT)

    faults = at_once(*[press(number) for number in (3, 7, 12, 20, 31, 3, 7, 12)])

    key = key_named(vote_of(day_now(day.forum)).key)
    assert len(unseal(key, Ballot.objects.get().sealed).dots) == 3
    assert {type(one) for one in faults} == {Refusal}


@REAL
@pytest.mark.postgres
def test_dots_that_come_as_the_vote_closes_are_counted_or_refused(data):
    day, sabine = a_vote()
    reader = Reader.here(day.forum.space, sabine)
    acts = [(lambda nth=nth: put_dot(day, 12, [f"device {nth}"], reader, at=AT)) for nth in range(12)]

    faults = at_once(*acts[:9], lambda: close_dots(day, by=sabine, at=AT), *acts[9:])

    vote = vote_of(day_now(day.forum))
    assert {type(one) for one in faults} <= {Refusal}
    assert (vote.phones or 0) == (12 - len(faults) if len(faults) <= 7 else 0)
    assert not Ballot.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("damaged", [b"", bytes(90), b"[1]", b"{}"])
def test_a_key_that_is_damaged_is_one_that_is_lost(damaged):
    day, sabine = a_vote()
    put(phone := a_phone(day), day, 3)
    (ballot_keys.key_folder() / vote_of(day).key).write_bytes(damaged)

    assert phone.get(at(day, "ballot")).status_code == 200
    assert put(phone, day, 7).status_code == 302
    assert close(day, sabine).closed_at is not None
