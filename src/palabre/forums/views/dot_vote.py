"""The dots of a day, for its hosts: open them, copy cards of paper, close them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.ballots import day_dots, own_ballot
from palabre.forums.ballots.forms import CardForm, DotsClosingForm, OpeningForm
from palabre.forums.models import DotVote, ForumDay
from palabre.forums.views.lookup import hosted_here
from palabre.people.devices.received_posts import sent_once
from palabre.web import dates_in_words
from palabre.web.view_doors import confirm, fresh_form, gesture_on


def day_with_dots(request: Any, number: int) -> tuple[ForumDay, DotVote]:
    """Return the day, which the reader hosts, with its dots. 404 where it has none."""
    day = hosted_here(request, number)
    vote = day_dots.vote_of(day)
    if vote is None:
        raise Http404
    return day, vote


@fresh_form
def dots_opening(request: Any, number: int) -> HttpResponse:
    """GET asks until what hour; POST opens the dots, or changes that hour."""
    day, vote = day_with_dots(request, number)
    form = OpeningForm.of(request, initial={"until": dates_in_words.hour(vote.until) if vote.until else ""})
    if vote.is_open:
        form.be_of_open_dots()

    def begin(said: dict[str, Any]) -> HttpResponse:
        day_dots.open_dots(day, said["until"], by=request.person, at=timezone.now())
        return confirm(request, _("The dots are open: phones show them."), day.forum)

    if request.method != "POST" and vote.is_counted:
        return redirect(day.screen("ballot"))
    return form.respond(request, begin, thing=day.forum)


@fresh_form
def dots_closing(request: Any, number: int) -> HttpResponse:
    """GET says what closing does; POST closes the dots and counts them."""
    day, vote = day_with_dots(request, number)
    if request.method != "POST" and not vote.is_open:
        return redirect(day.screen("ballot"))

    def end(_said: dict[str, Any]) -> HttpResponse:
        day_dots.close_dots(day, by=request.person, at=timezone.now())
        return confirm(request, _("The dots are closed and counted."), day.screen("ballot"))

    return DotsClosingForm.of(request).respond(request, end, thing=day.forum)


@sent_once
@fresh_form
def ballot_cards(request: Any, number: int) -> HttpResponse:
    """GET asks for the numbers of one card; POST copies it. What was typed comes back when it is refused."""
    day, vote = day_with_dots(request, number)

    def copy_one(said: dict[str, Any]) -> HttpResponse:
        ways = {"by": request.person, "at": timezone.now(), "form_token": said["form_token"]}
        card = own_ballot.copy_card(day, said["line"], **ways)
        words = _("The card %(numbers)s is copied.") % {"numbers": " ".join(map(str, said["line"]))}
        return confirm(request, words, day.screen("ballot_cards"), undo=day.screen("ballot_card_undoing", card.pk))

    facts = {"forum": day.forum, "day": day, "vote": vote}
    return CardForm.of(request).respond(request, copy_one, template="forums/ballot_cards.html", **facts)


def day_of_card(request: Any, number: int, card: int) -> ForumDay:
    day, _vote = day_with_dots(request, number)
    day.card = card  # type: ignore[attr-defined]
    return day


@gesture_on(day_of_card)
def ballot_card_undoing(request: Any, day: ForumDay) -> HttpResponse:
    """Take back a card that was typed."""
    own_ballot.drop_card(day, day.card, by=request.person, at=timezone.now())  # type: ignore[attr-defined]
    return confirm(request, _("The card is taken back."), day.screen("ballot_cards"))
