"""Pages opened by links, outside the space: the consent to be shown on a card, the card of an invited group."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.gatherings.cards import card_consent, card_pictures, group_cards
from palabre.gatherings.cards.forms import GuestCardForm, ShowingForm, picture_of, words_of
from palabre.gatherings.gathering_display import cards_in_words, is_shown_on
from palabre.gatherings.models import Gathering, GroupCard
from palabre.groups.links.shared_link import guest_here, thing_of
from palabre.people.access.link_voice import is_hers_alone
from palabre.people.access.links import LinkClosed, for_holder
from palabre.people.agreements.space_archival import even_archived, is_read_only
from palabre.people.devices.guests_of_links import remember_guest
from palabre.people.guests import guest_of
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, reads_files, require_form
from palabre.wiki.copies.page_licences import KNOWN


@require_form
@for_holder
@even_archived
def showing(request: Any) -> HttpResponse:
    """A card that would show the name of the link's person: GET shows it, POST agrees or withdraws the consent.

    By a link that somebody else can open too, nobody agrees: it might be that other holder who does. In an archived
    space, consent is withdrawn only.
    """
    card = thing_of(request.link, GroupCard)
    me = request.link.person
    if me is None or card.withdrawn_at is not None:
        raise LinkClosed(_("This card is no longer shown."))
    if request.method == "POST":
        said = ShowingForm.read(request)
        if said["say"] == "no":
            card_consent.withdraw_consent(card, by=me, at=timezone.now())
        else:
            agree_by_link(request, card, me, said["shown_as"])
        return redirect(request.path)
    (one,) = cards_in_words([card], Reader(card.space, me, timezone.localdate()))
    mine = is_shown_on(card, me)
    form = ShowingForm(initial={"shown_as": (mine and mine.shown_as) or me.name})
    form.fields["shown_as"].help_text = _("A first name is enough. You can change your mind by the same link.")
    shown = {"card": card, "one": one, "gathering": card.gathering, "form": form, "place": card.space, "mine": mine}
    return render(request, "gatherings/links/consent.html", shown)


def agree_by_link(request: Any, card: GroupCard, me: Person, name: str) -> None:
    if card.space.is_archived:
        raise is_read_only()
    if not is_hers_alone(request.link):
        raise Refusal(
            _("Somebody else can open this link: your name is not shown by it."),
            instead=_("Agree on the card itself, in the space: “The people” gives you your own link back."),
        )
    card_consent.agree(card, by=me, at=timezone.now(), shown_as=name)


@reads_files
@require_form
@for_holder
def card(request: Any) -> HttpResponse:
    """The card of an invited group: GET shows the form, POST saves it. Editable until a convener validates it."""
    gathering, me = thing_of(request.link, Gathering), guest_here(request)
    form = GuestCardForm.of(request, person=me)

    def keep(said: dict[str, Any]) -> HttpResponse:
        found, by = keep_card_words(request, gathering, me, said)
        if said["file"]:
            card_pictures.show_picture(found, picture_of(said), by=by, at=timezone.now())
        return confirm(
            request, _("Noted. Somebody who hosts a group here will look at your card, then show it."), request.path
        )

    return form.done(keep) or render_card_by_link(request, gathering, form)


def keep_card_words(
    request: Any, gathering: Gathering, me: Person | None, said: dict[str, Any]
) -> tuple[GroupCard, Person]:
    """Save the texts of the form, and remember the guest on this device."""
    if gathering.is_off:
        raise Refusal(_("This gathering will not take place."))
    found, words = card_of(gathering, me), words_of(said)
    if found is not None and me is not None:
        return group_cards.write_card(found, words, by=me), me
    with transaction.atomic():
        by = me or guest_of(request, request.link.space)
        token = said["card_form_token"]
        made = group_cards.invite_in(gathering, said["guest_name"], words, by=by, form_token=token)
        if said["show_me"]:
            card_consent.agree(made, by=by, at=timezone.now())
    remember_guest(request, by)
    return made, by


def card_of(gathering: Gathering, me: Person | None) -> GroupCard | None:
    """Return the card that this guest filled in on this device."""
    if me is None:
        return None
    rows = gathering.cards.filter(group=None, by=me).select_related("gathering", "space", "group")
    return rows.order_by("-pk").first()


def render_card_by_link(request: Any, gathering: Gathering, form: GuestCardForm) -> HttpResponse:
    me = guest_here(request)
    found = card_of(gathering, me)
    if found is not None:
        form.be_of(found)
    shown = {
        "me": me,
        "gathering": gathering,
        "card": found,
        "place": request.link.space,
        "form": form,
        "licences": KNOWN,
    }
    return render(request, "gatherings/links/card.html", shown, status=form.status)
