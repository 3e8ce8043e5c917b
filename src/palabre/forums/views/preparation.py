"""The forums of a space; prepare one, write down one that took place, change its day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.forums import permissions
from palabre.forums.ballots.day_dots import USUAL, vote_of
from palabre.forums.day import forum_preparation, plan_words, said_plan
from palabre.forums.day.forms import HOURS, ChangedPlanForm, PastForumForm, PlanForm
from palabre.forums.models import ForumDay
from palabre.forums.views.lookup import day_of, forum_for, hosted_here
from palabre.forums.wall.wall_copy import begin_past_forum
from palabre.journal.word_changes import taken_again
from palabre.people.reader import Reader
from palabre.questions.models import Forum
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import confirm, fresh_form, fresh_page, require

MOST_SHOWN = 100


@fresh_page
def all_forums(request: Any) -> HttpResponse:
    """The forums of the space, the latest first."""
    reader = Reader.of(request)
    rows = reader.fetch(reader.may_read(Forum).order_by("-held_on", "-pk"), most=MOST_SHOWN)
    shown = {"forums": rows, "may_prepare": permissions.can_prepare(request.person, request.space)}
    return render(request, "forums/forums.html", shown)


@fresh_form
def new_forum(request: Any) -> HttpResponse:
    """GET asks four questions, answered as a past forum was if `?from=` names one; POST prepares the forum."""
    require(permissions.can_prepare(request.person, request.space))
    form = PlanForm.of(request, initial=answers_of_before(request) or answers_by_default())

    def prepare(said: dict[str, Any]) -> HttpResponse:
        plan = said_plan.plan_said(said, today=timezone.localdate())
        token = said["form_token"]
        forum = forum_preparation.prepare_forum(request.space, plan, by=request.person, form_token=token)
        return redirect(Reader.of(request).place(forum))

    return form.respond(request, prepare, template="forums/new.html")


def answers_by_default() -> dict[str, Any]:
    return {"hours": HOURS, "places": _("Table 1\nTable 2\nTable 3\nTable 4"), "dots_each": USUAL}


def answers_of_before(request: Any) -> dict[str, Any]:
    """Return the theme, the venue and the wall of the forum that `?from=` names, where the reader may read it."""
    number = request.GET.get("from", "")
    rows = Reader.of(request).may_read(Forum).filter(pk=int(number)) if is_number(number) else Forum.objects.none()
    forum = rows.first()
    day = day_of(forum) if forum is not None else None
    if forum is None or day is None:
        return {}
    texts = plan_words.texts_of_day(day)
    wall = {name: texts[name] for name in ("hours", "places")}
    said = {"theme": forum.theme, "venue": day.venue} | dots_in(day)
    return said | {name: words for name, words in wall.items() if words}


def dots_in(day: ForumDay) -> dict[str, Any]:
    vote = vote_of(day)
    return {"dots": vote is not None, "dots_each": vote.each if vote is not None else USUAL}


@fresh_form
def past_forum(request: Any) -> HttpResponse:
    """GET asks what is known of a forum that took place; POST makes its page."""
    require(permissions.can_prepare(request.person, request.space))
    form = PastForumForm.of(request)

    def begin(said: dict[str, Any]) -> HttpResponse:
        plan = said_plan.past_plan_said(said, today=timezone.localdate())
        lines = said_plan.questions_said(said["questions"])
        ways = {"by": request.person, "at": timezone.now(), "form_token": said["form_token"]}
        forum = begin_past_forum(request.space, plan, lines, **ways)
        return redirect(Reader.of(request).place(forum))

    return form.respond(request, begin, template="forums/new.html")


@fresh_form
def change(request: Any, number: int) -> HttpResponse:
    """GET shows the four answers, to be changed; POST changes them. A forum known from minutes gets its day so."""
    forum = forum_for(request, number)
    if day_of(forum) is None:
        return added_day(request, forum)
    day = hosted_here(request, number)
    said = {"theme": forum.theme} | plan_words.texts_of_day(day)
    vote = vote_of(day)
    asks_dots = vote is None or vote.opened_at is None
    former = forum_preparation.words_of_before(day, Reader.of(request))
    shown = ChangedPlanForm.showing(said | {"dots": vote.each if vote else None})
    initial = said | shown | dots_in(day) | taken_again(former, request.GET.get("former"))
    form = ChangedPlanForm.of(request, initial=initial, asks_dots=asks_dots)

    def keep(said: dict[str, Any]) -> HttpResponse:
        plan = said_plan.changed_plan_said(said, day, today=timezone.localdate())
        entry = forum_preparation.change_forum(day, plan, by=request.person, shown=said["shown"] or None)
        undo = day.screen("theme_of_before", entry.pk) if entry else ""
        return confirm(request, _("Noted."), forum, undo=undo)

    return form.respond(request, keep, template="forums/plan.html", thing=forum, former=former)


@require_POST
def theme_of_before(request: Any, number: int, entry: int) -> HttpResponse:
    """Bring back the theme and the date of before a change."""
    day = hosted_here(request, number)
    forum_preparation.bring_back_theme(day, entry, by=request.person)
    return redirect(day.forum)


def added_day(request: Any, forum: Forum) -> HttpResponse:
    require(permissions.can_prepare(request.person, request.space))
    said = {"theme": forum.theme, "day": plan_words.day_in_words(forum.held_on, None)}
    form = ChangedPlanForm.of(request, initial=said, asks_dots=False)

    def add(said: dict[str, Any]) -> HttpResponse:
        is_same = said["day"] == plan_words.day_in_words(forum.held_on, None)
        read = (
            said_plan.plan_with(said, forum.held_on, None)
            if is_same
            else said_plan.past_plan_said(said, today=timezone.localdate())
        )
        forum_preparation.add_day(forum, read, by=request.person)
        return confirm(request, _("Noted."), forum)

    return form.respond(request, add, thing=forum)
