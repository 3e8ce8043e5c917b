"""The room: its screens, and the gestures that they post. Everything works without JavaScript.

`/s/<space>/meetings/<n>/room/?as=facilitator|scribe|projector|phone`, for readers of the meeting;
`/opened/<link>/room/` for a guest, who has a phone. Context of both templates (`meetings/room/<role>.html`): `meeting`,
`room` (RoomState), `socket` (path of the WebSocket, with `?as=`; "" for an unknown visitor, whose screen polls),
`is_guest`, `text_address` (« Écrire avec tout le monde », "" without the right to write), `search_address` ("" for a
guest), `page` and `note_form` (for the scribe: the wiki page of the live note, None until it exists).
`meetings/room/closed.html` (`meeting`, `may_open`) is shown until the room is opened; `meetings/room/door.html`
(`form`) asks for eight letters, `meetings/room/entrance.html` (`meeting`, `form`) for a first name.

Gestures, each `POST <gesture>/`, with parameters in the query or the form; `as` leads back to the same screen:

members of the space (`mine.leads`)
    beginning/ · next-point/?version= · point/?item=&version= · extension/?extra= (as seen) · clock/?hides=1|0 ·
    facilitation/ (« Je reprends l’animation ») · pen/ (« J’écris ») · notes/ (the scribe's screen) ·
    presence/?person=&here=1|0, or `name=` typed · presence-of-all/ with `names=` pasted · line/ with `line=` ·
    proposing/?action= with `to-<action>=` (a name) ·
    speaker/?person= (none: nobody speaks any longer) · circle/ with `question=` · piece/?circle=&to= ·
    circle-end/?circle= · weather/?group= with `weather=`, `words-<group>=`, `next_step-<group>=` · round/?group= (that
    one is asked next) · code/ (a new one) · end/ with `next=keep|choose|none` · proposal/ with `proposal=` ·
    rewording/?decision= with `wording-<decision>=` · adoption/?decision= with `review-<decision>=` (a day in words) ·
    setting-aside/?decision= with `why-<decision>=` · lifting/?objection= (its author too) ·
    proposal-return/?decision=
everybody in the room
    my-presence/ (« Je suis là ») · address/ with `address=` (once it has ended) · hand/ (« Je voudrais parler ») ·
    no-hand/ · turn/?circle=&holder=&spoke=1|0 (the holder, or whoever leads) · sentence/?circle= with `text=` and
    `signed=1` · taking/?action= · taking-together/?action= with `with-<action>=` (again, to say with whom) ·
    giving-back/?action= · suspense/?action= (whoever leads) · answer/?need= with `answer-<need>=` ·
    answer-back/?answer= (its author) · not-yet/?need= · met/?need= (« C’est bon pour nous », for the group’s own
    people) · not-met/?need= · objection/?decision= with `reason-<decision>=`

A script that posts with `fetch` sends `Accept: application/json`: the answer is 204, `{"said"}` if there is a message
for the author, or the refusal as `{"why", "instead"}` with its status; the change comes by the WebSocket. Without
JavaScript, a refusal shows the screen again, with what was typed in its field. `GET state/?as=&version=`, for screens
without a WebSocket, answers 304 if nothing changed, else `{"version", "html"}`.

The WebSocket sends `{"version", "html"}` and `{"flash": {"kind": "weather"|"hand", "word", "name"}}`, and receives
`{"flash": "sun"}` (see room/broadcast/flashes.py for the words) and `{"hand": true}`. It closes with 4401, 4403 or 4404
when the viewer lost access: the page then reloads once, and shows why. After any other close, the page reconnects after
1, 2, 4… 30 seconds.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.meetings.models import Meeting, Room
from palabre.meetings.permissions import can_lead, can_take_part
from palabre.meetings.room import room_codes
from palabre.meetings.room.broadcast.room_websocket import role_of
from palabre.meetings.room.broadcast.screen_html import reading_of, stamps_of
from palabre.meetings.room.forms import ParametersForm, RoleForm, typed_words
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import AlreadyMoved
from palabre.meetings.room.room_lock import bell
from palabre.meetings.room.room_screens import Onlooker, screen_of_role
from palabre.meetings.room.room_state import Role
from palabre.meetings.room.views.gestures import GESTURES, RUNG, Gesture, refuse_leading
from palabre.notes.editor_choice import live_or_plain
from palabre.notes.hooks import way_in
from palabre.notes.note_form import NoteForm
from palabre.people.access.links import LinkClosed, for_holder
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.models import Link, Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.form.form_input import is_number, typed_in
from palabre.web.middleware import refusal_in_json
from palabre.web.name_masking.masked_screens import mask_part
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, fresh_page
from palabre.wiki.models import Page
from palabre.wiki.permissions import can_write_page


@dataclasses.dataclass(frozen=True, slots=True)
class Visit:
    """A visitor of a meeting's room, by their place in the space or by a link. `room` is None until it is opened."""

    meeting: Meeting
    person: Person | None
    link: Link | None
    room: Room | None

    @property
    def leads(self) -> bool:
        return self.link is None and can_lead(self.person, self.meeting)

    @property
    def address(self) -> str:
        if self.link is not None:
            return reverse("came_in:room", args=[self.link.pk])
        return reverse("room:room", args=[self.meeting.space.slug, self.meeting.pk])

    def onlooker(self, request: Any) -> Onlooker:
        leads = self.leads
        speaks = leads or (self.person is not None and can_take_part(self.person, self.meeting))
        role = role_of(RoleForm.asked(request) or self.usual_role(), leads=leads)
        number, is_inside = (self.person.pk, self.person.is_member) if self.person else (0, False)
        return Onlooker(number, role, leads, speaks, request.get_host(), is_inside=is_inside)

    def usual_role(self) -> str:
        """Return the default role: the member's function in this room, else a phone."""
        if self.room is None or self.person is None:
            return Role.PHONE
        if self.room.scribe_id == self.person.pk:
            return Role.SCRIBE
        is_hers = self.room.facilitator_id == self.person.pk or self.room.facilitator_id is None
        return Role.FACILITATOR if is_hers else Role.PHONE


@fresh_form
@live_or_plain
def room(request: Any, number: int) -> HttpResponse:
    """GET shows the screen; POST opens the room."""
    visit = by_place(request, number)
    return opening_of(request, visit) if request.method == "POST" else render_room(request, visit)


@require_POST
def room_opening_page(request: Any, number: int) -> HttpResponse:
    return opening_of(request, by_place(request, number))


@fresh_page
def state(request: Any, number: int) -> HttpResponse:
    return state_of(request, by_place(request, number))


@fresh_page
def square(request: Any, number: int) -> HttpResponse:
    return square_of(request, by_place(request, number))


@require_POST
@open_to_one_word
def gesture(request: Any, number: int, gesture: str) -> HttpResponse:
    return make_room_gesture(request, by_place(request, number), gesture)


@require_safe
@for_holder
def opened_room(request: Any) -> HttpResponse:
    return render_room(request, by_link(request))


@require_safe
@for_holder
def opened_state(request: Any) -> HttpResponse:
    return state_of(request, by_link(request))


@require_POST
@for_holder
@open_to_one_word
def opened_gesture(request: Any, gesture: str) -> HttpResponse:
    return make_room_gesture(request, by_link(request), gesture)


def by_place(request: Any, number: int) -> Visit:
    found = Reader.of(request).find(Meeting, number, "minutes__note", "minutes__audience")
    return Visit(found, request.person, None, room_of(found))


def by_link(request: Any) -> Visit:
    """Return the visit of a meeting link's holder. Raise LinkClosed if the meeting is gone, 404 for another link."""
    link = request.link
    if link.thing_kind != Meeting._meta.label_lower or link.person is None:
        raise Http404
    found = (
        Meeting.objects.select_related("minutes__note", "minutes__audience")
        .filter(pk=link.thing_id, space=link.space_id)
        .first()
    )
    if found is None:
        raise LinkClosed(_("What this link opened is no longer here."), instead=_("Ask the person who gave it to you."))
    found.space = link.person.space = link.space
    return Visit(found, link.person, link, room_of(found))


def room_of(meeting: Meeting) -> Room | None:
    found = Room.objects.filter(meeting=meeting.pk).first()
    if found is not None:
        found.meeting = meeting
    return found


def opening_of(request: Any, visit: Visit) -> HttpResponse:
    if not visit.leads or visit.person is None:
        raise PermissionDenied
    open_room(visit.meeting, by=visit.person, at=timezone.now())
    return redirect(f"{visit.address}?as={Role.FACILITATOR}")


def render_room(request: Any, visit: Visit, *, refusal: Refusal | None = None) -> HttpResponse:
    """Render the whole screen; after a refusal, with the reason and what was typed."""
    place: Space = visit.meeting.space
    base = {"meeting": visit.meeting, "place": place, "is_guest": visit.link is not None, "refusal": refusal}
    if visit.room is None:
        return render(request, "meetings/room/closed.html", base | {"may_open": visit.leads})
    who = visit.onlooker(request)
    reading = reading_of(visit.meeting.pk)
    if reading is None:
        raise Http404
    written = page_written_by(visit)
    page = written if who.role is Role.SCRIBE and not visit.room.ended_at else None
    more = {
        "room": screen_of_role(reading.facts, who),
        "socket": f"/ws{visit.address.rstrip('/')}?as={who.role}" if visit.person else "",
        "text_address": text_address(visit, written),
        "search_address": "" if visit.link else reverse("search:results", args=[place.slug]),
        "page": page,
        "note_form": NoteForm.showing(page.note) if page else None,
        "typed": typed_words(request) if refusal else {},
        "up": "../" if refusal else "",  # a refusal is rendered at the URL of its gesture
    }
    status = refusal.status if refusal else 200
    return render(request, f"meetings/room/{who.role}.html", base | more, status=status)


def page_written_by(visit: Visit) -> Page | None:
    """Return the page of the shared text; None if the visitor may not write in it, as a guest once the room ended."""
    page = visit.meeting.minutes
    if page is None:
        return None
    page.space = visit.meeting.space
    if visit.link is not None:
        return page if way_in(visit.link, page.note) else None
    return page if visit.leads and can_write_page(visit.person, page) else None


def text_address(visit: Visit, page: Page | None) -> str:
    if page is None:
        return ""
    if visit.link is not None:
        return reverse("opened:text", args=[visit.link.pk])
    return reverse("wiki:text", args=[page.space.slug, page.slug])


def state_of(request: Any, visit: Visit) -> HttpResponse:
    """Return the updated part, for screens without a WebSocket; 304 if nothing changed in it or in its space."""
    if visit.room is None:
        raise Http404
    stamp = stamps_of([visit.meeting.pk]).get(visit.meeting.pk)
    known = request.GET.get("version", "")
    if stamp is not None and is_number(known) and int(known) == stamp.order:
        return HttpResponseNotModified()
    reading = reading_of(visit.meeting.pk, stamp)
    if reading is None:
        raise Http404
    html, _frame = reading.shown(visit.onlooker(request), request.LANGUAGE_CODE)
    return JsonResponse({"version": reading.stamp.order, "html": mask_part(request, html)})


def square_of(request: Any, visit: Visit) -> HttpResponse:
    """Return the QR code of the entrance: its URL holds a key, besides the letters.

    Only to who leads, whose screens show it: whoever has it writes in the shared text. A public meeting has readers who
    are not in the room.
    """
    if visit.room is None or not visit.room.code or not visit.leads:
        raise Http404
    path = reverse("came_in:entrance", args=[visit.room.code, room_codes.room_key(visit.room)])
    drawing = segno.make(f"{origin_of(request)}{path}", error="m", micro=False)
    within_a_page = drawing.svg_inline(border=3, dark="#000", light="#fff", omitsize=True)
    drawn = within_a_page.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return HttpResponse(drawn, content_type="image/svg+xml")


def make_room_gesture(request: Any, visit: Visit, name: str) -> HttpResponse:
    """Make a gesture, then redirect to the screen, or answer a script in JSON."""
    found = GESTURES.get(name)
    if found is None or visit.room is None:
        raise Http404
    if visit.person is None:
        raise PermissionDenied
    is_listening = "application/json" in request.headers.get("accept", "")
    gesture = Gesture(request, visit.room, visit.person, timezone.now(), ParametersForm.said(request))
    try:
        refuse_leading(name, visit.person)
        leads_to = found(gesture)
        if name in RUNG:
            bell.rung(visit.meeting.pk)
    except Refusal as refusal:
        return refusal_in_json(request, refusal) if is_listening else refused_to_a_form(request, visit, name, refusal)
    if is_listening:
        return JsonResponse({"said": " ".join(gesture.said)}) if gesture.said else HttpResponse(status=204)
    for words in gesture.said:
        messages.success(request, words)
    return redirect(leads_to if leads_to and not visit.link else back_to(request, visit))


def back_to(request: Any, visit: Visit) -> str:
    return f"{visit.address}?as={visit.onlooker(request).role}"


def refused_to_a_form(request: Any, visit: Visit, name: str, refusal: Refusal) -> HttpResponse:
    """Show a refusal on the screen, with what was typed; raise it, for its own page, if the field is gone."""
    if isinstance(refusal, AlreadyMoved):
        return confirm(request, str(refusal), back_to(request, visit))
    if name == "end":
        raise refusal
    screen = render_room(request, visit, refusal=refusal)
    held = screen.content.decode()
    if any(conditional_escape(words) not in held for words in typed_in(request)):
        raise refusal
    return screen
