"""Screens over several slices: a question, a group as a whole, the needs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.groups.lineage.affinity import close_to
from palabre.groups.lineage.followers import came_over
from palabre.groups.lineage.group_family import family
from palabre.groups.lineage.group_redirects import say_why
from palabre.groups.lineage.merged_pages import to_open
from palabre.groups.log.inquiry_form import InquiryForm
from palabre.groups.models import Group
from palabre.groups.permissions import can_call
from palabre.groups.questions.question_undo import came_from
from palabre.groups.roles.call_form import CallForm
from palabre.groups.roles.greetings import not_greeted
from palabre.groups.roles.newcomer_replies import waiting
from palabre.groups.roles.pledges import place_in
from palabre.groups.roles.role_labels import how_you_come
from palabre.home.group_page.group_page import SHOWN, whole_group
from palabre.home.group_page.group_votes import group_votes
from palabre.home.group_page.lineage_display import living
from palabre.home.needs.needs_board import needs_board
from palabre.home.organisation_page.organisation_page import organisations, whole_organisation
from palabre.home.question_page.question_page import whole_question
from palabre.home.question_page.views import her_gestures
from palabre.home.signs.sign_answers import is_placed
from palabre.home.signs.signs import signs_of
from palabre.people.agreements.stewardship import stewards
from palabre.people.models import Organisation
from palabre.people.permissions import can_contribute, can_write
from palabre.people.reader import Reader, seats_of
from palabre.questions.models import Question
from palabre.web.form.gesture_form import BlankForm
from palabre.web.page_cache import cached, cached_around, rendered
from palabre.web.view_doors import asked_page, confirm

WAYS = {"undo": "staying_away", "more": "coming"}  # of a pledge


@require_safe
@cached_around(rendered("home/question_page/question.html#gestures", her_gestures))
def question(request: Any, number: int) -> HttpResponse:
    """Show a question. One that became another redirects to it with a message; `?as=former` shows it as it was."""
    reader = Reader.of(request)
    found = reader.place(reader.may_read(Question).filter(pk=number).first())
    if found is None:
        return gone_back(request, number)
    reader.tie([found], "forum")
    page = whole_question(found, reader)
    if len(page.living) == 1 and request.GET.get("as") != "former":
        return confirm(request, _("“%(former)s” has become this question.") % {"former": found.text}, page.living[0])
    return render(request, "home/question_page/question.html", {"question": found, "page": page})


def gone_back(request: Any, number: int) -> HttpResponse:
    """Redirect from a question whose birth was undone to the one that it came from; 404 for any other."""
    reader = Reader.of(request)
    source = came_from(number, request.space)
    found = reader.find(Question, source or 0)
    return confirm(request, _("This question was taken back: here is the one that it came from."), found)


def facts_of_her(request: Any, number: int) -> dict[str, Any]:
    """Return what the reader has in a group: their pledge with its undo, unless a role makes it needless.

    Conveners also see the newcomers who wait for an answer, and what is recalled of the votes of their question; the
    people of the group, its signs. Whose group joined this one may open what their side keeps, and work here.
    """
    person, place, group = request.person, place_in(number, request.person), Group(pk=number, space=request.space)
    absorbed = family(group)[1:]
    found: dict[str, Any] = {"to_open": to_open(absorbed, held_to_write(request))}
    if not (place.holds_a_role or place.carries or place.said is not None):
        found["come"] = came_over(person, group) if absorbed else None
        return found if any(found.values()) else {}
    found["may_leave"] = place.holds_a_role
    reads = reads_here(request, number)
    if place.carries or reads:
        found |= who_waits(request, number, reads=reads)
    if place.carries:
        reader = Reader.of(request)
        found |= {"close": close_to(number, reader), "may_propose": can_contribute(person)}
        found["votes"] = group_votes(number, reader)
    if place.said is not None:
        ways = {name: reverse(f"groups:{view}", args=[request.space.slug, number]) for name, view in WAYS.items()}
        found |= {"said": place.said, "how": how_you_come(place), **ways}
    if is_placed(place, person) and (signs := signs_of(request.space, number, to=person, at=timezone.now())):
        found |= {"signs": signs, "has_steward": bool(stewards(request.space))}
    return found


def reads_here(request: Any, number: int) -> bool:
    """Return whether the group has an own audience in which the reader may write. One query."""
    held = held_to_write(request)
    return bool(held) and Group.objects.filter(pk=number, own_audience__in=held).exists()


def held_to_write(request: Any) -> set[int]:
    return {audience for audience, may_write in seats_of(request) if may_write}


def who_waits(request: Any, number: int, *, reads: bool) -> dict[str, Any]:
    """Return the newcomers who wait for an answer; with `reads`, also those who were not greeted yet."""
    waits = [one for one in waiting(number) if one.person_id != request.person.pk]
    if not reads:
        return {"newcomers": waits}
    told = {one.person_id for one in waits}
    rest = [one for one in not_greeted(number, seen_by=request.person.pk) if one.pk not in told]
    return {"newcomers": waits, "not_greeted": rest}


@require_safe
@cached_around(rendered("home/group_page/hers.html", facts_of_her, is_kept=True))
def group(request: Any, number: int) -> HttpResponse:
    """Show a group. One that another absorbed redirects to the living one, with a message.

    `?whole=1` shows all that it has, the oldest too.
    """
    reader = Reader.of(request)
    found = reader.find(Group, number)
    if found.lives_in_id is not None:
        home = living(found, reader)
        say_why(request, found, home)
        return redirect(home)
    may = can_call(request.person, request.space)
    facts = {
        "group": found,
        "page": whole_group(found, reader, most=None if request.GET.get("whole") else SHOWN),
        "may_call": may and found.ended_at is None,
        "may_wake": may,
        "new_call": BlankForm(CallForm),
        "inquiry_form": BlankForm(InquiryForm, auto_id="inquiry_%s"),
    }
    return render(request, "home/group_page/group.html", facts)


@require_safe
@cached
def needs(request: Any) -> HttpResponse:
    """Show the needs in pages (`?page=`), those said to one addressee with `?to=`."""
    page = needs_board(Reader.of(request), to=request.GET.get("to", ""), number=asked_page(request))
    return render(request, "home/needs/needs_board.html", {"page": page})


@require_safe
@cached
def organisation(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = reader.find(Organisation, number, "audience")
    facts = {"organisation": found, "page": whole_organisation(found, reader)}
    facts["may_change"] = can_write(request.person, found.audience)
    return render(request, "home/organisation_page/organisation.html", facts)


@require_safe
@cached
def all_organisations(request: Any) -> HttpResponse:
    found = organisations(Reader.of(request))
    return render(request, "home/organisation_page/organisations.html", {"organisations": found})
