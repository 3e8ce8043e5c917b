"""The real server on a data folder of its own, as `start` runs it, for the tests that drive a browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.beside import Beside
from tests.template_database import lay_data

KEPT = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH")
DEMONSTRATION = "/s/pays-ombrevaux/"


class House:
    """`url` is the address where it answers, without a slash at its end. The example is in it, unless told not to."""

    def __init__(self, data: Path, *, with_example: bool = True) -> None:
        self.data = data
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment |= {"PALABRE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "palabre.settings"}
        lay_data(data)
        self.log = data.with_suffix(".log")
        self.serve(port=0)
        self.beside = Beside(self.environment)
        if with_example:
            self.ask("from palabre.home.example.example_space import *; make_demonstration(at=timezone.now())")

    def serve(self, *, port: int) -> None:
        command = [sys.executable, "-m", "palabre.serving", "--port", str(port), "--data", str(self.data)]
        with self.log.open("a") as log:
            told = {"stdout": subprocess.PIPE, "stderr": log}
            self.process = subprocess.Popen(command, env=self.environment, text=True, start_new_session=True, **told)
        self.url = self.address_that_it_prints()

    def die(self) -> None:
        """Kill the server and all that it started, as a cut of power does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def come_back(self) -> None:
        """Serve the same data at the same address."""
        self.serve(port=int(self.url.rpartition(":")[2]))

    def address_that_it_prints(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"Address\s+(http://\S+?)/?$", line):
                return found[1]
        raise AssertionError("the server stopped before it said where it answers")

    @cache  # noqa: B019 — one house lives as long as the run
    def key_of(self, name: str) -> str:
        """Return the path of the link that opens her space as the person of this name."""
        return self.ask(
            "from palabre.people.access import keys; from palabre.people.models import Person; "
            f"print(keys.address_for(Person.objects.get(name={name!r})))"
        )

    def link_to_group(self, name: str) -> str:
        """Return the path, token included, of a personal link to the first group of the person of this name."""
        return self.ask(
            "from palabre.people.access import links; from palabre.people.models import Person; "
            f"person = Person.objects.get(name={name!r}); group = person.memberships.order_by('pk')[0].group; "
            "print(links.link_path(links.link_to(group, person=person, by=None, at=timezone.now())))"
        )

    def paths_of(self, *things: tuple[str, dict[str, Any]]) -> list[str]:
        """Return the path of the first thing of each kind (("groups.Action", {"owner": None})) in the demonstration."""
        paths = self.ask(
            "from django.apps import apps; "
            "rows = lambda kind: apps.get_model(kind).objects.filter(space__is_demonstration=True).order_by('pk'); "
            f"print(*[rows(kind).filter(**facts)[0].get_absolute_url() for kind, facts in {things!r}], sep='\\n')"
        )
        return paths.splitlines()

    def ask(self, words: str) -> str:
        """Run a line of Python beside the server, on its data, and return what it prints."""
        return self.beside.ask(f"from django.utils import timezone\n{words}")

    def close(self) -> None:
        self.beside.stop()
        self.process.terminate()
        self.process.communicate(timeout=300)
