"""What is loaded before any fork: neither a thread nor a connection would survive it."""

import os
import subprocess
import sys
from pathlib import Path

LOADED = """
import sys, threading
import django
django.setup()
from palabre.serving.preload import preload
preload()
from django.db import connections
opened = [one.alias for one in connections.all() if one.connection is not None]
seldom = [name for name in ("PIL", "icalendar") if name in sys.modules]
print([one.name for one in threading.enumerate()], opened, seldom)
"""


def test_it_starts_no_thread_opens_no_database_and_leaves_out_what_few_need(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    told = own | {"DJANGO_SETTINGS_MODULE": "palabre.settings", "PALABRE_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", LOADED], env=told, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['MainThread'] [] []"


BEFORE = """
import sys
import palabre.serving.__main__ as serving
from django.conf import settings
serving.prepare = lambda _listening: sys.exit(f"settings read: {settings.configured}")
serving.main()
"""


def test_the_data_are_prepared_before_this_process_reads_its_settings(tmp_path: Path) -> None:
    """A restoration that was cut short brings its own secret: pages signed with the former one forgot every device."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
    command = [sys.executable, "-c", BEFORE, "--port", "0", "--data", str(tmp_path)]
    done = subprocess.run(command, env=own, capture_output=True, text=True)

    assert done.stderr.strip() == "settings read: False"


LIBRARIES = """
import gc
from palabre.serving.preload import LIBRARIES, load_libraries, preload
load_libraries()
from django.conf import settings
assert not settings.configured
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "palabre.settings"
for name in LIBRARIES:
    del sys.modules[name]
import django
django.setup()
usual = gc.get_threshold()
preload()
print(sorted(set(LIBRARIES) - set(sys.modules)), gc.get_threshold() == usual)
"""


def test_libraries_read_no_settings_and_are_those_that_the_processes_need(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALABRE_", "DJANGO_"))}
    command = [sys.executable, "-c", LIBRARIES]

    done = subprocess.run(command, env=kept | {"PALABRE_DATA": str(tmp_path)}, capture_output=True, text=True)

    assert (done.stderr, done.stdout) == ("", "[] True\n")
