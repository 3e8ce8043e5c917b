"""The server's own ledger: what it holds, for how long, and that nobody's name is in it."""

import datetime
import re
import stat

import pytest

from palabre.accounts.models import Account
from palabre.accounts.tests.browsers import INES, ask, code_of, type_code, wrong_for
from palabre.journal import hooks
from palabre.people.agreements.space_visibility import open_to_members, publish, unpublish
from palabre.people.duplicates.person_merge import merge_pair, unmerge
from palabre.people.erasures.name_erasure import erase
from palabre.upkeep import ledger
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_member, a_person, a_space

NOW = datetime.datetime(2031, 5, 6, 10, 2, 3, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [a-z.-]+( [a-z]+=\d+)*")


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def lines():
    return [line for file in sorted(ledger.folder().glob("*")) for line in file.read_text().splitlines()]


@pytest.mark.django_db(transaction=True)
def test_an_erased_name_is_noted_by_its_number_alone():
    person = a_person(a_space(), "Zéphyrine Tournebride")

    erase(person, at=NOW)

    assert lines() == [f"2031-05-06T10:02:03Z name.removed space={person.space_id} person={person.pk}"]


@pytest.mark.django_db(transaction=True)
def test_two_names_brought_together_and_parted_are_noted():
    space = a_space()
    by, one, other = a_member(space, "Odile"), a_person(space, "Zéphyrine"), a_person(space, "Zéphirine")

    unmerge(merge_pair(one, other, by=by, at=NOW), by=by, at=NOW)

    facts = f"space={space.pk} by={by.pk} kept={one.pk} absorbed={other.pk}"
    assert [line.partition(" ")[2] for line in lines()] == [f"persons.merged {facts}", f"persons.parted {facts}"]


@pytest.mark.django_db(transaction=True)
def test_opening_publishing_and_closing_a_space_are_noted():
    space = a_space(opened=False)
    by = a_member(space)

    open_to_members(space, by=by, at=NOW)
    publish(space, by=by, at=NOW)
    unpublish(space, by=by, at=NOW)

    done = [line.partition(" ")[2] for line in lines()]
    who = f"space={space.pk} by={by.pk}"
    assert done == [f"space.{what} {who}" for what in ("opened", "published", "closed")]


@pytest.mark.django_db(transaction=True)
def test_a_wrong_code_and_a_sign_in_are_noted(client):
    account = Account.objects.open(INES)
    ask(client)

    type_code(client, wrong_for(code_of()))
    type_code(client, code_of())

    done = [line.split()[1:] for line in lines()]
    assert done == [[what, f"account={account.pk}"] for what in ("wrong-code", "signed-in")]


@pytest.mark.django_db(transaction=True)
def test_a_copy_brought_back_is_noted_and_takes_no_line_away():
    file = back_up(at=NOW)
    ledger.note_in_ledger("signed-in", at=NOW, account=1)

    restore_backup(file, at=NOW)

    assert [line.split()[1] for line in lines()] == ["signed-in", "restored"]


@pytest.mark.django_db(transaction=True)
def test_a_ledger_is_for_its_owner_alone_and_holds_numbers_alone(data):
    erase(a_person(a_space(), "Zéphyrine Tournebride"), at=NOW)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (ledger.folder(), *ledger.folder().iterdir())]
    assert modes == [0o700, 0o600]
    assert [line for line in lines() if not LINE.fullmatch(line)] == []


@pytest.mark.django_db(transaction=True)
def test_an_act_is_done_though_its_line_cannot_be_written(data):
    (data / ledger.FOLDER).write_text("a file where the folder should be")
    person = a_person(a_space(), "Zéphyrine Tournebride")

    erase(person, at=NOW)

    assert person.erased_at == NOW


@pytest.mark.django_db(transaction=True)
def test_lines_stay_thirty_days():
    for days in (0, 30, 31, 400):
        ledger.note_in_ledger("x", at=NOW - days * DAY)

    ledger.delete_old_ledger(NOW)

    assert [line[:10] for line in lines()] == ["2031-04-06", "2031-05-06"]
    assert hooks.clocks["ledger"].act == ledger.delete_old_ledger


@pytest.mark.django_db(transaction=True)
def test_whoever_guesses_codes_all_day_does_not_fill_the_disk(monkeypatch):
    monkeypatch.setattr(ledger, "MOST_WRONG_CODES", 200)

    for _ in range(50):
        ledger.note_in_ledger(ledger.WRONG_CODE, at=NOW)
    ledger.note_in_ledger("name.removed", at=NOW)

    assert len(lines()) < 12
    assert lines()[-1].endswith("name.removed")
