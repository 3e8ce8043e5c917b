"""Pages of a space, unwritten pages, and creation of a page."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.people.models import Audience
from palabre.refusal import Refusal
from palabre.web.page_cache import cached
from palabre.web.view_doors import require, require_form
from palabre.wiki import page_templates, page_text, permissions
from palabre.wiki.forms import BeginningForm, NewPageForm
from palabre.wiki.hierarchy.page_tree import Branches, tree
from palabre.wiki.hierarchy.unfiled_pages import PlacedPages, unfiled_among
from palabre.wiki.link_targets import wanted_in
from palabre.wiki.models import Page
from palabre.wiki.readers.reader_circles import PageCircle, PageCircles
from palabre.wiki.views.lookup import is_preview, preview

LAST = 12  # pages that changed last, shown beside the tree
MOST_IN_A_TREE = 1_000  # pages; beyond, they are listed by title
AT_ONCE = 200  # pages of that list


@require_safe
@cached
def pages(request: Any, placed: PlacedPages) -> HttpResponse:
    """Four queries: the person, the pages, the tree, those with a place. Many are listed in parts, by title."""
    rows = request.space.page_set.visible_to(request.person).select_related("note", "audience").order_by("title", "pk")
    rows = rows.defer("note__body_md", "note__body_html").fetch_mode(models.FETCH_RAISE)
    found = at_hand(rows[: MOST_IN_A_TREE + 1], request)
    shown = in_a_tree(found, request, placed) if len(found) <= MOST_IN_A_TREE else by_title(rows, request)
    return render(request, "wiki/pages.html", shown | {"can_begin": permissions.can_begin_page(request.person)})


def in_a_tree(found: list[Page], request: Any, placed: PlacedPages) -> dict[str, Any]:
    last = sorted(found, key=lambda page: (page.note.changed_at, page.pk), reverse=True)
    top = tree(found, Branches.of(request.space))
    is_of_it = permissions.can_begin_page(request.person)
    unfiled = unfiled_among(top, placed(request.space)) if is_of_it else []
    return {"pages": found, "tree": top, "last": last[:LAST], "unfiled": unfiled}


def by_title(rows: Any, request: Any) -> dict[str, Any]:
    part = Paginator(rows, AT_ONCE).get_page(request.GET.get("part"))
    last = at_hand(rows.order_by("-note__changed_at", "-pk")[:LAST], request)
    return {"pages": at_hand(part.object_list, request), "part": part, "last": last}


def at_hand(rows: Any, request: Any) -> list[Page]:
    """Return these pages with their space attached, so that get_absolute_url() costs no query."""
    found = list(rows)
    for row in found:
        row.space = request.space
    return found


@require_safe
@cached
def wanted(request: Any) -> HttpResponse:
    found = wanted_in(request.space, person=request.person)
    can_begin = permissions.can_begin_page(request.person)
    return render(request, "wiki/wanted_pages.html", {"wanted": found, "can_begin": can_begin})


@require_form
def new_page(request: Any, circles: PageCircles) -> HttpResponse:
    """Create a page: blank or from a template; under another one or in a circle, if the URL names them."""
    require(permissions.can_begin_page(request.person))
    asked = BeginningForm.values_of(request)
    circle, above = circle_of_hers(request, circles, asked.get("to")), readable_page(request, asked.get("under"))
    led = {"to": circle and circle.key, "under": above and above.slug, "title": asked.get("title")}
    led = {name: value for name, value in led.items() if value}  # nothing of what the person may not read
    form = NewPageForm.of(request, under=above, initial=begun_from(request, asked) | led)
    shown: dict[str, Any] = {"form": form, "circle": circle, "led": led}

    def begin(said: dict[str, Any]) -> HttpResponse:
        if asked.get("to") and circle is None:
            raise Refusal(
                _("This page was begun for people among whom you are no longer."),
                instead=_("Copy your words, then begin a page for all the members, or ask somebody of the group."),
            )
        return in_form(request, **shown) if is_preview(request) else made(request, said, circle, above)

    return form.done(begin) or in_form(request, **shown)


def in_form(request: Any, form: NewPageForm, **shown: Any) -> HttpResponse:
    """Render the form of a new page, with the templates from which it may begin."""
    offered = page_templates.offered_in(request.space, person=request.person)
    shown |= {"form": form, "preview": preview(request, form), "sheets": page_templates.SHEETS, "templates": offered}
    return render(request, "wiki/new_page.html", shown, status=form.status)


def made(request: Any, said: dict[str, Any], circle: PageCircle | None, above: Page | None) -> HttpResponse:
    """Create the page in the circle, or else for the members of the space."""
    typed, facts = (request.space, said["title"], said["text"]), {"by": request.person, "under": above}
    if circle is not None:
        return redirect(page_text.begin_among(circle, *typed, **facts))
    return redirect(page_text.begin_page(*typed, audience=Audience.of_space(request.space), **facts))


def circle_of_hers(request: Any, circles: PageCircles, key: str | None) -> PageCircle | None:
    """Return the circle of the person that has this key; None: the space's members."""
    if not key:
        return None
    return next((one for one in circles.of(request.space, request.person) if one.key == key), None)


def readable_page(request: Any, slug: str | None) -> Page | None:
    """Return the page with this slug, if the person may read it."""
    rows = request.space.page_set.visible_to(request.person).select_related("note")
    found: Page | None = rows.filter(slug=slug).first() if slug else None
    return found


def begun_from(request: Any, asked: dict[str, Any]) -> dict[str, str]:
    """Return the initial texts of the form: those of a template."""
    if (name := asked.get("sheet")) in page_templates.SHEETS:
        tables = reverse("forums:tables_file", args=[request.space.slug])
        return page_templates.from_sheet(page_templates.SHEETS[name], timezone.localdate(), tables=tables)
    page = readable_page(request, asked.get("template"))
    return page_templates.from_page(page, timezone.localdate()) if page and page.is_template else {}
