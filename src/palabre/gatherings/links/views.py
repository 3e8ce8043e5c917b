"""Pages opened by links, outside the space: the consent to be shown on a card, the card of an invited group."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.gatherings.cards import card_consent, group_cards
from palabre.gatherings.cards.group_cards import Words
from palabre.gatherings.cards.views.card import picture_in, picture_words, words_in
from palabre.gatherings.gathering_display import cards_in_words, is_shown_on
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.links.shared_link import guest_here, remember_guest, thing_of
from palabre.people.access.links import LinkClosed, for_holder, is_hers_alone
from palabre.people.guests import guest_of, new_form_token
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.wiki.copies.page_licences import KNOWN


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def showing(request: Any) -> HttpResponse:
    """A card that would show the name of the link's person: GET shows it, POST agrees or withdraws the consent.

    By a link that somebody else can open too, nobody agrees: it might be that other holder who does.
    """
    card = thing_of(request.link, GroupCard)
    me = request.link.person
    if me is None or card.withdrawn_at is not None:
        raise LinkClosed(_("This card is no longer shown."))
    if request.method == "POST":
        if request.POST.get("say") == "no":
            card_consent.withdraw_consent(card, by=me, at=timezone.now())
        else:
            agree_by_link(request, card, me)
        return redirect(request.path)
    (one,) = cards_in_words([card], Reader(card.space, me, timezone.localdate()))
    words = {"card": card, "one": one, "gathering": card.gathering, "me": me}
    mine = is_shown_on(card, me)
    return render(request, "gatherings/links/consent.html", words | {"place": card.space, "mine": mine})


def agree_by_link(request: Any, card: GroupCard, me: Person) -> None:
    if not is_hers_alone(request.link):
        raise Refusal(
            _("Somebody else can open this link: your name is not shown by it."),
            instead=_("Agree on the card itself, in the space: “Who is here” gives you your own link back."),
        )
    name = request.POST.get("shown_as", "")[:400]
    card_consent.agree(card, by=me, at=timezone.now(), shown_as=name)


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def card(request: Any) -> HttpResponse:
    """The card of an invited group: GET shows the form, POST saves it. Editable until a convener validates it."""
    gathering, me = thing_of(request.link, Gathering), guest_here(request)
    found = card_of(gathering, me)
    if request.method != "POST":
        return render_card_by_link(request, gathering, found, me)
    try:
        found, me = keep_card_words(request, gathering, found, me)
        if request.FILES.get("file"):
            group_cards.show_picture(found, picture_in(request), by=me, at=timezone.now())
    except Refusal as refusal:
        return render_card_by_link(request, gathering, found, me, refusal=refusal)
    messages.success(request, _("Noted. Somebody who carries a group here will look at your card, then show it."))
    return redirect(request.path)


def keep_card_words(
    request: Any, gathering: Gathering, found: GroupCard | None, me: Person | None
) -> tuple[GroupCard, Person]:
    """Save the texts of the form, and remember the guest on this device."""
    if gathering.is_off:
        raise Refusal(_("This gathering will not take place."))
    words = Words(**words_in(request))
    if found is not None and me is not None:
        return group_cards.write_card(found, words, by=me), me
    with transaction.atomic():
        by = me or guest_of(request, request.link.space)
        name = request.POST.get("guest_name", "")[:400]
        form_token = request.POST.get("card_form_token", "")[:60].replace("\x00", "")
        made = group_cards.invite_in(gathering, name, words, by=by, form_token=form_token)
        if request.POST.get("show_me"):
            card_consent.agree(made, by=by, at=timezone.now())
    remember_guest(request, by)
    return made, by


def card_of(gathering: Gathering, me: Person | None) -> GroupCard | None:
    """Return the card that this guest filled in on this device."""
    if me is None:
        return None
    rows = gathering.cards.filter(group=None, by=me).select_related("gathering", "space", "group")
    return rows.order_by("-pk").first()


def render_card_by_link(
    request: Any,
    gathering: Gathering,
    card: GroupCard | None,
    me: Person | None,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    kept_words = {"title": card.title, "question": card.question, "intention": card.intention} if card else {}
    words = {
        "gathering": gathering,
        "card": card,
        "me": me,
        "place": request.link.space,
        "refusal": refusal,
        "typed": words_in(request) if refusal else kept_words,
        "guest_name": request.POST.get("guest_name", card.guest_name if card else "")[:400],
        "about_picture": picture_words(request) if refusal else {},
        "licences": KNOWN,
        "may_change": card is None or not card.is_validated,
        "form_token": request.POST.get("form_token", "")[:60] or new_form_token(),
        "card_form_token": request.POST.get("card_form_token", "")[:60] or new_form_token(),
    }
    return render(request, "gatherings/links/card.html", words, status=refusal.status if refusal else 200)
