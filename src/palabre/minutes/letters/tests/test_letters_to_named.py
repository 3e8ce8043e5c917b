"""Who is named by minutes is told: addresses, letters, one reminder; never wrong, never twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from palabre.groups.models import Role
from palabre.meetings import permissions
from palabre.minutes.letters.letters_to_named import BEFORE_AGAIN, give_addresses, recognise, tell_again, write_to_named
from palabre.minutes.letters.named_people import Named, named_by
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import TWIN, brought, seen
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Link, Person
from palabre.post import outbox
from palabre.post.letter_placeholders import as_kept, as_shown
from palabre.post.models import Letter, Way
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space
from tests.made_once import made_once

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 24, 11, tzinfo=datetime.UTC)
LINE = (
    "Yann Corbeval <yc@irtav.example>; 'LORRIMER, Bastien' <bl@relais.example>, "
    "contact@x.example, e.garrouste@m.example"
)


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Import]:
    with made_once(django_db_blocker):
        yield seen(brought(a_member(a_space(), "Odile Tanneguy")))


@pytest.fixture
def reading(imported: Import) -> Import:
    return Import.objects.get(pk=imported.pk)


def named(reading: Import, name: str) -> Named:
    return next(one for one in named_by(reading) if one.person.name == name)


def letter_to(reading: Import, name: str) -> Letter:
    return next(letter for letter in write_to_named(reading, by=reading.by, at=NOON) if letter.to.name == name)


def test_who_carries_a_question_comes_first_with_it_and_who_brought_the_text_is_left_out(reading: Import) -> None:
    persons = named_by(reading)

    assert [one.person.name for one in persons if not one.carries] == ["Yann Corbeval", "Solenne Abgrall"]
    assert named(reading, "Maëlle Quintard").question == "Comment manger ensemble plus souvent"
    assert "Odile Tanneguy" not in {one.person.name for one in persons}


def test_who_came_who_is_another_and_who_had_her_name_taken_away_are_not_to_be_told(reading: Import) -> None:
    one, other, third, *rest = (found.person for found in named_by(reading))
    one.come(NOON)
    Person.objects.filter(pk=other.pk).update(erased_at=NOON)
    Person.objects.filter(pk=third.pk).update(same_as=rest[0])

    assert [found.person.pk for found in named_by(reading)] == [person.pk for person in rest]


def test_the_line_of_a_mail_gives_addresses_to_those_it_names(reading: Import) -> None:
    told = recognise(reading, LINE, by=reading.by)

    kept = {one.person.name: one.person.email for one in named_by(reading) if one.person.email}
    assert (told.count, [str(one) for one in told.left]) == (3, ["contact@x.example"])
    assert kept == {
        "Yann Corbeval": "yc@irtav.example",
        "Bastien Lorrimer": "bl@relais.example",
        "Élise Garrouste": "e.garrouste@m.example",
    }


def test_an_address_that_she_has_is_not_replaced_unless_messages_to_it_came_back(reading: Import) -> None:
    yann = named(reading, "Yann Corbeval").person
    yann.may_be_reached_at("autre@irtav.example", by=reading.by)
    kept = recognise(reading, LINE, by=reading.by)
    Person.objects.filter(pk=yann.pk).update(email_refused_at=NOON)

    recognise(reading, LINE, by=reading.by)

    assert kept.count == 2
    assert named(reading, "Yann Corbeval").person.email == "yc@irtav.example"


def test_addresses_are_given_only_to_those_whom_the_text_names(reading: Import) -> None:
    stranger, yann = a_person(reading.space, "Une autre"), named(reading, "Yann Corbeval").person

    give_addresses(reading, {stranger.pk: "a@x.example", yann.pk: "pas une adresse"}, by=reading.by)

    assert not Person.objects.exclude(email="").exists()


def test_each_person_has_one_letter_however_often_they_are_told(reading: Import) -> None:
    for _time in range(2):
        write_to_named(reading, by=reading.by, at=NOON)

    assert Letter.objects.count() == len(named_by(reading))
    assert Link.objects.count() == len(named_by(reading))


def test_the_letter_asks_in_ninety_words_and_four_answers_that_make_sense_alone(reading: Import) -> None:
    letter = letter_to(reading, "Maëlle Quintard")

    lines = [line.partition(" : {address}") for line in letter.body.splitlines()]
    assert letter.subject == "Maëlle, portez-vous toujours votre question du forum ?"
    assert [(words, tail) for words, link, tail in lines if link] == [
        ("Oui, je la porte", "?answer=yes"),
        ("Je voudrais la porter à plusieurs", "?answer=share"),
        ("Je préfère accompagner", "?answer=accompany"),
        ("Ce n’est plus moi", "?answer=no"),
        ("Retirer mon nom", "?answer=remove"),
        ("Qui garde ces données", "?answer=data"),
    ]
    assert len(re.findall(r"[\w’-]+", " ".join(words for words, _link, _tail in lines))) <= 90
    assert "Le compte rendu du 28 mars 2023 dit que vous portez" in letter.body
    assert "cette question :\n« Comment manger ensemble" in letter.body


def test_who_is_only_named_is_told_which_minutes_do(reading: Import) -> None:
    """Most often the sender holds this link too: it opens no sentence about them."""
    letter = letter_to(reading, "Yann Corbeval")

    assert letter.link.thing_kind == "meetings.meeting"
    assert "Voir de quel compte rendu il s’agit : {address}\n" in letter.body


def test_minutes_in_english_are_told_in_english() -> None:
    text = """# Meeting of the conveners

3 October 2026

Present: Ann Lee, Bob Stone

Ann brings the plan of the garden, and we talk about what the group needs for the next meeting.
"""
    reading = seen(brought(a_member(a_space()), text))

    assert letter_to(reading, "Ann Lee").subject == "Ann, your name is in some minutes"


def test_a_reminder_is_written_once_a_week_later_and_says_it_is_the_last(reading: Import) -> None:
    letter = letter_to(reading, "Maëlle Quintard")
    outbox.gave_by_hand(letter, by=reading.by, at=NOON, how=Way.MAILBOX)
    letter.refresh_from_db()
    with pytest.raises(Refusal):
        tell_again(letter, reading, by=reading.by, at=NOON + BEFORE_AGAIN / 2)

    again = tell_again(letter, reading, by=reading.by, at=NOON + BEFORE_AGAIN)

    assert "Je vous ai écrit le 24 novembre. Voici mon message une dernière fois : je n’insisterai pas." in again.body
    outbox.gave_by_hand(again, by=reading.by, at=NOON + BEFORE_AGAIN)
    again.refresh_from_db()
    for sent in (letter, again):
        with pytest.raises(Refusal):
            tell_again(sent, reading, by=reading.by, at=NOON + 3 * BEFORE_AGAIN)


def test_who_came_meanwhile_is_not_reminded(reading: Import) -> None:
    letter = letter_to(reading, "Maëlle Quintard")
    letter.to.come(NOON)

    with pytest.raises(Refusal):
        tell_again(letter, reading, by=reading.by, at=NOON)


def test_letters_that_have_not_left_go_with_the_minutes(reading: Import) -> None:
    write_to_named(reading, by=reading.by, at=NOON)

    undo_import(reading, by=reading.by)

    assert (Letter.objects.count(), Link.objects.count(), Person.objects.count()) == (0, 0, 1)


def test_minutes_of_which_people_were_told_are_not_undone(reading: Import) -> None:
    outbox.gave_by_hand(letter_to(reading, "Maëlle Quintard"), by=reading.by, at=NOON)

    with pytest.raises(Refusal) as refusal:
        undo_import(reading, by=reading.by)

    assert "corrigé" in str(refusal.value)
    with pytest.raises(Refusal):
        write_to_named(Import(undone_at=NOON), by=reading.by, at=NOON)


def test_a_corrected_text_tells_nobody_twice(reading: Import) -> None:
    outbox.gave_by_hand(letter_to(reading, "Maëlle Quintard"), by=reading.by, at=NOON)

    corrected = brought(reading.by, TWIN.replace("avec 4 personnes à peine", "avec 6 personnes"))

    assert "Maëlle Quintard" not in {letter.to.name for letter in write_to_named(corrected, by=reading.by, at=NOON)}


def test_links_stand_in_brackets_while_the_words_are_changed() -> None:
    body = "Oui : {address}?answer=yes\nLire : {address}\nRetirer : {address}?answer=remove"

    shown = as_shown(body)

    assert shown == "Oui : (son lien : oui)\nLire : (son lien)\nRetirer : (son lien : retirer mon nom)"
    assert as_kept(shown) == body
    with pytest.raises(Refusal):
        as_kept("Oui : (son lien : ouiii)")
    with translation.override("en"):
        assert as_kept(as_shown(body)) == body


@pytest.mark.parametrize("rows", [1, 5])
def test_asking_who_is_named_costs_the_same_at_one_and_at_five(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = ", ".join(["Ada Bihan", "Bo Kervran", "Cid Le Gall", "Dan Marec", "Eva Nicol"][:rows])
    reading = brought(a_member(a_space()), f"# Réunion\n\n3 octobre 2026\n\nPrésents : {names}\n")
    reading = Import.objects.select_related("space").get(pk=reading.pk)

    with django_assert_num_queries(5):
        assert len(named_by(reading)) == rows


def test_letters_are_written_by_stewards_who_brought_minutes_and_who_carries_a_living_group() -> None:
    space = a_space()
    steward, carries, merged, other = (a_member(space, name) for name in ("A", "B", "C", "D"))
    named_only, brings = a_person(space, "E"), a_member(space, "F")
    Person.objects.filter(pk=steward.pk).update(steward_since=timezone.now())
    living = a_group(space, "Vivant", convened_by=(carries, named_only))
    a_group(space, "Réuni", convened_by=(merged,), lives_in=living)
    living.welcome(other, role=Role.COMPANION)
    brought(brings)

    may = {
        one.name: permissions.can_write_letters(one) for one in Person.objects.filter(space=space, name__in="ABCDEF")
    }

    assert may == {"A": True, "B": True, "C": False, "D": False, "E": False, "F": True}
    assert permissions.can_write_letters(None) is False
