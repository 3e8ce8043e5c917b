"""What the importer mends of what was read: only the text, who was there, a thing out, other words. All undone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from palabre.groups.models import Action, Need
from palabre.journal.models import record
from palabre.meetings.models import AgendaItem, Attendance, Decision, Meeting
from palabre.minutes.choices import import_choices
from palabre.minutes.choices.import_choices import say_who_was_there
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import again, brought, held
from palabre.people.models import Affiliation, Organisation, Person
from palabre.refusal import Refusal
from palabre.wiki.models import Passage
from tests.builders import a_member, a_space
from tests.erasing import erase
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db

TEXT = """# Conseil du four à pain

17 novembre 2026

Présents : Aïcha Le Goff (Foyer rural), Bruno Sauvage, Service Voirie
Excusée : Chloé Marty

## Ordre du jour

1. Le bois
2. La fête

## À faire

- Nettoyer la sole (Bruno)
- Commander le bois (Aïcha)

Décision : le four reste ouvert le samedi.

## Besoins

- Deux pelles
"""


minutes = once_per_module(lambda: brought(a_member(a_space(), "Hugo Ferreira"), TEXT))


@pytest.fixture
def reading(minutes: Import) -> Import:
    return again(minutes)


@pytest.fixture
def by(reading: Import) -> Person:
    return reading.by


def key_of(reading: Import, thing: object) -> str:
    return str(reading.things.get(thing_kind=thing._meta.label_lower, thing_id=thing.pk).key)  # type: ignore[attr-defined]


def names() -> list[str]:
    return sorted(Attendance.objects.values_list("person__name", flat=True))


def test_only_the_text_keeps_the_page_and_the_day_of_the_meeting(reading: Import, by: Person) -> None:
    import_choices.keep_text_only(reading, by=by)

    reading.refresh_from_db()
    assert reading.page is not None
    assert reading.meeting is not None
    assert [one.objects.count() for one in (Action, Need, Decision, AgendaItem, Attendance)] == [0, 0, 0, 0, 0]
    assert list(Person.objects.values_list("name", flat=True)) == ["Hugo Ferreira"]


def test_read_again_everything_is_back(reading: Import, by: Person) -> None:
    before = held()
    import_choices.keep_text_only(reading, by=by)

    import_choices.keep_text_only(reading, by=by, only=False)

    assert held() == before


def test_a_line_taken_out_of_the_list_is_nobody(reading: Import, by: Person) -> None:
    present = [("Aïcha Le Goff", "Foyer rural"), ("Bruno Sauvage", "")]

    say_who_was_there(reading, present, [("Chloé Marty", "")], by=by)

    assert names() == ["Aïcha Le Goff", "Bruno Sauvage", "Chloé Marty"]
    assert not Person.objects.filter(name__icontains="voirie").exists()


def test_a_line_mended_is_the_same_person_with_another_name(reading: Import, by: Person) -> None:
    before = Person.objects.get(name="Bruno Sauvage").pk

    say_who_was_there(reading, [("Bruno Sauvaget", "Mairie"), ("Dora Lind", "")], [], by=by)

    assert Person.objects.get(name="Bruno Sauvaget").pk == before
    assert names() == ["Bruno Sauvaget", "Dora Lind"]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Mairie"]
    assert Affiliation.objects.get().person_id == before


def test_excused_or_there_is_what_the_list_says(reading: Import, by: Person) -> None:
    say_who_was_there(reading, [("Chloé Marty", "")], [("Bruno Sauvage", "")], by=by)

    told = dict(Attendance.objects.values_list("person__name", "presence"))
    assert told == {"Chloé Marty": "present", "Bruno Sauvage": "excused"}


def test_a_list_kept_as_text_makes_nobody(reading: Import, by: Person) -> None:
    say_who_was_there(reading, [], [], by=by)

    assert names() == []
    assert list(Person.objects.values_list("name", flat=True)) == ["Hugo Ferreira"]


@pytest.mark.parametrize("line", ["...", "x" * 500])
def test_what_cannot_be_a_name_is_refused_and_nothing_changes(reading: Import, by: Person, line: str) -> None:
    before = held()

    with pytest.raises(Refusal):
        say_who_was_there(reading, [(line, "")], [], by=by)

    assert held() == before


def test_a_thing_taken_out_is_gone_and_comes_back(reading: Import, by: Person) -> None:
    before, key = held(), key_of(reading, Action.objects.get(text="Nettoyer la sole"))

    import_choices.take_out(reading, key, by=by)
    import_choices.take_out(reading, key, by=by)

    assert list(Action.objects.values_list("text", flat=True)) == ["Commander le bois"]
    assert not Passage.objects.filter(words="Nettoyer la sole").exists()
    import_choices.put_back(reading, key, by=by)
    assert held() == before


def test_mended_words_are_said_and_those_of_the_text_come_back(reading: Import, by: Person) -> None:
    need = Need.objects.get()
    key, before = key_of(reading, need), need.text

    import_choices.mend_words(reading, key, "Deux pelles à four", by=by)

    assert Need.objects.get(pk=need.pk).text == "Deux pelles à four"
    import_choices.mend_words(reading, key, "", by=by)
    assert Need.objects.get(pk=need.pk).text == before


def test_a_corrected_text_keeps_what_was_mended(reading: Import, by: Person) -> None:
    import_choices.take_out(reading, key_of(reading, Decision.objects.get()), by=by)
    import_choices.mend_words(reading, key_of(reading, Need.objects.get()), "Deux pelles", by=by)

    brought(by, TEXT.replace("Commander le bois", "Commander le bois sec"))

    assert not Decision.objects.exists()
    assert Need.objects.get().text == "Deux pelles"
    assert Action.objects.filter(text="Commander le bois sec").exists()


def test_the_meeting_itself_is_never_taken_out(reading: Import, by: Person) -> None:
    with pytest.raises(Refusal):
        import_choices.take_out(reading, "meeting:this", by=by)

    assert Meeting.objects.exists()


def test_another_member_mends_nothing(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=by.space.made_at)
    other = a_member(by.space, "Inès Courtois")
    before = held()

    with pytest.raises(Refusal):
        import_choices.keep_text_only(reading, by=other)

    assert held() == before


def test_what_somebody_leans_on_is_not_taken_away(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=by.space.made_at)
    record("action.taken", Action.objects.earliest("pk"), by=a_member(by.space, "Inès Courtois"))

    with pytest.raises(Refusal):
        import_choices.keep_text_only(reading, by=by)

    assert Action.objects.count() == 2


def test_what_was_deleted_since_is_not_made_again(reading: Import, by: Person) -> None:
    Decision.objects.get().delete()

    import_choices.take_out(reading, key_of(reading, Need.objects.get()), by=by)

    assert not Decision.objects.exists()


def test_a_removed_name_leaves_the_list_and_the_rest_stays_mended(reading: Import, by: Person) -> None:
    say_who_was_there(reading, [("Aïcha Le Goff", ""), ("Dora Lind", "")], [], by=by)
    import_choices.take_out(reading, key_of(reading, Action.objects.get(text__startswith="Commander")), by=by)

    erase(Person.objects.get(name="Dora Lind"), at=timezone.now())

    reading.refresh_from_db()
    assert "Dora" not in str(reading.choices)
    import_choices.take_out(reading, key_of(reading, Need.objects.get()), by=by)
    assert (Action.objects.count(), names()) == (1, ["Aïcha Le Goff"])


def test_a_removed_name_is_not_typed_again(reading: Import, by: Person) -> None:
    erase(Person.objects.get(name="Chloé Marty"), at=timezone.now())

    with pytest.raises(Refusal):
        say_who_was_there(reading, [("Chloé Marty", "")], [], by=by)


def test_a_removed_name_is_not_typed_again_as_an_organisation(reading: Import, by: Person) -> None:
    erase(Person.objects.get(name="Chloé Marty"), at=timezone.now())

    with pytest.raises(Refusal):
        say_who_was_there(reading, [("Bruno Sauvage", "Chloé Marty")], [], by=by)

    assert not Organisation.objects.filter(name__contains="Chloé").exists()
