"""Six people save one text at the same instant, in the database of the environment; prints what is left of it.

Run as a script it makes its own database, as two server processes would find it; test_writing.py does both.
"""

import json
import sys
import threading
from pathlib import Path

NAMES = ("Inès", "Karim", "Lou", "Malo", "Nadège", "Youssef")
ALL_SAVED = {"faults": [], "lines": ["Début", *(f"- {name}" for name in NAMES)], "revisions": 1 + len(NAMES)}


def save_at_once():
    from palabre.notes.models import Note, Revision
    from palabre.notes.writing import begin, write
    from tests.builders import a_member, a_space, readers_of

    space = a_space()
    people = [a_member(space, name) for name in NAMES]
    note = begin(space, readers_of(space), "Début", None)
    faults = run([lambda person=person: write(note, f"Début\n- {person.name}", base=1, by=person) for person in people])
    lines = Note.objects.get(pk=note.pk).body_md.split("\n")
    return {
        "faults": faults,
        "lines": [lines[0], *sorted(lines[1:])],
        "revisions": Revision.objects.filter(note=note).count(),
    }


def run(acts):
    from django.db import connection

    start, faults = threading.Barrier(len(acts)), []

    def one(act):
        try:
            start.wait()
            act()
        except Exception as fault:
            faults.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    django.setup()
    call_command("migrate", verbosity=0)
    json.dump(save_at_once(), sys.stdout)
