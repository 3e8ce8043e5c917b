"""The pages of a space, and beginning one more."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palabre.people.keeping import kept
from palabre.people.models import Audience
from palabre.wiki import permissions, writing
from palabre.wiki.forms import NewPageForm
from palabre.wiki.views.lookup import preview, require_form, status_of


@require_safe
@kept
def pages(request: Any) -> HttpResponse:
    rows = request.space.page_set.visible_to(request.person).select_related("note").order_by("-note__changed_at", "-pk")
    found = list(rows.defer("note__body_md", "note__body_html").fetch_mode(models.FETCH_RAISE))
    for row in found:
        row.space = request.space
    can_begin = permissions.can_begin_page(request.person)
    return render(request, "wiki/pages.html", {"pages": found, "can_begin": can_begin})


@require_form
def new(request: Any) -> HttpResponse:
    if not permissions.can_begin_page(request.person):
        raise PermissionDenied
    if request.method != "POST":
        form = NewPageForm(initial={"title": request.GET.get("title", "")[:200]})
        return render(request, "wiki/new.html", {"form": form})
    form = NewPageForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return render(
            request, "wiki/new.html", {"form": form, "preview": preview(request, form)}, status=status_of(form)
        )
    begun = writing.begin_page(
        request.space,
        form.cleaned_data["title"],
        form.cleaned_data["text"],
        audience=Audience.of_space(request.space),
        by=request.person,
    )
    return redirect(begun)
