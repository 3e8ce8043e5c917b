"""Which tests a run has, and which worker begins with them."""

import types

import pytest

from tests import lengths, worker_queues


def item(nodeid="tests/test_a.py::test_a", marks=()):
    named = [types.SimpleNamespace(name=mark) for mark in marks]
    closest = {mark.name: mark for mark in named}.get
    return types.SimpleNamespace(nodeid=nodeid, iter_markers=lambda: named, get_closest_marker=closest)


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(lengths, "is_whole", False)
    monkeypatch.setenv("PALABRE_DATABASE_URL", "")


@pytest.fixture
def on_postgres(monkeypatch):
    monkeypatch.setenv("PALABRE_DATABASE_URL", "postgresql://somewhere/")


def test_what_is_long_waits_for_a_whole_run(monkeypatch):
    short = [lengths.is_run(item(marks=marks)) for marks in ([], ["long"])]
    monkeypatch.setattr(lengths, "is_whole", True)

    assert (short, lengths.is_run(item(marks=["long"]))) == ([True, False], True)


def test_postgresql_runs_what_is_marked_for_it(on_postgres):
    marks = [["postgres"], [], ["postgres", "long"], ["postgres", "browser"]]

    assert [lengths.is_run(item(marks=these)) for these in marks] == [True, False, False, False]


def test_postgresql_does_not_read_what_has_no_marker(on_postgres):
    read = [lengths.is_read(lengths.ROOT / file) for file in ("tests/test_lengths.py", "tests/test_copies.py")]

    assert read == [False, True]


def test_a_file_without_the_marker_is_read_whole_on_postgresql_by_one_commit_of_28(on_postgres):
    file, commits = "tests/test_command_line.py", [f"{number:040x}" for number in range(28)]

    read = [lengths.is_read(lengths.ROOT / file, commit=commit) for commit in commits]

    assert read.count(True) == 1
    assert read == [lengths.is_run(item(f"{file}::test_a"), commit=commit) for commit in commits]


def test_the_slowest_files_are_shared_between_the_parts(on_postgres):
    commits = [f"{number:040x}" for number in range(28)]

    assert all(lengths.is_read(lengths.ROOT / "tests/test_audiences.py", commit=commit) for commit in commits)


def test_a_long_test_is_run_by_one_commit_of_28():
    one = item("tests/test_a.py::test_a[x]", ["long"])

    run = [lengths.is_run(one, commit=f"{number:040x}") for number in range(1_000_000, 1_000_028)]

    assert run.count(True) == 1


@pytest.mark.parametrize(
    ("file", "times"),
    [("browser/test_pad.py", 1), ("browser/test_journeys.py", 6), ("test_lengths.py", 6), ("test_new.py", 6)],
)
def test_the_tests_of_slow_files_take_turns_of_six_commits(file, times):
    one, commits = item(f"tests/{file}::test_a"), [f"{number:040x}" for number in range(6)]

    run = [lengths.is_run(one, commit=commit) for commit in commits]

    assert (run.count(True), lengths.is_run(one)) == (times, True)


def test_what_each_commit_runs_is_there():
    assert all((lengths.ROOT / file).is_file() for file in lengths.EACH_TIME)


def test_random_cases_are_tried_a_fifth_as_often_by_default(monkeypatch):
    short = [lengths.often(times) for times in (5, 100)]
    monkeypatch.setattr(lengths, "is_whole", True)

    assert (short, lengths.often(100)) == ([2, 20], 100)


@pytest.fixture
def measured(monkeypatch):
    """What three files took: a slow server, many quick tests, a browser."""
    seconds = {"tests/slow.py": 90.0, "tests/many.py": 80.0, "tests/browser/screens.py": 60.0}
    seconds |= dict.fromkeys(worker_queues.OF_ONE_SERVER[0], 40.0)
    counts = {"tests/many.py": 40, "tests/browser/screens.py": 20, "tests/new.py": 2, "tests/slow.py": 3}
    monkeypatch.setattr(worker_queues, "seconds_of_one", lambda name: seconds.get(name, 1.0) / counts.get(name, 1))
    return [f"{name}::{number}" for name, count in counts.items() for number in range(count)]


def test_one_worker_begins_with_the_browser_and_the_others_with_whole_files(measured):
    queues = worker_queues.queues(measured, 3)

    files = [{measured[number].partition("::")[0] for number in queue} for queue in queues]
    assert files == [{"tests/browser/screens.py", "tests/new.py"}, {"tests/slow.py"}, {"tests/many.py"}]


def test_two_begin_with_the_browser_where_it_takes_half_of_all(measured, monkeypatch):
    more = [f"tests/browser/{name}.py::0" for name in ("room", "pad")]
    seconds = {"tests/browser/room.py": 70.0, "tests/browser/pad.py": 50.0}
    known = worker_queues.seconds_of_one
    monkeypatch.setattr(worker_queues, "seconds_of_one", lambda name: seconds.get(name) or known(name))

    queues = worker_queues.queues([*measured, *more], 4)

    begun_with = [[*measured, *more][queue[0]].partition("::")[0] for queue in queues]
    assert begun_with[:2] == ["tests/browser/room.py", "tests/browser/pad.py"]


def test_the_files_of_one_server_begin_on_one_worker(measured):
    more = [f"{name}::0" for name in sorted(worker_queues.OF_ONE_SERVER[0])]

    queues = worker_queues.queues([*more, *measured], 3)

    assert sorted(sum(number < len(more) for number in queue) for queue in queues) == [0, 0, len(more)]


def test_each_test_is_in_one_queue_and_slow_ones_are_first_there(measured):
    queues = worker_queues.queues(measured, 2)

    assert sorted(number for queue in queues for number in queue) == list(range(len(measured)))
    assert [measured[queue[0]] for queue in queues] == ["tests/browser/screens.py::0", "tests/slow.py::0"]
