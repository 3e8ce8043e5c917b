"""The process apart leaves nothing on the disk, however it ends."""

import os
import signal
import sys
import tempfile

from palabre.web import sandbox


def main(kind, out):
    """Write a file, say how low it runs, then end as the process that takes too much memory, or as one that is done."""
    out.write(str(os.nice(0)))
    os.write(tempfile.mkstemp()[0], b"Words of a page that few read.")
    if kind == "dies":
        os.abort()


def test_what_a_process_wrote_is_deleted_though_it_died(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)

    ends = [sandbox.run_apart(sys.modules[__name__], kind, b"")[0] for kind in ("dies", "is done")]

    assert (ends, list(tmp_path.iterdir())) == ([-signal.SIGABRT, 0], [])


def test_a_process_runs_below_the_pages_unless_they_wait_for_it():
    here = os.nice(0)

    found = [int(sandbox.run_apart(sys.modules[__name__], "is done", b"", nice=nice)[1]) for nice in (sandbox.NICE, 0)]

    assert found == [min(here + sandbox.NICE, 19), here]
