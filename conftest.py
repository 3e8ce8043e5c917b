"""What all tests share."""

import asyncio
import fcntl
import gc
import os
import sys
from collections.abc import Coroutine, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client

from palabre.serving.deep_stack import with_deep_stack
from tests import compared_screens, lengths, template_database, version_watch

os.environ["PALABRE_COPIES"] = "0"  # a worker that is tried would copy the tests' database
RESTORING = (
    "copies",
    "files_copied",
    "restore_cut_short",
    "closed_after_restore",
    "deletion_after_restore",
    "typed_names_after_restore",
    "unknown_names_after_restore",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("palabre", "how long a run of Palabre's tests is")
    group.addoption("--all", action="store_true", dest="whole", help="every product, and random cases tried more often")
    group.addoption("--part", metavar="HASH", default="", help="also a part of the rest, chosen by this commit")


def pytest_configure(config: pytest.Config) -> None:
    lengths.is_whole = config.option.whole
    # No deadline: a busy machine is no fault.
    hypothesis.settings.register_profile("palabre", deadline=None, max_examples=lengths.often(100))
    hypothesis.settings.load_profile("palabre")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect no garbage while tests are collected, nor look again, later, at a million objects that stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave unread the files that this run has nothing of; a test asked for by its name is always found."""
    if not collection_path.match("test_*.py") or any("::" in argument for argument in config.args):
        return None
    return None if lengths.is_read(collection_path, commit=config.option.part) else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only a longer run does; a test asked for by its name is always run."""
    if any("::" in argument for argument in config.args):
        return
    run = {item: lengths.is_run(item, commit=config.option.part) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if not run[item]])
    items[:] = [item for item in items if run[item]]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    from tests.worker_queues import SlowFilesFirst

    return SlowFilesFirst(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run each test as a page is answered, with room on Python's stack: some take a quarter less time."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    with_deep_stack(runtestprotocol, item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(autouse=True)
def _no_copies(settings: object) -> None:
    settings.COPIES = False  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _one_restoration_at_a_time(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Keep restorations of PostgreSQL apart: each makes all tables in one transaction, and two use up its locks."""
    if connection.vendor != "postgresql" or request.path.stem.removeprefix("test_") not in RESTORING:
        yield
        return
    with (tmp_path_factory.getbasetemp().parent / "restoring").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_permissions() -> None:
    """Have Django's own permissions, which nothing here uses, not made anew after each test that commits."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(autouse=True)
def _no_screen_of_another_test() -> None:
    compared_screens.start_anew()


@pytest.fixture(autouse=True, scope="session")
def _kept_screens_compared() -> Iterator[None]:
    """Fail where the cache gives a screen that is not as it would be made for this reader, now."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", compared_screens.within(Client.request))
        for place, name, instead in compared_screens.INSTEAD:
            patch.setattr(place, name, instead)
        yield


@pytest.fixture(autouse=True, scope="session")
def _posts_watched() -> Iterator[None]:
    """Fail where a POST of any test writes into a space and leaves its version as it was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", version_watch.watched(Client.request))
        yield


@pytest.fixture(autouse=True, scope="session")
def _forms_of_this_site() -> Iterator[None]:
    """Have the tests' client send what browsers send with a form of this site; a test of forged ones leaves it out."""
    make = Client.__init__

    def make_a_browser(client: Client, enforce_csrf_checks: bool = False, **options: Any) -> None:
        make(client, enforce_csrf_checks, **options)
        if not enforce_csrf_checks:
            client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "__init__", make_a_browser)
        yield


@pytest.fixture
def screens_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test count what the cache does, and how often a screen is made."""
    for place, name, was in compared_screens.ORIGINALS:
        monkeypatch.setattr(place, name, was)


@pytest.fixture(autouse=True)
def _loops_beside_the_browsers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `asyncio.run` work in a worker that drove a browser, then took another test: Playwright's loop stays set."""
    run = asyncio.run

    def run_beside(main: Coroutine[Any, Any, Any], **options: Any) -> Any:
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        try:
            return run(main, **options)
        finally:
            asyncio._set_running_loop(loop)

    if asyncio._get_running_loop() is not None:
        monkeypatch.setattr(asyncio, "run", run_beside)


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Forget what was kept for another test's rows: their numbers, and their versions, are used again."""
    cache.clear()
    if room_screens := sys.modules.get("palabre.meetings.room.broadcast.screen_html"):
        room_screens._last.clear()
    if wall_screens := sys.modules.get("palabre.forums.broadcast.wall_html"):
        wall_screens._last.clear()


@pytest.fixture(autouse=True)
def _files_of_tests_elsewhere(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests put into pages beside them, not in anybody's data folder."""
    settings.DATA = tmp_path_factory.getbasetemp() / "data"  # type: ignore[attr-defined]
    settings.DATA.mkdir(exist_ok=True)  # type: ignore[attr-defined]
    (settings.DATA / "clock").unlink(missing_ok=True)  # type: ignore[attr-defined]  # each test has its own hour


@pytest.fixture
def data_with_secret(settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own, of which copies can be made."""
    settings.DATA = tmp_path
    (tmp_path / "secret").write_text("le secret")
    return tmp_path


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Use the database that is there: a copy, laid by the next one."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Lay the database of these tests, all its tables made: migrations run once for all workers, not once for each."""
    from django.db import connection

    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        template_database.copy_to(Path(name))
    else:
        template_database.copy_on(os.environ["PALABRE_DATABASE_URL"], name)
        connection.ops.sql_flush = emptied  # type: ignore[method-assign]


def emptied(style: object, tables: Iterable[str], **options: object) -> list[str]:
    """Empty tables that hold a few rows: to truncate a hundred of them takes PostgreSQL seconds."""
    return [f'DELETE FROM "{table}"' for table in tables]
