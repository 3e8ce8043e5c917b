"""The button that ends a contact on the page of an organisation, and what undoes it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.home.organisation_page.former_contacts import end_contact, undo_ending
from palabre.people.models import Organisation
from palabre.people.permissions import can_write
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require


@require_POST
def contact_ending(request: Any, number: int, tie: int) -> HttpResponse:
    found = organisation_to_change(request, number)
    entry = end_contact(found, tie, Reader.of(request), by=request.person)
    undo = ""
    if entry is not None:
        undo = reverse("people:contact_return", args=[request.space.slug, found.pk, entry.pk])
    return confirm(request, _("Noted: no longer your contact.") if entry else None, found, undo=undo)


@require_POST
def contact_return(request: Any, number: int, entry: int) -> HttpResponse:
    found = organisation_to_change(request, number)
    undo_ending(found, entry, by=request.person)
    return confirm(request, _("It is back as it was."), found)


def organisation_to_change(request: Any, number: int) -> Organisation:
    found = Reader.of(request).find(Organisation, number, "audience")
    require(can_write(request.person, found.audience))
    return found
