"""Decisions: the register, one decision with its reasons, and a form for each gesture."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.journal.word_changes import former_words, taken_again
from palabre.meetings import permissions
from palabre.meetings.decisions import decision_adoption, decision_objections, decision_proposals, review_dates
from palabre.meetings.decisions import decision_register as registering
from palabre.meetings.decisions.forms import (
    AdoptionForm,
    AsideForm,
    ObjectionForm,
    ProposalForm,
    ReviewForm,
    WordsForm,
)
from palabre.meetings.models import Decision, Meeting, Objection
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.reader import Reader
from palabre.web.dates_in_words import near
from palabre.web.form.form_input import is_number
from palabre.web.form.gesture_form import GestureForm
from palabre.web.page_cache import cached, cached_around, rendered
from palabre.web.view_doors import confirm, gesture_on, require, require_form
from palabre.wiki.lines.passage_lookup import where_quoted

FILTERS = (registering.PROPOSED, registering.TO_REVIEW)


def decision_of(request: Any, number: int) -> Decision:
    reader = Reader.of(request)
    found = reader.find(Decision, number, "meeting", "group", "audience")
    for name in ("meeting", "group"):
        reader.tie([found], name)
    return found


@require_safe
@cached
def decisions(request: Any) -> HttpResponse:
    """Decisions and proposals of the space or of a group (?group=12), latest first."""
    reader, group = Reader.of(request), group_asked_for(request)
    asked, only = request.GET.get("page", ""), request.GET.get("only", "")
    page = min(int(asked), 10_000) if is_number(asked) else 1
    only = only if only in FILTERS else ""
    found = registering.decisions_on_register(reader, only=only, group=group, page=max(page, 1))
    shown = {"register": found, "only": only, "group": group, "next": found.page + 1, "former": found.page - 1}
    shown["can_propose"] = permissions.can_propose(request.person, request.space)
    return render(request, "meetings/decisions/decisions.html", shown)


@require_form
def new_decision(request: Any) -> HttpResponse:
    """A proposal: to the space, to a group (?group=12) or at a meeting (?meeting=12)."""
    require(permissions.can_propose(request.person, request.space))
    about: dict[str, Any] = {"group": group_asked_for(request), "meeting": meeting_asked_for(request)}
    form = ProposalForm.of(request)

    def propose(said: dict[str, Any]) -> HttpResponse:
        at = timezone.now()
        return redirect(decision_proposals.propose_decision(request.space, by=request.person, at=at, **about, **said))

    return form.respond(request, propose, template="meetings/decisions/new.html", **about)


def her_objection(request: Any, number: int) -> dict[str, Any]:
    """Offer to object to who was at the meeting and is no member: their link says so, not their rights."""
    if request.person.is_member:
        return {}
    found = decision_of(request, number)
    if not found.is_proposed or not permissions.can_object(request.person, found):
        return {}
    facts = registering.one_decision(found, Reader.of(request)) | {"decision": found, "space": request.space}
    return facts | {"forms": {"objection": ObjectionForm()}}


@require_safe
@cached_around(rendered("meetings/decisions/decision.html#objecting", her_objection))
def decision(request: Any, number: int) -> HttpResponse:
    return render_decision(request, decision_of(request, number))


@require_POST
def decision_words(request: Any, number: int) -> HttpResponse:
    """Reword the proposal."""
    found, form = decision_of(request, number), WordsForm.of(request)

    def reword(said: dict[str, Any]) -> HttpResponse:
        entry = decision_proposals.reword(found, by=request.person, **said)
        if entry is None:
            return redirect(found)
        undo = reverse("meetings:decision_words_undoing", args=[request.space.slug, found.pk, entry.pk])
        return confirm(request, _("The proposal is said otherwise."), found, undo=undo)

    return form.done(reword) or render_decision(request, found, words=form)


@require_POST
def decision_words_undoing(request: Any, number: int, entry: int) -> HttpResponse:
    found = decision_of(request, number)
    decision_proposals.undo_rewording(found, entry, by=request.person)
    return confirm(request, _("The former words are back."), found)


@require_POST
def objections(request: Any, number: int) -> HttpResponse:
    found = decision_of(request, number)
    require(request.person is not None)
    form = ObjectionForm.of(request)

    def object_to(said: dict[str, Any]) -> HttpResponse:
        decision_objections.object_to(found, by=request.person, at=timezone.now(), **said)
        return redirect(found)

    return form.done(object_to) or render_decision(request, found, objection=form)


@require_POST
def lifting(request: Any, number: int, objection: int) -> HttpResponse:
    found, one = objection_of(request, number, objection)
    decision_objections.lift(one, by=request.person, at=timezone.now())
    undo = reverse("meetings:objection_return", args=[request.space.slug, found.pk, one.pk])
    return confirm(request, _("This objection is lifted."), found, undo=undo)


@require_POST
def objection_return(request: Any, number: int, objection: int) -> HttpResponse:
    found, one = objection_of(request, number, objection)
    decision_objections.stand_again(one, by=request.person)
    return redirect(found)


@require_POST
def adoption(request: Any, number: int) -> HttpResponse:
    found, form = decision_of(request, number), AdoptionForm.of(request)

    try:
        decision_adoption.adopt(found, by=request.person, at=timezone.now(), **AdoptionForm.read(request))
    except (decision_adoption.ObjectionStands, decision_adoption.SaidOtherwise) as refusal:
        if not found.is_proposed:
            raise
        form.refuse(refusal)
        return render_decision(request, found, adoption=form)
    return confirm(request, _("The proposal is adopted."), found, undo=way_back(request, found))


@require_POST
def setting_aside(request: Any, number: int) -> HttpResponse:
    found, form = decision_of(request, number), AsideForm.of(request)

    def set_aside(said: dict[str, Any]) -> HttpResponse:
        decision_adoption.set_aside_decision(found, by=request.person, at=timezone.now(), **said)
        return confirm(request, _("The proposal is set aside."), found, undo=way_back(request, found))

    return form.done(set_aside) or render_decision(request, found, aside=form)


@gesture_on(decision_of)
def decision_return(request: Any, found: Decision) -> None:
    """Reopen the proposal."""
    decision_adoption.propose_again(found, by=request.person)


@require_POST
def decision_review(request: Any, number: int) -> HttpResponse:
    """Set the review day in words, and repeat the day that was read; no words clear it."""
    found, form, today = decision_of(request, number), ReviewForm.of(request), timezone.localdate()

    def review(said: dict[str, Any]) -> HttpResponse:
        day = review_dates.review(found, by=request.person, today=today, **said)
        told = _("No day to look at it again.")
        if day is not None:
            told = _("“%(words)s”: it comes back on the agenda from %(day)s on.")
            told %= said | {"day": near(day, today=today)}
        return confirm(request, told, found)

    return form.done(review) or render_decision(request, found, review=form)


@gesture_on(decision_of)
def decision_talk(request: Any, found: Decision) -> HttpResponse | str:
    """« En parler à la prochaine réunion »"""
    item = review_dates.talk_about(found, by=request.person, at=timezone.now())
    if item is None or item.meeting.on is None:
        return _("No meeting to talk about it is set yet: it will be on the agenda of the first one.")
    day = near(item.meeting.on, today=timezone.localdate())
    undo = reverse("meetings:point_removal", args=[request.space.slug, item.meeting_id, item.pk])
    return confirm(request, _("It is on the agenda of %(day)s.") % {"day": day}, found, undo=undo)


def objection_of(request: Any, number: int, objection: int) -> tuple[Decision, Objection]:
    found = decision_of(request, number)
    told = Reader.of(request).readable()
    hers = Q() if request.person is None else Q(person=request.person)
    one = get_object_or_404(found.objections.filter(told | hers), pk=objection)
    one.decision = found
    require(permissions.can_lift(request.person, one))
    return found, one


def meeting_asked_for(request: Any) -> Meeting | None:
    """Return the meeting that `meeting` names; None without one. 404 if the member may not read it."""
    number = request.GET.get("meeting", "")
    if not is_number(number):
        return None
    return Reader.of(request).find(Meeting, int(number), "audience", "group")


def render_decision(request: Any, found: Decision, **sent: GestureForm) -> HttpResponse:
    """Return its page; `sent` is the form that was refused."""
    reader = Reader.of(request)
    may_object = permissions.can_object if sent else permissions.reads_decision  # else see her_objection
    can_decide = permissions.can_decide(request.person, found)
    former = former_words(found, decision_proposals.REWORDED, reader) if can_decide and found.is_proposed else []
    words = {"text": found.text} | taken_again(former, request.GET.get("former"))
    facts = registering.one_decision(found, reader) | {
        "decision": found,
        "passages": where_quoted(found, reader=reader),
        "can_decide": can_decide,
        "former": former,
        "can_object": request.person is not None and may_object(request.person, found),
        "is_refused": bool(sent),
        "forms": {
            "objection": ObjectionForm(),
            "words": WordsForm(initial=words | WordsForm.showing({"text": found.text})),
            "aside": AsideForm(initial={"why": found.why_set_aside}),
            "review": ReviewForm(),
            **sent,
        },
    }
    status = max((form.status for form in sent.values()), default=200)
    return render(request, "meetings/decisions/decision.html", facts, status=status)


def way_back(request: Any, found: Decision) -> str:
    return reverse("meetings:decision_return", args=[request.space.slug, found.pk])
