"""The page of a need, “je réponds”, and the actions of those who reply and of the group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.corrections.corrections import may_correct
from palabre.groups.models import Answer, Need
from palabre.groups.needs import promises_and_declines, satisfaction
from palabre.groups.needs.forms import AnswerForm, NoForm, NotYetForm, PromiseForm
from palabre.groups.needs.need_answers import answer_need, withdraw_answer
from palabre.groups.needs.need_display import ToldNeed, need_sheets, to_tell
from palabre.groups.views.lookup import said_at_home, thing_for
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import acting
from palabre.people.reader import Reader
from palabre.web.form.gesture_form import GestureForm
from palabre.web.page_cache import cached_around, rendered
from palabre.web.view_doors import require_form
from palabre.wiki.lines.passage_lookup import where_quoted

AT_ONCE = 50  # answers on a page, of 4,000 characters at most


def her_gestures(request: Any, number: int) -> dict[str, Any]:
    """Return what the reader did about this need, each with its undo, and what they may do."""
    one = told_need(request, number)
    may_speak = satisfaction.may_speak(request.person, one.need)
    return {
        "one": one,
        "hers": [answer for _name, answer in one.answers if answer.by_id == request.person.pk],
        "may_see_to": promises_and_declines.may_see_to(request.person, one.need),
        "may_speak": may_speak,
        "may_withdraw": satisfaction.may_withdraw(request.person, one.need),
        "may_correct": may_correct(request.person, one.need),
        "answered_it": may_speak and satisfaction.answered_by(request.person, one.need),
        "answer_form": AnswerForm(person=request.person),
        "words": {name: form(auto_id=f"{name}_%s") for name, form in WORDED.items()},
    }


@require_safe
@cached_around(rendered("groups/needs/gestures.html", her_gestures))
def need(request: Any, number: int) -> HttpResponse:
    one, reader = told_need(request, number), Reader.of(request)
    thing = said_at_home(one.need, reader)
    parts = Paginator(one.answers, AT_ONCE)
    part = parts.get_page(request.GET.get("part", parts.num_pages))  # the last ones: who answers reads their own
    shown = {"one": one, "thing": thing, "part": part, "passages": where_quoted(thing, reader=reader)}
    return render(request, "groups/needs/need.html", shown)


def told_need(request: Any, number: int) -> ToldNeed:
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(to_tell(reader), pk=number))
    return need_sheets([found], reader)[0]


@require_form
@open_to_one_word
def answering(request: Any, number: int) -> HttpResponse:
    """GET shows the form, which asks a visitor for a name; POST creates the answer."""
    found = thing_for(request, Need, number, permissions.can_offer)
    form = AnswerForm.of(request, person=request.person)

    def give(said: dict[str, Any]) -> HttpResponse:
        with acting(request) as by:
            answer_need(found, said["text"], given_by=said["given_by"], by=by, at=timezone.now())
        return redirect(found)

    return form.respond(request, give, template="groups/needs/answer.html", thing=found)


@require_POST
def answer_undoing(request: Any, number: int) -> HttpResponse:
    given = thing_for(request, Answer, number, permissions.can_take_back)
    to = thing_for(request, Need, given.need_id)
    withdraw_answer(given, by=request.person)
    return redirect(to)


@require_POST
def gesture(request: Any, number: int, name: str) -> HttpResponse:
    """Do one action of GESTURES about a need, or its undo. Idempotent; its form, if it has one, gives the `words`."""
    may, act = GESTURES[name]
    found = thing_for(request, Need, number, may)

    def do(said: dict[str, Any]) -> HttpResponse:
        act(found, said.get("words", ""), by=request.person, at=timezone.now())
        return redirect(found)

    return WORDED[name].of(request).respond(request, do, thing=found) if name in WORDED else do({})


type Act = Callable[..., None]
type May = Callable[[Any, Need], bool]


def wordless(act: Act) -> Act:
    return lambda need, words, *, by, at: act(need, by=by, at=at)


def as_undo(act: Act) -> Act:
    return lambda need, words, *, by, at: act(need, by=by)


SEE_TO, SPEAK, WITHDRAW = promises_and_declines.may_see_to, satisfaction.may_speak, satisfaction.may_withdraw
GESTURES: dict[str, tuple[May, Act]] = {
    "acknowledgement": (SEE_TO, wordless(promises_and_declines.acknowledge)),
    "acknowledgement/undoing": (SEE_TO, as_undo(promises_and_declines.undo_acknowledging)),
    "promise": (SEE_TO, promises_and_declines.see_to),
    "promise/undoing": (SEE_TO, as_undo(promises_and_declines.undo_seeing_to)),
    "refusal": (SEE_TO, promises_and_declines.decline_need),
    "refusal/undoing": (SEE_TO, as_undo(promises_and_declines.undo_declining)),
    "satisfaction": (SPEAK, wordless(satisfaction.satisfy)),
    "satisfaction/undoing": (SPEAK, as_undo(satisfaction.undo_satisfying)),
    "reopening": (SPEAK, satisfaction.reopen),
    "reopening/undoing": (SPEAK, as_undo(satisfaction.undo_reopening)),
    "withdrawal": (WITHDRAW, wordless(satisfaction.withdraw_need)),
    "withdrawal/undoing": (WITHDRAW, as_undo(satisfaction.restore_need)),
}


WORDED: dict[str, type[GestureForm]] = {"promise": PromiseForm, "refusal": NoForm, "reopening": NotYetForm}


def name_of(gesture: str) -> str:
    """Return the URL name of a gesture: "need_promise", "need_promise_undoing"."""
    return f"need_{gesture.replace('/', '_')}"
