"""The fields of a guest's name, in the form of any act."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from palabre.people.guests import GuestForm

register = template.Library()


@register.simple_tag
def guest_fields(form_token: str, nth: str = "", typed_name: str = "") -> GuestForm:
    """Return the fields of a guest, who has this fresh token; `nth` tells forms of one page apart.

    `typed_name` is what they typed in a form that was refused.
    """
    return GuestForm(initial={"form_token": form_token, "who": typed_name}, auto_id=f"guest_%s{nth}")


@register.simple_tag
def first_name_field(form_token: str) -> GuestForm:
    """Return the fields of a guest of whom a first name is enough: no surname is asked."""
    form = GuestForm(initial={"form_token": form_token}, auto_id="guest_%s")
    form.fields["who"].label = _("Your first name")
    form.fields["who"].widget.attrs["autocomplete"] = "given-name"
    return form
