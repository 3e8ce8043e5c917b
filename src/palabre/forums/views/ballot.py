"""The dots of one reader, on their phone: a list in an order of its own, and a field for a number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.forums.ballots import own_ballot
from palabre.forums.ballots.day_dots import began_anew, vote_of
from palabre.forums.ballots.forms import BallotForm
from palabre.forums.day.hall import is_in_hall, open_to_hall
from palabre.forums.models import ForumDay
from palabre.forums.outcome.dot_result import result_of
from palabre.forums.views.lookup import day_for
from palabre.forums.wall.wall_facts import shown_sheets, wall_of
from palabre.people.devices.received_posts import KEY, sent_once
from palabre.people.guests import TooManyGuests
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.view_doors import confirm, fresh_form
from palabre.web.visitor_cookie import cookie_name, read_visitor_cookie, visitor_of

OF_DOTS = Bound("dots", (Limit(LimitScope.EACH, 300),))


@open_to_hall
@sent_once
@fresh_form
def ballot(request: Any, number: int) -> HttpResponse:
    """GET shows the questions and the dots of who reads; POST puts one, or takes it back."""
    day = day_for(request, number)
    vote = vote_of(day)
    if vote is None:
        raise Http404
    may_put = vote.is_open and is_in_hall(request, day)
    form = BallotForm.of(request)

    def mark(said: dict[str, Any]) -> HttpResponse:
        if vote.is_open and not may_put:
            raise PermissionDenied
        with transaction.atomic():  # one writing for the dot and for its bound
            if said["begin"]:
                own_ballot.begin_ballot(day, bounded_holders(request), at=timezone.now())
                return redirect(day.screen("ballot"))
            on, words = put_or_take(request, day, said)
        # Its answer is kept for who sends it again: it says nothing of the question.
        place = "" if request.headers.get(KEY) else f"#q{on}"
        return confirm(request, words, f"{day.screen('ballot')}{place}")

    if done := form.done(mark):
        return done
    facts = {
        "forum": day.forum,
        "day": day,
        "vote": vote,
        "form": form,
        "may_put": may_put,
        "is_anew": began_anew(vote),
    }
    if may_put:
        facts |= shown_ballot(request, day)
    elif vote.closed_at is not None:
        reader = Reader.of(request)
        facts |= {"result": result_of(day, wall_of(day, reader, at=timezone.now()).in_order)}
    return render(request, "forums/ballot.html", facts, status=form.status)


def put_or_take(request: Any, day: ForumDay, said: dict[str, Any]) -> tuple[int, str]:
    """Put a dot or take it back; return the number of its question, and the words that say so."""
    names, at = bounded_holders(request), timezone.now()
    take, number = said["take"], said["take"] or said["put"] or said["number"]
    if number is None:
        raise Refusal(_("No number was given."), instead=_("Choose a question in the list, or type its number."))
    act = own_ballot.take_dot_back if take else own_ballot.put_dot
    left = act(day, number, names, Reader.of(request), at=at)
    words = _("Taken back from %(number)s.") if take else _("A dot on %(number)s.")
    return number, f"{words % {'number': number}} {left_in_words(left)}"


def holders_of(request: Any) -> list[str]:
    """Return who the ballot belongs to: their person, and their device by the cookie that it keeps."""
    device = read_visitor_cookie(request.COOKIES.get(cookie_name(), ""))
    person = [f"person {request.person.pk}"] if request.person is not None else []
    return person + ([f"device {device}"] if device else [])


def bounded_holders(request: Any) -> list[str]:
    """Return who the ballot belongs to, and count their gesture. Raise a Refusal beyond its limit, or to nobody."""
    names = holders_of(request)
    if not names:
        raise Refusal(
            _("This browser keeps nothing of Palabre: its dots would be nobody’s."),
            instead=_("Let it keep cookies, then open this page again; or ask a host for a card of paper."),
        )
    by, at = visitor_of(request), timezone.now()
    if wait := OF_DOTS.wait(by, at=at):
        raise TooManyGuests(_("A great many dots were moved on this device just now."), instead=wait.words)
    OF_DOTS.count(by, at=at)
    return names


def left_in_words(left: int) -> str:
    if not left:
        return _("All your dots are put.")
    return ngettext("You have %(left)s dot left.", "You have %(left)s dots left.", left) % {"left": left}


def shown_ballot(request: Any, day: ForumDay) -> dict[str, Any]:
    """Return the questions in the order of this reader, with their dots, and what is left; nothing until they begin."""
    own = own_ballot.own_ballot(day, holders_of(request))
    if own is None:
        return {}
    shown = {one.sheet.question_id: one for one in shown_sheets(day, Reader.of(request))}
    return {
        "own": own,
        "left": left_in_words(own.left),
        "questions": [(shown[one], one in own.dots) for one in own.order if one in shown],
    }
