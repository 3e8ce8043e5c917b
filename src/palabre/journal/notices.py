"""Kinds and verbs of the slices below the journal, and the worker's clocks for the server itself."""

import datetime

from django.utils.translation import gettext_lazy as _

from palabre.accounts.models import SentCode
from palabre.journal import announcements, channels, deliveries, future_instants, mail_channel, worker_health
from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import register_clock, register_kind, register_round, register_verb, saying
from palabre.journal.models import Delivery, Digest, Entry
from palabre.people.access.keys import SHOWN_FOR
from palabre.people.devices import received_posts
from palabre.people.erasures import delayed_erasure, opened_words, slow_removal
from palabre.people.erasures.name_erasure import A_DAY
from palabre.people.models import Erasure, Key, Organisation, Person
from palabre.post import mail_health, outbox
from palabre.post.hooks import LetterKind, register_letter_kind
from palabre.post.models import Letter
from palabre.post.retry_delays import LONGEST_DELAY
from palabre.spaces.models import Space
from palabre.upkeep import ledger, table_statistics, vacuum
from palabre.upkeep.backups import backup
from palabre.upkeep.hooks import register_sign
from palabre.upkeep.sqlite import wal_checkpoint

HOUR = datetime.timedelta(hours=1)
A_WEEKEND = datetime.timedelta(days=3)  # from Friday evening to Monday morning


def register_journal_notices() -> None:
    register_kind(Space, word=_("space"), rows=lambda space, person: Space.objects.filter(pk=space.pk))
    register_kind(Organisation, word=_("organisation"))
    register_verb("name.removed", saying(_("A name was removed, as the person asked.")))
    register_verb("removal.asked", saying(_("A name is to be removed tomorrow, as asked by a link.")))
    register_verb("removal.kept", saying(_("{by} kept a name that was to be removed.")))
    channels.by_name["letters"] = channels.Channel(mail_channel.send, mail_channel.reaches)
    register_letter_kind(
        "entry",
        LetterKind(
            is_wanted=mail_channel.is_still_heard,
            renew=mail_channel.renew_news,
            readable=mail_channel.entries_read,
            is_automatic=True,
        ),
    )
    register_clock("sweep", vacuum.EVERY, vacuum.sweep_again)
    register_clock("words of others", delayed_erasure.EVERY, delayed_erasure.finish_due, lasting=True)
    register_clock("names in opened words", delayed_erasure.EVERY, opened_words.leave_opened, lasting=True)
    register_clock("leaving", slow_removal.EVERY, slow_removal.finish_due, lasting=True)
    register_clock("copy", HOUR, backup.when_due)
    register_clock("ledger", ledger.EVERY, ledger.delete_old_ledger, lasting=True)
    register_clock("received posts", received_posts.EVERY, received_posts.forget_posts, lasting=True)
    register_clock("row-counts", table_statistics.EVERY, table_statistics.count_anew)
    register_clock(worker_health.NAME, worker_health.EVERY, worker_health.beat)
    register_clock("instants", future_instants.EVERY, future_instants.set_right)
    register_round("write-ahead", wal_checkpoint.bring_in)
    register_sign("worker", _("In the background"), worker_health.check_worker)
    register_sign("mail", _("Email"), mail_health.check_mail)
    register_instants()


def register_instants() -> None:
    register_instant(
        lambda: Entry.objects.filter(announced_at=None), "leased_until", farthest=announcements.AFTER_A_FAULT
    )
    register_instant(lambda: Delivery.objects.filter(sent_at=None), "leased_until", farthest=deliveries.LEASE)
    register_instant(lambda: Delivery.objects.filter(sent_at=None), "due_at", farthest=LONGEST_DELAY)
    register_instant(lambda: Letter.objects.filter(sent_at=None), "leased_until", farthest=A_WEEKEND)
    register_instant(lambda: Letter.objects.filter(sent_at=None), "due_at", farthest=A_WEEKEND, back=outbox.leaves_at)
    register_instant(Digest.objects.all, "at")
    register_instant(SentCode.objects.all, "sent_at")  # good for a quarter of an hour
    register_instant(lambda: Key.objects.filter(used_at=None), "expires_at", farthest=SHOWN_FOR)
    register_instant(lambda: Space.objects.filter(ended_at__isnull=False), "ended_at")
    register_instant(Erasure.objects.all, "due_at", farthest=A_DAY, back=lambda now: now + A_DAY)
    register_instant(Person.objects.all, "leaving_at", farthest=A_DAY, back=lambda now: now + A_DAY)
