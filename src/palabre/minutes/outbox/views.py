"""Outbox of a space: letters are reviewed before they are sent, by Palabre, from one's own mailbox or by hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palabre.meetings import permissions
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Meeting
from palabre.minutes.letters import letters_to_named
from palabre.minutes.letters.named_people import AGAIN
from palabre.minutes.models import Import
from palabre.minutes.outbox import all_copies, space_outbox
from palabre.minutes.outbox.common_message import LONGEST_MAILTO, common_message
from palabre.minutes.outbox.forms import LetterWordsForm, ReaderAddressForm, SendingForm, WayForm
from palabre.minutes.outbox.letter_lookup import letter_or_404
from palabre.people.access import join_link, links
from palabre.people.reader import Reader
from palabre.post import letter_states, outbox
from palabre.post.letter_placeholders import as_kept, as_shown
from palabre.post.models import Letter, Way
from palabre.pure.french import fold
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.form.form_input import is_number
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on, require


@fresh_page
def all_letters(request: Any) -> HttpResponse:
    at = timezone.now()
    found = space_outbox.what_waits(Reader.of(request), at=at, every=opens_all(request))
    form = SendingForm(initial={"letter": [row.letter.pk for row in found.waiting]})
    reading = space_outbox.latest_reading(Reader.of(request)) if found.is_empty else None
    shown = {"outbox": found, "form": form, "reading": reading, **sending_words(at)}
    return render(request, "minutes/outbox/outbox.html", shown)


def sending_words(at: Any) -> dict[str, Any]:
    """Return whether Palabre sends mail here, and when a letter approved now would leave."""
    leaves = outbox.leaves_at(at)
    when = letter_states.instant(leaves, today=timezone.localdate(at))
    return {"mail_is_configured": mail_is_configured(), "leaves": "" if leaves == at else when}


@fresh_page
def to_all(request: Any) -> HttpResponse:
    """Show one message to those whose messages wait, to be sent from one's own mailbox.

    Who may not read all letters writes to the readers of their own ones, and is shown no address noted by others.
    """
    at, every = timezone.now(), opens_all(request)
    waiting = [row.letter for row in space_outbox.what_waits(Reader.of(request), at=at, every=every).waiting]
    door = door_for(request, at=at)
    message = common_message(waiting, request.space, by=request.person, door=door)
    return render(request, "minutes/outbox/common_message.html", {"message": message, "door": door})


def door_for(request: Any, *, at: Any) -> str:
    """Return the address of the join link, else of a public space; "" where nobody could come in."""
    link = next(iter(join_link.open_ones(request.space, at=at)), None)
    if link is None and not request.space.is_public:
        return ""
    return origin_of(request) + (links.link_path(link) if link else request.space.get_absolute_url())


@require_POST
def sending(request: Any) -> HttpResponse:
    """Approve the letters that were waiting when the list was displayed: those of the form."""
    every, said = opens_all(request), SendingForm.read(request)
    rows = space_outbox.letters_in_reach(Reader.of(request), every=every).filter(pk__in=said["letter"])
    ready = space_outbox.readable_letters(rows, Reader.of(request))
    sent_by = {"by": request.person, "at": timezone.now(), "origin": origin_of(request)}
    gone = outbox.approve_all(ready, **sent_by, now=said["now"])
    told = ngettext(
        "%(n)s message is going out through Palabre.", "%(n)s messages are going out through Palabre.", len(gone)
    )
    return confirm(request, told % {"n": len(gone)}, "outbox:outbox", request.space.slug)


@never_cache
@require_POST
def copying(request: Any) -> HttpResponse:
    """Show the texts of the letters of the list, with their links: they are in no URL and on no cached screen."""
    at = timezone.now()
    copied = all_copies.copies(waiting_among(request), by=request.person, at=at, origin=origin_of(request))
    form = SendingForm(initial={"letter": [row.pk for row, _text in copied]})
    told = {"text": all_copies.in_one_text(copied), "letters": [row for row, _text in copied], "form": form}
    return render(request, "minutes/outbox/all_copies.html", told)


@require_POST
def all_given(request: Any) -> HttpResponse:
    """Note that the letters that were copied left from one's own mailbox."""
    at = timezone.now()
    given = list(filter(permissions.letters_open_to(request.person), waiting_among(request)))
    for row in given:
        outbox.gave_by_hand(row, by=request.person, at=at, how=Way.MAILBOX)
    undo = reverse("outbox:none_given", args=[request.space.slug, given[0].pk]) if given else ""
    told = ngettext("%(n)s message is noted as sent.", "%(n)s messages are noted as sent.", len(given))
    return confirm(request, told % {"n": len(given)}, "outbox:outbox", request.space.slug, undo=undo)


@gesture_on(letter_or_404)
def none_given(request: Any, row: Letter) -> HttpResponse:
    """Have all letters that were noted as sent with this one wait again."""
    reader = Reader.of(request)
    found = all_copies.noted_with(row, reader, every=opens_all(request))
    for one in found:
        outbox.not_given(one, by=request.person)
    told = ngettext("%(n)s message waits here again.", "%(n)s messages wait here again.", len(found))
    return confirm(request, told % {"n": len(found)}, "outbox:outbox", request.space.slug)


def waiting_among(request: Any) -> list[Letter]:
    """Return the letters of the form that the person may read and that still wait, by the name of their readers."""
    every, reader, said = opens_all(request), Reader.of(request), SendingForm.read(request)
    rows = space_outbox.letters_that_wait(reader, every=every).filter(pk__in=said["letter"])
    known = space_outbox.readable_letters(rows.select_related("link", "by"), reader)
    return sorted(known, key=lambda row: (fold(row.reader.name), row.pk))


@fresh_page
def letter(request: Any, number: int) -> HttpResponse:
    return render_outbox_letter(request, letter_or_404(request, number))


@never_cache
@require_POST
def letter_link(request: Any, number: int) -> HttpResponse:
    """Show the recipient's link to the person who will give it: it is in no URL and on no cached screen."""
    row = letter_or_404(request, number)
    outbox.lend(row, by=request.person, at=timezone.now())
    return render_outbox_letter(request, row, link=origin_of(request) + outbox.address_in(row))


@fresh_form
def letter_words(request: Any, number: int) -> HttpResponse:
    """Edit the letter. The recipient's link is shown in brackets."""
    row = letter_or_404(request, number)
    form = LetterWordsForm.of(request, initial=LetterWordsForm.said_of(row))

    def change(said: dict[str, Any]) -> HttpResponse:
        subject, body, at = said["subject"], as_kept(said["body"]), timezone.now()
        outbox.change_letter(row, subject, body, by=request.person, at=at, shown=said["shown"])
        return confirm(request, _("Your words are kept."), "outbox:letter", request.space.slug, row.pk)

    return form.respond(request, change, template="minutes/outbox/letter_words.html", letter=row)


@gesture_on(letter_or_404, to="outbox:letter")
def letter_sending(request: Any, row: Letter) -> str:
    said = {"by": request.person, "at": timezone.now(), "origin": origin_of(request)}
    outbox.approve(row, **said, now=WayForm.read(request)["how"] == "now")
    return _("Palabre is sending it.")


@gesture_on(letter_or_404, to="outbox:letter")
def letter_waiting(request: Any, row: Letter) -> str:
    outbox.unapprove(row, by=request.person)
    return _("You have it back: it is waiting here.")


@gesture_on(letter_or_404)
def letter_giving(request: Any, row: Letter) -> HttpResponse:
    """Note that the letter left, and lead to the next one that waits."""
    how = Way.MAILBOX if WayForm.read(request)["how"] == Way.MAILBOX else Way.BY_HAND
    outbox.gave_by_hand(row, by=request.person, at=timezone.now(), how=how)
    undo = reverse("outbox:letter_not_given", args=[request.space.slug, row.pk])
    following = next_after(row, Reader.of(request)) or row
    said = _("Noted for %(name)s.") % {"name": row.reader.name}
    return confirm(request, said, "outbox:letter", request.space.slug, following.pk, undo=undo)


@gesture_on(letter_or_404, to="outbox:letter")
def letter_not_given(request: Any, row: Letter) -> str:
    outbox.not_given(row, by=request.person)
    return _("It is waiting here again.")


@gesture_on(letter_or_404, to="outbox:letter")
def letter_return(request: Any, row: Letter) -> str:
    outbox.came_back(row, by=request.person, at=timezone.now())
    return _("Noted: nothing more goes to this address.")


@gesture_on(letter_or_404, to="outbox:letter")
def letter_address(request: Any, row: Letter) -> str:
    letters_to_named.correct_address(row, ReaderAddressForm.read(request)["address"], by=request.person)
    meeting_invitations.address_again(row, at=timezone.now(), origin=origin_of(request))
    return _("The address is kept.")


@never_cache
@require_POST
def letter_renewal(request: Any, number: int) -> HttpResponse:
    """Replace a leaked link: the former URL stops working, and the new one is shown, to be given."""
    row = letter_or_404(request, number)
    meeting_invitations.renew_link(row, by=request.person)
    outbox.lend(row, by=request.person, at=timezone.now(), is_new=True)
    messages.success(request, _("The former link no longer works. Here is the new one."))
    return render_outbox_letter(request, row, link=origin_of(request) + outbox.address_in(row))


@gesture_on(letter_or_404)
def letter_reminder(request: Any, row: Letter) -> HttpResponse:
    """Write one reminder by hand: it waits to be reviewed before it is sent."""
    reading = reading_of(request, row)
    if reading is None:
        raise Http404
    again = letters_to_named.tell_again(row, reading, by=request.person, at=timezone.now())
    return redirect("outbox:letter", request.space.slug, again.pk)


def reading_of(request: Any, row: Letter) -> Import | None:
    """Return the latest reading of the minutes that the letter is about."""
    audience = row.about.removesuffix(AGAIN).removeprefix("minutes:")
    rows = Reader.of(request).may_read(Import).filter(undone_at=None, corrections=None)
    of_these = rows.filter(audience=audience) if is_number(audience) else rows.none()
    reading: Import | None = of_these.select_related("space", "audience", "meeting").order_by("-pk").first()
    return reading


def render_outbox_letter(request: Any, row: Letter, *, link: str = "") -> HttpResponse:
    at = timezone.now()
    is_whole = outbox.is_shown_to(row, request.person)
    text = outbox.as_sent(row, origin=origin_of(request)) if is_whole else ""
    knows = permissions.can_know_address(request.person, row.reader)
    is_old = row.sent_at is not None and at - row.sent_at >= letters_to_named.BEFORE_AGAIN
    words = {
        "letter": row,
        "body": as_shown(row.body) if row.link or row.sent_at else outbox.without_link(row, origin=origin_of(request)),
        "state": letter_states.state_of(row, at=at),
        "is_untrue": row.is_waiting and space_outbox.waits(row),
        "why_not": None if row.is_leaving else outbox.why_not_sent(row),
        "link": link,
        "text": text,
        "knows": knows,
        "form": ReaderAddressForm.about(row) if knows or not row.reader.email else None,
        "mailto": mailto(row, text, to=row.email if knows else "") if is_whole else "",
        "may_remind": is_old
        and row.about.startswith("minutes:")
        and not row.about.endswith(AGAIN)
        and not row.reader.has_come,
        "reading": reading_of(request, row),
        "meeting": meeting_of_letter(request, row),
        "next": next_after(row, Reader.of(request)),
        **sending_words(at),
    }
    return render(request, "minutes/outbox/letter.html", words)


def meeting_of_letter(request: Any, row: Letter) -> Meeting | None:
    """Return the meeting of the letter; `letter_or_404` checked that the reader may read it."""
    reader, number = Reader.of(request), space_outbox.meeting_number_of_letter(row)
    place: Meeting | None = reader.place(reader.may_read(Meeting).filter(pk=number).first()) if number else None
    return place


def next_after(row: Letter, reader: Reader) -> Letter | None:
    """Return another letter that waits to be reviewed: about the same thing first, those after this one first."""
    every = permissions.can_read_letters(reader.person)
    others = space_outbox.letters_that_wait(reader, every=every).exclude(pk=row.pk)
    waiting: list[Letter] = list(others[: space_outbox.MOST])
    rows = sorted(waiting, key=lambda one: (one.about != row.about, one.pk < row.pk, one.pk))
    if rows and rows[0].about == row.about:
        return rows[0]  # who reads this letter reads all that are about the same thing
    return next(iter(space_outbox.readable_letters(rows, reader)), None)


def mailto(row: Letter, text: str, *, to: str) -> str:
    """Return the mailto: URL of the letter to this address, or to none (""); without its text when it is too long."""
    head = f"mailto:{quote(to, safe='@')}?subject={quote(row.subject)}"
    whole = f"{head}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    return whole if len(whole) <= LONGEST_MAILTO else head


def opens_all(request: Any) -> bool:
    """Return whether the person may open every letter, or theirs alone; 403 where they may open none."""
    if permissions.can_read_letters(request.person):
        return True
    require(permissions.has_outbox(request.person))
    return False
