"""What the acts of people tell is written in the journal, in the same transaction."""

import pytest
from django.db import transaction

from palabre.journal.models import Entry
from palabre.people.hooks import record_fact
from palabre.people.models import Audience
from palabre.spaces.models import Space
from tests.builders import a_member, a_space, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def ines():
    return a_member(a_space("Les Glycines"), "Inès Lamour")


def test_what_happens_to_a_space_is_read_by_its_members(ines):
    record_fact("space.tried", ines.space, by=ines, words="un essai")

    entry = Entry.objects.get()
    assert (entry.subject_kind, entry.subject_id) == ("spaces.space", ines.space.pk)
    assert (entry.by, entry.facts, entry.audience) == (ines, {"words": "un essai"}, Audience.of_space(ines.space))


def test_what_happens_to_a_thing_is_read_by_its_readers(ines):
    hers = Audience.of_persons(ines)

    record_fact("organisation.tried", an_organisation(ines.space, audience=hers), by=ines)

    assert Entry.objects.get().audience == hers


def test_the_space_has_changed_for_its_kept_screens(ines):
    before = Space.objects.get().version

    record_fact("space.tried", ines.space, by=ines)

    assert Space.objects.get().version == before + 1


def test_an_act_that_fails_leaves_no_trace(ines):
    with pytest.raises(ZeroDivisionError):
        tell_and_fail(ines)

    assert not Entry.objects.exists()


@transaction.atomic
def tell_and_fail(ines):
    record_fact("space.tried", ines.space, by=ines)
    raise ZeroDivisionError
