"""Health of outgoing mail."""

import datetime

from django.utils.text import format_lazy
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from palabre.post.models import Letter, Trouble
from palabre.upkeep.hooks import Sign
from palabre.upkeep.smtp import mail_is_configured

OURS = (Trouble.AWAY, Trouble.US)  # not LATER, which is the other server's


def check_mail(at: datetime.datetime) -> Sign:
    """Return the state of outgoing mail. Without a mail server it is well: messages wait in each outbox."""
    if not mail_is_configured():
        return Sign(True, _("No mail server is set up: messages wait in each outbox."))
    stuck = Letter.objects.filter(approved_at__isnull=False, sent_at=None, refused="", trouble__in=OURS)
    since = stuck.order_by("due_at").values_list("due_at", flat=True).first()
    if since is None:
        return Sign(True, _("Messages are going out."))
    ago = format_lazy(_("for {ago}"), ago=timesince(since, at))
    return Sign(False, _("The mail server is refusing our messages."), ago)
