"""Mend what was read, by who brought it: only the text, who was there, a thing out or back, other words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.minutes import permissions
from palabre.minutes.choices import import_choices
from palabre.minutes.choices.forms import KeyForm, PeopleForm, WordsForm
from palabre.minutes.imports.views import render_import, visible
from palabre.minutes.models import Import
from palabre.minutes.plan.plan_choices import WORDED
from palabre.minutes.plan.row_maker import load_rows
from palabre.web.view_doors import confirm, gesture_on, require, require_form


def own_reading(request: Any, number: int) -> Import:
    """Return the reading of this address, for the person who brought it."""
    reading = visible(request, number)
    require(permissions.can_mend(request.person, reading))
    return reading


@gesture_on(own_reading)
def text_only(request: Any, reading: Import) -> HttpResponse:
    import_choices.keep_text_only(reading, by=request.person)
    undo = reverse("minutes:everything", args=[request.space.slug, reading.pk])
    return confirm(request, _("Only the text is kept: a page, its day."), reading, undo=undo)


@gesture_on(own_reading)
def everything(request: Any, reading: Import) -> str:
    import_choices.keep_text_only(reading, by=request.person, only=False)
    return _("Everything that was read is back.")


@require_POST
def who_was_there(request: Any, number: int) -> HttpResponse:
    """Make persons of the list, or keep it as text. A refused list is shown again as it was typed."""
    reading = own_reading(request, number)
    form = PeopleForm.of(request)

    def say(said: dict[str, Any]) -> HttpResponse:
        present, excused = form.people()
        import_choices.say_who_was_there(reading, present, excused, by=request.person)
        named = _("These people are in these minutes. Nobody was told.")
        words = named if present or excused else _("The list stays text: it makes nobody.")
        return confirm(request, words, f"{reading.get_absolute_url()}#suite")  # to what comes next

    return form.done(say) or render_import(request, reading, people=form.focused())


@require_POST
def removal(request: Any, number: int) -> HttpResponse:
    reading, key = own_reading(request, number), KeyForm.read(request)["key"]
    import_choices.take_out(reading, key, by=request.person)
    undo = f"{reverse('minutes:return', args=[request.space.slug, reading.pk])}?{urlencode({'key': key})}"
    return confirm(request, _("It is out. The text still says it."), reading, undo=undo)


@require_POST
def putting_back(request: Any, number: int) -> HttpResponse:
    reading = own_reading(request, number)
    import_choices.put_back(reading, request.GET.get("key", ""), by=request.person)
    return confirm(request, _("It is back as it was."), reading)


@require_form
def words(request: Any, number: int) -> HttpResponse:
    """Say one thing of these minutes in other words. A link to what is gone leads back to what was read."""
    reading, key = own_reading(request, number), request.GET.get("key", "")
    now = words_at(reading, key)
    if now is None:
        return redirect(reading)
    form = WordsForm.of(request, initial={"words": now})

    def mend(said: dict[str, Any]) -> HttpResponse:
        import_choices.mend_words(reading, key, said["words"], by=request.person)
        return confirm(request, _("Noted."), reading)

    return form.respond(request, mend, thing=reading)


def words_at(reading: Import, key: str) -> str | None:
    """Return the words of the row that the reading made under this key; None without one."""
    things = reading.things.filter(key=key, made=True)
    row = next(iter(load_rows(things).values()), None)
    return str(getattr(row, WORDED[type(row)])) if row is not None and type(row) in WORDED else None
