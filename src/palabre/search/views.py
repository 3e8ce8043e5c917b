"""One screen: what is found of what was typed. The same address gives its results alone, for who types on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.people.reader import Reader
from palabre.search import search_results
from palabre.search.forms import Request
from palabre.search.hits import MOST_PAGES, PAGE, HitPage
from palabre.search.surname_guard import find_for


@require_safe
def results(request: Any) -> HttpResponse:
    reader, asking = Reader.of(request), Request.of(request.GET)
    asked = asking.asked
    found = find_for(request, asked, filters=asking.filters(today=timezone.localdate()), page=asking.page)
    shown: dict[str, Any] = {
        "asking": asking,
        "asked": asked,
        "found": found,
        "results": search_results.results(found, asked, reader),
        "has_more": has_more(found, asking.page),
    }
    if "part" in request.GET:
        return render(request, "search/results.html#results", shown)
    shown |= {"kinds": search_results.kinds_to_choose(), "groups": search_results.places_to_choose(reader)}
    return render(request, "search/results.html", shown)


def has_more(found: HitPage, page: int) -> bool:
    return page < MOST_PAGES and found.total > page * PAGE
