"""Bad days: two imports at once, and a server killed in the middle. The space stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from palabre.groups.actions import action_assignment
from palabre.groups.models import Action
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import TWIN, brought, held
from palabre.minutes.undo import import_undo
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki import page_text
from tests.at_once import at_once
from tests.builders import a_member, a_space
from tests.wholeness import broken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

KILLED = """
import os, signal, sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from palabre.minutes.imports import minutes_import
from palabre.people.models import Person
def die(*_args, **_kwargs):
    print("in the middle", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
minutes_import.keep_doubts = die
from palabre.minutes.tests.scene import brought
brought(Person.objects.get(pk=int(sys.argv[2])))
"""


def test_two_imports_at_once_make_one_space_of_things() -> None:
    by = a_member(a_space())
    start, readings = threading.Barrier(2), []

    def bring() -> None:
        start.wait()
        try:
            readings.append(brought(Person.objects.select_related("space").get(pk=by.pk)).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(readings) == 2
    assert len(set(readings)) == Import.objects.count() == 1
    assert broken() == []


def test_a_server_killed_in_the_middle_leaves_nothing_half_made() -> None:
    by = a_member(a_space())
    before = held()

    command = [sys.executable, "-c", KILLED, str(connection.settings_dict["NAME"]), str(by.pk)]
    paths = os.pathsep.join([str(settings.ROOT / "src"), str(Path(settings.ROOT))])
    environment = {**os.environ, "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "palabre.settings"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)

    assert (done.stdout.strip(), done.returncode) == ("in the middle", -signal.SIGKILL)
    assert held() == before
    brought(by)
    assert Import.objects.count() == 1
    assert broken() == []


def test_a_correction_while_the_page_is_written_and_an_undo_while_an_action_is_taken() -> None:
    by = a_member(a_space())
    other = a_member(by.space, "Inès Courtois")
    reading = brought(by)
    open_to_space(reading, by=by, at=timezone.now())
    page, action = reading.page, Action.objects.filter(space=by.space, owner=None).first()

    told = at_once(
        lambda: brought(by, f"{TWIN}\nUne ligne de plus.\n"),
        lambda: page_text.save_page_text(page, f"Au début.\n{TWIN}", base=1, by=other),
    )
    told += at_once(lambda: import_undo.undo_import(reading, by=by), lambda: action_assignment.take(action, by=other))

    assert [fault for fault in told if not isinstance(fault, Refusal)] == []
    assert broken() == []
