"""One screen: what is found of what was typed. The same address gives its results alone, for who types on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.people.reader import Reader
from palabre.search import search_results
from palabre.search.forms import Request, SearchForm
from palabre.search.hits import MOST_PAGES, PAGE, HitPage
from palabre.search.surname_guard import find_for


@require_safe
def results(request: Any) -> HttpResponse:
    reader, form = Reader.of(request), SearchForm(request.GET)
    asking = Request.of(form)
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
    groups = search_results.places_to_choose(reader)
    form.offer(groups)
    return render(request, "search/results.html", shown | {"form": form, "groups": groups})


def has_more(found: HitPage, page: int) -> bool:
    return page < MOST_PAGES and found.total > page * PAGE
