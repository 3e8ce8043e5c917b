"""Health of the worker: it writes a trace of itself and of the time each minute."""

import datetime

from django.utils.translation import gettext_lazy as _

from palabre.journal.models import Tick
from palabre.upkeep import machine_clock
from palabre.upkeep.hooks import Sign

NAME = "pulse"
EVERY = datetime.timedelta(minutes=1)
SILENCE = datetime.timedelta(minutes=2)


def beat(now: datetime.datetime) -> None:
    """Save the trace of the machine's clock. This clock's own row is the trace of the worker."""
    machine_clock.beat(now)


def check_worker(at: datetime.datetime) -> Sign:
    """Check that this clock, due each minute, ran lately; a later due time was written by a wrong clock."""
    due = Tick.objects.filter(name=NAME).values_list("due_at", flat=True).first()
    if due is None or not -machine_clock.SKEW <= at - (due - EVERY) <= SILENCE:
        return Sign(False, _("Nothing has looked after messages and backups for two minutes."))
    return Sign(True, _("Messages and backups are being looked after."))
