"""The page of a space's join link: give a name, and join."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from palabre.people.access import join_link as acts
from palabre.people.access.forms import JoiningForm, NamesakeForm
from palabre.people.access.links import for_holder
from palabre.people.agreements import stewardship
from palabre.people.devices.person_middleware import person_here, remember
from palabre.people.guests import new_form_token, newcomer_of, somebody_named
from palabre.web.form.gesture_form import GestureForm
from palabre.web.view_doors import require_form


@require_form
@for_holder
def joining(request: Any) -> HttpResponse:
    """GET shows the space and its stewards; POST joins. A member goes straight to the space."""
    link = request.link
    if not acts.is_join_link(link):
        raise Http404
    her = person_here(request, link.space.slug)
    if her is not None and her.is_member:
        return redirect(link.space)
    form = (JoiningForm if her is None else GestureForm).of(request, initial={"form_token": new_form_token()})
    shown = {"entered": link.space, "her": her, "form": form, "stewards": stewardship.stewards(link.space)}
    if her is None and (asked := namesake(request, form)):
        return render(request, "people/access/namesake.html", shown | asked)

    def enter(_said: dict[str, Any]) -> HttpResponse:
        who = her or newcomer_of(request, link.space)
        acts.join(link, who, at=timezone.now())
        # a square may still be all that vouches for the person
        remember(request, who, by=next(iter(who.vouched_by), None))
        return redirect(link.space)

    return form.respond(request, enter, template="people/access/join_link.html", **shown)


def namesake(request: Any, form: Any) -> dict[str, Any]:
    """Return what asks a newcomer whether they are somebody of the same name; nothing once they are another one."""
    if not form.is_valid():
        return {}
    answer = NamesakeForm.read(request)
    known = None if answer["other"] else somebody_named(request.link.space, form.cleaned_data["who"])
    return {"known": known, "is_she": answer["me"]} if known else {}
