"""The link by which people enter, and the links that were given to one person each."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palabre.people import joining, links, permissions
from palabre.people.models import Link
from palabre.people.views.here import done, members_only


@require_POST
def entrance(request: Any) -> HttpResponse:
    """Make the join link; with `anew`, make another one and close the former."""
    members_only(request)
    act = joining.renew if "anew" in request.POST else joining.make_link
    act(request.space, by=request.person, at=timezone.now())
    renewed = _("The link is new. The old one no longer opens anything.")
    return done(request, renewed if "anew" in request.POST else _("The link is ready to pass on."))


@require_POST
def no_entrance(request: Any) -> HttpResponse:
    members_only(request)
    joining.close(request.space, by=request.person, at=timezone.now())
    return done(request, _("The link is closed: it no longer lets anyone in."))


@never_cache
@require_safe
def given(request: Any, number: int) -> HttpResponse:
    """A personal link again, to be copied by who may give it."""
    link = personal_link(request, number)
    address = request.build_absolute_uri(links.address_of(links.still_open(link)))
    return render(request, "people/given.html", {"link": link, "address": address})


@require_POST
def no_longer_given(request: Any, number: int) -> HttpResponse:
    """Take a personal link back. Twice is once."""
    link = personal_link(request, number)
    link.revoke(timezone.now())
    return done(request, _("The link for %(name)s no longer opens anything.") % {"name": link.person})


def personal_link(request: Any, number: int) -> Link:
    """Return a link of the space for one person. It does not exist for whoever may not give it (404)."""
    rows = Link.objects.select_related("person").filter(space=request.space, person__isnull=False)
    link: Link = get_object_or_404(rows, pk=number)
    if not permissions.can_give(request.person, link):
        raise Http404
    return link
