"""The letters of a poll, to those who are awaited, and the link that opens it to whoever holds that link."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from palabre.groups.links import share_sheet
from palabre.groups.links.share_sheet import ToShare
from palabre.meetings.permissions import has_outbox, letters_open_to
from palabre.meetings.polls import poll_letters
from palabre.meetings.polls.awaited_people import letters_of
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.meetings.polls.views.polls import tended
from palabre.people.reader import Reader
from palabre.upkeep.smtp import mail_is_configured
from palabre.web import dates_in_words
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form


@fresh_form
def letters(request: Any, number: int) -> HttpResponse:
    """GET shows who is awaited, and what was written to each; POST writes to the silent: nothing leaves yet."""
    found = tended(request, number)
    if request.method == "POST":
        made = poll_letters.write_to_awaited(found, by=request.person, at=timezone.now())
        said = ngettext(
            "%(n)s message is ready. It has not been sent.", "%(n)s messages are ready. None has been sent.", len(made)
        )
        outbox = reverse("outbox:outbox", args=[request.space.slug])
        return confirm(request, said % {"n": len(made)}, outbox if has_outbox(request.person) else request.path)
    rows = poll_letters.silent(found)
    written = {row.to_id: row for row in letters_of(found).order_by("pk")}
    reader, opens = Reader.of(request), letters_open_to(request.person)
    opened = {row.pk for row in written.values() if opens(row)}
    shown = {
        "poll": found,
        "rows": [(reader.name_of(one.person), written.get(one.person_id), bool(one.person.email)) for one in rows],
        "opened": opened,
        "to_tell": len([one for one in rows if one.person_id not in written and one.person_id != request.person.pk]),
        "are_ready": any(row.sent_at is None and row.pk in opened for row in written.values()),
        "mail_is_configured": mail_is_configured(),
        "has_outbox": has_outbox(request.person),
    }
    return render(request, "meetings/polls/letters.html", shown)


@fresh_form
def sharing_it(request: Any, number: int) -> HttpResponse:
    """The words and the address to pass on; POST makes a link for what only members read."""
    found = tended(request, number)
    if request.method == "POST":
        share_sheet.create_share_link(found, by=request.person, at=timezone.now())
        return redirect(request.path)
    path = share_sheet.way_to(found, at=timezone.now())
    share = ToShare(found.title, poll_letter_facts(found), origin_of(request) + path) if path else None
    undo = reverse("meetings:poll_unsharing", args=[request.space.slug, number])
    shown = {"poll": found, "share": share, "may_give": True, "undo": undo, "poster": ""}
    return render(request, "meetings/polls/share.html", shown | {"is_open": found.is_for_everybody})


@require_POST
def unsharing(request: Any, number: int) -> HttpResponse:
    found = tended(request, number)
    share_sheet.close_share_links(found, at=timezone.now())
    return redirect("../")


def poll_letter_facts(found: Any) -> list[str]:
    today = timezone.localdate()
    slots = sorted((one.slot for one in found.options.standing()), key=lambda slot: slot.order)
    dates = [slot_in_words(slot, today=today) for slot in slots]
    by = (
        [_("Please answer by %(day)s.") % {"day": dates_in_words.near(found.deadline, today=today)}]
        if found.deadline
        else []
    )
    return [*dates[: poll_letters.MOST_DATES], *by]
