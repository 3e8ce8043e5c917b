"""“Il nous manque…”: a group, or the whole community, says its need. One sentence is enough."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.models import Addressee, Group, Need
from palabre.groups.needs.need_kinds import kind_fields
from palabre.groups.roles.spokespersons import speaks_for
from palabre.groups.typed_values import day_to_come, form_token_of, line_of
from palabre.journal.models import record
from palabre.people.access.shared_bounds import is_full
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person, read_by_members_of
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 600  # characters
MOST_OPEN = 100  # needs of one group, or of the community: nobody could answer more


@dataclasses.dataclass(frozen=True, slots=True)
class NeedDetails:
    """Optional details of a need.

    `kind` is a key, or words of the space’s own. `wanted_for` is a day in words: “d’ici mardi”.
    """

    kind: str = ""
    to: str = ""
    to_group: Group | None = None
    wanted_for: str = ""


NOTHING_MORE = NeedDetails()


def say_need(
    group: Group | None,
    text: str,
    *,
    more: NeedDetails = NOTHING_MORE,
    by: Person,
    at: datetime.datetime,
    space: Space | None = None,
    form_token: str = "",
) -> Need:
    """Create a need of `group`, or of the whole `space` if it is None. Idempotent for the same text or form.

    It has the audience of the group. Raise a Refusal if `by` may not, or if the text is empty or too long.
    """
    text = line_of(text, most=LONGEST, empty=_("There is nothing in this need yet."))
    facts = need_facts(more, today=timezone.localdate(at))
    place = space or by.space
    with transaction.atomic():
        Space.hold(place.pk)
        home = living(group)
        let_say(by, home, place)
        token = form_token_of(form_token, place)
        readers = home.audience if home is not None else Audience.widest(place)
        open_ones = Need.objects.open().filter(read_by_members_of(readers), space=place, group=home)
        known = already(open_ones, text, place, by=by, form_token=token)
        if known is not None:
            return known
        keep_out(place, text, more.kind)
        said = {
            "space": place,
            "audience": readers,
            "group": home,
            "text": text,
            "by": by,
            "form_token": token,
        }
        made = Need.objects.create(said_on=timezone.localdate(at), **said, **facts)
        record("need.said", made, by=by)
        return made


def need_facts(more: NeedDetails, *, today: datetime.date) -> dict[str, object]:
    """Return the fields of the need; unknown values are ignored."""
    to = more.to if more.to in Addressee.values else ""
    return {
        **kind_fields(more.kind),
        "to": Addressee.GROUP if more.to_group is not None else "" if to == Addressee.GROUP else to,
        "to_group": more.to_group,
        "wanted_for": day_to_come(more.wanted_for, today=today),
    }


def may_say(person: Person, group: Group | None, space: Space) -> bool:
    """Return whether the person is of the group, or a member of the space, who may write it down for them."""
    is_of = group is not None and not can_contribute(person) and speaks_for(person, group)
    return permissions.can_say_need(person, space, is_of=is_of)


def let_say(by: Person, group: Group | None, space: Space) -> None:
    if not may_say(by, group, space):
        raise Refusal(
            _("Only members of this space say what is missing here."),
            instead=_("Tell it to somebody of the group: they can write it down."),
        )


def already(open_ones: Any, text: str, space: Space, *, by: Person, form_token: str | None) -> Need | None:
    """Return the need created with this form, or the open one with this text. Raise a Refusal if too many are open."""
    known = Need.objects.filter(space=space, form_token=form_token).first() if form_token else None
    known = known or open_ones.filter(text=text).first()
    if known is None and is_full(open_ones, Q(by=by), most=MOST_OPEN):
        raise Refusal(
            _("A great many needs are already open here: one more would go unread."),
            instead=_("Say of those that were met that it is all right, then write yours."),
        )
    return known


def living(group: Group | None) -> Group | None:
    while group is not None and group.lives_in is not None:
        group = group.lives_in
    return group
