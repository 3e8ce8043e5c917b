"""Work of the worker for search, and the kind of persons in results."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.journal.future_instants import register_instant
from palabre.journal.hooks import register_kind, register_round
from palabre.people.models import Person
from palabre.search import searchable
from palabre.search.indexer import LEASE, follow_one
from palabre.search.models import Followed
from palabre.spaces.models import Space


def register_search_notices() -> None:
    register_round("search", follow_one)
    register_instant(Followed.objects.all, "leased_until", farthest=LEASE)
    register_kind(Person, word=_("person"), rows=those_who_came, url=where_they_are)


def those_who_came(space: Space, person: Person | None) -> QuerySet[Person]:
    """Return the persons who came, for members only: nobody else has a list of persons."""
    if person is None or not person.is_member or person.space_id != space.pk:
        return Person.objects.none()
    return searchable.persons(space)


def where_they_are(person: Person) -> str:
    return reverse("here:people", args=[person.space.slug])
