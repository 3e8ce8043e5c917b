"""Former texts of a page: list, comparison and restoration."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.notes.diff.text_diff import Change, compare, first_changes
from palabre.notes.models import Revision
from palabre.refusal import Refusal
from palabre.web.page_cache import cached
from palabre.web.view_doors import confirm
from palabre.wiki import page_history, permissions
from palabre.wiki.forms import RevisionsForm
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.lines.line_authors import line_authors
from palabre.wiki.models import Page
from palabre.wiki.views.lookup import page_or_404, page_to_write

MOST_NUMBERED = 5_000  # lines with their numbers; others follow in one block


class ForMembers(Refusal):
    status = 403


@require_safe
@cached
def revisions(request: Any, slug: str) -> HttpResponse:
    """The revisions of the page, by day. `?before=` continues from a revision."""
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    past = page_history.past(found.note, before=RevisionsForm(request.GET).number("before"))
    return render(request, "wiki/revisions.html", {"page": found, "past": past, "revisions": past.revisions})


@require_safe
@cached
def revision(request: Any, slug: str, number: int) -> HttpResponse:
    """A former text, compared with the one before it, or with any other: `?with=`.

    A letter may lead to one that passed since: its stretch is shown.
    """
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    revisions_shown = page_history.shown().filter(note=found.note)
    kept = revisions_shown.select_related("by").prefetch_related("hands").filter(number=number).first()
    if kept is None:
        return redirect("wiki:revision", found.space.slug, found.slug, stretch_or_404(found, number).number)
    other = RevisionsForm(request.GET).number("with")
    beside = get_object_or_404(revisions_shown, number=other) if other else page_history.before(found.note, number)
    others = page_history.others(found.note, number)
    changes, is_cut = first_changes(between(kept, beside)) if beside else (None, False)
    lines = kept.body_md.split("\n", MOST_NUMBERED)
    rest = "".join(lines[MOST_NUMBERED:])
    shown = {
        "page": found,
        "revision": kept,
        "names": page_history.names_of(kept),
        "beside": beside,
        "form": RevisionsForm(initial={"with": beside and beside.number}, others=others) if others else None,
        "changes": changes,
        "is_cut": is_cut,
        "lines": list(enumerate(lines[:MOST_NUMBERED], start=1)),
        "rest": rest,
        "can_restore": number != found.note.revision and permissions.can_write_page(request.person, found),
    }
    return render(request, "wiki/revision.html", shown)


def stretch_or_404(page: Page, number: int) -> Revision:
    found = page_history.lasting_from(page.note, number)
    if found is None:
        raise Http404
    return found


def between(kept: Revision, beside: Revision) -> list[Change]:
    """Compare two texts from the earlier to the later, in whichever order they are given."""
    first, last = sorted((kept, beside), key=lambda row: row.number)
    return compare(first.body_md, last.body_md)


@require_safe
@cached
def authors(request: Any, slug: str) -> HttpResponse:
    """The text, each line with its authors."""
    found = page_or_404(request, slug)
    refuse_passers_by(request)
    return render(request, "wiki/lines/authors.html", {"page": found, "written": line_authors(found.note)})


@require_POST
def restoration(request: Any, slug: str, number: int) -> HttpResponse:
    found = page_to_write(request, slug)
    get_object_or_404(page_history.shown(), note=found.note, number=number)
    if restore_page_text(found, number, by=request.person, is_writer=True).is_new:
        return confirm(request, _("The text of version %(number)d is back.") % {"number": number}, found)
    return redirect(found)


def refuse_passers_by(request: Any) -> None:
    if not permissions.can_look_back(request.person):
        raise ForMembers(
            _("Earlier versions of a page are for members of the space."),
            instead=_("Today’s text is on its page."),
        )
