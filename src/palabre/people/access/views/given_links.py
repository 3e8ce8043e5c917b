"""Views of the join link, and of the links given to one person each."""

import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palabre.people import permissions
from palabre.people.access import join_link, keys, links
from palabre.people.access.forms import JoinLinkForm
from palabre.people.agreements.space_archival import even_archived
from palabre.people.devices.vouchers import open_to_one_word, who_counts
from palabre.people.forms import KeyForm
from palabre.people.models import Link
from palabre.people.views import back_to_people, members_only, row_said
from palabre.web.view_doors import fresh_form

WITHDRAWN_KEY = "withdrawn_link"  # the id of the link that this device revoked last, and when


@require_POST
def entrance(request: Any) -> HttpResponse:
    """Make the join link; with `anew`, make another one and close the former."""
    members_only(request)
    if JoinLinkForm.read(request)["anew"]:
        join_link.renew(request.space, by=request.person, at=timezone.now())
        return back_to_people(request, _("The link is new. The old one no longer opens anything."))
    join_link.make_link(request.space, by=request.person, at=timezone.now())
    return back_to_people(request, _("The link is ready to pass on."))


@require_POST
def no_entrance(request: Any) -> HttpResponse:
    members_only(request)
    join_link.close_join_link(request.space, by=request.person, at=timezone.now())
    return back_to_people(request, _("The link is closed: it no longer lets anyone in."))


@fresh_form
@open_to_one_word
def given(request: Any, number: int) -> HttpResponse:
    """Show a personal link once, to its maker; later, POST makes another one."""
    link = links.still_open(personal_link(request, number))
    if request.method == "POST":
        at = timezone.now()
        made = links.link_shown_to(link, request.person, at=at, is_new=link.shown_at is not None)
        links.show_once(request, made, at=at)
        return redirect("here:given", request.space.slug, made.pk)
    is_fresh = links.is_fresh(request, link) and link.made_by == links.maker_of(request.person)
    address = request.build_absolute_uri(links.link_path(link)) if is_fresh else ""
    return render(request, "people/access/given_link.html", {"link": link, "address": address})


@require_POST
def no_longer_given(request: Any, number: int) -> HttpResponse:
    """Revoke a personal link. Idempotent; what undoes the first time is stored on this device."""
    link, at = personal_link(request, number), timezone.now()
    words = _("The link for %(name)s no longer opens anything.") % {"name": link.person}
    was_open = link.revoked_at is None
    link.revoke(at)
    if not was_open:
        return back_to_people(request, words)
    request.session[WITHDRAWN_KEY] = [link.pk, at.isoformat()]
    return back_to_people(request, words, undo="here:given_again", number=link.pk)


@require_POST
def given_again(request: Any, number: int) -> HttpResponse:
    """Undo the last withdrawal of a link by this device."""
    link = personal_link(request, number)
    kept = request.session.get(WITHDRAWN_KEY)
    since = datetime.datetime.fromisoformat(kept[1]) if kept and kept[0] == link.pk else None
    links.open_again(link, withdrawn_at=since, at=timezone.now())
    return back_to_people(request, _("It is back as it was."))


@never_cache
@require_POST
@even_archived
def key(request: Any) -> HttpResponse:
    """Show the square by which a person who is present comes back, on their own device."""
    members_only(request)
    made = keys.key_shown_to(row_said(request, KeyForm)["whose"], by=request.person, at=timezone.now())
    facts = {"key": made, "address": request.build_absolute_uri(keys.key_path(made)), "who_counts": who_counts()}
    return render(request, "people/access/key.html", facts)


def personal_link(request: Any, number: int) -> Link:
    """Return a personal link of the space; 404 for a visitor who may not give it and did not just make it."""
    rows = Link.objects.select_related("person", "made_by").filter(space=request.space, person__isnull=False)
    link: Link = get_object_or_404(rows, pk=number)
    if not permissions.can_give(request.person, link) and request.session.get(links.FRESH_KEY) != link.pk:
        raise Http404
    return link
