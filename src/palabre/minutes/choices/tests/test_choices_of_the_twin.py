"""What the importer mends of the twin: a text with groups, doubts and hosts. All undone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from palabre.groups.models import Group, Need
from palabre.meetings.models import Attendance
from palabre.minutes.choices import import_choices
from palabre.minutes.choices.import_choices import say_who_was_there
from palabre.minutes.choices.tests.test_import_choices import key_of, names
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import again, brought, held, seen
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Organisation, Person
from tests.builders import a_member, a_space
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


def the_twin() -> tuple[Import, dict[str, list[str]]]:
    """Bring the twin; return all that was held before, too."""
    by = a_member(a_space(), "Hugo Ferreira")
    before = held()
    return brought(by), before


imported = once_per_module(the_twin)


@pytest.fixture
def twin(imported: tuple[Import, dict[str, list[str]]]) -> Import:
    return again(imported[0])


@pytest.fixture
def by(twin: Import) -> Person:
    return twin.by


def test_of_the_twin_too_only_the_text_is_kept_and_given_back(twin: Import, by: Person) -> None:
    before = held()
    import_choices.keep_text_only(twin, by=by)
    assert not Group.objects.exists()

    import_choices.keep_text_only(twin, by=by, only=False)

    assert held() == before


def test_what_is_kept_as_text_is_undone_whole(
    imported: tuple[Import, dict[str, list[str]]], twin: Import, by: Person
) -> None:
    import_choices.keep_text_only(twin, by=by)

    undo_import(twin, by=by)

    assert held() == imported[1]


def test_who_hosts_a_question_stays_when_the_list_is_text(twin: Import, by: Person) -> None:
    groups = Group.objects.count()

    say_who_was_there(twin, [], [], by=by)

    assert (names(), Group.objects.count()) == ([], groups)
    assert Person.objects.filter(memberships__isnull=False).exists()


def test_a_group_taken_out_leaves_its_needs_to_nobody(twin: Import, by: Person) -> None:
    group = Need.objects.exclude(group=None).order_by("pk")[0].group
    assert group is not None
    needs = Need.objects.count()

    import_choices.take_out(twin, key_of(twin, group), by=by)

    assert (Need.objects.count(), Group.objects.filter(pk=group.pk).exists()) == (needs, False)


def test_twin_is_the_same_after_a_list_that_says_the_same(twin: Import, by: Person) -> None:
    before = held()
    told = {"present": [], "excused": []}
    for seat in Attendance.objects.filter(meeting=twin.meeting).order_by("pk"):
        said = " / ".join(Organisation.objects.filter(affiliations__person=seat.person).values_list("name", flat=True))
        told["excused" if seat.presence == "excused" else "present"].append((seat.person.name, said))

    say_who_was_there(twin, told["present"], told["excused"], by=by)

    assert held() == before


def test_a_list_said_right_leaves_an_answer_as_it_was(twin: Import, by: Person) -> None:
    doubt = twin.doubts.get(kind="organisation_spelling")
    settle_doubt(doubt, "yes", by=by, at=timezone.now())
    before = held()

    seen(twin)

    assert held() == before
    undo_import(twin, by=by)
    assert not Group.objects.exists()
