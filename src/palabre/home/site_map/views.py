"""The site map (not cached, since the messages to send are only for some members), and the manifest."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from palabre.home.site_map.manifest import manifest_of
from palabre.home.site_map.site_map import sections_for
from palabre.web.view_doors import fresh_page


@fresh_page
def site_map(request: Any) -> HttpResponse:
    return render(request, "home/site_map/site_map.html", {"sections": sections_for(request)})


@fresh_page
def manifest(request: Any) -> HttpResponse:
    """Return the web app manifest: browsers ask for it with the visitor's cookies."""
    return JsonResponse(manifest_of(request.space), content_type="application/manifest+json")
