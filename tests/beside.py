"""A Python process beside a server that is tried, on its data: Django is set up once for all that it is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOOP = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    words, told = json.loads(line)
    fault, printed, lines = "", io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(told)
    with contextlib.redirect_stdout(printed):
        try:
            exec(words, {"__name__": "beside"})
        except Exception:
            fault = traceback.format_exc()
    sys.stdin = lines
    connections.close_all()
    print(json.dumps([printed.getvalue(), fault]), flush=True)
"""


class Beside:
    """`environment` is the server's. The process starts at the first question."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    def ask(self, words: str, told: str = "") -> str:
        """Run this code, with `told` on its standard input, and return what it prints."""
        process = self.process = self.process or self.started()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps([words, told]) + "\n")
        process.stdin.flush()
        printed, fault = json.loads(process.stdout.readline())
        assert fault == "", fault
        return str(printed).strip()

    def started(self) -> subprocess.Popen[str]:
        pipe, command = subprocess.PIPE, [sys.executable, "-c", LOOP]
        return subprocess.Popen(command, env=self.environment, text=True, stdin=pipe, stdout=pipe, cwd=ROOT)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.communicate()
