"""The page on which a need, a call, a line of inquiry or the name of a group is said otherwise, and what undoes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.corrections.corrections import TEXTS, VERBS, correct, refuse_correction, undo_correction
from palabre.groups.corrections.forms import (
    CallWordsForm,
    CorrectionForm,
    GroupNameForm,
    InquiryWordsForm,
    NeedWordsForm,
)
from palabre.groups.log.group_log import may_withdraw
from palabre.groups.models import Group, Inquiry, Need, RoleCall
from palabre.groups.views.lookup import thing_for
from palabre.journal.word_changes import former_words, taken_again
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require_form

FORMS: dict[Any, type[CorrectionForm]] = {
    Need: NeedWordsForm,
    RoleCall: CallWordsForm,
    Group: GroupNameForm,
    Inquiry: InquiryWordsForm,
}
NAMES = {Need: "need", RoleCall: "role_call", Group: "group", Inquiry: "inquiry"}


@require_form
def correction(request: Any, number: int, model: Any) -> HttpResponse:
    """GET shows the words, to be mended; POST keeps them."""
    thing, kind = thing_for(request, model, number), FORMS[model]
    refuse_correction(request.person, thing)
    former = former_words(thing, VERBS[model], Reader.of(request), names=[TEXTS[model]])
    initial = kind.initial_of(thing) | taken_again(former, request.GET.get("former"))
    form = kind.of(request, initial=initial, **kind.choices_for(thing))

    def keep(said: dict[str, Any]) -> HttpResponse:
        entry = correct(thing, **kind.values(thing, said), by=request.person, shown=said["shown"] or None)
        if entry is None:
            return redirect(thing)
        undo = reverse(f"groups:{NAMES[model]}_words_undoing", args=[request.space.slug, thing.pk, entry.pk])
        return confirm(request, _("Your words are kept."), read_again(request, thing), undo=undo)

    facts = {"thing": thing, "former": former}
    if isinstance(thing, Inquiry):
        mine = may_withdraw(thing, request.person)
        return form.respond(request, keep, template="groups/corrections/inquiry.html", **facts, may_withdraw=mine)
    return form.respond(request, keep, **facts)


@require_POST
def correction_undoing(request: Any, number: int, entry: int, model: Any) -> HttpResponse:
    thing = thing_for(request, model, number)
    undo_correction(thing, entry, by=request.person)
    return confirm(request, _("The former words are back."), read_again(request, thing))


def read_again(request: Any, thing: Any) -> Any:
    """Return the thing with its new words, which its address may contain."""
    thing.refresh_from_db()
    thing.space = request.space
    return thing
