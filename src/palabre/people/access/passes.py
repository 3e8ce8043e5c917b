"""A pass: what a visitor may read in a space that they may not enter, by the code of one thing.

The slice of that thing marks its own views with `open_to_pass`; every other view of the space stays closed to them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from palabre.people.models import Person
from palabre.spaces.models import Space

type View = Callable[..., Any]
type FindPass = Callable[..., Pass | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Pass:
    """The right to read the things of one audience, in the views that are marked; `page` is where they begin."""

    space: Space
    audience: int
    page: str

    @property
    def seats(self) -> tuple[tuple[int, bool], ...]:
        """Return what it opens as a seat that does not write."""
        return ((self.audience, False),)


def open_to_pass(find: FindPass) -> Callable[[View], View]:
    """Let a view answer the visitors for whom `find(request, slug, **arguments)` returns a pass.

    `find` may raise a Refusal: the visitor reads it in place of a 404.
    """

    def mark(view: View) -> View:
        view.find_pass = find  # type: ignore[attr-defined]
        return view

    return mark


def pass_for(request: Any, view: View, person: Person | None, slug: str, arguments: dict[str, Any]) -> Pass | None:
    """Return the pass of this visitor to this view. A member has none: they read by their place."""
    find: FindPass | None = getattr(view, "find_pass", None)
    if find is None or (person is not None and person.is_member):
        return None
    return find(request, slug, **arguments)
