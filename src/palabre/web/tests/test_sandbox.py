"""The process apart leaves nothing on the disk, however it ends."""

import os
import signal
import subprocess
import sys
import tempfile

from palabre.web import sandbox


def main(kind, out):
    """Write a file, say how low it runs, then end as the process that takes too much memory, or as one that is done."""
    out.write(str(os.nice(0)))
    os.write(tempfile.mkstemp()[0], b"Words of a page that few read.")
    if kind == "dies":
        os.abort()
    if kind == "complains":
        sys.stderr.write("." * 1_000_000)


def test_what_a_process_wrote_is_deleted_though_it_died(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)

    ends = [sandbox.run_apart(sys.modules[__name__], kind, b"")[0] for kind in ("dies", "is done")]

    assert (ends, list(tmp_path.iterdir())) == ([-signal.SIGABRT, 0], [])


def test_a_process_runs_below_the_pages_unless_they_wait_for_it():
    here = os.nice(0)

    found = [int(sandbox.run_apart(sys.modules[__name__], "is done", b"", nice=nice)[1]) for nice in (sandbox.NICE, 0)]

    assert found == [min(here + sandbox.NICE, 19), here]


def test_nobody_holds_what_a_library_complains_of(monkeypatch):
    """A PDF of half a megabyte has its reader warn 600 MB."""
    ends, run = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *of, **with_: ends.append(run(*of, **with_)) or ends[-1])

    code, _said = sandbox.run_apart(sys.modules[__name__], "complains", b"")

    assert (code, ends[0].stderr) == (0, None)
