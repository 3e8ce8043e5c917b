"""The card of a group: write it, its picture, the people shown on it, validate it, its poster."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.gatherings import permissions
from palabre.gatherings.cards import card_consent, group_cards
from palabre.gatherings.cards.group_cards import Picture, Words
from palabre.gatherings.gathering_access import validates
from palabre.gatherings.gathering_display import cards_in_words, is_shown_on, licence_of
from palabre.gatherings.models import GroupCard
from palabre.gatherings.views.announcement import way_to
from palabre.gatherings.views.lookup import card_for, gathering_for
from palabre.groups.models import Group
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.form.form_input import is_number
from palabre.wiki.attachments.file_intake import LARGEST, too_large
from palabre.wiki.copies.page_licences import KNOWN

LONGEST = 20_000  # characters of one field
MOST_ASKED = 60  # names in one list


@require_POST
def new_card(request: Any, number: int) -> HttpResponse:
    """Create the card of a group for the gathering, or restore it."""
    gathering, reader = gathering_for(request, number), Reader.of(request)
    if not permissions.can_begin(request.person, request.space):
        raise PermissionDenied
    said = request.POST.get("group", "")
    rows = reader.may_read(Group).alive().select_related("audience")
    group = get_object_or_404(rows, pk=int(said) if is_number(said) else 0)
    card = group_cards.show_group_card(gathering, group, by=request.person)
    card.space = request.space
    return redirect(card)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: Any, number: int) -> HttpResponse:
    """GET shows the card, filled in with the group's own texts; POST saves the texts."""
    found = card_for(request, number)
    if request.method != "POST":
        return render_card_form(request, found)
    typed = words_in(request)
    try:
        group_cards.write_card(found, Words(**typed), by=request.person)
    except Refusal as refusal:
        return render_card_form(request, found, typed=typed, refusal=refusal)
    messages.success(request, _("Noted."))
    return redirect(found)


@require_POST
def picture(request: Any, number: int) -> HttpResponse:
    found = card_for(request, number)
    try:
        group_cards.show_picture(found, picture_in(request), by=request.person, at=timezone.now())
    except Refusal as refusal:
        return render_card_form(request, found, about_picture=picture_words(request), picture_refusal=refusal)
    messages.success(request, _("The picture is on the card."))
    return redirect(found)


@require_POST
def no_picture(request: Any, number: int) -> HttpResponse:
    found = card_for(request, number)
    group_cards.take_picture_off(found, by=request.person)
    return redirect(found)


@require_POST
def validation(request: Any, number: int) -> HttpResponse:
    """Show the card outside, or to members only again."""
    found = card_for(request, number)
    if not validates(request.person, found):
        raise PermissionDenied
    if request.POST.get("say") == "no":
        group_cards.unvalidate_card(found, by=request.person)
    else:
        group_cards.validate(found, by=request.person, at=timezone.now())
    return redirect(found)


@require_POST
def withdrawal(request: Any, number: int) -> HttpResponse:
    """Withdraw the card from this gathering, or restore it."""
    found = card_for(request, number)
    if not validates(request.person, found):
        raise PermissionDenied
    if request.POST.get("say") == "no":
        group_cards.show_card_again(found, by=request.person)
    else:
        group_cards.withdraw_card(found, by=request.person, at=timezone.now())
    return redirect(found)


@require_POST
def showing(request: Any, number: int) -> HttpResponse:
    """Record that the member consents to be shown on the card, or withdraws their consent."""
    found = card_for(request, number)
    if request.POST.get("say") == "no":
        card_consent.withdraw_consent(found, by=request.person, at=timezone.now())
    else:
        name = request.POST.get("shown_as", "")[:LONGEST]
        card_consent.agree(found, by=request.person, at=timezone.now(), shown_as=name)
    return redirect(found)


@require_POST
def asking(request: Any, number: int) -> HttpResponse:
    """Ask a person of the group for their consent: a letter waits in the outbox."""
    found, said = card_for(request, number), request.POST.get("person", "")
    who = get_object_or_404(may_be_asked(found, Reader.of(request)), pk=int(said) if is_number(said) else 0)
    card_consent.ask_card_consent(found, who, by=request.person, at=timezone.now())
    messages.success(request, _("A message is ready in the outbox: read it again, then let it go."))
    return redirect(found)


@never_cache
@require_safe
def card_poster(request: Any, number: int) -> HttpResponse:
    found = card_for(request, number)
    (one,) = cards_in_words([found], Reader.of(request))
    words = {"card": found, "one": one, "gathering": found.gathering}
    return render(request, "gatherings/cards/poster.html", words | way_to(request, found.gathering))


def may_be_asked(card: GroupCard, reader: Reader) -> Any:
    """Return the authors of the gathering and its cards, by signature. An author without one is not named."""
    held = roles_read_by(reader).held().filter(group=card.group_id).values("person")
    rows = Person.objects.filter(pk__in=held, erased_at=None, same_as=None)
    return rows.exclude(cards__card=card).order_by("name", "pk")


def words_in(request: Any) -> dict[str, str]:
    return {name: str(request.POST.get(name, ""))[:LONGEST] for name in ("title", "question", "intention")}


def picture_words(request: Any) -> dict[str, str]:
    return {name: str(request.POST.get(name, ""))[:LONGEST] for name in ("alt", "credit", "licence", "decorative")}


def picture_in(request: Any) -> Picture:
    """Read the form of a picture. Raise a Refusal if the file is missing or too large."""
    file = request.FILES.get("file")
    if file is None:
        raise Refusal(_("No file was chosen."), instead=_("Choose a picture, then send again."))
    if file.size > LARGEST:
        raise too_large()
    said = picture_words(request)
    is_decorative = bool(said.pop("decorative"))
    return Picture(file.name, file.read(), is_decorative=is_decorative, **said)


def render_card_form(
    request: Any,
    card: GroupCard,
    *,
    typed: dict[str, str] | None = None,
    refusal: Refusal | None = None,
    about_picture: dict[str, str] | None = None,
    picture_refusal: Refusal | None = None,
) -> HttpResponse:
    (one,) = cards_in_words([card], Reader.of(request))
    own = {"title": one.title, "question": one.question, "intention": one.intention}
    about = {"alt": card.alt, "credit": card.credit, "licence": card.licence or request.space.licence}
    words = {
        "card": card,
        "one": one,
        "gathering": card.gathering,
        "typed": typed or own,
        "refusal": refusal,
        "about_picture": about_picture or about | {"decorative": "on" if card.is_decorative else ""},
        "picture_refusal": picture_refusal,
        "licences": KNOWN,
        "picture_licence": licence_of(card.licence or request.space.licence),
        "mine": is_shown_on(card, request.person),
        "asked": [row.person.name for row in card.people.filter(agreed_at=None).select_related("person")],
        "others": list(may_be_asked(card, Reader.of(request)).exclude(pk=request.person.pk)[:MOST_ASKED]),
        "may_validate": validates(request.person, card),
        "may_write": permissions.can_write_card(request.person, card),
    }
    no = refusal or picture_refusal
    return render(request, "gatherings/cards/card.html", words, status=no.status if no else 200)
