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
