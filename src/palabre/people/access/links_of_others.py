"""Links that others gave to a thing: whoever holds one would find nothing there, were the thing deleted."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people.hooks import Ref
from palabre.people.models import Link, Person
from palabre.refusal import Refusal


def links_of_others(by: Person) -> QuerySet[Link]:
    """Return the open links, in the space of `by`, that other persons made.

    A link that Palabre alone gave, in its messages, is no use that somebody makes of a thing.
    """
    links = Link.objects.filter(space=by.space_id, revoked_at=None, expires_at__gt=timezone.now())
    return links.filter(made_by__isnull=False).exclude(made_by=by)


def given_by_others(by: Person) -> set[Ref]:
    """Return the kind and id of what these links open, in the whole space. One query."""
    return set(links_of_others(by).order_by().values_list("thing_kind", "thing_id").distinct())


def is_given_by_others(model: type[Model], numbers: Collection[int], *, by: Person) -> bool:
    """Return whether such a link opens one of the rows of the model with these ids. One query."""
    rows = links_of_others(by).filter(thing_kind=model._meta.label_lower, thing_id__in=numbers)
    return rows.exists()


def refuse_given(model: type[Model], numbers: Collection[int], *, by: Person) -> None:
    """Raise a Refusal if others gave links to rows about to be deleted, those of the model with these ids."""
    if is_given_by_others(model, numbers, by=by):
        raise links_would_close()


def links_would_close(instead: str = "") -> Refusal:
    return Refusal(
        _("Somebody else has given links to what would be removed: they would open nothing any longer."),
        instead=instead or _("Have these links closed first: what they open stays until then."),
    )
