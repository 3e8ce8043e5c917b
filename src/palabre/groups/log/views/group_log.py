"""Pages of the log of a group: news, and lines of inquiry."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.group_access import may_write
from palabre.groups.log import group_log
from palabre.groups.log.forms import NewsForm, NewsWordsForm
from palabre.groups.log.inquiry_form import InquiryForm
from palabre.groups.models import Inquiry, ProgressEntry
from palabre.groups.views.lookup import living_group, thing_of_group
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require, require_form


@require_form
def telling_news(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number, may_write)
    form = NewsForm.of(request)

    def publish(said: dict[str, Any]) -> HttpResponse:
        kept = group_log.publish_news(group, **said, by=request.person, at=timezone.now())
        kept.group = group
        undo = reverse("groups:news_removal", args=[request.space.slug, kept.pk])
        return confirm(request, _("Noted: the group’s log tells it."), kept, undo=undo)

    return form.respond(request, publish, template="groups/log/news_form.html", thing=group)


@require_form
def group_news(request: Any, number: int) -> HttpResponse:
    """Show one piece of news; its author edits it here."""
    found = thing_of_group(request, ProgressEntry, number)
    is_hers = permissions.can_mend_news(request.person, found)
    require(request.method != "POST" or is_hers)
    form = NewsWordsForm.of(request, initial={"text": found.text})

    def correct(said: dict[str, Any]) -> HttpResponse:
        group_log.correct(found, said["text"], by=request.person)
        return redirect(found)

    facts = {"thing": found, "is_hers": is_hers}
    facts["may_take_down"] = group_log.may_take_down(request.person, found)
    facts["by"] = Reader.of(request).name_of(found.by) if found.by else ""
    return form.respond(request, correct, template="groups/log/news.html", **facts)


@require_POST
def removal(request: Any, number: int) -> HttpResponse:
    """Withdraw the news, and show its text in the form again: to publish it again is the undo."""
    found = thing_of_group(request, ProgressEntry, number)
    require(group_log.may_take_down(request.person, found))
    group_log.withdraw_news(found, by=request.person)
    form = NewsForm(initial={"text": found.text})
    action = reverse("groups:telling_news", args=[request.space.slug, found.group_id])
    shown = {"thing": found.group, "form": form, "withdrawn": True, "action": action}
    return render(request, "groups/log/news_form.html", shown)


@require_POST
def inquiring(request: Any, number: int) -> HttpResponse:
    group = living_group(request, number, may_write)

    def inquire(said: dict[str, Any]) -> HttpResponse:
        kept = group_log.inquire(group, said["text"], by=request.person)
        kept.group = group
        undo = reverse("groups:inquiry_removal", args=[request.space.slug, kept.pk])
        return confirm(request, _("Noted: the question is on the group’s page."), kept, undo=undo)

    return InquiryForm.of(request).respond(request, inquire, thing=group)


@require_POST
def inquiry_removal(request: Any, number: int) -> HttpResponse:
    """Take back the line that the person opened, or one that minutes read."""
    found = thing_of_group(request, Inquiry, number)
    if group_log.opened_by(found, request.person):
        group_log.close_inquiry(found, by=request.person)
        return redirect(found.group)
    require(group_log.may_withdraw(found, request.person))
    group_log.withdraw_inquiry(found, by=request.person, at=timezone.now())
    undo = reverse("groups:inquiry_return", args=[request.space.slug, found.pk])
    return confirm(request, _("This line is taken back. The minutes keep it."), found.group, undo=undo)


@require_POST
def inquiry_return(request: Any, number: int) -> HttpResponse:
    found = thing_of_group(request, Inquiry, number)
    require(group_log.may_withdraw(found, request.person))
    group_log.bring_inquiry_back(found, by=request.person)
    return confirm(request, _("It is back as it was."), found)
