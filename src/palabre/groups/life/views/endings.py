"""« Le groupe s’arrête là »: what it leaves, and its undo."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.group_access import may_decide
from palabre.groups.life import endings as acts
from palabre.groups.life.forms import EndedForm, EndingForm
from palabre.groups.models import Group
from palabre.groups.views.lookup import living_group
from palabre.journal.word_changes import taken_again, words_before
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, gesture_on, require_form


@require_form
def ending(request: Any, number: int) -> HttpResponse:
    """GET asks what the group leaves, nothing of which is due; POST ends it, or mends what it left."""
    group = living_group(request, number, may_decide)
    kind = EndedForm if group.ended_at else EndingForm
    former = words_before(acts.endings_told(group), Reader.of(request)) if group.ended_at else []
    again = taken_again(former, request.GET.get("former"))
    form = kind.of(request, initial=kind.said_of(acts.last_words(group)) | again)

    def end(said: dict[str, Any]) -> HttpResponse:
        acts.end_group(group, form.left(said), by=request.person, at=timezone.now(), shown=said["shown"])
        if group.ended_at:
            return confirm(request, _("Noted."), group)
        undo = reverse("groups:ending_undoing", args=[request.space.slug, group.pk])
        return confirm(request, _("The group ends here. Thank you for all of it."), group, undo=undo)

    return form.respond(request, end, template="groups/life/ending.html", thing=group, former=former)


@gesture_on(partial(living_group, may=may_decide))
def ending_undoing(request: Any, group: Group) -> str:
    acts.undo_ending(group, by=request.person, at=timezone.now())
    return _("The group goes on. What it had left is kept.")
