"""« Ranger sous… »: moving a page under another one."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, require_form
from palabre.wiki.hierarchy.forms import PlaceForm
from palabre.wiki.hierarchy.page_placement import place as put
from palabre.wiki.hierarchy.page_tree import above, places_for
from palabre.wiki.link_targets import pages_of
from palabre.wiki.models import Page
from palabre.wiki.views.lookup import page_to_write


class NoSuchPage(Refusal):
    """The named page does not exist, or the person may not read it: the answer is the same."""

    status = 404


@require_form
def place(request: Any, slug: str) -> HttpResponse:
    """GET shows the possible parents; POST moves the page. The URL of the undo message holds the former parent."""
    found = page_to_write(request, slug)
    over = above(found, person=request.person)
    form = PlaceForm.of(request)

    def move(said: dict[str, Any]) -> HttpResponse:
        under = chosen_parent(request, said["under"])
        if put(found, under, by=request.person):
            former = over[-1].slug if over and over[-1].pk != found.parent_id else ""
            undo = f"{reverse('wiki:place', args=[request.space.slug, found.slug])}?{urlencode({'under': former})}"
            return confirm(request, placement_sentence(under), found, undo=undo)
        return redirect(found)

    if answer := form.done(move):
        return answer
    form.offer(places_for(found, person=request.person), over[-1] if over else None)
    shown = {"thing": found, "form": form, "action": request.path}
    return render(request, "wiki/gesture.html", shown, status=form.status)


def chosen_parent(request: Any, name: str) -> Page | None:
    """Return the page whose slug or title was given; None for the top."""
    if not name:
        return None
    under = pages_of([name], space=request.space, person=request.person).get(name)
    if under is None:
        raise NoSuchPage(
            _("No page has this title: “%(title)s”.") % {"title": name},
            instead=_("Go back, and write the title as it is in the list of pages."),
        )
    return under


def placement_sentence(under: Page | None) -> str:
    if under is None:
        return _("This page is now under no other one.")
    return _("This page is now under “%(title)s”.") % {"title": under.title}
