"""What a group is for: by versions, adopted by who carries it, looked at again. Nothing has to be defined."""

import datetime

import pytest
from django.urls import reverse

from palabre.groups.models import Intention, Role
from palabre.groups.outputs import intention_versions, intentions
from palabre.journal.models import Entry
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)
TODAY = NOW.date()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Le Guen")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_each_version_is_kept_and_tells_what_changed(space, group, ines, malo):
    intentions.intend(group, "Aller au marché.", after=0, by=malo, at=NOW)
    intentions.intend(group, "Aller au marché.", after=0, by=malo, at=NOW)
    intentions.intend(group, "Aller au marché sans voiture.", after=1, by=ines, at=NOW)

    last, first = intention_versions.versions(group, Reader(space, ines, TODAY)).shown

    assert (first.said.number, last.said.number, last.name) == (1, 2, "Inès Courtois")
    assert [
        bit.text for change in last.changes for line in change.lines for bit in line.bits if bit.state == "new"
    ] != []
    assert [entry.verb for entry in Entry.objects.all()] == ["intention.written"] * 2


def test_nobody_writes_over_words_that_she_did_not_read(group, ines, malo):
    intentions.intend(group, "Aller au marché.", after=0, by=malo, at=NOW)

    with pytest.raises(Refusal):
        intentions.intend(group, "Aller au village.", after=0, by=ines, at=NOW)

    assert Intention.objects.get().text == "Aller au marché."


def test_who_carries_the_group_says_that_the_intention_is_theirs_and_undoes_it(group, ines, malo):
    intentions.intend(group, "Aller au marché.", after=0, by=malo, at=NOW)

    intentions.adopt(group, 1, by=ines, at=NOW)
    intentions.adopt(group, 1, by=ines, at=NOW)
    adopted = Intention.objects.get()
    intentions.set_aside_intention(group, by=ines)

    assert (adopted.adopted_by, Intention.objects.get().adopted_at) == (ines, None)
    assert Entry.objects.filter(verb="intention.adopted").count() == 1


def test_who_does_not_carry_it_adopts_nothing_unless_nobody_who_does_has_come(space, group, malo):
    intentions.intend(group, "Aller au marché.", after=0, by=malo, at=NOW)
    orphan = a_group(space, "Sans porteuse", convened_by=(a_person(space, "Gil"),))
    intentions.intend(orphan, "Aller au marché.", after=0, by=malo, at=NOW)

    with pytest.raises(Refusal):
        intentions.adopt(group, 1, by=malo, at=NOW)
    intentions.adopt(orphan, 1, by=malo, at=NOW)

    assert list(Intention.objects.filter(adopted_by=malo).values_list("group", flat=True)) == [orphan.pk]


def test_who_looks_after_the_whole_decides_too_and_the_journal_says_so(client, space, group, ines, malo):
    given_care(malo)
    intentions.intend(group, "Aller au marché.", after=0, by=ines, at=NOW)

    intentions.adopt(group, 1, by=malo, at=NOW)

    assert "(par l’animation)" in words(entered(client, ines).get(group.get_absolute_url()))


def test_strangers_and_guests_write_nothing(group):
    for stranger in (a_person(group.space, "Gil"), a_member(a_space("Ailleurs"), "Malo")):
        with pytest.raises(Refusal):
            intentions.intend(group, "Aller au marché.", after=0, by=stranger, at=NOW)


def test_who_holds_a_role_writes_without_having_joined(group):
    gil = a_person(group.space, "Gil")
    group.welcome(gil, role=Role.CONTRIBUTOR)

    assert intentions.intend(group, "Aller au marché.", after=0, by=gil, at=NOW).by == gil


@pytest.mark.parametrize("typed", ["quand on pourra", "le 3 mars 2020"])
def test_a_review_is_a_day_to_come_or_none(group, ines, typed):
    assert intentions.look_again(group, "dans trois mois", by=ines, today=TODAY) == datetime.date(2027, 1, 13)

    with pytest.raises(Refusal):
        intentions.look_again(group, typed, by=ines, today=TODAY)
    intentions.look_again(group, " ", by=ines, today=TODAY)

    group.refresh_from_db()
    assert group.review_on is None


def test_the_page_keeps_what_was_typed_when_somebody_wrote_before(client, space, group, ines, malo):
    hers, where = entered(client, ines), reverse("groups:intention", args=[space.slug, group.pk])
    assert "la trouvent en chemin" in words(hers.get(where))
    intentions.intend(group, "Aller au marché.", after=0, by=malo, at=NOW)

    refused = hers.post(where, {"text": "Aller au village.", "after": "0"})
    done = hers.post(where, {"text": "<script>alert(1)</script> **Aller** au village.", "after": "1"}, follow=True)

    assert (refused.status_code, "Aller au village." in words(refused)) == (409, True)
    assert "<strong>Aller</strong>" in words(done)
    assert "<script>alert" not in words(done)
