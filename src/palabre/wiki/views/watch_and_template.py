"""Following a page, and having it serve as a template: a button each, undone as easily."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.web.view_doors import confirm, gesture_on, require
from palabre.wiki import page_templates, permissions
from palabre.wiki.models import Page
from palabre.wiki.readers import page_watches
from palabre.wiki.views.lookup import page_or_404, page_to_write


@gesture_on(page_or_404)
def watch(request: Any, found: Page) -> HttpResponse:
    require(permissions.can_watch_page(request.person, found))
    page_watches.watch(found, by=request.person)
    return redirect(f"{found.get_absolute_url()}#suivi")


@gesture_on(page_or_404)
def no_watch(request: Any, found: Page) -> HttpResponse:
    require(request.person is not None)
    page_watches.leave_alone(found, by=request.person)
    return redirect(f"{found.get_absolute_url()}#suivi")


@gesture_on(page_to_write)
def template(request: Any, found: Page) -> HttpResponse | None:
    if not page_templates.offer(found, by=request.person):
        return None
    undo = reverse("wiki:no_template", args=[request.space.slug, found.slug])
    return confirm(request, _("New pages can now be begun from this one."), found, undo=undo)


@gesture_on(page_to_write)
def no_template(request: Any, found: Page) -> HttpResponse | None:
    if not page_templates.withdraw_template(found, by=request.person):
        return None
    undo = reverse("wiki:template", args=[request.space.slug, found.slug])
    return confirm(request, _("This page no longer serves as a template."), found, undo=undo)
