"""A worker that posts letters, in a process of its own, for test_posting_killed.py: `python post_scene.py COMMAND`.

It works in the database that the environment names; the mail server listens on PORT. `die` kills itself, as kill -9
would, when the server has taken the second letter and before the database knows.
"""

import datetime
import os
import signal
import sys

import django

NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)  # a Tuesday
LEASED = datetime.timedelta(minutes=10)


def main(command):
    django.setup()
    from django.conf import settings

    from palabre.post.hooks import LetterKind, always, own_words, register_letter_kind
    from palabre.post.tests.mail_server import given_to

    register_letter_kind("x", LetterKind(is_wanted=always, renew=own_words))
    given_to(settings, int(os.environ["PORT"]))
    {"seed": seed, "die": die, "resume": resume}[command]()


def seed():
    from django.core.management import call_command

    from palabre.post import outbox
    from palabre.post.placeholders import ADDRESS
    from tests.builders import a_member, a_person, a_space

    call_command("migrate", verbosity=0)
    by = a_member(a_space(), "Odile Tanneguy")
    for number in range(4):
        to = a_person(by.space, f"Inès {number}")
        to.may_be_reached_at(f"ines{number}@exemple.fr", by=None)
        letter = outbox.write_letter(to, by=by, about="x", subject="Un mot", body=f"Ici : {ADDRESS}", link=None)
        outbox.approve(letter, by=by, at=NOON, origin="https://palabre.exemple.fr")


def die():
    from django.core.mail import EmailMessage

    from palabre.post.letter_queue import post_one

    send, sent = EmailMessage.send, []

    def dying(message, **options):
        send(message, **options)
        sent.append(message)
        if len(sent) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    EmailMessage.send = dying
    while post_one(NOON):
        pass


def resume():
    """Another worker takes over: at once, then when the dead one's lease has run out."""
    from palabre.post.letter_queue import post_one
    from palabre.post.models import Letter

    for now in (NOON, NOON + LEASED):
        while post_one(now):
            pass
        sys.stdout.write(f"{Letter.objects.filter(sent_at__isnull=False).count()} ")


if __name__ == "__main__":
    main(*sys.argv[1:])
