"""Kinds of output: those that are shipped, as each space renames them, leaves them out, and adds its own."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups import permissions
from palabre.groups.models import Deliverable, OutputKind
from palabre.groups.typed_values import line_of
from palabre.people.erasures.refused_names import keep_out
from palabre.people.hooks import record_fact
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

SHIPPED = {
    "working": gettext_lazy("working group"),
    "exchange": gettext_lazy("exchange group"),
    "training": gettext_lazy("training"),
    "article": gettext_lazy("article"),
    "tool": gettext_lazy("tool"),
    "event": gettext_lazy("event"),
    "lessons": gettext_lazy("lessons learned"),
    "other": gettext_lazy("something else"),
}
LONGEST = 80  # characters of a name
MOST_OWN = 30  # kinds of a space: beyond, nobody would choose


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """A kind as a space has it. `value` is what a form sends: a key, or the number of a row of the space's own."""

    value: str
    name: str
    is_left_out: bool
    is_shipped: bool


def kinds_in(space: Space, *, all_of_them: bool = False) -> list[Kind]:
    """Return the kinds to choose among, those that were left out too when asked for: one query."""
    rows = kinds_changed(space=space.pk)
    renamed = {row.key: row for row in rows if row.key}
    shipped = [
        Kind(key, row.name, row.is_left_out, True) if (row := renamed.get(key)) else Kind(key, str(name), False, True)
        for key, name in SHIPPED.items()
    ]
    own = [Kind(str(row.pk), row.name, row.is_left_out, False) for row in rows if not row.key]
    return [kind for kind in (*shipped, *own) if all_of_them or not kind.is_left_out]


@prepared(space=BigIntegerField())
def kinds_changed(space: Any) -> QuerySet[OutputKind]:
    """Return what this space made of the kinds that are shipped, and its own."""
    return OutputKind.objects.filter(space=space).order_by("pk")


def kind_named(space: Space, value: str) -> Kind | None:
    """Return the kind that a form sent; None for none, and for one that this space does not have."""
    return next((kind for kind in kinds_in(space, all_of_them=True) if kind.value == value), None)


def name_of(output: Deliverable, kinds: list[Kind]) -> str:
    """Return the name of its kind among all of those of its space, "" while nobody said which."""
    value = str(output.own_kind_id) if output.own_kind_id else output.kind
    return next((kind.name for kind in kinds if kind.value == value), "")


def rename(space: Space, value: str, typed: str, *, by: Person) -> None:
    """Call a kind otherwise in this space; the name that is shipped makes it as shipped again."""
    name = checked_kind_name(typed)
    with transaction.atomic():
        kind = output_kind_for_update(space, value, by=by)
        if kind.name == name:
            return
        refuse_twice(space, name)
        keep_out(space, name)
        row_of(space, kind).be_called(name)
        record_fact("output_kinds.changed", space, by=by)


def leave_out(space: Space, value: str, *, by: Person, back: bool = False) -> None:
    """No longer offer a kind to choose among; `back`: offer it again, which undoes it. Twice changes nothing."""
    with transaction.atomic():
        kind = output_kind_for_update(space, value, by=by)
        if kind.is_left_out != (not back):
            row_of(space, kind).leave_out(not back)
            record_fact("output_kinds.changed", space, by=by)


def add_output_kind(space: Space, typed: str, *, by: Person) -> OutputKind:
    """Add a kind of the space's own. The same name again is the same kind, offered again if it was left out."""
    name = checked_kind_name(typed)
    with transaction.atomic():
        let(space, by)
        known = OutputKind.objects.filter(space=space, key="", name__iexact=name).first()
        if known is not None:
            leave_out(space, str(known.pk), by=by, back=True)
            return known
        refuse_twice(space, name)
        if OutputKind.objects.filter(space=space, key="").count() >= MOST_OWN:
            raise Refusal(_("There are a great many kinds here."), instead=_("Give another name to one of them."))
        keep_out(space, name)
        kept = OutputKind.objects.create(space=space, name=name)
        record_fact("output_kinds.changed", space, by=by)
        return kept


def output_kind_for_update(space: Space, value: str, *, by: Person) -> Kind:
    let(space, by)
    kind = kind_named(space, value)
    if kind is None:
        raise Refusal(_("There is no such kind here."), instead=_("Choose it from the list."))
    return kind


def let(space: Space, by: Person) -> None:
    Space.hold(space.pk)
    if not permissions.can_change_kinds(by, space):
        raise Refusal(_("Only members of this space say what groups choose among."))


def refuse_twice(space: Space, name: str) -> None:
    if any(kind.name.casefold() == name.casefold() for kind in kinds_in(space, all_of_them=True)):
        raise Refusal(_("Another kind bears this name already."), instead=_("Choose a name that tells them apart."))


def row_of(space: Space, kind: Kind) -> OutputKind:
    """Return the row that keeps what the space made of a kind, made now for one that is shipped."""
    if not kind.is_shipped:
        return OutputKind.objects.get(space=space, pk=kind.value)
    return OutputKind.objects.get_or_create(space=space, key=kind.value, defaults={"name": kind.name})[0]


def checked_kind_name(typed: str) -> str:
    return line_of(typed, most=LONGEST, empty=_("There is no name yet."))
