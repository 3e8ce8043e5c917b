"""Whether the worker is at work: it leaves a trace each minute, and one of the hour."""

import datetime

from django.utils.translation import gettext_lazy as _

from palabre.journal.models import Tick
from palabre.upkeep import machine_clock
from palabre.upkeep.hooks import Sign

NAME = "pulse"
EVERY = datetime.timedelta(minutes=1)
SILENCE = datetime.timedelta(minutes=2)


def beat(now: datetime.datetime) -> None:
    """That the clock goes round is the trace of the worker."""
    machine_clock.beat(now)


def check_worker(at: datetime.datetime) -> Sign:
    """The clock is due again a minute after it struck; what is due later was written by a wrong clock."""
    due = Tick.objects.filter(name=NAME).values_list("due_at", flat=True).first()
    if due is None or not -machine_clock.SKEW <= at - (due - EVERY) <= SILENCE:
        return Sign(False, _("Nothing has looked after messages and backups for two minutes."))
    return Sign(True, _("Messages and backups are being looked after."))
