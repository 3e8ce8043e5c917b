"""The page of a forum: where to go now, while it lasts; afterwards, what was said and who goes on."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.broadcast.wall_html import wall_reading
from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind
from palabre.forums.day import forum_codes
from palabre.forums.day.forum_publicity import may_be_kept, may_be_shown
from palabre.forums.day.hall import lets_hall_in, open_to_hall
from palabre.forums.day.host_rights import hosts, may_accept
from palabre.forums.day.newsroom_codes import is_desk
from palabre.forums.models import ForumDay, Homecoming, Host
from palabre.forums.outcome import closure_undo
from palabre.forums.outcome.asked_questions import asked_questions
from palabre.forums.outcome.carrier_letters import carriers_of, states
from palabre.forums.outcome.dot_result import result_of
from palabre.forums.outcome.dots import may_count_here
from palabre.forums.outcome.proceedings import proceedings_of
from palabre.forums.permissions import can_prepare
from palabre.forums.views.lookup import day_of, forum_for
from palabre.forums.wall.set_aside import sheets_aside
from palabre.forums.wall.wall_facts import Moment, moment_of
from palabre.groups.permissions import can_call
from palabre.people.masked_names import is_inside
from palabre.people.models import AudienceKind, Person
from palabre.people.reader import Reader
from palabre.questions.models import Forum
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.origins import is_of_one_computer, origin_of, phone_origin
from palabre.web.view_doors import fresh_page

AFTERWARDS = (Moment.PAST, Moment.CLOSED)


@open_to_hall
@fresh_page
def forum(request: Any, number: int) -> HttpResponse:
    found = forum_for(request, number)
    day = day_of(found)
    if day is None:
        return render_bare_forum(request, found)
    now = timezone.localtime()
    moment, _slot = moment_of(day, now=now)
    reader = Reader.of(request)
    shown = around_day(request, day) | {"moment": moment.name.lower()}
    if moment in AFTERWARDS:
        acts = proceedings_of(day, reader, at=now, **may_tell_votes(request, found, day))
        said = {
            "acts": acts,
            "result": result_of(day, [one.shown for one in acts]),
            "may_reopen": closure_undo.may_reopen(day, at=now),
        }
        said |= letters_shown(day, to=request.person, at=now) if shown["is_host"] and day.closed_at else {}
        return render(request, "forums/proceedings.html", shown | said)
    return render(request, "forums/now.html", shown | living_wall(request, day, ScreenKind.PHONE))


def letters_shown(day: ForumDay, *, to: Person, at: datetime.datetime) -> dict[str, Any]:
    """Return what became of the letters to those who carry a question."""
    carriers = carriers_of(day)
    leaving = [one for one in carriers if one.letter is not None and one.is_to_tell]
    return {
        "letter_states": states(carriers, to=to, at=at),
        "by_link": [one for one in carriers if one.is_reached_by_link],
        "may_send": bool(leaving) and mail_is_configured(),
        "are_in_outbox": bool(leaving),
    }


def around_day(request: Any, day: ForumDay) -> dict[str, Any]:
    """Return what every screen of a day shows beside its own: who hosts, who asks to help."""
    is_host, person = hosts(request.person, day), request.person
    rows = list(day.hosts.select_related("person").order_by("pk"))
    vote = vote_of(day)
    asked = person is not None and person.pk in {one.person_id for one in rows}
    is_left = bool(rows) and not is_host and may_accept(person, day)
    return {
        "forum": day.forum,
        "day": day,
        "is_host": is_host,
        "paper": day.by,
        "code": code_of(request, day),
        "homecoming": last_homecoming(day) if is_host else None,
        "helpers": rows if is_host else [one for one in rows if is_left and is_waiting(one, person)],
        "is_left": is_left,
        "may_show": is_host and may_be_shown(day),
        "may_keep": is_host and may_be_kept(day),
        "may_help": person is not None and person.is_member and not is_host and not asked,
        "has_asked": asked and not is_host,
        "aside": sheets_aside(request.session, day.forum_id),
        "is_desk": is_desk(request, day),
        "dots": vote if vote is not None and vote.opened_at is not None else None,
    }


def last_homecoming(day: ForumDay) -> Homecoming | None:
    """Return the last homecoming of the day that stands."""
    rows = day.homecomings.filter(brought_at__isnull=False, undone_at=None)
    return rows.select_related("space").order_by("-pk").first()


def is_waiting(helper: Host, person: Person | None) -> bool:
    """Return whether somebody else than the person waits to be accepted."""
    return helper.accepted_at is None and helper.person != person


def living_wall(request: Any, day: ForumDay, kind: ScreenKind) -> dict[str, Any]:
    """Return the context of a page whose part lives: the same reading as that of the screens that follow it."""
    reading = wall_reading(day.forum_id)
    if reading is None:
        raise Http404
    live = {
        "version": reading.stamp.order,
        "socket": f"/ws/s/{day.forum.space.slug}/forums/{day.forum_id}/wall?as={kind}",
        "state": f"{day.screen('state')}?as={kind}",
    }
    facts = reading.screen(onlooker(request, kind))
    aside = sheets_aside(request.session, day.forum_id)
    return facts | {"live": live, "set_aside": [one for one in facts["wall"].sheets if one.sheet.pk in aside]}


def onlooker(request: Any, kind: ScreenKind) -> Onlooker:
    return Onlooker(kind, is_inside(request), phone_origin(request) or origin_of(request))


def code_of(request: Any, day: ForumDay, *, origin: str = "") -> dict[str, Any]:
    """Return the code of the day as people say it, and the address of its square; nothing where it opens nothing.

    `origin` is the address of the server, where it is not the one that phones are known to type.
    """
    if not forum_codes.is_open(day):
        return {}
    address = reverse("forum_code:square", args=[day.code, forum_codes.day_key(day)])
    origin = origin or phone_origin(request) or origin_of(request)
    door = (origin + reverse("forum_code:door")).partition("://")[2].rstrip("/")
    letters = day.code or ""
    said = {"letters": f"{letters[:4]} {letters[4:]}", "door": door, "address": origin + address}
    return said | {"is_of_hall": lets_hall_in(day), "is_alone": is_of_one_computer(origin)}


def render_bare_forum(request: Any, forum: Forum) -> HttpResponse:
    """Show what minutes tell of a forum. Its day is written down once members read these minutes."""
    asked = asked_questions(forum, Reader.of(request), **may_tell_votes(request, forum, None))
    may_add = can_prepare(request.person, request.space) and forum.audience.kind != AudienceKind.SEATS
    return render(request, "forums/bare.html", {"forum": forum, "asked": asked, "may_add": may_add})


def may_tell_votes(request: Any, forum: Forum, day: ForumDay | None) -> dict[str, bool]:
    """Return whether the reader may type dots of questions here, and publish a call for one."""
    person = request.person
    return {"may_count": may_count_here(person, forum, day), "may_call": can_call(person, request.space)}
