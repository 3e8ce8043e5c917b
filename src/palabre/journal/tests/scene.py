"""A worker in a process of its own, for test_worker.py: `python scene.py COMMAND [DEATH]`.

It works in the database that the environment names, where `seed` wrote twelve entries for two members.
Its one channel writes each message's id, a line at a time, into the file SENT, as a mail server would keep it.
DEATH names the instant at which the process kills itself, as kill -9 would.
"""

import json
import os
import signal
import sys
from pathlib import Path

import django


def main(command, death=""):
    django.setup()
    {"seed": seed, "work": work, "stay": stay, "resume": resume}[command](death)


def seed(_):
    from django.core.management import call_command

    from palabre.journal.models import record
    from tests.builders import a_member, a_space, an_action

    call_command("migrate", verbosity=0)
    space = a_space()
    for name in ("Inès", "Malo"):
        a_member(space, name)
    for _ in range(12):
        record("x", an_action(space), by=None)


def work(death):
    from palabre.journal import worker

    equip(death)
    worker.work_once()


def stay(death):
    from palabre.journal import worker

    equip(death)
    worker.work()


def resume(death):
    """Tell how things stand, let all leases run out as time would, work on, and tell again."""
    before = state()
    expire()
    work(death)
    sys.stdout.write(json.dumps([before, state()]))


def equip(death):
    from palabre.journal import announcements, channels, hooks
    from palabre.journal.models import Delivery
    from palabre.people.models import Person

    hooks.notices["x"] = lambda entry: Person.objects.all()
    channels.by_name["file"] = channels.Channel(lambda delivery: send(delivery, death), lambda person: True)
    if death == "between lease and commit":
        announcements.announce = die_at_the_third(announcements.announce)
    if death == "inside the transaction":
        Delivery.objects.bulk_create = die_at_the_third(Delivery.objects.bulk_create)
    if death == "before the mark":
        Delivery.objects.bulk_create = die_at_the_third(Delivery.objects.bulk_create, after=True)


def send(delivery, death):
    with Path(os.environ["SENT"]).open("a") as sent:
        sent.write(delivery.message_id + "\n")
    sys.stderr.write("sent\n")
    sys.stderr.flush()
    if death == "message in hand" and len(Path(os.environ["SENT"]).read_text().splitlines()) == 3:
        die()


def die_at_the_third(act, *, after=False):
    calls = []

    def dying(*args, **options):
        calls.append(1)
        if len(calls) == 3 and not after:
            die()
        done = act(*args, **options)
        if len(calls) == 3:
            die()
        return done

    return dying


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def state():
    from palabre.journal.models import Delivery, Entry

    return {
        "to announce": Entry.objects.filter(announced_at=None).count(),
        "messages": sorted(Delivery.objects.values_list("message_id", flat=True)),
        "sent": Delivery.objects.filter(sent_at__isnull=False).count(),
    }


def expire():
    from palabre.journal.models import Delivery, Entry

    for model in (Entry, Delivery):
        model.objects.filter(leased_until__isnull=False).update(leased_until="2001-01-01T00:00:00Z")


if __name__ == "__main__":
    main(*sys.argv[1:])
