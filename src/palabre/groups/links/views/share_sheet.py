"""Share a call or a group: words to copy, the address, a poster to print."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.links import share_sheet
from palabre.groups.links.share_sheet import ToShare
from palabre.groups.models import Group, RoleCall
from palabre.groups.templatetags.role_tags import looked_for
from palabre.groups.views.lookup import thing_for
from palabre.people.reader import Reader
from palabre.questions.living_questions import living_ones
from palabre.questions.models import Question
from palabre.web.templatetags.text_filters import initial
from palabre.web.view_doors import fresh_form, fresh_page, require


@fresh_form
def share_sheet_page(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    """GET shows the words and the address, where there is one; POST makes a link for what only members read."""
    thing = thing_for(request, model, number)
    may_give = permissions.can_call(request.person, request.space)
    if request.method == "POST":
        require(may_give)
        share_sheet.create_share_link(thing, by=request.person, at=timezone.now())
        return redirect(request.path)
    names = (
        ("groups:call_unsharing", "groups:call_poster") if model is RoleCall else ("groups:unsharing", "groups:poster")
    )
    undo, sheet = (reverse(name, args=[request.space.slug, number]) for name in names)
    shown = {"thing": thing, "share": to_share(request, thing), "may_give": may_give, "undo": undo, "poster": sheet}
    return render(request, "groups/links/share_sheet.html", shown | {"is_open": thing.is_for_everybody})


@require_POST
def share_link_undoing(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    thing = thing_for(request, model, number)
    require(permissions.can_call(request.person, request.space))
    share_sheet.close_share_links(thing, at=timezone.now())
    return redirect("../")


@fresh_page
def share_poster(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    """A sheet to print; without an address, the page where one is made."""
    thing = thing_for(request, model, number)
    share = to_share(request, thing)
    if share is None:
        return redirect("../sharing/")
    return render(request, "groups/links/poster.html", {"thing": thing, "share": share})


def to_share(request: Any, thing: Group | RoleCall) -> ToShare | None:
    """Return what is told of a thing to who does not come here yet; None while no address leads to it."""
    path = share_sheet.way_to(thing, at=timezone.now())
    if not path or (not thing.is_for_everybody and not permissions.can_call(request.person, request.space)):
        return None
    address = request.build_absolute_uri(path)
    if isinstance(thing, RoleCall):
        return share_sheet.call_to_share(*told_of_call(thing), address, by=request.person)
    return share_sheet.group_to_share(*told_of_group(thing, Reader.of(request)), address, by=request.person)


def told_of_call(call: RoleCall) -> tuple[str, list[str]]:
    title = str(initial(looked_for(call))) if call.role else call.words
    group = [_("Group: %(title)s") % {"title": call.group.title}] if call.group else []
    return title, [*([call.words] if call.role and call.words else []), *group]


def told_of_group(group: Group, reader: Reader) -> tuple[str, list[str]]:
    carried = reader.fetch(reader.may_read(Question).filter(carryings__group=group).order_by("pk"))
    questions = living_ones(carried, reader)
    return group.title, [question.text for question in questions if question.text != group.title]
