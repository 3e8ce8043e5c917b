"""Serve Palabre: bind the address, prepare the data, then keep the processes running until a signal."""

import argparse
import asyncio
import contextlib
import functools
import io
import ipaddress
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

from palabre.serving import data_upgrade
from palabre.serving.connection_limits import WAITING, raise_file_limit
from palabre.serving.preload import load_libraries, preload
from palabre.serving.start_banner import Place, hosts, welcome, when_answering
from palabre.serving.supervisor import Supervisor, Trade, by_fork, hold_standard_streams
from palabre.upkeep import data_lock, file_modes


def main() -> None:
    hold_standard_streams()
    options = parser().parse_args()
    with file_modes.said_if_not_writable(options.data):
        keep_alone(options.data)
    raise_file_limit()
    with listening_socket(options.address, options.port) as listening, served(options.data):
        address, port = listening.getsockname()[:2]
        place = Place(address, port, options.data)
        os.environ.update(settings_for(place))
        prepare(listening)
        django.setup()  # after it: a restoration that was cut short brings its own secret, which the settings read
        preload()
        Supervisor(trades(listening, place, processes=options.processes)).run()


def parser() -> argparse.ArgumentParser:
    new = argparse.ArgumentParser(prog="python -m palabre.serving")
    new.add_argument("--address", default="127.0.0.1")
    new.add_argument("--port", type=int, default=8000)
    new.add_argument("--data", type=Path, required=True)
    new.add_argument("--processes", type=int, default=1)
    return new


def keep_alone(data: Path) -> None:
    """Remove the access of other accounts of this machine to the data."""
    if left := file_modes.keep_alone(data):
        print(
            f"D’autres comptes de cette machine peuvent lire {left[0]} : changez-en les droits.\n"
            f"  Other accounts of this machine can read {left[0]}: change its rights.",
            file=sys.stderr,
            flush=True,
        )


def listening_socket(address: str, port: int) -> socket.socket:
    """Bind the address. Its connections send each piece at once: asyncio asks it of no socket that it did not make.

    Else the body of an answer waits for the client to acknowledge its head, 40 ms on a connection that is kept.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        found = socket.create_server((address, port), family=family, backlog=WAITING)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted ones inherit it
        return found
    except OSError as refused:
        raise SystemExit(
            f"Impossible d’écouter sur {address}, port {port} : {refused.strerror}. Essayez --port {port + 1}.\n"
            f"  Cannot listen on {address}, port {port}: {refused.strerror}. Try --port {port + 1}."
        ) from None


@contextlib.contextmanager
def served(data: Path) -> Iterator[int]:
    """Lock the data folder for serving, so that no backup is restored meanwhile."""
    try:
        with contextlib.ExitStack() as held:
            with file_modes.said_if_not_writable(data):
                lock = held.enter_context(data_lock.shared_data_lock(data))
            yield lock
    except data_lock.HeldByOthers:
        raise SystemExit(
            "Une sauvegarde est en train de revenir dans ce dossier. Attendez qu’elle soit là, puis relancez.\n"
            "  A copy is being brought back into this folder. Wait until it is there, then start again."
        ) from None
    except data_lock.NoLocks as refused:
        raise SystemExit(
            f"Le disque de {data} ne verrouille rien ({refused.strerror}) : mettez les données sur un autre.\n"
            f"  The disk of {data} locks no file ({refused.strerror}): put the data on another one."
        ) from None


def prepare(listening: socket.socket) -> None:
    """Bring the data up to this version, in a process whose memory and settings go with it."""

    def bring_up_to_date() -> None:
        listening.close()
        data_upgrade.main()

    preparation = by_fork.Process(target=bring_up_to_date)
    preparation.start()
    load_libraries()
    preparation.join()
    if preparation.exitcode:
        raise SystemExit(
            "La préparation des données a échoué, pour la raison écrite ci-dessus.\n"
            "  Preparing the data failed, for the reason written above."
        )


def settings_for(place: Place) -> dict[str, str]:
    """Return environment variables for settings.py; those set by the operator are kept."""
    said = {
        "DJANGO_SETTINGS_MODULE": "palabre.settings",
        "PALABRE_DATA": str(place.data),
        "PALABRE_HOSTS": ",".join(hosts(place)),
        "PALABRE_OPEN_DOOR": "1" if is_for_this_machine_alone(place) else "0",
        "PALABRE_STARTED": secrets.token_hex(4),
    }
    return {name: value for name, value in said.items() if name not in os.environ} | {
        "PALABRE_DATA": said["PALABRE_DATA"]
    }


def is_for_this_machine_alone(place: Place) -> bool:
    """Return whether only this machine can reach the pages: a proxy in front would serve others."""
    told = ("PALABRE_HTTPS", "PALABRE_HOSTS", "PALABRE_ORIGINS")
    return ipaddress.ip_address(place.address).is_loopback and not any(os.environ.get(name) for name in told)


def trades(listening: socket.socket, place: Place, *, processes: int) -> list[Trade]:
    """List the processes to keep running: the pages, on the shared socket, and the journal's worker.

    They hold the lock too: if the supervisor is killed, the folder is locked until they have ended.
    """

    def apart(run: Callable[[], object]) -> Callable[[], object]:
        def run_without_the_door() -> None:
            listening.close()
            run()

        return run_without_the_door

    pages = Trade("pages", functools.partial(serve_pages, listening))
    worker = Trade("journal", apart(functools.partial(call_command, "work")))
    return [*[pages] * processes, worker, Trade("welcome", apart(functools.partial(greet, place)), once=True)]


def serve_pages(listening: socket.socket) -> None:
    """Import what reads the settings at once: they are not there yet when this module is imported."""
    import_module("palabre.serving.page_server").serve(listening)


def greet(place: Place) -> None:
    """Say where Palabre is, with the link for the host as long as the server has no administrator."""
    asyncio.run(when_answering(place))
    link = io.StringIO()
    call_command("doorlink", "--at-start", stdout=link)
    print(welcome(place, host_path=link.getvalue().strip()), flush=True)


if __name__ == "__main__":
    main()
