"""Views of what two yeses decide: a space opened, public, closed, archived, deleted; somebody put out; and the undo."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.people.agreements import agreements
from palabre.people.agreements.electorate import is_elector
from palabre.people.agreements.space_archival import even_archived
from palabre.people.agreements.space_deletion import may_keep, until_the_end
from palabre.people.forms import DepartureForm
from palabre.people.models import Agreement, AgreementKind, Person
from palabre.people.views import back_to_people, members_only, row_said
from palabre.web.view_doors import fresh_form


@require_POST
def agree_to_open(request: Any) -> HttpResponse:
    return agreement_outcome(request, AgreementKind.OPEN)


@even_archived
@require_POST
def publication(request: Any) -> HttpResponse:
    return agreement_outcome(request, AgreementKind.PUBLISH)


@even_archived
@require_POST
def no_publication(request: Any) -> HttpResponse:
    return agreement_outcome(request, AgreementKind.CLOSE)


@even_archived
@fresh_form
def deletion(request: Any) -> HttpResponse:
    """GET shows what goes, and asks; POST says yes. Raises a Refusal to a member who is no elector."""
    return page_of_yeses(request, AgreementKind.DELETE, "people/agreements/deletion.html")


@even_archived
@fresh_form
def archiving(request: Any) -> HttpResponse:
    """The same to archive the space, or to open an archived one to writing again."""
    kind = AgreementKind.REVIVE if request.space.is_archived else AgreementKind.ARCHIVE
    return page_of_yeses(request, kind, "people/agreements/archiving.html")


def page_of_yeses(request: Any, kind: AgreementKind, template: str) -> HttpResponse:
    members_only(request)
    if request.method == "POST":
        return agreement_outcome(request, kind)
    now = timezone.now()
    numbers = agreements.let_count(request.space, by=request.person, at=now, about=None)
    waits = Agreement.objects.waiting().filter(space=request.space, kind=kind).first()
    is_hers = waits is not None and request.person.pk in waits.yeses
    facts = {
        "waits": waits,
        "is_alone": numbers == {request.person.pk},
        "is_said": is_hers and waits is not None and not agreements.is_overdue(waits, numbers, at=now),
    }
    return render(request, template, facts)


@even_archived
@require_POST
def departure(request: Any) -> HttpResponse:
    """Say yes to putting out the person whose id is sent."""
    members_only(request)
    return agreement_outcome(request, AgreementKind.PUT_OUT, person=row_said(request, DepartureForm)["person"])


@even_archived
@require_POST
def agreement(request: Any, number: int) -> HttpResponse:
    """Say the second yes to what waits."""
    found = agreement_of(request, number)
    if not found.is_waiting:
        return back_to_people(request, _("It is so already."))
    return agreement_outcome(request, found.kind, person=found.person)


@until_the_end
@even_archived
@require_POST
def no_agreement(request: Any, number: int) -> HttpResponse:
    """Drop what waits, or undo what was done within the day."""
    found = agreement_of(request, number)
    agreements.set_aside_agreement(found, by=request.person, at=timezone.now())
    return back_to_people(request, _("It is back as it was."))


def agreement_of(request: Any, number: int) -> Agreement:
    """Return the proposal; 404 for members without a say in it, and for the person it is about."""
    rows = Agreement.objects.select_related("space", "person")
    found: Agreement = get_object_or_404(rows, pk=number, space=request.space)
    has_a_say = may_keep(found, request.person) or is_elector(request.person, request.space, at=timezone.now())
    if not has_a_say or found.person_id == request.person.pk:
        raise Http404
    return found


def agreement_outcome(request: Any, kind: str, *, person: Person | None = None) -> HttpResponse:
    """Say yes, and show whether it is done, with the undo."""
    members_only(request)
    now = agreements.say_yes(request.space, kind, by=request.person, at=timezone.now(), person=person)
    if now is None:
        return back_to_people(request, _("It is so already."))
    if now.is_waiting:
        return back_to_people(request, what_it_awaits(now, request.person), undo="here:no_agreement", number=now.pk)
    if kind == AgreementKind.DELETE:
        return redirect(request.space)  # the page of the ended space says the rest
    return back_to_people(request, agreement_in_words(kind, person), undo="here:no_agreement", number=now.pk)


def what_it_awaits(agreement: Agreement, person: Person) -> str:
    if agreement.by_id == person.pk:
        return _("Noted, and told to all. It is done as soon as a second person says yes.")
    return _("Noted. One more yes, please: from somebody who was greeted here, or whose group others have joined.")


def agreement_in_words(kind: str, person: Person | None) -> str:
    words = {
        AgreementKind.OPEN: _("The space is open to its members. It is still not public."),
        AgreementKind.PUBLISH: _("The space is public."),
        AgreementKind.CLOSE: _("The space is closed again: only its members can read it."),
        AgreementKind.ARCHIVE: _("The space is archived: it can be read, and nobody writes in it any longer."),
        AgreementKind.REVIVE: _("The space is open again: its members write in it."),
        AgreementKind.PUT_OUT: _("%(name)s is no longer in the space.") % {"name": person or ""},
    }
    return words[AgreementKind(kind)]
