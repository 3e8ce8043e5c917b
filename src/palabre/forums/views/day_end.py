"""Close the day, and open it again; accept those who help to host it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.forums.day import accepted_hosts, forum_publicity
from palabre.forums.day.host_rights import may_accept
from palabre.forums.forms import ClosingForm, HelpForm, PublicityForm
from palabre.forums.models import ForumDay, Host
from palabre.forums.outcome import closure
from palabre.forums.outcome.carrier_letters import link_for_carrier, send_to_carriers, write_to_carriers
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.forums.outcome.continuations import continuations, readable_ones
from palabre.forums.views.lookup import day_for, hosted_here
from palabre.groups.models import Group
from palabre.people.access.links import show_once
from palabre.people.reader import Reader
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.dates_in_words import listed
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, gesture_on, require


@fresh_form
def closing(request: Any, number: int) -> HttpResponse:
    """GET shows who goes on and what waits for somebody; POST closes the day."""
    day = hosted_here(request, number)
    reader = Reader.of(request)
    going_on, waiting = (readable_ones(one, reader) for one in continuations(day))
    form = ClosingForm.of(request, going_on=going_on)

    def close(said: dict[str, Any]) -> HttpResponse:
        ways = {"by": request.person, "at": timezone.now()}
        closure.close_day(day, form.titles(said), **ways)
        write_to_carriers(day, origin=origin_of(request), **ways)
        undo = day.screen("reopening")
        return confirm(request, _("The day is closed. Thank you. Everything is here."), day.forum, undo=undo)

    facts = {"forum": day.forum, "day": day, "waiting": waiting, "mail_is_configured": mail_is_configured()}
    return form.respond(request, close, template="forums/closing.html", **facts)


@fresh_form
def publicity(request: Any, number: int) -> HttpResponse:
    """GET shows what everybody would read of a forum begun among members; POST shows it to them, once it may be."""
    day = hosted_here(request, number)
    if request.method != "POST" and not forum_publicity.may_be_shown(day):
        return redirect(day.forum)
    preview = forum_publicity.preview_forum(day)
    form = PublicityForm.of(request, initial={"seen": preview.digest})

    def show(said: dict[str, Any]) -> HttpResponse:
        forum_publicity.show_forum(day, said["seen"], by=request.person)
        undo = day.screen("no_publicity")
        return confirm(request, _("Everybody reads this forum now."), day.forum, undo=undo)

    facts = {"forum": day.forum, "thing": day.forum, "preview": preview, "carried": forum_publicity.carried(day)}
    return form.respond(request, show, template="forums/publicity.html", **facts)


@gesture_on(hosted_here)
def no_publicity(request: Any, day: ForumDay) -> HttpResponse:
    """Keep the forum to members again."""
    forum_publicity.keep_forum_to_members(day, by=request.person)
    return confirm(request, _("Members alone read this forum."), day.forum)


@gesture_on(hosted_here)
def reopening(request: Any, day: ForumDay) -> HttpResponse:
    numbers = [group.pk for group in reopen_day(day, by=request.person, at=timezone.now())]
    staying = Reader.of(request).may_read(Group).filter(pk__in=numbers).order_by("pk")
    words = _("The day is open again.")
    if staying:
        names = listed([group.title for group in staying])
        words = f"{words} {_('These groups have begun to live, and stay: %(groups)s.') % {'groups': names}}"
    return confirm(request, words, day.forum)


@gesture_on(hosted_here)
def carrier_letters(request: Any, day: ForumDay) -> HttpResponse:
    """Have the letters to those who carry a question leave at once."""
    send_to_carriers(day, by=request.person, at=timezone.now(), origin=origin_of(request))
    return confirm(request, _("The letters are on their way."), day.forum)


@require_POST
def carrier_link(request: Any, number: int, pledge: int) -> HttpResponse:
    """Make the link of a carrier who left no address, and show it once on the page where it can be given again."""
    at = timezone.now()
    link = link_for_carrier(hosted_here(request, number), pledge, by=request.person, at=at)
    show_once(request, link, at=at)
    return redirect("here:given", request.space.slug, link.pk)


@gesture_on(day_for)
def helping(request: Any, day: ForumDay) -> HttpResponse:
    """“I’m helping today”."""
    require(request.person is not None)
    accepted_hosts.ask_to_host(day, by=request.person, at=timezone.now())
    return confirm(request, _("A host accepts you by one tap: tell them."), day.forum)


def helper_here(request: Any, number: int, helper: int) -> Host:
    """Return the helper of this id, for who may accept them."""
    day = day_for(request, number)
    require(may_accept(request.person, day))
    found: Host = get_object_or_404(day.hosts.select_related("person"), pk=helper)
    found.day = day
    return found


@gesture_on(helper_here)
def helper(request: Any, found: Host) -> HttpResponse:
    """Accept a helper, or take that back."""
    name, day = found.person.first_name, found.day
    if HelpForm.read(request)["accept"]:
        if not accepted_hosts.accept_host(found, by=request.person, at=timezone.now()):
            told = _("Everybody here is told. In seven days you can accept %(name)s, unless a member sets it aside.")
            return confirm(request, told % {"name": name}, day.forum)
        return confirm(request, _("%(name)s hosts this forum with you.") % {"name": name}, day.forum)
    accepted_hosts.no_longer_host(found, by=request.person)
    return confirm(request, _("%(name)s does not host this forum.") % {"name": name}, day.forum)
