"""« Les prévenir »: the persons named by minutes, their addresses, and the letters to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.meetings import permissions
from palabre.minutes.imports.views import visible
from palabre.minutes.letters import letters_to_named
from palabre.minutes.letters.named_people import Named, named_by
from palabre.minutes.models import Import
from palabre.people.access import links
from palabre.post import outbox
from palabre.post.letter_states import state_of
from palabre.pure.addressbook import is_address
from palabre.web.form.form_input import cleaned_input, is_number
from palabre.web.origins import origin_of

MOST = 90  # persons on one screen, each with a field; the others follow once these are told
MOST_LEFT = 40  # addresses to match by hand, each with two fields


@dataclass(slots=True)
class Typed:
    """Values of the form: an address beside each name, a line of addresses, and unmatched ones."""

    addresses: dict[int, str] = field(default_factory=dict)
    line: str = ""
    left: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, post: Mapping[str, str]) -> Typed:
        beside = {name.removeprefix("address-"): str(post[name]) for name in post if name.startswith("address-")}
        typed = cls({int(number): cleaned_input(said) for number, said in beside.items() if is_number(number)})
        typed.line = str(post.get("line", "")).replace("\x00", "").strip()
        for number in range(MOST_LEFT):
            typed.pair(cleaned_input(str(post.get(f"left-{number}", ""))), str(post.get(f"whose-{number}", "")))
        return typed

    def pair(self, address: str, whose: str) -> None:
        if is_number(whose):
            self.addresses[int(whose)] = address
        elif address:
            self.left[address] = ()

    @property
    def wrong(self) -> dict[int, str]:
        return {number: said for number, said in self.addresses.items() if said and not is_address(said)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def named_people_page(request: Any, number: int) -> HttpResponse:
    reading = visible(request, number)
    if not permissions.can_write_letters(request.person):
        raise PermissionDenied
    letters_to_named.refuse_undone(reading)
    return (
        press_letter_button(request, reading) if request.method == "POST" else render_letters(request, reading, Typed())
    )


def press_letter_button(request: Any, reading: Import) -> HttpResponse:
    """Store the typed values, whichever button was pressed; then do what the button says."""
    typed, by = Typed.of(request.POST), request.person
    letters_to_named.give_addresses(reading, typed.addresses, by=by)
    said = letters_to_named.recognise(reading, typed.line, by=by) if typed.line else None
    if said is not None:
        typed.left |= {contact.address: who for contact, who in said.left.items()}
    if "tell" in request.POST and not typed.wrong and not typed.left:
        letters = letters_to_named.write_to_named(reading, by=by, at=timezone.now())
        messages.success(request, ready_sentence(len(letters)))
        return redirect("outbox:outbox", request.space.slug)
    if "given" in request.POST:
        given(request, chosen_option(request, reading, "given"), reading)
    one = chosen_option(request, reading, "link") if "link" in request.POST else None
    return render_letters(request, reading, typed, said=said, to_give=address_to_give(request, reading, one))


def ready_sentence(count: int) -> str:
    ready = ngettext(
        "%(n)s message is ready. It has not been sent.", "%(n)s messages are ready. None has been sent.", count
    )
    return ready % {"n": count}


def chosen_option(request: Any, reading: Import, name: str) -> Named:
    wanted = request.POST[name]
    for one in named_by(reading):
        if str(one.person.pk) == wanted:
            return one
    raise Http404


def given(request: Any, one: Named, reading: Import) -> None:
    letter = one.letter or letters_to_named.tell_one(one, reading, by=request.person, at=timezone.now())
    outbox.gave_by_hand(letter, by=request.person, at=timezone.now())


def address_to_give(request: Any, reading: Import, one: Named | None) -> dict[int, str]:
    """Make the person's link, and show it once to the person who asked."""
    if one is None:
        return {}
    at, by = timezone.now(), request.person
    if one.letter is None:
        letters_to_named.tell_one(one, reading, by=by, at=at)
    link = letters_to_named.link_for(one, reading, by=by, at=at)
    if link is not None:
        link = links.link_shown_to(link, by, at=at)
        link.show(at)
    path = links.link_path(link) if link else request.space.get_absolute_url()
    return {one.person.pk: f"{origin_of(request)}{path}"}


def render_letters(
    request: Any,
    reading: Import,
    typed: Typed,
    *,
    said: letters_to_named.Recognised | None = None,
    to_give: Mapping[int, str] | None = None,
) -> HttpResponse:
    named, at = named_by(reading), timezone.now()
    to_tell = [one for one in named if letters_to_named.was_not_told(one)]
    rows = [
        {
            "one": one,
            "state": state_of(one.letter, at=at) if one.letter else "",
            "value": typed.wrong.get(one.person.pk, one.person.email),
            "is_wrong": one.person.pk in typed.wrong,
            "to_give": (to_give or {}).get(one.person.pk, ""),
        }
        for one in [*to_tell, *(one for one in named if one not in to_tell)][:MOST]
    ]
    without = [one for one in named if not one.can_be_written_to and letters_to_named.was_not_told(one)]
    words = {
        "reading": reading,
        "rows": rows,
        "count": len(named),
        "to_tell": len(to_tell),
        "more": max(len(named) - MOST, 0),
        "said": said,
        "left": list(typed.left.items())[:MOST_LEFT],
        "without": without,
        "some_are_known": said is not None or len(without) < len(to_tell) or len(to_tell) < len(named),
        "kept_waiting": bool(typed.wrong or typed.left) and "tell" in request.POST,
    }
    return render(request, "minutes/letters/people.html", words, status=422 if typed.wrong else 200)
