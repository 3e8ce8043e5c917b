"""The care of a space, given as people give it."""

from django.utils import timezone

from palabre.people.agreements.electorate import founder_of
from palabre.people.hooks import record_fact
from palabre.people.models import Person


def given_care(person: Person) -> Person:
    """Return the person with the care of their space, which who founded it gave them."""
    founder = person.space.persons.get(pk=founder_of(person.space) or 0)
    record_fact("stewardship.shared", person.space, by=founder, to=person.pk)
    person.steward_since = timezone.now()
    person.save(update_fields=["steward_since"])
    return person
