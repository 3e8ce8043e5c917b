"""Inviting people to a meeting: tick names, add one, review the letters, announce a change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.meetings import permissions
from palabre.meetings.attendance.attendance import is_to_come
from palabre.meetings.attendance.views import meeting_for
from palabre.meetings.dates.meeting_schedule import is_untold
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.invitations.forms import CallForm
from palabre.meetings.invitations.meeting_invitees import (
    can_be_called,
    carriers_for,
    give_addresses,
    one_by_name,
    people_of,
)
from palabre.meetings.models import Meeting
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.people.roster import not_in_preparation
from palabre.post import letter_states, outbox
from palabre.post.letter_placeholders import as_shown
from palabre.pure.french import fold_all
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, gesture_on, require


def called_to(request: Any, number: int) -> Meeting:
    """Return the meeting. 404 if the member may not read it, 403 if they may not invite people to it."""
    found: Meeting = meeting_for(request, number)
    require(permissions.can_call(request.person, found))
    return found


@fresh_form
@open_to_one_word
def calling_people(request: Any, number: int) -> HttpResponse:
    """GET shows the possible invitees, the default ones ticked; POST writes the letters, which wait for review."""
    found = called_to(request, number)
    if request.method != "POST" and not is_open(found):
        return render_invitations(request, found, None)
    form = call_form(request, found)

    def call(_said: dict[str, Any]) -> HttpResponse:
        words = ready(write_invitations(request, found, form))
        return confirm(request, words, "meetings:calling", request.space.slug, found.pk)

    return form.done(call) or render_invitations(request, found, form)


def call_form(request: Any, meeting: Meeting) -> CallForm:
    """Return the form, with the people near the meeting first."""
    gone = set(meeting.invitations.values_list("person", flat=True))
    near = set(people_of(meeting).values_list("pk", flat=True))
    rows = names_to_call(Reader.of(request))
    folded = fold_all([name for _pk, name in rows])
    by_name = [rows[place] for place in sorted(range(len(rows)), key=folded.__getitem__)]
    everybody = [one for is_near in (True, False) for one in by_name if (one[0] in near) is is_near]
    to_call, called = ([one for one in everybody if (one[0] in gone) is is_called] for is_called in (False, True))
    ticks = set() if request.method == "POST" else asked_for(request, meeting, near=near, named=rows)
    initial = {"person": list(ticks - {request.person.pk})}
    return CallForm.of(request, to_call=to_call, called=called, by=request.person, initial=initial)


def write_invitations(request: Any, meeting: Meeting, form: CallForm) -> int:
    """Store the addresses, create the person named, and write to those ticked. Return how many letters there are."""
    give_addresses(request.space, form.addresses, by=request.person)
    chosen, name, address = form.ticked, form.cleaned_data["name"], form.cleaned_data["address"]
    if name:
        chosen.append(one_by_name(request.space, name, address, reader=Reader.of(request), by=request.person))
    said = {"by": request.person, "at": timezone.now(), "origin": origin_of(request)}
    return len(meeting_invitations.call(meeting, **said, persons=chosen))


@gesture_on(called_to, to="meetings:calling")
def telling_called(request: Any, found: Meeting) -> str:
    """« Prévenir les personnes appelées »: write them the new plan, or the cancellation."""
    said = {"by": request.person, "at": timezone.now(), "origin": origin_of(request)}
    return ready(sum(one.letter is not None for one in meeting_invitations.tell_change(found, **said)))


def ready(count: int) -> str:
    if not count:
        return _("There is nobody new to write to.")
    told = ngettext(
        "%(n)s message is ready. It has not been sent.", "%(n)s messages are ready. None has been sent.", count
    )
    return told % {"n": count}


@prepared_reading()
def names_to_call(rights: Any) -> Any:
    """Return (id, name) of the persons whom a member may know of, and who may be called."""
    persons = Person.objects.filter(space=rights.space, erased_at=None)
    return can_be_called(not_in_preparation(persons, rights)).values_list("pk", "name")


def asked_for(request: Any, meeting: Meeting, *, near: set[int], named: list[tuple[int, str]]) -> set[int]:
    """Return the ids of the persons to tick: those of the query (?of=carriers, ?of=space), else those `near`."""
    match request.GET.get("of", ""):
        case "carriers":
            rows = can_be_called(Person.objects.filter(pk__in=carriers_for(meeting).values("person")))
            return set(rows.values_list("pk", flat=True))
        case "space":
            return {number for number, _name in named}
        case _:
            return near


def is_open(meeting: Meeting) -> bool:
    """Return whether people may still be called to it: the page has no form otherwise."""
    today = timezone.localdate()
    return meeting.on is not None and meeting.cancelled_at is None and is_to_come(meeting, today=today)


def render_invitations(request: Any, meeting: Meeting, form: CallForm | None) -> HttpResponse:
    at = timezone.now()
    words = {
        "meeting": meeting,
        "form": form,
        "is_open": is_open(meeting),
        "is_untold": is_untold(meeting, but=request.person),
        **letters_shown(meeting, request.person, at=at),
    }
    return render(request, "meetings/invitations/invitations.html", words, status=form.status if form else 200)


def letters_shown(meeting: Meeting, reader: Person, *, at: Any) -> dict[str, Any]:
    """Return the letters of this meeting: those that the reader reviews, with a sample text, then the others.

    Of a letter that the reader may not open, no word is shown.
    """
    letters, opens = meeting_invitations.letters_of(meeting), permissions.letters_open_to(reader)
    is_off = meeting.cancelled_at is not None
    said = [one for one in letters if (one.calendar_method == meeting_invitations.CANCEL) == is_off]  # what is true now
    waiting = [letter for letter in said if letter.is_waiting and opens(letter)]
    leaves = outbox.leaves_at(at)
    return {
        "waiting": waiting,
        "able": [letter for letter in waiting if outbox.why_not_sent(letter) is None],
        "sample": as_shown(waiting[0].body) if waiting else "",
        "others": [(one, letter_states.state_of(one, at=at), opens(one)) for one in letters if one not in waiting],
        "leaves": "" if leaves == at else letter_states.instant(leaves, today=today(at)),
    }


def today(at: Any) -> Any:
    return timezone.localdate(at)
