"""A person invited by name, without an account: found among those who are named here, or created."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.people.erasures.refused_names import keep_out
from palabre.people.guests import new_form_token
from palabre.people.models import Person
from palabre.people.typed_names import typed_name
from palabre.pure.french import name_key
from palabre.refusal import Refusal
from palabre.spaces.models import Space

INVITED = "invited:"  # begins the token of a name that was typed to invite somebody: no form is sent with it


def invited(space: Space, typed: str) -> Person:
    """Return the invited person; the caller holds the space.

    A person who came by themselves has their own way in, and a link made for their name alone might be given to
    somebody else: the link is for a person of that name who has not come; of several, for the only one who was
    invited. Raises a Refusal.
    """
    missing = Refusal(_("The name of the person you invite is missing."), instead=_("Write it, then try again."))
    name = typed_name(typed, missing=missing)
    keep_out(space, name)
    is_named = Q(form_token=None) | Q(form_token__startswith=INVITED)
    rows = space.persons.filter(is_named, came_at=None, erased_at=None, same_as=None).order_by("pk")
    known = [one for one in rows if name_key(one.name) == name_key(name)]
    if len(known) > 1:
        known = [one for one in known if one.form_token is not None]
    if len(known) == 1:
        return known[0]
    return Person.objects.create(space=space, name=name, form_token=f"{INVITED}{new_form_token()}")
