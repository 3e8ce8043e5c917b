"""How long a copy takes, of a database that others write in meanwhile: `python bench/copies.py [MEGABYTES]`."""

import argparse
import datetime
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = "le four du village se rallume samedi avec la farine du moulin et le bois de la commune "
WRITERS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", nargs="?", type=int, default=50)
    wanted = parser.parse_args().megabytes
    with tempfile.TemporaryDirectory(prefix="palabre-bench-") as data:
        set_up(Path(data))
        fill(Path(data), wanted)
        report(Path(data))


def set_up(data: Path) -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ |= {"PALABRE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "palabre.settings", "PALABRE_DATABASE_URL": ""}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def fill(data: Path, megabytes: int) -> None:
    """Write texts that are like none other, as those of people, until the database is that large."""
    import random

    from tests.builders import a_page, a_space

    space, dice = a_space(), random.Random(1)
    vocabulary = [f"{word}{number}" for word in WORDS.split() for number in range(200)]
    while (data / "palabre.sqlite3").stat().st_size < megabytes * 1024 * 1024:
        for _ in range(50):
            text = " ".join(dice.choices(vocabulary, k=3000))
            a_page(space, "Page", text, slug=f"page-{dice.getrandbits(60)}")


def report(data: Path) -> None:
    from palabre.upkeep.backups.backup import back_up

    enough, written = threading.Event(), [0] * WRITERS
    writers = [threading.Thread(target=write, args=(number, enough, written)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    before, begun = sum(written), time.perf_counter()
    copy = back_up(at=datetime.datetime.now(datetime.UTC))
    seconds, meanwhile = time.perf_counter() - begun, sum(written) - before
    enough.set()
    for writer in writers:
        writer.join()
    print(f"base     {(data / 'palabre.sqlite3').stat().st_size / 1e6:7.1f} Mo")
    print(f"copie    {copy.stat().st_size / 1e6:7.1f} Mo")
    print(f"durée    {seconds:7.2f} s")
    print(f"écritures pendant la copie : {meanwhile} ({meanwhile / seconds:.0f}/s)")


def write(number: int, enough: threading.Event, written: list[int]) -> None:
    from django.db import connection

    from palabre.people.models import Person
    from palabre.spaces.models import Space

    space = Space.objects.get()
    while not enough.is_set():
        Person.objects.create(space=space, name=f"Personne {number}")
        written[number] += 1
    connection.close()


if __name__ == "__main__":
    main()
