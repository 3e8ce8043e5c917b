"""One screen: what is found of what was typed. The same address gives its results alone, for who types on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.people.reader import Reader
from palabre.pure.search import ParsedQuery
from palabre.search import search_results
from palabre.search.forms import Request, SearchForm
from palabre.search.hits import MOST_PAGES, PAGE, HitPage
from palabre.search.surname_guard import find_for, hidden_words, words_to_mark
from palabre.search.typing_errors import mended


@require_safe
def results(request: Any) -> HttpResponse:
    reader, form = Reader.of(request), SearchForm(request.GET)
    asking = Request.of(form).without_hidden_group(reader)
    asked = asking.asked
    filters = asking.filters(today=timezone.localdate())
    found = find_for(request, asked, filters=filters, page=asking.page)
    is_poor = asked and (found.is_partial or not found.total)
    other = mended(asking.query, reader, hidden=hidden_words(request)) if is_poor else ""
    if other and (whole := find_for(request, ParsedQuery.of(other), filters=filters, page=asking.page)).total:
        found, asked = whole, ParsedQuery.of(other)
    mask = request.mask()
    shown: dict[str, Any] = {
        "instead": other if asked != asking.asked else "",
        "asking": asking,
        "asked": asked,
        "found": found,
        "results": search_results.results(
            found, words_to_mark(request, asked, found), reader, over=mask.over_text if mask is not None else str
        ),
        "has_more": has_more(found, asking.page),
    }
    if "part" in request.GET:
        return render(request, "search/results.html#results", shown)
    groups = search_results.places_to_choose(reader)
    form.offer(groups)
    return render(request, "search/results.html", shown | {"form": form, "groups": groups})


def has_more(found: HitPage, page: int) -> bool:
    return page < MOST_PAGES and found.total > page * PAGE
