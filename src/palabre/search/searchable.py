"""Search documents of people and organisations, whose slice is below search."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet, Value

from palabre.people.models import Audience, Organisation, Person
from palabre.search.hooks import ANY, SearchableText, register_documents
from palabre.spaces.models import Space


def register_searchable_people() -> None:
    seen = ("space_id", "name", "came_at", "erased_at", "same_as_id")
    register_documents(Person, person_said, rows=persons_with_audience, columns=seen)
    register_documents(Organisation, organisation_said, rows=organisations, told_by={"spellings": ANY})


def persons(space: Space) -> QuerySet[Person]:
    """Return the persons who came by themselves; those only named by others are found in texts that name them."""
    found = Person.objects.filter(space=space, came_at__isnull=False, erased_at=None, same_as=None)
    return found.select_related("space")


def persons_with_audience(space: Space) -> QuerySet[Person]:
    """Return the persons to index, each with the id of the audience of members as `told_to`."""
    return persons(space).annotate(told_to=Value(Audience.of_space(space).pk))


def person_said(person: Any) -> SearchableText:
    """Return a person's document, for members; organisations have their own audience, and are not part of it."""
    return SearchableText(person.name, audience=person.told_to)


def organisations(space: Space) -> QuerySet[Organisation]:
    spellings = Prefetch("spellings", Organisation.objects.order_by("pk"))
    return Organisation.objects.filter(space=space, same_as=None).prefetch_related(spellings)


def organisation_said(organisation: Organisation) -> SearchableText:
    """Return an organisation's document, with its other spellings that have the same audience."""
    others = [one.name for one in organisation.spellings.all() if one.audience_id == organisation.audience_id]
    return SearchableText(organisation.name, " · ".join(others))
