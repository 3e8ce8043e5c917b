"""The words that greet the person who typed `start`: where Palabre is, and how to stop it."""

import asyncio
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

AGAIN = 0.1  # seconds between two knocks on a door that does not answer yet


@dataclass(frozen=True)
class Place:
    """Where Palabre listens, and where it keeps its data."""

    address: str
    port: int
    data: Path

    @property
    def is_open(self) -> bool:
        """Whether it listens on every address of this machine."""
        return ipaddress.ip_address(self.address).is_unspecified

    def url(self, address: str = "") -> str:
        host = address or ("127.0.0.1" if self.is_open else self.address)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def hosts(place: Place) -> list[str]:
    """List the names by which browsers may call this instance."""
    others = lan_addresses() if place.is_open else [place.address]
    own_name = [socket.gethostname().lower()] if place.is_open else []
    names = ["127.0.0.1", "localhost", "[::1]", *others, *own_name]
    return list(dict.fromkeys(f"[{name}]" if ":" in name and name[0] != "[" else name for name in names))


def lan_addresses() -> list[str]:
    """Give the address by which the network's other devices reach this machine (nothing is sent)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address that is nobody's
        except OSError:
            return []
        return [probe.getsockname()[0]]


async def when_answering(place: Place) -> None:
    """Wait for a first answer: the socket listens from the start, so that a knock waits for the pages."""
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
    """Return the address that stands in front of this one ("https://…/"), where the operator said there is one."""
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
