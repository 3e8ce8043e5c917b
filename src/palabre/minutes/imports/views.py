"""Bring minutes, see what they became, open them to the others, undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.accounts import creation_link
from palabre.minutes import permissions
from palabre.minutes.choices.forms import PeopleForm
from palabre.minutes.choices.people_list import People, people_of
from palabre.minutes.doubts.five_questions import questions_of
from palabre.minutes.doubts.forms import AnswerForm
from palabre.minutes.doubts.kind_registry import is_asked
from palabre.minutes.doubts.proposals import is_proposal, proposals_of
from palabre.minutes.forms import FirstMinutesForm, MinutesForm, ValidityForm, text_given
from palabre.minutes.imports.former_text import bring_back, can_bring_back
from palabre.minutes.imports.import_next_step import is_told_to_nobody, next_step
from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_results import is_little_sure, what_was_read
from palabre.minutes.imports.import_validity import ask_again, say_of_all
from palabre.minutes.imports.minutes_import import Alike, import_minutes, refuse_too_much
from palabre.minutes.models import Doubt, Import
from palabre.minutes.plan.plan_choices import TEXT_ONLY
from palabre.minutes.undo import import_undo
from palabre.minutes.undo.import_return import put_back, title_of_import
from palabre.people.devices.person_middleware import remember
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.space_creation import create_space
from palabre.web.view_doors import confirm, gesture_on, reads_files, require, require_form
from palabre.wiki.models import Page

LONGEST_NUMBER = 18  # digits


@dataclass(frozen=True, slots=True)
class Mending:
    """The form of who was there, and the list as it is now."""

    form: PeopleForm
    people: tuple[People, People]
    is_refused: bool

    @property
    def present(self) -> list[str]:
        return [name for name, _said in self.people[0]]

    @property
    def excused(self) -> list[str]:
        return [name for name, _said in self.people[1]]


def visible(request: Any, number: int) -> Import:
    readings: QuerySet[Import] = request.space.import_set.visible_to(request.person)
    return get_object_or_404(
        readings.select_related("space", "audience", "page__audience", "meeting__audience", "by"), pk=number
    )


@reads_files
@require_form
def new_import(request: Any) -> HttpResponse:
    require(permissions.can_import(request.person))
    form = MinutesForm.of(request)

    def bring(said: dict[str, Any]) -> HttpResponse:
        texts = form.texts(form.shown(text_given(request, said)))
        if not texts:
            return render(request, "minutes/imports/new.html", {"form": form})
        try:
            return imported(request, texts, by=request.person, answers=form.answers)
        except Alike as found:
            return asked(request, form, found, template="minutes/imports/new.html")

    return form.respond(request, bring, template="minutes/imports/new.html")


def imported(request: Any, texts: list[str], *, by: Person, answers: Callable[[int], dict[int, bool]]) -> HttpResponse:
    """Import these texts, each read before any is imported, and go to what was read in the last one.

    Texts that are brought together tell of different meetings. Raise Alike where nothing is said of minutes alike:
    the texts before it are imported, and are the same ones when all come again.
    """
    if len(texts) > 1:
        refuse_too_much(texts, on=timezone.localdate(), space=by.space)
    readings = list[Import]()
    for place, text in enumerate(texts):
        said = answers(place) | dict.fromkeys((one.pk for one in readings), False)
        try:
            readings.append(import_minutes(by.space, text, by=by, on=timezone.localdate(), answers=said))
        except Alike as found:
            found.place = place
            raise
    last = readings[-1]
    if len(readings) > 1:
        several = _("%(n)s meetings were read, each on its own page. Here is the last one.") % {"n": len(readings)}
        return confirm(request, several, last)
    if can_bring_back(by, last):
        undo = reverse("minutes:former_again", args=[last.space.slug, last.pk])
        return confirm(request, _("Those minutes are corrected."), last, undo=undo)
    return redirect(last)


def asked(request: HttpRequest, form: MinutesForm, found: Alike, *, template: str) -> HttpResponse:
    """Show the text again, and ask whether it corrects one of the minutes that it looks like."""
    form.ask(found)
    return render(request, template, {"form": form})


@reads_files
@require_form
def first_minutes(request: HttpRequest) -> HttpResponse:
    """Minutes before there is a space: they make it. The text is read first, so that a refusal makes nothing."""
    creation_link.pass_through(request)
    form = FirstMinutesForm.of(request)

    def bring(said: dict[str, Any]) -> HttpResponse:
        texts = form.texts(form.shown(text_given(request, said)))
        if not texts:
            return render(request, "minutes/imports/first.html", {"form": form})
        refuse_too_much(texts, on=timezone.localdate())  # without a space yet
        names = {"by_name": said["your_name"], "form_token": said["form_token"]}
        by = create_space(said["space_name"], at=timezone.now(), **names)
        try:
            answer = imported(request, texts, by=by, answers=form.answers)
        except Alike as found:  # the form was sent before, with another text
            return asked(request, form, found, template="minutes/imports/first.html")
        remember(request, by)
        return answer

    return form.respond(request, bring, template="minutes/imports/first.html")


@require_safe
def one_import(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    latest = reading.corrections.first()
    if latest is not None:
        return redirect(latest)
    return render_import(request, reading)


def render_import(
    request: Any, reading: Import, *, form: AnswerForm | None = None, wanted: int = 0, people: PeopleForm | None = None
) -> HttpResponse:
    """Show what was read, the question that comes next or is `wanted`, and the next step.

    The page and its lines are shown to who reads the page: it may be kept to fewer readers since. So is the meeting,
    which the importer may still prepare in other minutes of its day.
    """
    step = next_step(reading, person=request.person, put_off=request.GET.get("next") == "open")
    mending, meeting_waits = mending_of(request, reading, people), reading.meeting_waits
    Reader.of(request).tie([reading], "meeting")
    refused, form = wanted if form else 0, form or AnswerForm()
    may_settle = permissions.can_settle(request.person, reading) and reading.undone_at is None
    may_answer = may_settle and permissions.can_answer(request.person, reading)
    doubts = doubts_asked(reading, meeting_waits=meeting_waits, refused=refused) if may_answer else []
    page = reading.page
    if page is not None and not may_settle and not Page.objects.visible_to(request.person).filter(pk=page.pk).exists():
        reading.page = None
    wanted, settled = wanted or number_in_query(request, "doubt"), number_in_query(request, "settled")
    asked = [doubt for doubt in doubts if not is_proposal(doubt)]
    of_public_meeting = step.is_of_public_meeting and not step.can_open  # the next step says it until then
    read = what_was_read(reading, person=request.person)
    is_mended = mending is not None and not reading.choices.get(TEXT_ONLY)
    facts = {
        "reading": reading,
        "undone_title": title_of_import(reading) if reading.undone_at else "",
        "read": read,
        "questions": questions_of(asked, wanted=wanted, settled=settled, of_public_meeting=of_public_meeting),
        "proposals": proposals_of(doubts, wanted=wanted, settled=settled),
        "mending": mending,
        "is_mended": is_mended,
        "has_bar": is_mended and not reading.has_its_people,
        "is_little_sure": is_little_sure(reading, read),
        "next": step,
        "answer": form,
        "asks_validity": may_settle and reading.validity,
        "may_go_back": reading.undone_at is None and may_settle and can_bring_back(request.person, reading),
    }
    status = max(form.status, people.status if people else 0)
    return render(request, "minutes/imports/import.html", facts, status=status)


def doubts_asked(reading: Import, *, meeting_waits: bool, refused: int) -> list[Doubt]:
    """Return the doubts to ask now, and the one of which an answer was just refused, to say why."""
    doubts = reading.doubts.order_by("first_line", "pk")
    return [one for one in doubts if one.pk == refused or is_asked(one, meeting_waits=meeting_waits)]


def mending_of(request: Any, reading: Import, form: PeopleForm | None) -> Mending | None:
    """Return what the importer may mend; None for others."""
    if reading.undone_at is not None or not permissions.can_mend(request.person, reading):
        return None
    listed = people_of(reading)
    return Mending(form or PeopleForm(listed=listed), listed, is_refused=form is not None)


def number_in_query(request: Any, name: str) -> int:
    """Return a small number of the address, 0 for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < LONGEST_NUMBER else 0


@gesture_on(visible)
def open_import(request: Any, reading: Import) -> HttpResponse:
    require(permissions.can_open(request.person, reading))
    open_to_space(reading, by=request.person, at=timezone.now())
    tells_nobody = is_told_to_nobody(reading, person=request.person)
    after = f"{reading.get_absolute_url()}#suite" if tells_nobody else request.space.get_absolute_url()
    return confirm(request, _("It is open to the members of this space. It is still not public."), after)


@gesture_on(visible)
def import_undoing(request: Any, reading: Import) -> HttpResponse:
    require(permissions.can_undo(request.person, reading))
    import_undo.undo_import(reading, by=request.person)
    if request.person.pk == reading.by_id:
        return confirm(request, _("It is undone. Nothing of it is left here; the text is still yours."), request.space)
    said = _("It is undone. The text is kept for thirty days: %(name)s and you can put it back.") % {"name": reading.by}
    undo = reverse("minutes:putting_back", args=[request.space.slug, reading.pk])
    return confirm(request, said, request.space, undo=undo)


@gesture_on(visible)
def former_again(request: Any, reading: Import) -> HttpResponse:
    """Undo a correction: the text before it is the minutes again."""
    require(permissions.can_correct(request.person, reading))
    return confirm(request, _("These minutes are again what they were before."), bring_back(reading, by=request.person))


@gesture_on(visible)
def putting_back(request: Any, reading: Import) -> HttpResponse:
    back = put_back(reading, by=request.person, at=timezone.now())
    return confirm(request, _("It is back, and open to the members of this space."), back)


@require_POST
def validity(request: Any, number: int) -> HttpResponse:
    """Answer « Est-ce toujours vrai ? » of all that these minutes say."""
    reading = visible(request, number)
    require(permissions.can_settle(request.person, reading))
    said = ValidityForm.read(request)["say"]
    entry = say_of_all(reading, said, by=request.person)
    undo = reverse("minutes:validity_undoing", args=[request.space.slug, reading.pk, entry.pk]) if entry else ""
    words = _("These minutes are kept, and ask for nothing.") if said else _("Noted: what they say is under way.")
    return confirm(request, words, reading, undo=undo)


@require_POST
def validity_undoing(request: Any, number: int, entry: int) -> HttpResponse:
    reading = visible(request, number)
    require(permissions.can_settle(request.person, reading))
    ask_again(reading, entry, by=request.person)
    return confirm(request, _("It is back as it was."), reading)


@gesture_on(visible)
def publication(request: Any, reading: Import) -> None:
    require(permissions.can_publish(request.person, reading))
    publish(reading, by=request.person)


@gesture_on(visible)
def withdrawal(request: Any, reading: Import) -> None:
    require(permissions.can_withdraw(request.person, reading))
    unpublish(reading, by=request.person)
