"""Amount read from one connection before the others have their turn."""

from __future__ import annotations

import asyncio

TURN = 4096  # bytes; asyncio reads 256 KiB, which may be forty thousand frames or chunks


def read_little(transport: asyncio.BaseTransport) -> None:
    """Make asyncio read a little at a time. Its loop reads the rest after the other connections' turn."""
    if hasattr(transport, "max_size"):
        transport.max_size = TURN
