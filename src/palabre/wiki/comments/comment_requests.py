"""The gestures on comments as a request sends them: by a member at the address of a page, by a guest at their link's.

Each place has the same addresses under `address`: "", "12/answer/", "12/settlement/", "12/removal/", and their undoing.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.web.form.gesture_form import GestureForm
from palabre.web.view_doors import confirm
from palabre.wiki.comments import comment_thread
from palabre.wiki.comments.comment_form import AnswerForm, CommentForm, typed_passage
from palabre.wiki.comments.comment_list import PageComments, Thread, comments_of
from palabre.wiki.comments.comment_readers import reads_comment
from palabre.wiki.models import Comment, Page


@dataclasses.dataclass(frozen=True, slots=True)
class CommentDoor:
    """A way to comment a page: its address, that of its comments, who acts, the template that shows a form.

    `since`: when the link of a guest was made.
    """

    page: Page
    by: Person
    reader: Reader
    home: str
    address: str
    template: str
    is_guest: bool = False
    since: datetime.datetime | None = None
    shown: dict[str, Any] = dataclasses.field(default_factory=dict)

    def comment(self, number: int) -> Comment:
        """Return the comment of this number, of this page, which they read. Raises Http404."""
        found: Comment = get_object_or_404(Comment.objects.select_related("parent"), pk=number, page=self.page)
        found.page = self.page
        for one in (found, found.parent or found):
            if not reads_comment(one, self.page, self.reader, since=self.since):
                raise Http404
        return found

    def written(self, request: Any, made: Comment, words: str) -> HttpResponse:
        """Lead to what was written; a guest who writes has come by themselves."""
        if self.is_guest:
            self.by.come(timezone.now())
        return confirm(request, words, self.shown_at(made))

    def shown_at(self, comment: Comment) -> str:
        return f"{self.home}#comment-{comment.thread}"


def comment_passage(request: Any, door: CommentDoor) -> HttpResponse:
    form = CommentForm.of(request)

    def comment(said: dict[str, Any]) -> HttpResponse:
        made = comment_thread.comment_on(
            door.page, typed_passage(said), said["words"], by=door.by, at=timezone.now(), is_guest=door.is_guest
        )
        return door.written(request, made, _("Your comment is beside the text."))

    return form.done(comment) or form_screen(request, door, form)


def answer_comment(request: Any, door: CommentDoor, number: int) -> HttpResponse:
    asked = door.comment(number)
    thread = thread_of(comments_of(door.page, door.reader, since=door.since), asked)
    form = AnswerForm.of(request)

    def answer(said: dict[str, Any]) -> HttpResponse:
        made = comment_thread.answer(asked, said["words"], by=door.by, at=timezone.now(), is_guest=door.is_guest)
        return door.written(request, made, _("Your answer is below the comment."))

    return form.done(answer) or form_screen(request, door, form, thread=thread)


def settle_comment(request: Any, door: CommentDoor, number: int) -> HttpResponse:
    asked = door.comment(number)
    was_open = comment_thread.settle(asked, by=door.by, at=timezone.now(), is_guest=door.is_guest)
    words = _("It is settled. The comment is kept below the others.") if was_open else None
    return confirm(request, words, door.home, undo=f"{door.address}{number}/settlement/undoing/")


def reopen_comment(request: Any, door: CommentDoor, number: int) -> HttpResponse:
    asked = door.comment(number)
    comment_thread.unsettle(asked, by=door.by, is_guest=door.is_guest)
    return confirm(request, None, door.shown_at(asked))


def remove_comment(request: Any, door: CommentDoor, number: int) -> HttpResponse:
    asked = door.comment(number)
    was_there = comment_thread.remove(asked, by=door.by, at=timezone.now())
    is_own = asked.by_id == door.by.pk  # nothing on the page puts it back later
    words = (
        _("Your comment is removed.") if is_own else _("The comment is removed. It can be put back for thirty days.")
    )
    return confirm(request, words if was_there else None, door.home, undo=f"{door.address}{number}/removal/undoing/")


def put_comment_back(request: Any, door: CommentDoor, number: int) -> HttpResponse:
    asked = door.comment(number)
    comment_thread.restore_comment(asked, by=door.by)
    return confirm(request, None, door.shown_at(asked))


def thread_of(comments: PageComments, asked: Comment) -> Thread | None:
    return next((thread for thread in comments.threads if thread.number == asked.thread), None)


def form_screen(request: Any, door: CommentDoor, form: GestureForm, *, thread: Thread | None = None) -> HttpResponse:
    shown = {"thing": door.page, "form": form, "thread": thread, "home": door.home}
    return render(request, door.template, shown | door.shown, status=form.status)
