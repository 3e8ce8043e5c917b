"""Calendars: one meeting as a file, and secret feeds to which a calendar application subscribes."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.meetings.calendars import calendar_feeds, feed_choices, feed_content
from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.calendars.calendar_file import CALENDAR, masked_file
from palabre.meetings.calendars.forms import NewFeedForm
from palabre.meetings.models import CalendarFeed, Meeting
from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_page, gesture_on, require

A_MINUTE = 60  # seconds
MOST_A_MINUTE = 30  # requests of one feed


@require_safe
def entry(request: Any, number: int) -> HttpResponse:
    """« Ajouter à mon agenda »: this meeting as a file, with the rights of its reader."""
    found = Reader.of(request).find(Meeting, number)
    if found.on is None:
        return redirect(found)
    text = entry_of(found, method=None, at=timezone.now(), origin=origin_of(request))
    return masked_file(request, text, found.title)


@require_safe
def feed(request: Any, token: str) -> HttpResponse:
    """Serve a feed. An invalid token, a revoked one and a lost right all get the same 404."""
    found = calendar_feeds.opened_by(token)
    if found is None:
        raise Http404
    if is_asked_too_often(found):
        return HttpResponse(status=429, headers={"Retry-After": str(A_MINUTE)})
    today = timezone.localdate()
    midnight = timezone.make_aware(datetime.datetime.combine(today, datetime.time()))
    text = feed_content.icalendar_text(found, at=midnight, today=today, origin=origin_of(request))
    if text is None:
        raise Http404
    tag = f'"{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"'
    if request.headers.get("If-None-Match") in (tag, f"W/{tag}"):
        return kept_to_her(HttpResponseNotModified(), tag)
    return kept_to_her(HttpResponse(text, content_type=CALENDAR), tag)


def kept_to_her(answer: HttpResponse, tag: str) -> HttpResponse:
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def is_asked_too_often(found: CalendarFeed) -> bool:
    """Return whether a feed is requested more than 30 times a minute. Calendars ask a few times an hour."""
    minute = f"calendar:{found.pk}:{int(timezone.now().timestamp()) // A_MINUTE}"
    cache.add(minute, 0, timeout=2 * A_MINUTE)
    try:
        return cache.incr(minute) > MOST_A_MINUTE
    except ValueError:  # the cache evicted the counter in the meantime
        return False


@fresh_page
def calendars(request: Any) -> HttpResponse:
    """« S’abonner »: the calendars one may subscribe to, and the reader's feeds."""
    require(can_contribute(request.person))
    refuse_single_voucher(request.person)  # a feed works without a session, wherever it is read
    shown = feed_choices.shown_to(Reader.of(request), origin=origin_of(request), asked=request.GET.get("group", ""))
    return render(request, "meetings/calendars/calendars.html", {"calendars": shown})


@require_POST
def new_calendar(request: Any) -> HttpResponse:
    """Create a feed: of one's own meetings, of the space, or of a group ("group:12")."""
    require(can_contribute(request.person))
    refuse_single_voucher(request.person)
    thing = feed_choices.thing_said(Reader.of(request), NewFeedForm.read(request)["calendar"])
    if thing is None:
        raise Http404
    calendar_feeds.create_feed(thing, by=request.person)
    return redirect("meetings:calendars", request.space.slug)


def own_feed_or_404(request: Any, number: int) -> CalendarFeed:
    if request.person is None or request.person.vouched_by:
        raise Http404
    return get_object_or_404(CalendarFeed, pk=number, space=request.space, person=request.person)


@gesture_on(own_feed_or_404)
def calendar_renewal(request: Any, feed: CalendarFeed) -> HttpResponse:
    feed.renew()
    done = _("The address has changed. The old one no longer works: give the new one to your calendar.")
    return confirm(request, done, "meetings:calendars", request.space.slug)


@gesture_on(own_feed_or_404)
def no_calendar(request: Any, feed: CalendarFeed) -> HttpResponse:
    feed.delete()
    return confirm(request, _("This address no longer works."), "meetings:calendars", request.space.slug)
