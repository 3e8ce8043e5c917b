"""Views that reword, merge, split and continue a question, and that undo each of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.questions.question_access import looks_after
from palabre.groups.questions.question_merge import merge_questions
from palabre.groups.questions.question_split import carry_on, split
from palabre.groups.questions.question_undo import undo_question_change
from palabre.groups.questions.wordings import can_go_back, go_back, last_wording, reword
from palabre.home.question_page.forms import ContinuationForm, PartsForm, UnionForm, WordingForm
from palabre.people.reader import Reader, someone
from palabre.questions.models import Lineage, Question, Wording
from palabre.questions.question_lineage import A_MONTH
from palabre.web.form.gesture_form import GestureForm
from palabre.web.view_doors import confirm, fresh_form, require

MOST_OTHERS = 200

type Act = Callable[[Any, Question, dict[str, Any]], tuple[Question, str, str]]  # where to go, what to say, the undo


def question_for(request: Any, number: int) -> Question:
    reader = Reader.of(request)
    found: Question = reader.find(Question, number)
    return found


def gesture(request: Any, number: int, kind: type[GestureForm], act: Act) -> HttpResponse:
    """GET shows the question with its form; POST runs `act` and redirects to the resulting question."""
    question = question_for(request, number)
    require(looks_after(request.person, question))
    form = kind.of(request, **around(request, question, kind))

    def change(said: dict[str, Any]) -> HttpResponse:
        target, words, back = act(request, question, said)
        return confirm(request, words, Reader.of(request).place(target), undo=back)

    return form.respond(request, change, template="home/question_page/change.html", thing=question)


def around(request: Any, question: Question, kind: type[GestureForm]) -> dict[str, Any]:
    """Return what a form of this kind is given: the words to change, or the other questions."""
    if kind is UnionForm:
        reader = Reader.of(request)
        rows = reader.may_read(Question).exclude(pk=question.pk)
        return {"rows": rows, "others": reader.fetch(rows.living().order_by("text", "pk"), most=MOST_OTHERS)}
    return {"initial": {"text": question.text if kind is WordingForm else ""}}


@fresh_form
def wording(request: Any, number: int) -> HttpResponse:
    return gesture(request, number, WordingForm, act_reword)


def act_reword(request: Any, question: Question, said: dict[str, Any]) -> tuple[Question, str, str]:
    before = last_wording(question)
    made = reword(question, said["text"], by=someone(request), at=timezone.now())
    back = reverse("home:wording_undoing", args=[request.space.slug, made.pk]) if made != before else ""
    return question, _("The question is said in these words from now on."), back


@fresh_form
def parts(request: Any, number: int) -> HttpResponse:
    return gesture(request, number, PartsForm, act_split)


def act_split(request: Any, question: Question, said: dict[str, Any]) -> tuple[Question, str, str]:
    split(question, said["text"].splitlines(), by=someone(request), at=timezone.now())
    return question, _("The question has become several."), way_back(request, question)


@fresh_form
def continuation(request: Any, number: int) -> HttpResponse:
    return gesture(request, number, ContinuationForm, act_carry_on)


def act_carry_on(request: Any, question: Question, said: dict[str, Any]) -> tuple[Question, str, str]:
    made = carry_on(question, said["text"], by=someone(request), at=timezone.now())
    return made, _("The question goes on in this one."), way_back(request, question)


@fresh_form
def union(request: Any, number: int) -> HttpResponse:
    return gesture(request, number, UnionForm, act_merge)


def act_merge(request: Any, question: Question, said: dict[str, Any]) -> tuple[Question, str, str]:
    other, by, now = said["other"], someone(request), timezone.now()
    if said["text"]:
        target = merge_questions([question, other], text=said["text"], by=by, at=now)
    else:
        target = merge_questions([question], into=other, by=by, at=now)
    return target, _("The two questions are one from now on."), way_back(request, question)


def way_back(request: Any, question: Question) -> str:
    """Return the address that undoes what was just done to this question; "" when it has become no other."""
    edge = question.leads_to.standing().order_by("pk").first()
    return reverse("home:untying", args=[request.space.slug, edge.pk]) if edge else ""


@require_POST
def untying(request: Any, number: int) -> HttpResponse:
    """Undo one change of lineage."""
    reader = Reader.of(request)
    ends = reader.readable(of="source__audience") & reader.readable(of="target__audience")
    edges = Lineage.objects.filter(ends, source__space=request.space, target__space=request.space)
    edge = get_object_or_404(edges.select_related("source", "target"), pk=number)
    source = undo_question_change(edge, by=someone(request), at=timezone.now())
    return confirm(request, _("Undone: each question lives by itself again."), reader.place(source))


@require_POST
def wording_undoing(request: Any, number: int) -> HttpResponse:
    """Restore the wording that preceded this one."""
    reader = Reader.of(request)
    rows = Wording.objects.filter(question__in=reader.may_read(Question)).select_related("question")
    wording = get_object_or_404(rows, pk=number)
    go_back(wording, by=someone(request), at=timezone.now())
    return confirm(
        request, _("The question is said as before. Both wordings stay on its page."), reader.place(wording.question)
    )


def her_gestures(request: Any, number: int) -> dict[str, Any]:
    """Return what there is to change and undo in this question, for those who look after it."""
    reader = Reader.of(request)
    question = reader.may_read(Question).filter(pk=number).first()
    if question is None or not looks_after(request.person, question):
        return {}
    last, edges = last_wording(question), lately(question, reader)
    return {
        "question": question,
        "edges": edges,
        "is_living": not question.leads_to.standing().exists(),
        "wording": last if last and can_go_back(last, on=reader.today) else None,
    }


def lately(question: Question, reader: Reader) -> list[Lineage]:
    """Return one edge for each change of the last thirty days to or from this question."""
    ends = reader.readable(of="source__audience") & reader.readable(of="target__audience")
    hers = Q(source=question) | Q(target=question)
    rows = Lineage.objects.standing().filter(ends, hers, at__gte=timezone.now() - A_MONTH)
    gestures: dict[Any, Lineage] = {}
    for edge in rows.select_related("source", "target").order_by("pk"):
        gestures.setdefault((edge.kind, edge.at, edge.by_id), edge)
    return list(gestures.values())
