"""« Les prévenir »: the persons named by minutes, their addresses, and the letters to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.meetings import permissions
from palabre.minutes.imports.views import visible
from palabre.minutes.letters import letters_to_named
from palabre.minutes.letters.forms import MOST_LEFT, AddressForm, LineForm, PairForm
from palabre.minutes.letters.named_people import Named, named_by
from palabre.minutes.models import Import
from palabre.people.access import links
from palabre.post import outbox
from palabre.post.letter_states import state_of
from palabre.refusal import Refusal
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, require

MOST = 90  # persons on one screen, each with a field; the others follow once these are told


@dataclass(slots=True)
class Pressed:
    """The outcome of a button: addresses that are none, those left to nobody, what was recognised, links to give."""

    wrong: dict[int, AddressForm] = field(default_factory=dict)
    left: dict[str, tuple[str, ...]] = field(default_factory=dict)
    said: letters_to_named.Recognised | None = None
    to_give: dict[int, str] = field(default_factory=dict)
    is_kept_waiting: bool = False


@fresh_form
def named_people_page(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    require(permissions.can_write_letters(request.person))
    letters_to_named.refuse_undone(reading)
    letters_to_named.refuse_in_doubt(reading)
    letters_to_named.refuse_unseen(reading)
    return press_letter_button(request, reading) if request.method == "POST" else render_letters(request, reading)


def press_letter_button(request: Any, reading: Import) -> HttpResponse:
    """Store the typed values, whichever button was pressed; then do what the button says."""
    pressed, named, by = LineForm.read(request), named_by(reading), request.person
    pairs = PairForm.sent(request, named)
    knows = permissions.addresses_known_to(by)
    owned = {pair.owner: pair.address for pair in pairs if pair.owner}
    beside = AddressForm.sent(request, named, owned, knows=knows)
    shown = Pressed({form.person.pk: form for form in beside if not form.is_valid()})
    unsaid = [pair for pair in pairs if not (pair.owner or (pressed["tell"] and pair.is_answered))]
    shown.left = {pair.address: () for pair in unsaid if pair.address}
    said = {form.person.pk: form.cleaned_data["address"] for form in beside if form.is_valid()}
    letters_to_named.give_addresses(reading, said, by=by)
    if pressed["line"]:
        shown.said = letters_to_named.recognise(reading, pressed["line"], by=by)
        shown.left |= {contact.address: who for contact, who in shown.said.left.items()}
    shown.is_kept_waiting = pressed["tell"] and bool(shown.wrong or shown.left)
    if pressed["tell"] and not shown.is_kept_waiting:
        letters = letters_to_named.write_to_named(reading, by=by, at=timezone.now())
        return confirm(request, ready_sentence(len(letters)), "outbox:outbox", request.space.slug)
    if pressed["given"]:
        note_as_given(request, chosen_option(reading, pressed["given"]), reading)
    if pressed["link"]:
        shown.to_give = address_to_give(request, reading, chosen_option(reading, pressed["link"]))
    return render_letters(request, reading, shown)


def ready_sentence(count: int) -> str:
    ready = ngettext(
        "%(n)s message is ready. It has not been sent.", "%(n)s messages are ready. None has been sent.", count
    )
    return ready % {"n": count}


def chosen_option(reading: Import, wanted: str) -> Named:
    for one in named_by(reading):
        if str(one.person.pk) == wanted:
            return one
    raise Http404


def note_as_given(request: Any, one: Named, reading: Import) -> None:
    """Note that the person has their link. Raise a Refusal where the message is another's: they send it."""
    if one.letter is not None and not permissions.can_open_letter(request.person, one.letter):
        raise Refusal(
            _("Somebody else wrote the message to %(name)s.") % {"name": one.person.name},
            instead=_("The link that you passed on opens all the same. Tell who looks after the space."),
        )
    letter = one.letter or letters_to_named.tell_one(one, reading, by=request.person, at=timezone.now())
    outbox.gave_by_hand(letter, by=request.person, at=timezone.now())


def address_to_give(request: Any, reading: Import, one: Named) -> dict[int, str]:
    """Make the person's link, and show it once to the person who asked."""
    at, by = timezone.now(), request.person
    if one.letter is None:
        letters_to_named.tell_one(one, reading, by=by, at=at)
    link = letters_to_named.link_for(one, reading, by=by, at=at)
    if link is not None:
        link = links.link_shown_to(link, by, at=at)
        link.show(at)
    path = links.link_path(link) if link else request.space.get_absolute_url()
    return {one.person.pk: f"{origin_of(request)}{path}"}


def render_letters(request: Any, reading: Import, shown: Pressed | None = None) -> HttpResponse:
    named, at, shown = named_by(reading), timezone.now(), shown or Pressed()
    knows, opens = permissions.addresses_known_to(request.person), permissions.letters_open_to(request.person)
    to_tell = [one for one in named if letters_to_named.was_not_told(one)]
    rows = [
        {
            "one": one,
            "state": state_of(one.letter, at=at) if one.letter else "",
            "form": shown.wrong.get(one.person.pk) or AddressForm(one, knows=knows),
            "opens": one.letter is not None and opens(one.letter),
            "to_give": shown.to_give.get(one.person.pk, ""),
        }
        for one in [*to_tell, *(one for one in named if one not in to_tell)][:MOST]
    ]
    without = [one for one in named if not one.can_be_written_to and letters_to_named.was_not_told(one)]
    left = enumerate(list(shown.left.items())[:MOST_LEFT])
    words = {
        "reading": reading,
        "rows": rows,
        "form": LineForm(),
        "count": len(named),
        "to_tell": len(to_tell),
        "more": max(len(named) - MOST, 0),
        "said": shown.said,
        "left": [(address, names, PairForm(key, without, left=address)) for key, (address, names) in left],
        "without": without,
        "some_are_known": shown.said is not None or len(without) < len(to_tell) or len(to_tell) < len(named),
        "kept_waiting": shown.is_kept_waiting,
    }
    return render(request, "minutes/letters/people.html", words, status=422 if shown.wrong else 200)
