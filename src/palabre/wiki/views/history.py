"""What a page was before, and bringing it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.notes.comparing import compare
from palabre.people.keeping import kept
from palabre.refusal import Refusal
from palabre.wiki import permissions, writing
from palabre.wiki.views.lookup import page_or_404


class ForMembers(Refusal):
    status = 403


@require_safe
@kept
def revisions(request: Any, slug: str) -> HttpResponse:
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    rows = found.note.revisions.select_related("by").defer("body_md").order_by("-number")
    return render(request, "wiki/revisions.html", {"page": found, "revisions": rows})


@require_safe
@kept
def revision(request: Any, slug: str, number: int) -> HttpResponse:
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    kept = get_object_or_404(found.note.revisions.select_related("by"), number=number)
    before = found.note.revisions.filter(number=number - 1).first()
    shown = {
        "page": found,
        "revision": kept,
        "changes": compare(before.body_md, kept.body_md) if before else None,
        "lines": list(enumerate(kept.body_md.split("\n"), start=1)),
        "can_restore": number != found.note.revision and permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/revision.html", shown)


@require_POST
def restoration(request: Any, slug: str, number: int) -> HttpResponse:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    get_object_or_404(found.note.revisions, number=number)
    if writing.restore(found, number, by=request.person).is_new:
        messages.success(request, _("The text of version %(number)d is back.") % {"number": number})
    return redirect(found)


def refuse_passers_by(request: Any) -> None:
    if not permissions.can_look_back(request.person):
        raise ForMembers(
            _("Earlier versions of a page are for members of the space."),
            instead=_("Today’s text is on its page."),
        )
