"""Run a module that ends when its supervisor ends, even one killed outright.

The supervisor holds the other end of this process's standard input and never writes: when it is gone, however
that came, the pipe closes. It works on every Unix, and needs nothing of the module that runs.
"""

import os
import runpy
import signal
import sys
import threading
import time

GRACE = 10  # seconds between the polite signal and the end


def main() -> None:
    threading.Thread(target=end_with_the_supervisor, name="tether", daemon=True).start()
    module, *sys.argv[1:] = sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def end_with_the_supervisor() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
