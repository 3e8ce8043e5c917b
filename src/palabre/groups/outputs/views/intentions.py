"""Pages of the intention of a group: its versions, writing one, adopting it, the day of its review."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.group_access import may_decide, may_write
from palabre.groups.models import Group
from palabre.groups.outputs import intention_versions, intentions
from palabre.groups.outputs.forms import AdoptionForm, IntentionForm, ReviewForm, VersionsForm
from palabre.groups.views.lookup import living_group
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.web.dates_in_words import near
from palabre.web.templatetags.text_filters import day
from palabre.web.view_doors import confirm, require, require_form


@require_form
def intention(request: Any, number: int) -> HttpResponse:
    """GET shows the intention and its versions, `?before=` those before a number; POST adds one."""
    group = living_group(request, number)
    require(request.method != "POST" or may_write(request.person, group))
    form = IntentionForm.of(request)

    def intend(said: dict[str, Any]) -> HttpResponse:
        after = said["after"] or 0
        intentions.intend(group, said["text"], after=after, by=request.person, at=timezone.now())
        return confirm(
            request,
            _("Noted. It is a sketch, until those who host the group say that it is theirs."),
            "groups:intention",
            request.space.slug,
            group.pk,
        )

    return form.done(intend) or intention_page(request, group, form=form)


@require_POST
def adoption(request: Any, number: int) -> HttpResponse:
    """Adopt the intention: “C’est notre intention”."""
    group = living_group(request, number, may_decide)
    read = AdoptionForm.read(request)["number"] or 0
    intentions.adopt(group, read, by=request.person, at=timezone.now())
    undo = reverse("groups:intention_sketched", args=[request.space.slug, group.pk])
    return confirm(
        request,
        _("This is your intention. You can change it whenever you like."),
        "groups:intention",
        request.space.slug,
        group.pk,
        undo=undo,
    )


@require_POST
def no_adoption(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number, may_decide)
    intentions.set_aside_intention(group, by=request.person)
    return redirect("groups:intention", request.space.slug, group.pk)


@require_POST
def review(request: Any, number: int) -> HttpResponse:
    """Set the day of the next review, in words; no words clear it."""
    group = living_group(request, number, may_write)
    form = ReviewForm.of(request)

    def name_day(said: dict[str, Any]) -> HttpResponse:
        today = timezone.localdate()
        found = intentions.look_again(group, said["review"], by=request.person, today=today)
        told = _("You look at it again on %(day)s.") % {"day": near(found, today=today)} if found else ""
        return confirm(request, told or _("No day is named."), "groups:intention", request.space.slug, group.pk)

    return form.done(name_day) or intention_page(request, group, review=form)


def intention_page(
    request: Any, group: Group, *, form: IntentionForm | None = None, review: ReviewForm | None = None
) -> HttpResponse:
    """Render the page of the intention, with the form that was refused."""
    reader = Reader.of(request)
    before = VersionsForm.before_in(request) if can_contribute(request.person) else None
    past = intention_versions.versions(group, reader, before=before)
    if before:
        now = intention_versions.latest(group, reader)
    else:
        now = past.shown[0].said if past.shown else None
    shown = {"group": group, "past": past, "now": now, "is_further": bool(before)}
    shown |= {"may_write": may_write(request.person, group), "may_decide": may_decide(request.person, group)}
    shown["form"] = form if form and form.is_bound else IntentionForm(initial={"text": now.text if now else ""})
    shown["review"] = review or ReviewForm(initial={"review": day(group.review_on)})
    status = max(one.status for one in (form, review) if one)
    return render(request, "groups/outputs/intention.html", shown, status=status)
