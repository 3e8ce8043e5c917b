"""How the journal tells of what stands below it, and what the worker does by the clock for the server itself."""

import datetime

from django.utils.translation import gettext_lazy as _

from palabre.journal import mail_health, mailing, pulse
from palabre.journal.sockets import (
    register_channel,
    register_clock,
    register_kind,
    register_round,
    register_verb,
    saying,
)
from palabre.people import sweeping
from palabre.people.models import Organisation
from palabre.spaces.models import Space
from palabre.upkeep import backing_up, row_counts, write_ahead
from palabre.upkeep.sockets import register_sign

HOUR = datetime.timedelta(hours=1)


def register() -> None:
    register_kind(Space, word=_("space"), rows=lambda space, person: Space.objects.filter(pk=space.pk))
    register_kind(Organisation, word=_("organisation"))
    register_verb("name.removed", saying(_("A name was removed, as the person asked.")))
    register_channel("letters", mailing.send, reaches=mailing.reaches)
    register_clock("sweep", sweeping.EVERY, sweeping.sweep_again)
    register_clock("copy", HOUR, backing_up.when_due)
    register_clock("row-counts", row_counts.EVERY, row_counts.count_anew)
    register_clock(pulse.NAME, pulse.EVERY, pulse.beat)
    register_round("write-ahead", write_ahead.bring_in)
    register_sign("worker", _("In the background"), pulse.look)
    register_sign("mail", _("Email"), mail_health.look)
