"""Screens over several slices: a question, a group as a whole, the needs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.groups.lineage.followers import came_over
from palabre.groups.lineage.group_redirects import say_why
from palabre.groups.lineage.merged_pages import to_open
from palabre.groups.models import Group
from palabre.groups.permissions import can_call
from palabre.groups.questions.question_undo import came_from
from palabre.groups.roles.call_form import CallForm
from palabre.groups.roles.greetings import not_greeted
from palabre.groups.roles.newcomer_replies import waiting
from palabre.groups.roles.pledges import Place, place_in
from palabre.groups.roles.role_labels import how_you_come
from palabre.home.group_page.forms import InquiryForm
from palabre.home.group_page.group_page import SHOWN, whole_group
from palabre.home.group_page.lineage_display import living
from palabre.home.group_page.views import close_groups
from palabre.home.needs.needs_board import needs_board
from palabre.home.organisation_page.organisation_page import organisations, whole_organisation
from palabre.home.question_page.question_page import whole_question
from palabre.home.question_page.views import her_gestures
from palabre.home.signs.sign_answers import is_placed
from palabre.home.signs.views import her_signs
from palabre.people.models import Organisation
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader, seats_of
from palabre.questions.models import Question
from palabre.web.page_cache import cached, cached_around

NOTHING_TO_ASK = " "


@require_safe
@cached_around(her_gestures)
def question(request: Any, number: int) -> HttpResponse:
    """Show a question. One that became another redirects to it with a message; `?as=former` shows it as it was."""
    reader = Reader.of(request)
    found = reader.place(reader.may_read(Question).filter(pk=number).first())
    if found is None:
        return gone_back(request, number)
    reader.tie([found], "forum")
    page = whole_question(found, reader)
    if len(page.living) == 1 and request.GET.get("as") != "former":
        messages.info(request, _("“%(former)s” has become this question.") % {"former": found.text})
        return redirect(page.living[0])
    return render(request, "home/question_page/question.html", {"question": found, "page": page})


def gone_back(request: Any, number: int) -> HttpResponse:
    """Redirect from a question whose birth was undone to the one that it came from; 404 for any other."""
    reader = Reader.of(request)
    source = came_from(number, request.space)
    found = reader.place(get_object_or_404(reader.may_read(Question), pk=source or 0))
    messages.info(request, _("This question was taken back: here is the one that it came from."))
    return redirect(found)


def her_place(request: Any, number: int) -> str:
    """Return the reader's part of a group's page: their pledge with its undo. A role makes a pledge needless.

    Conveners also see the newcomers who wait for an answer; the people of the group, its signs.
    """
    place = place_in(number, request.person)
    asked = hers_who_carries(request, number) if place.carries else to_greet(request, number, place)
    parts = [asked or NOTHING_TO_ASK] if place.holds_a_role else [asked] if asked else []
    if place.said is not None:
        here = [request.space.slug, number]
        ways = {"undo": reverse("groups:staying_away", args=here), "more": reverse("groups:coming", args=here)}
        told = {"said": place.said, "how": how_you_come(place)}
        parts.append(render_to_string("groups/roles/pledge.html#done", told | ways, request))
    opening = pages_to_open(request, number)
    if not parts:
        return opening + from_where_she_follows(request, number)
    signs = her_signs(request, number) if is_placed(place, request.person) else ""
    return "".join([opening, *parts, signs])


def pages_to_open(request: Any, number: int) -> str:
    """Ask the reader to open what their side of a merge keeps, when the other side alone recorded it; "" most often."""
    edges = to_open(Group(pk=number, space=request.space), held_to_write(request))
    facts = {"to_open": edges, "number": number}
    return render_to_string("home/group_page/lineage.html#to_open", facts, request) if edges else ""


def from_where_she_follows(request: Any, number: int) -> str:
    """Tell the reader that their group has joined this one, and offer to work in it; "" when none has."""
    come = came_over(request.person, Group(pk=number, space=request.space))
    if come is None:
        return ""
    return render_to_string("home/group_page/lineage.html#came_over", {"come": come, "number": number}, request)


def hers_who_carries(request: Any, number: int) -> str:
    """Return the newcomers who wait for an answer, the groups on close subjects, and the way to propose a role."""
    propose = ""
    if can_contribute(request.person):
        propose = render_to_string("home/group_page/members.html#a_role", {"number": number}, request)
    here = who_waits(request, number, reads=reads_here(request, number))
    return here + close_groups(request, number) + propose


def to_greet(request: Any, number: int, place: Place) -> str:
    """Return the newcomers who wait for an answer, for those who read the group's own audience without carrying it."""
    if (place.said is None and not place.holds_a_role) or not reads_here(request, number):
        return ""
    return who_waits(request, number, reads=True)


def reads_here(request: Any, number: int) -> bool:
    """Return whether the group has an own audience in which the reader may write. One query."""
    held = held_to_write(request)
    return bool(held) and Group.objects.filter(pk=number, own_audience__in=held).exists()


def held_to_write(request: Any) -> set[int]:
    return {audience for audience, may_write in seats_of(request) if may_write}


def who_waits(request: Any, number: int, *, reads: bool) -> str:
    """Return the newcomers who wait for an answer; with `reads`, also those who were not greeted yet."""
    waits = [one for one in waiting(number) if one.person_id != request.person.pk]
    shown = render_to_string("home/group_page/members.html#newcomers", {"newcomers": waits, "number": number}, request)
    if not reads:
        return shown
    told = {one.person_id for one in waits}
    rest = [one for one in not_greeted(number, seen_by=request.person.pk) if one.pk not in told]
    return shown + render_to_string(
        "home/group_page/members.html#not_greeted", {"not_greeted": rest, "number": number}, request
    )


@require_safe
@cached_around(her_place)
def group(request: Any, number: int) -> HttpResponse:
    """Show a group. One that another absorbed redirects to the living one, with a message.

    `?whole=1` shows all that it has, the oldest too.
    """
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(Group), pk=number))
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
        "new_call": CallForm(),
        "inquiry_form": InquiryForm(auto_id="inquiry_%s"),
    }
    return render(request, "home/group_page/group.html", facts)


@require_safe
@cached
def needs(request: Any) -> HttpResponse:
    return render(
        request, "home/needs/needs_board.html", {"page": needs_board(Reader.of(request), to=request.GET.get("to", ""))}
    )


@require_safe
@cached
def organisation(request: Any, number: int) -> HttpResponse:
    reader = Reader.of(request)
    found = reader.place(get_object_or_404(reader.may_read(Organisation), pk=number))
    return render(
        request,
        "home/organisation_page/organisation.html",
        {"organisation": found, "page": whole_organisation(found, reader)},
    )


@require_safe
@cached
def all_organisations(request: Any) -> HttpResponse:
    found = organisations(Reader.of(request))
    return render(request, "home/organisation_page/organisations.html", {"organisations": found})
