"""Commenting the page that a personal link opens: the link is the right to write in it, and to comment it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from palabre.home.personal_links.views.personal_link import opened_here, personal_facts
from palabre.people.access.links import for_holder
from palabre.people.devices.vouchers import refuse_one_word
from palabre.web.view_doors import require_form
from palabre.wiki.comments import comment_requests
from palabre.wiki.comments.comment_requests import CommentDoor


@require_form
@for_holder
def comments(request: Any) -> HttpResponse:
    return comment_requests.comment_passage(request, door_here(request))


@require_form
@for_holder
def comment_answer(request: Any, comment: int) -> HttpResponse:
    return comment_requests.answer_comment(request, door_here(request), comment)


@require_POST
@for_holder
def comment_settlement(request: Any, comment: int) -> HttpResponse:
    return comment_requests.settle_comment(request, door_here(request), comment)


@require_POST
@for_holder
def no_comment_settlement(request: Any, comment: int) -> HttpResponse:
    return comment_requests.reopen_comment(request, door_here(request), comment)


@require_POST
@for_holder
def comment_removal(request: Any, comment: int) -> HttpResponse:
    return comment_requests.remove_comment(request, door_here(request), comment)


@require_POST
@for_holder
def no_comment_removal(request: Any, comment: int) -> HttpResponse:
    return comment_requests.put_comment_back(request, door_here(request), comment)


def door_here(request: Any) -> CommentDoor:
    """Return the page of the link. Raises Http404 for a link to anything else, and as `refuse_one_word` does."""
    opened = opened_here(request)
    if not opened.is_page:
        raise Http404
    refuse_one_word(opened.person)
    return CommentDoor(
        opened.thing,
        opened.person,
        opened.reader,
        reverse("opened:thing", args=[opened.link.pk]),
        reverse("opened:comments", args=[opened.link.pk]),
        "home/personal_links/comment.html",
        is_guest=True,
        since=opened.link.made_at,
        shown=personal_facts(opened),
    )
