"""Message printed by `start`: Palabre's URLs, and how to stop it."""

import asyncio
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

AGAIN = 0.1  # seconds between two attempts to connect


@dataclass(frozen=True)
class Place:
    """The listening address, and the data folder."""

    address: str
    port: int
    data: Path

    @property
    def is_open(self) -> bool:
        """True when it listens on every address of this machine."""
        return ipaddress.ip_address(self.address).is_unspecified

    def url(self, address: str = "") -> str:
        host = address or ("127.0.0.1" if self.is_open else self.address)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def hosts(place: Place) -> list[str]:
    """List the host names that browsers may use for this server."""
    others = lan_addresses() if place.is_open else [place.address]
    own_name = [socket.gethostname().lower()] if place.is_open else []
    names = ["127.0.0.1", "localhost", "[::1]", *others, *own_name]
    return list(dict.fromkeys(f"[{name}]" if ":" in name and name[0] != "[" else name for name in names))


def lan_addresses() -> list[str]:
    """Return the address of this machine on its network (nothing is sent)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address reserved for documentation
        except OSError:
            return []
        return [probe.getsockname()[0]]


async def when_answering(place: Place) -> None:
    """Wait for a first response: the socket listens from the start, so that connections wait for the pages."""
    host = "127.0.0.1" if place.is_open else place.address
    while True:
        try:
            reader, writer = await asyncio.open_connection(host, place.port)
            writer.write(b"GET /health/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answered = await reader.readline()
            writer.close()
        except OSError:
            answered = b""
        if answered:
            return
        await asyncio.sleep(AGAIN)


def known_as() -> str:
    """Return the URL of the proxy in front ("https://…/"), if the operator configured one."""
    name = os.environ.get("PALABRE_HOSTS", "").partition(",")[0].strip()
    return f"https://{name}/" if name and os.environ.get("PALABRE_HTTPS") == "1" else ""


def welcome(place: Place, *, host_path: str) -> str:
    shared = lan_addresses() if place.is_open else []
    lines = [("Adresse / Address", place.url())]
    if known_as():
        lines.append(("Devant / In front", known_as()))
    lines += [("Téléphones / Phones", place.url(address)) for address in shared]
    if host_path:
        lines.append(("Pour animer / To host", (known_as() or place.url(*shared[:1])).rstrip("/") + host_path))
    lines += [("Données / Data", str(place.data)), ("Arrêter / To stop", "Ctrl+C")]
    body = "\n".join(f"  {name:<24}{value}" for name, value in lines)
    return f"\nPalabre est prêt. / Palabre is ready.\n\n{body}\n"
