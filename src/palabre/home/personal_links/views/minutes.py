"""A request about minutes from the personal link of a person they name: to keep them among the participants."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.home.personal_links.personal_link import Opened
from palabre.meetings.models import Meeting
from palabre.meetings.written.minutes_publication import keep_among_us
from palabre.people.access.links import LinkClosed, for_holder
from palabre.web.view_doors import confirm


@require_POST
@for_holder
def among_us(request: Any) -> HttpResponse:
    """« Gardons-le entre nous », without an account and without a reason."""
    opened = Opened.by(request.link, today=timezone.localdate())
    if not isinstance(opened.thing, Meeting):
        raise LinkClosed(_("What this link opened is no longer here."))
    keep_among_us(opened.thing, by=opened.person, at=timezone.now())
    return confirm(request, _("It stays among us. Nobody has to say why."), "opened:thing", opened.link.pk)
