"""Suggestions for a person who writes."""

from dataclasses import asdict
from typing import Any

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from palabre.home.suggestions.name_suggestions import names_at_hand
from palabre.people.masked_names import is_inside, veil_for
from palabre.people.reader import Reader


@require_safe
def names(request: Any) -> JsonResponse:
    """Answer [{"kind", "title", "insert"}]: `?q=ine&kind=person`; several kinds may be asked for, or all."""
    found = names_at_hand(request.GET.get("q", ""), kinds=request.GET.getlist("kind"), reader=Reader.of(request))
    veil = None if is_inside(request) else veil_for(request)
    over = veil.over_text if veil else str
    return JsonResponse([{name: over(words) for name, words in asdict(one).items()} for one in found], safe=False)
