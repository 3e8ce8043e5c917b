"""The site map: not cached, since the messages to send are only for some members."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.home.site_map.site_map import sections_for


@never_cache
@require_safe
def site_map(request: Any) -> HttpResponse:
    return render(request, "home/site_map/site_map.html", {"sections": sections_for(request)})
