"""The process of a Django view that does nothing, read as a wiki of one page."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from live.cost import tree
from live.servers import wait_for
from wikis.readers import READERS, Sheet

PROCESS = Path(__file__).with_name("bare.py")


class BareView:
    def __init__(self) -> None:
        self.pages = [Sheet("/", b"Bonjour")]
        self.cookies: list[dict[str, str]] = [{} for _reader in range(READERS)]

    def start(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            number, self.port = listening.fileno(), listening.getsockname()[1]
            self.process = subprocess.Popen([sys.executable, PROCESS, str(number)], pass_fds=(number,))
        wait_for(self.port)

    def writer(self) -> Callable[[], bool]:
        raise NotImplementedError("nothing is saved there")

    def processes(self) -> list[int]:
        return tree(self.process.pid)

    def answering(self) -> list[int]:
        return self.processes()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=15)
