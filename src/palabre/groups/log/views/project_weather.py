"""Pages of the weather of a project: say it, edit it, undo it."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from palabre.groups import permissions
from palabre.groups.log.forms import WeatherForm, WithdrawnWeatherForm
from palabre.groups.log.project_weather import carries, say_weather, undo_weather, weather_told
from palabre.groups.models import Group, ProjectWeather
from palabre.groups.views.lookup import thing_for
from palabre.journal.word_changes import taken_again, words_before
from palabre.people.reader import Reader, someone
from palabre.web.view_doors import gesture_on, require, require_form


@require_form
def group_weather(request: Any, number: int) -> HttpResponse:
    """GET shows the weather of today, if there is one; POST sets it."""
    group = thing_for(request, Group, number)
    return weather_page_facts(request, group, on=timezone.localdate())


@require_form
def weather(request: Any, number: int) -> HttpResponse:
    """Edit the weather of a past day."""
    found = thing_for(request, ProjectWeather, number)
    return weather_page_facts(request, thing_for(request, Group, found.group_id), on=found.on)


def weather_page_facts(request: Any, group: Group, *, on: datetime.date) -> HttpResponse:
    is_hers = request.person is not None and carries(request.person, group)
    require(permissions.can_say_weather(request.person, group, carries=is_hers))
    now = ProjectWeather.objects.filter(group=group, on=on).first()
    former = words_before(weather_told(group, on), Reader.of(request))
    form = WeatherForm.of(request, initial=WeatherForm.said_of(now) | taken_again(former, request.GET.get("former")))

    def say(said: dict[str, Any]) -> HttpResponse:
        words = WeatherForm.values(now, said)
        kept = say_weather(group, **words, by=request.person, at=timezone.now(), on=on)
        kept.group = group
        return redirect(kept)

    facts = {"thing": group, "on": on, "is_hers": is_hers, "former": former}
    return form.respond(request, say, template="groups/log/weather.html", **facts)


@gesture_on(partial(thing_for, model=ProjectWeather))
def weather_undoing(request: Any, found: ProjectWeather) -> None:
    undo_weather(found, by=someone(request), at=timezone.now(), **WithdrawnWeatherForm.read(request))
