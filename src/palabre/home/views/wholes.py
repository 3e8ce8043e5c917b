"""Screens over several slices: a community, a question, a group as a whole, the needs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.forums.models import Question
from palabre.groups.models import Group
from palabre.home.community import community
from palabre.home.needs_board import needs_board
from palabre.home.whole_group import living, whole_group
from palabre.home.whole_organisation import whole_organisation
from palabre.home.whole_question import whole_question
from palabre.people.keeping import kept
from palabre.people.models import Organisation
from palabre.people.reading import Reader


@require_safe
@kept
def space(request: Any) -> HttpResponse:
    return render(request, "home/space.html", {"page": community(Reader.of(request))})


@require_safe
@kept
def question(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(Question), pk=number))
    reader.tie([found], "forum")
    return render(request, "home/question.html", {"question": found, "page": whole_question(found, reader)})


@require_safe
@kept
def group(request: Any, number: int) -> HttpResponse:
    """A group that another one absorbed answers with the living one, and a sentence that says why."""
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(Group), pk=number))
    if found.lives_in_id is not None:
        home = living(found, reader)
        words = {"absorbed": found.title, "living": home.title}
        messages.info(request, _("“%(absorbed)s” has joined “%(living)s”: you are on its page.") % words)
        return redirect(home)
    return render(request, "home/group.html", {"group": found, "page": whole_group(found, reader)})


@require_safe
@kept
def needs(request: Any) -> HttpResponse:
    return render(request, "home/needs.html", {"page": needs_board(Reader.of(request))})


@require_safe
@kept
def organisation(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(Organisation), pk=number))
    return render(request, "home/organisation.html", {"organisation": found, "page": whole_organisation(found, reader)})
