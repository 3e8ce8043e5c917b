"""Pages of the weather of a project: say it, edit it, undo it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups import permissions
from palabre.groups.log.forms import WeatherForm
from palabre.groups.log.project_weather import carries, say_weather, undo_weather
from palabre.groups.models import Group, ProjectWeather
from palabre.groups.views.lookup import someone, thing_for


@require_http_methods(["GET", "HEAD", "POST"])
def group_weather(request: Any, number: int) -> HttpResponse:
    """GET shows the weather of today, if there is one; POST sets it."""
    group = thing_for(request, Group, number)
    return weather_page_facts(request, group, on=timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
def weather(request: Any, number: int) -> HttpResponse:
    """Edit the weather of a past day."""
    found = thing_for(request, ProjectWeather, number)
    return weather_page_facts(request, found.group, on=found.on)


def weather_page_facts(request: Any, group: Group, *, on: datetime.date) -> HttpResponse:
    is_hers = request.person is not None and carries(request.person, group)
    if not permissions.can_say_weather(request.person, group, carries=is_hers):
        raise PermissionDenied
    now = ProjectWeather.objects.filter(group=group, on=on).first()
    form = WeatherForm.of(request, initial=model_to_dict(now, WeatherForm.base_fields) if now else {})

    def say(said: dict[str, Any]) -> HttpResponse:
        kept = say_weather(group, **said, by=request.person, at=timezone.now(), on=on)
        kept.group = group
        return redirect(kept)

    return form.respond(request, say, template="groups/log/weather.html", thing=group, on=on, is_hers=is_hers)


@require_POST
def weather_undoing(request: Any, number: int) -> HttpResponse:
    found = thing_for(request, ProjectWeather, number)
    undo_weather(found, by=someone(request), at=timezone.now())
    return redirect(found)
