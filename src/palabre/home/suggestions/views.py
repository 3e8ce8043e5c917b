"""What is proposed to somebody who writes."""

from dataclasses import asdict
from typing import Any

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from palabre.home.suggestions.name_suggestions import names_at_hand
from palabre.people.reader import Reader


@require_safe
def names(request: Any) -> JsonResponse:
    """Answer [{"kind", "title", "insert"}]: `?q=ine&kind=person`; several kinds may be asked for, or all."""
    found = names_at_hand(request.GET.get("q", ""), kinds=request.GET.getlist("kind"), reader=Reader.of(request))
    return JsonResponse([asdict(one) for one in found], safe=False)
