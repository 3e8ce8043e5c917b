"""How much is read of one connection before the others have their turn."""

from __future__ import annotations

import asyncio

TURN = 4096  # bytes; asyncio takes 256 KiB, which may be forty thousand frames or chunks


def read_little(transport: asyncio.BaseTransport) -> None:
    """Have asyncio read a little at a time. Its loop comes back to what is left after everybody else's turn."""
    if hasattr(transport, "max_size"):
        transport.max_size = TURN
