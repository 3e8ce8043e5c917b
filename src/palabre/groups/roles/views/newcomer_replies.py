"""Pages to reply to a newcomer: the text to copy, “J’ai répondu” or “Lui dire bonjour”, and the undo of each.

For those who decide for the group: of them, only those who carry it read the newcomer’s address. And for readers of the
group’s reserved pages, because a greeting opens them.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.models import Group, Pledge
from palabre.groups.roles import newcomer_replies
from palabre.groups.roles.forms import GreetingForm, ReplyForm
from palabre.groups.roles.greetings import greet_by_hand, is_greeted, keeps_pages, may_greet
from palabre.groups.views.lookup import thing_for
from palabre.people.models import Person
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import fresh_form


@fresh_form
def reply(request: Any, number: int) -> HttpResponse:
    """GET shows the reply; POST marks the pledge as answered, and greets the person if `greets` is sent."""
    pledge, decides = pledge_for(request, number)
    greets = pledge.group is not None and may_greet(request.person, pledge.group, pledge.person_id)
    keeps = greets and pledge.group is not None and keeps_pages(pledge.group)
    if request.method == "POST":
        said = ReplyForm.read(request)["greets"] if keeps else None
        newcomer_replies.welcome(pledge, by=request.person, at=timezone.now(), greets=said)
        return redirect(request.path)
    to = decides and newcomer_replies.reads_address(request.person, pledge)
    facts: dict[str, Any] = {
        "thing": pledge.call or pledge.group,
        "reply": newcomer_replies.reply_to(pledge, by=request.person, to=to),
    }
    facts |= {
        "opens": keeps,
        "is_open": pledge.group is not None and is_greeted(pledge.group, pledge.person_id),
        "may_take_back": newcomer_replies.may_take_back(request.person, pledge),
        "may_bring_in": may_bring_in(request.person, pledge, decides=decides),
    }
    return render(request, "groups/roles/newcomer_reply.html", {"pledge": pledge} | facts)


def may_bring_in(by: Person, pledge: Pledge, *, decides: bool) -> bool:
    """Return whether `by` may propose a role to a newcomer who is no member: a yes makes them one."""
    if pledge.group is None or pledge.person.is_member:
        return False
    return permissions.can_propose_role(by, pledge.group, decides=decides, holds_it=False)


@require_POST
def not_yet(request: Any, number: int) -> HttpResponse:
    pledge, _decides = pledge_for(request, number)
    newcomer_replies.not_yet(pledge, by=request.person)
    return redirect("groups:reply", request.space.slug, number)


@require_POST
def greeting(request: Any, number: int) -> HttpResponse:
    """Greet a person who holds a role in the group, and so needs no reply. `person` is their id."""
    group = thing_for(request, Group, number)
    who = GreetingForm.read(request)["person"]
    rows = Person.objects.filter(space=request.space, erased_at=None)
    person = get_object_or_404(rows, pk=int(who) if is_number(who) else 0)
    greet_by_hand(group, person, by=request.person, at=timezone.now())
    return redirect(group)


def pledge_for(request: Any, number: int) -> tuple[Pledge, bool]:
    """Return the pledge, and whether the reader may reply to it. 403 if they may neither reply nor greet."""
    pledge: Pledge = thing_for(request, Pledge, number)
    for end in (pledge.group, pledge.call):
        if end is not None:
            end.space = request.space
    decides = pledge.group is not None and may_decide(request.person, pledge.group)
    may_answer = permissions.can_welcome(request.person, pledge, decides=decides)
    if may_answer:
        return pledge, True
    if pledge.group is None or not may_greet(request.person, pledge.group, pledge.person_id):
        raise PermissionDenied
    return pledge, False
