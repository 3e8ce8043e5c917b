"""Pages to split a group, or to continue one that ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from palabre.groups import permissions
from palabre.groups.lineage.continuation import begin_again, take_on
from palabre.groups.lineage.forms import ContinuationForm, SplitForm
from palabre.groups.lineage.group_split import split
from palabre.groups.lineage.views.merge import chosen_group, others
from palabre.groups.views.lookup import living_group
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.web.view_doors import fresh_form


@fresh_form
def birth(request: Any, number: int) -> HttpResponse:
    """GET asks for a title and the questions to take along; POST creates the group and redirects to it."""
    group, reader = living_group(request, number, permissions.can_found_group), Reader.of(request)
    carried = reader.fetch(reader.may_read(Question).filter(carryings__group=group).order_by("pk"))
    form = SplitForm.of(request, questions=carried)

    def give_birth(said: dict[str, Any]) -> HttpResponse:
        along = [int(one) for one in said["question"]]
        edge = split(group, said["title"], by=request.person, at=timezone.now(), questions=along)
        return redirect(reader.place(edge.target))

    return form.respond(request, give_birth, template="groups/lineage/split.html", thing=group, questions=carried)


@fresh_form
def continuation(request: Any, number: int) -> HttpResponse:
    """Continue an ended group: GET asks for a new or an existing group; POST links the two."""
    group, reader = living_group(request, number, permissions.can_found_group), Reader.of(request)
    groups = others(group, reader)
    form = ContinuationForm.of(request, groups=groups)

    def go_on(said: dict[str, Any]) -> HttpResponse:
        ways = {"by": request.person, "at": timezone.now()}
        if said["other"]:
            edge = take_on(group, into=chosen_group(said["other"], reader), **ways)
        else:
            edge = begin_again(group, said["title"], **ways)
        return redirect(reader.place(edge.target))

    return form.respond(request, go_on, template="groups/lineage/continuation.html", thing=group, others=groups)
