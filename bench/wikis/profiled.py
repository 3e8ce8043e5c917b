"""Palabre's pages in one process that says, when it is interrupted, which functions took its processor.

Run as a process: its argument is the file descriptor of a socket that listens. From SIGUSR1 on, every millisecond, what
each thread spent since the last look (/proc says it) counts for the function that it is in, and for those around it.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import threading
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType

from palabre.serving import page_server

OFTEN = 0.001  # seconds
ROWS = 20
IDLE = ("_worker", "select", "wait")  # functions of threads that had done their work when they were looked at
TASKS = Path("/proc/self/task")


class Sampler:
    def __init__(self) -> None:
        self.own, self.within = Counter[CodeType](), Counter[CodeType]()
        self.spent: dict[int, int] = {}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look_often, daemon=True)

    def look_often(self) -> None:
        while not self.over.wait(OFTEN):
            numbers = {one.ident: one.native_id for one in threading.enumerate() if one is not self.thread}
            for ident, frame in sys._current_frames().items():
                if number := numbers.get(ident):
                    self.count(frame, self.since(number))

    def since(self, number: int) -> int:
        """Return the nanoseconds that this thread spent since the last look."""
        try:
            now = int((TASKS / str(number) / "schedstat").read_text().split()[0])
        except OSError:
            return 0
        before = self.spent.get(number, now)
        self.spent[number] = now
        return now - before

    def count(self, frame: FrameType | None, spent: int) -> None:
        if frame is None or not spent or frame.f_code.co_name in IDLE:
            return
        self.own[frame.f_code] += spent
        seen = set[CodeType]()
        while frame is not None:
            seen.add(frame.f_code)
            frame = frame.f_back
        for code in seen:
            self.within[code] += spent

    def said(self) -> str:
        self.over.set()
        self.thread.join()
        return "\n".join(
            f"    {title}:\n" + "\n".join(self.row(code, found[code]) for code, _spent in found.most_common(ROWS))
            for title, found in (("in itself", self.own), ("with what it calls", self.ours()))
        )

    def ours(self) -> Counter[CodeType]:
        """Return our functions, without those through which each request goes."""
        return Counter({code: spent for code, spent in self.within.items() if is_ours(code)})

    def row(self, code: CodeType, spent: int) -> str:
        place = "/".join(Path(code.co_filename).parts[-3:])
        return f"    {100 * spent / max(1, self.own.total()):5.1f} %  {place}:{code.co_firstlineno} {code.co_qualname}"


def is_ours(code: CodeType) -> bool:
    path = code.co_filename
    return "/palabre/" in path and "/serving/" not in path and code.co_name not in ("__call__", "by_wsgi_in_time")


def main() -> None:
    sys.setswitchinterval(OFTEN / 4)  # a look waits for a thread to give way
    sampler = Sampler()
    signal.signal(signal.SIGUSR1, lambda *_asked: sampler.thread.start())
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has ended
        page_server.serve(socket.socket(fileno=int(sys.argv[1])))
    print(sampler.said(), flush=True)


if __name__ == "__main__":
    main()
