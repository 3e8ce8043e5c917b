"""The margin of a page that is written: what is understood of its lines, answered and made in one gesture.

The live editor asks for fragments, and says so by a header; a form of « Ligne à ligne » goes back to its line.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palabre.meetings.models import Asked
from palabre.minutes import permissions
from palabre.minutes.doubts.forms import ChoiceForm
from palabre.minutes.imports.views import number_in_query
from palabre.minutes.margin import margin_answers, margin_gestures
from palabre.minutes.margin.findings import Finding
from palabre.minutes.margin.forms import RecognitionForm
from palabre.minutes.margin.margin_marks import answered_finding, question
from palabre.minutes.margin.margin_of_pages import PAGE_MARGIN
from palabre.people.reader import Reader
from palabre.web.view_doors import require
from palabre.wiki.comments.comment_list import comments_of
from palabre.wiki.lines.line_facts import Understood, understand
from palabre.wiki.lines.page_margin import Mark
from palabre.wiki.models import Page

PAD = "pad"  # who asks by fetch


@require_safe
def margin(request: Any, slug: str) -> HttpResponse:
    """Everything that is known of the lines: what was made there, what is asked, what is commented."""
    page = page_to_write(request, slug)
    comments = comments_of(page, Reader.here(request.space, request.person)).by_line(page.get_absolute_url())
    known = understand(
        page, PAGE_MARGIN, space=request.space, person=request.person, is_beside_lines=True, beside=comments
    )
    return render(request, "minutes/margin/margin.html", {"lines": lines_of(known), "page": page})


def lines_of(known: Understood) -> list[dict[str, Any]]:
    living = known.by_line()
    lines = sorted({*living, *known.marks} - {0})
    return [{"number": line, "things": living.get(line, []), "marks": known.marks.get(line, [])} for line in lines]


@require_POST
def answer_margin(request: Any, slug: str) -> HttpResponse:
    page, line, told = page_to_write(request, slug), number_in_query(request, "line"), request.GET
    choice = ChoiceForm.read(request)["choice"]
    said, finding = margin_answers.answer_finding(
        page, told.get("kind", ""), told.get("words", ""), choice, by=request.person, at=timezone.now(), line=line
    )
    return render_finding(request, page, said, finding)


@require_POST
def margin_undoing(request: Any, slug: str, number: int) -> HttpResponse:
    page, line = page_to_write(request, slug), max(1, number_in_query(request, "line"))
    asked = get_object_or_404(Asked, page=page, pk=number)
    margin_answers.go_back(asked, by=request.person, at=timezone.now())
    return back(request, page, line, [])


@require_POST
def readings(request: Any, slug: str) -> HttpResponse:
    """Words that were selected, or a line with a revision, become what the button says."""
    page, told = page_to_write(request, slug), RecognitionForm.read(request)
    kind, words, line = told["kind"], told["words"], told["line"] or 0
    if told["making"]:
        kind, _space, number = told["making"].partition(" ")
        words, line = margin_gestures.words_of_line(page, whole(number), told["revision"] or 0)
    said, finding = margin_gestures.recognise(page, words, kind, by=request.person, at=timezone.now(), line=line)
    return render_finding(request, page, said, finding)


@require_POST
def minutes(request: Any, slug: str) -> HttpResponse:
    page = page_to_write(request, slug)
    margin_answers.read_as_minutes(page, ChoiceForm.read(request)["choice"], by=request.person, at=timezone.now())
    return back(request, page, 1, [])


def page_to_write(request: Any, slug: str) -> Page:
    """Return the page of this address, 404 for who does not read it and 403 for who does not write it."""
    rows = request.space.page_set.visible_to(request.person).select_related("note", "audience")
    page: Page = get_object_or_404(rows, slug=slug)
    page.space = request.space
    require(permissions.can_recognise(request.person, page))
    return page


def render_finding(request: Any, page: Page, said: Asked, finding: Finding) -> HttpResponse:
    mark = answered_finding(page, finding, said) if said.answer else question(page, finding)
    return back(request, page, finding.lines[0], [mark])


def back(request: Any, page: Page, line: int, marks: list[Mark]) -> HttpResponse:
    """Give the mark that takes the place of the one answered, or go back to the line."""
    if request.headers.get("X-Requested-With") == PAD:
        lines = [{"number": line, "things": [], "marks": marks}]
        return render(request, "minutes/margin/margin.html", {"lines": lines, "page": page})
    return redirect(f"{reverse('wiki:line', args=[request.space.slug, page.slug, line])}#l{line}")


def whole(text: str) -> int:
    """Return the number that a button says, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
