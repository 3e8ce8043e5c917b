"""The form of the dots that a question got on paper, and what undoes it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.forums.forms import DotsForm
from palabre.forums.outcome import dots as acts
from palabre.forums.views.lookup import forum_for
from palabre.journal.word_changes import former_words, taken_again
from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.web.view_doors import confirm, fresh_form, require


@fresh_form
def dots(request: Any, number: int, question: int) -> HttpResponse:
    """GET asks what is known of the dots of the question; POST keeps it."""
    found = question_for(request, number, question)
    former = former_words(found, acts.CHANGED, Reader.of(request))
    said = {"dots": found.dots}
    initial = said | DotsForm.showing(said) | taken_again(former, request.GET.get("former"))
    form = DotsForm.of(request, initial=initial)

    def keep(said: dict[str, Any]) -> HttpResponse:
        entry = acts.count_dots(found, said["dots"], by=request.person, shown=said["shown"] or None)
        undo = reverse("forums:dots_undoing", args=[request.space.slug, number, question, entry.pk]) if entry else ""
        return confirm(request, _("Noted."), found.forum, undo=undo)

    facts = {"thing": found.forum, "question": found, "former": former}
    return form.respond(request, keep, template="forums/dots.html", **facts)


@require_POST
def dots_undoing(request: Any, number: int, question: int, entry: int) -> HttpResponse:
    found = question_for(request, number, question)
    acts.undo_dots(found, entry, by=request.person)
    return confirm(request, _("It is back as it was."), found.forum)


def question_for(request: Any, number: int, question: int) -> Question:
    """Return the question of the forum. 404 if the reader may not read it, 403 if they may not type its dots."""
    forum, found = forum_for(request, number), Reader.of(request).find(Question, question)
    if found.forum_id != forum.pk:
        raise Http404
    found.forum = forum
    require(acts.may_count(request.person, found))
    return found
