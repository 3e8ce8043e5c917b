"""Comments of a page, at its address: a form, answers, and the gestures of one button."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from palabre.people.reader import Reader, someone
from palabre.web.view_doors import require_form
from palabre.wiki.comments import comment_requests
from palabre.wiki.comments.comment_requests import CommentDoor
from palabre.wiki.models import Page
from palabre.wiki.views.lookup import page_or_404, page_to_write


@require_form
def comments(request: Any, slug: str) -> HttpResponse:
    """Comment a passage; GET shows the form on its own page."""
    return comment_requests.comment_passage(request, door_of(request, page_to_write(request, slug)))


@require_form
def comment_answer(request: Any, slug: str, number: int) -> HttpResponse:
    return comment_requests.answer_comment(request, door_of(request, page_to_write(request, slug)), number)


@require_POST
def comment_settlement(request: Any, slug: str, number: int) -> HttpResponse:
    return comment_requests.settle_comment(request, door_of(request, page_to_write(request, slug)), number)


@require_POST
def no_comment_settlement(request: Any, slug: str, number: int) -> HttpResponse:
    return comment_requests.reopen_comment(request, door_of(request, page_to_write(request, slug)), number)


@require_POST
def comment_removal(request: Any, slug: str, number: int) -> HttpResponse:
    """Remove a comment: its author, also where they only read the page now, and those who write the page."""
    return comment_requests.remove_comment(request, door_of(request, page_or_404(request, slug)), number)


@require_POST
def no_comment_removal(request: Any, slug: str, number: int) -> HttpResponse:
    return comment_requests.put_comment_back(request, door_of(request, page_or_404(request, slug)), number)


def door_of(request: Any, page: Page) -> CommentDoor:
    address = reverse("wiki:comments", args=[request.space.slug, page.slug])
    reader = Reader.here(request.space, request.person)
    return CommentDoor(page, someone(request), reader, page.get_absolute_url(), address, "wiki/comments/comment.html")
