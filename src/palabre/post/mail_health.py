"""Whether mail leaves this server."""

import datetime

from django.utils.text import format_lazy
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from palabre.post.models import Letter, Trouble
from palabre.upkeep.hooks import Sign
from palabre.upkeep.smtp import mail_is_configured

OURS = (Trouble.AWAY, Trouble.US)  # not « later », which is the other side's


def check_mail(at: datetime.datetime) -> Sign:
    """A server without mail is well: messages wait in each outbox, as they are meant to."""
    if not mail_is_configured():
        return Sign(True, _("No mail server is set up: messages wait in each outbox."))
    stuck = Letter.objects.filter(approved_at__isnull=False, sent_at=None, refused="", trouble__in=OURS)
    since = stuck.order_by("due_at").values_list("due_at", flat=True).first()
    if since is None:
        return Sign(True, _("Messages are going out."))
    ago = format_lazy(_("for {ago}"), ago=timesince(since, at))
    return Sign(False, _("The mail server is refusing our messages."), ago)
