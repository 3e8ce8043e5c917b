"""Following a page, and having it serve as a template: a button each, undone as easily."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.wiki import page_templates, permissions
from palabre.wiki.readers import page_watches
from palabre.wiki.views.lookup import page_or_404


@require_POST
def watch(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_watch_page(request.person, found):
        raise PermissionDenied
    page_watches.watch(found, by=request.person)
    return redirect(f"{found.get_absolute_url()}#suivi")


@require_POST
def no_watch(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    if request.person is None:
        raise PermissionDenied
    page_watches.leave_alone(found, by=request.person)
    return redirect(f"{found.get_absolute_url()}#suivi")


@require_POST
def template(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    if page_templates.offer(found, by=request.person):
        undo = reverse("wiki:no_template", args=[request.space.slug, found.slug])
        messages.success(request, _("New pages can now be begun from this one."), extra_tags=undo)
    return redirect(found)


@require_POST
def no_template(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    if page_templates.withdraw_template(found, by=request.person):
        undo = reverse("wiki:template", args=[request.space.slug, found.slug])
        messages.success(request, _("This page no longer serves as a template."), extra_tags=undo)
    return redirect(found)
