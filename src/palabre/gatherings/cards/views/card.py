"""The card of a group: write it, its picture, the people shown on it, validate it, its poster."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.gatherings import permissions
from palabre.gatherings.cards import card_consent, card_pictures, group_cards
from palabre.gatherings.cards.forms import (
    AskingForm,
    NewCardForm,
    PictureForm,
    SayForm,
    ShowingForm,
    WordsForm,
    picture_of,
    words_of,
)
from palabre.gatherings.gathering_access import validates
from palabre.gatherings.gathering_display import cards_in_words, is_shown_on
from palabre.gatherings.models import GroupCard
from palabre.gatherings.views.announcement import way_to
from palabre.gatherings.views.lookup import card_for, gathering_for
from palabre.groups.models import Group
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.journal.word_changes import former_words, taken_again
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.web.form.form_input import is_number
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on, reads_files, require
from palabre.wiki.copies.page_licences import KNOWN

MOST_ASKED = 60  # names in one list


@require_POST
def new_card(request: Any, number: int) -> HttpResponse:
    """Create the card of a group for the gathering, or restore it."""
    gathering, reader = gathering_for(request, number), Reader.of(request)
    require(permissions.can_begin(request.person, request.space))
    said = NewCardForm.read(request)["group"]
    rows = reader.may_read(Group).alive().select_related("audience")
    group = get_object_or_404(rows, pk=int(said) if is_number(said) else 0)
    card = group_cards.show_group_card(gathering, group, by=request.person)
    card.space = request.space
    return redirect(card)


@fresh_form
def card(request: Any, number: int) -> HttpResponse:
    """GET shows the card, filled in with the group's own texts; POST saves the texts."""
    found = card_for(request, number)
    form = WordsForm.of(request)

    def write(said: dict[str, Any]) -> HttpResponse:
        group_cards.write_card(found, words_of(said), by=request.person)
        return confirm(request, _("Noted."), found)

    return form.done(write) or render_card(request, found, form, PictureForm())


@reads_files
@require_POST
def picture(request: Any, number: int) -> HttpResponse:
    found = card_for(request, number)
    form = PictureForm.of(request)

    def show(said: dict[str, Any]) -> HttpResponse:
        card_pictures.show_picture(found, picture_of(said), by=request.person, at=timezone.now())
        return confirm(request, _("The picture is on the card."), found)

    return form.done(show) or render_card(request, found, WordsForm(), form)


@gesture_on(card_for)
def no_picture(request: Any, found: GroupCard) -> HttpResponse:
    kept = card_pictures.take_picture_off(found, by=request.person, at=timezone.now())
    if kept is None:
        return redirect(found)
    undo = reverse("gatherings:former_picture", args=[request.space.slug, found.pk, kept.pk])
    return confirm(request, _("The picture is off the card."), found, undo=undo)


@require_POST
def former_picture(request: Any, number: int, former: int) -> HttpResponse:
    """Bring a picture back that left the card."""
    found = card_for(request, number)
    card_pictures.bring_picture_back(found, former, by=request.person, at=timezone.now())
    return confirm(request, _("The picture is on the card."), found)


@gesture_on(card_for)
def validation(request: Any, found: GroupCard) -> None:
    """Show the card outside, or to members only again."""
    require(validates(request.person, found))
    if SayForm.read(request)["say"] == "no":
        group_cards.unvalidate_card(found, by=request.person)
    else:
        group_cards.validate(found, by=request.person, at=timezone.now())


@gesture_on(card_for)
def withdrawal(request: Any, found: GroupCard) -> None:
    """Withdraw the card from this gathering, or restore it."""
    require(validates(request.person, found))
    if SayForm.read(request)["say"] == "no":
        group_cards.show_card_again(found, by=request.person)
    else:
        group_cards.withdraw_card(found, by=request.person, at=timezone.now())


@gesture_on(card_for)
def showing(request: Any, found: GroupCard) -> None:
    """Record that the member consents to be shown on the card, or withdraws their consent."""
    said = ShowingForm.read(request)
    if said["say"] == "no":
        card_consent.withdraw_consent(found, by=request.person, at=timezone.now())
    else:
        card_consent.agree(found, by=request.person, at=timezone.now(), shown_as=said["shown_as"])


@gesture_on(card_for)
def asking(request: Any, found: GroupCard) -> str:
    """Ask a person of the group for their consent: a letter waits in the outbox."""
    form = AskingForm.of(request, people=may_be_asked(found, Reader.of(request)))
    if not form.is_valid():
        raise Http404
    card_consent.ask_card_consent(found, form.cleaned_data["person"], by=request.person, at=timezone.now())
    return _("A message is ready in the outbox: read it again, then let it go.")


@fresh_page
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


def render_card(request: Any, card: GroupCard, words: WordsForm, picture: PictureForm) -> HttpResponse:
    (one,) = cards_in_words([card], Reader.of(request))
    licence = card.licence or request.space.licence
    former = former_words(card, group_cards.WRITTEN, Reader.of(request))
    again = taken_again(former, request.GET.get("former"))
    words.initial = {"title": one.title, "question": one.question, "intention": one.intention} | again
    picture.initial = {"alt": card.alt, "decorative": card.is_decorative, "credit": card.credit, "licence": licence}
    mine = is_shown_on(card, request.person)
    others = may_be_asked(card, Reader.of(request)).exclude(pk=request.person.pk)[:MOST_ASKED]
    shown = {
        "card": card,
        "one": one,
        "gathering": card.gathering,
        "words_form": words,
        "former": former,
        "former_pictures": list(card.former_pictures.select_related("removed_by").order_by("-pk")),
        "picture_form": picture,
        "licences": KNOWN,
        "mine": mine,
        "showing": ShowingForm(initial={"shown_as": (mine and mine.shown_as) or request.person.name}),
        "asked": [row.person.name for row in card.people.filter(agreed_at=None).select_related("person")],
        "asking": AskingForm(people=others) if others else None,
        "may_validate": validates(request.person, card),
    }
    return render(request, "gatherings/cards/card.html", shown, status=max(words.status, picture.status))
