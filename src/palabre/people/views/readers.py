"""Who reads the space: those who prepare it, those who enter it, everybody."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.people import publishing
from palabre.people.views.here import done, members_only


@require_POST
def opening(request: Any) -> HttpResponse:
    members_only(request)
    publishing.open_to_members(request.space, by=request.person, at=timezone.now())
    return done(request, _("The space is open to its members. It is still not public."))


@require_POST
def publication(request: Any) -> HttpResponse:
    members_only(request)
    publishing.publish(request.space, by=request.person, at=timezone.now())
    return done(request, _("The space is public."), undo="here:no_publication")


@require_POST
def no_publication(request: Any) -> HttpResponse:
    members_only(request)
    publishing.unpublish(request.space, by=request.person)
    return done(request, _("The space is closed again: only its members can read it."), undo="here:publication")
