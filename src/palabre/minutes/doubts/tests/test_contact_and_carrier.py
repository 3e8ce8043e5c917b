"""Whom to ask in the institution, and who carries what goes on: what each answer makes, and what it never gives."""

from __future__ import annotations

import datetime
import html

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from palabre.groups.models import Group, Membership, Need, Role
from palabre.groups.needs.promises_and_declines import may_see_to
from palabre.minutes.doubts.doubt_answers import reopen, settle_doubt
from palabre.minutes.doubts.tests.answers import doubt_of, told
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.letters.named_people import named_by
from palabre.minutes.models import Doubt, Import
from palabre.minutes.tests.scene import TWIN, brought, held, seen
from palabre.people.models import Affiliation, Organisation, Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space, an_organisation, entered
from tests.erasing import erase

pytestmark = pytest.mark.django_db


def carriers(reading: Import) -> list[tuple[str, str]]:
    held = Membership.objects.held().carrying().filter(group__title="Les jardins de rue")
    return [(one.person.name, one.role) for one in held.order_by("pk")]


def plain(page: str) -> str:
    """Return the words of a page, with plain spaces, hyphens and apostrophes."""
    said = html.unescape(strip_tags(page))
    for odd, even in (("\u2011", "-"), ("\u202f", " "), ("\xa0", " "), ("’", "'")):
        said = said.replace(odd, even)
    return " ".join(said.split())


def sent(by: Person, doubt: Doubt, **answer: str) -> str:
    path = reverse("minutes:answer", args=[by.space.slug, doubt.reading_id, doubt.pk])
    return plain(entered(Client(), by).post(path, answer, follow=True).content.decode())


def test_the_contact_is_asked_about_in_the_words_of_the_text(reading: Import, by: Person) -> None:
    page = entered(Client(), by).get(f"{reading.get_absolute_url()}?doubt={doubt_of(reading, 'contact').pk}")

    words = plain(page.content.decode())
    assert "Votre contact côté IRTAV, est-ce Yann Corbeval ?" in words
    assert "voir de quelle façon l'IRTAV peut épauler l'ensemble" in words
    assert "Je ne sais pas" in words


def test_yes_says_whom_to_ask_on_the_pages_that_members_read(reading: Import, by: Person) -> None:
    told(reading, "contact", "yes", by)
    open_to_space(reading, by=by, at=timezone.now())
    reader = entered(Client(), a_member(by.space, "Inès Courtois"))

    organisation = reader.get(Organisation.objects.get(name="IRTAV siège").get_absolute_url())
    roles = reader.get(reverse("home:roles", args=[by.space.slug]))

    assert "Yann Corbeval contact, dit le 28 mars 2023" in plain(organisation.content.decode())
    assert "Yann Corbeval, IRTAV siège dit le 28 mars 2023" in plain(roles.content.decode())


def test_yes_gives_no_role_no_right_and_no_letter(reading: Import, by: Person) -> None:
    before = held()

    told(reading, "contact", "yes", by)

    after, yann = held(), Person.objects.get(name="Yann Corbeval")
    assert {kind for kind in after if after[kind] != before.get(kind)} <= {"people.affiliation", "spaces.space"}
    assert not any(may_see_to(yann, need) for need in Need.objects.all())
    assert (yann.memberships.count(), Letter.objects.count()) == (0, 0)


def test_i_do_not_know_changes_nothing_and_is_not_asked_again(reading: Import, by: Person) -> None:
    before = held()

    words = sent(by, doubt_of(reading, "contact"), choice="unknown")

    assert "Très bien : rien ne change." in words
    assert {kind for kind, rows in held().items() if rows != before.get(kind)} <= {"spaces.space"}
    corrected = brought(by, TWIN.replace("Une photo", "Deux photos"))
    assert doubt_of(corrected, "contact").settled_at is not None


def test_a_contact_is_not_said_on_pages_that_others_read_before_the_minutes_open(by: Person) -> None:
    yann = a_person(a_space("Un autre espace"), "Yann Corbeval")
    an_organisation(yann.space, "IRTAV siège", of=(yann,))
    malo = a_member(yann.space, "Malo Quéré")
    mine = brought(malo)

    with pytest.raises(Refusal):
        told(mine, "contact", "yes", malo)

    assert not Affiliation.objects.exclude(contact_since=None).exists()


def test_a_contact_stays_where_a_corrected_text_mends_the_name_of_the_institution(reading: Import, by: Person) -> None:
    told(reading, "contact", "yes", by)

    brought(by, TWIN.replace("IRTAV siège", "IRTAV, siége"))

    assert Affiliation.objects.get(person__name="Yann Corbeval").contact_since == datetime.date(2023, 3, 28)


def test_a_typed_name_carries_what_goes_on_and_is_told_with_the_others(reading: Import, by: Person) -> None:
    words = sent(by, doubt_of(reading, "carrier"), choice="name", who="  Aude   Vernay ")

    assert "C'est noté : Aude Vernay porte « les jardins de rue »." in words
    assert carriers(reading) == [("Aude Vernay", Role.CONVENER)]
    (aude,) = [one for one in named_by(seen(reading)) if one.person.name == "Aude Vernay"]
    assert (aude.carries, aude.group and aude.group.title, Letter.objects.count()) == (True, "Les jardins de rue", 0)


def test_a_name_that_the_text_names_is_that_person(reading: Import, by: Person) -> None:
    people = Person.objects.count()

    told(reading, "carrier", "name", by, name="maëlle quintard")

    assert (carriers(reading), Person.objects.count()) == ([("Maëlle Quintard", Role.CONVENER)], people)


def test_whom_only_the_answer_named_is_told_after_a_corrected_text_too(reading: Import, by: Person) -> None:
    known = a_person(by.space, "Zélie Aubrac")
    doubt = told(reading, "carrier", "name", by, name="Zélie Aubrac")

    corrected = brought(by, TWIN.replace("Une photo", "Deux photos"))

    assert known in [one.person for one in named_by(corrected)]
    reopen(doubt_of(corrected, "carrier"), by=by, at=timezone.now())
    assert known not in [one.person for one in named_by(corrected)]
    assert doubt.answer == "name"
    assert carriers(reading) == []


def test_another_name_takes_the_first_back(reading: Import, by: Person) -> None:
    told(reading, "carrier", "name", by, name="Aude Vernay")

    told(reading, "carrier", "name", by, name="Solenne Abgrall")

    assert carriers(reading) == [("Solenne Abgrall", Role.CONVENER)]
    assert not Person.objects.filter(name="Aude Vernay").exists()


def test_nobody_knows_yet_makes_nothing(reading: Import, by: Person) -> None:
    before = held()

    words = sent(by, doubt_of(reading, "carrier"), choice="unknown")

    assert "Très bien : quelqu'un le dira un jour." in words
    assert {kind for kind, rows in held().items() if rows != before.get(kind)} <= {"spaces.space"}


@pytest.mark.parametrize("who", ["", "   ", "x" * 300])
def test_a_name_that_is_none_is_asked_again_beside_its_field(reading: Import, by: Person, who: str) -> None:
    doubt = doubt_of(reading, "carrier")
    path = reverse("minutes:answer", args=[by.space.slug, reading.pk, doubt.pk])

    answer = entered(Client(), by).post(path, {"choice": "name", "who": who})

    assert answer.status_code in (409, 422)
    assert "<details open>" in answer.content.decode().partition('id="question"')[2]
    assert carriers(reading) == []


def test_who_came_is_not_made_to_carry_by_a_typed_name(reading: Import, by: Person) -> None:
    a_member(by.space, "Inès Courtois")

    with pytest.raises(Refusal):
        told(reading, "carrier", "name", by, name="Inès Courtois")

    assert carriers(reading) == []


def test_who_answers_may_say_that_they_carry(reading: Import, by: Person) -> None:
    told(reading, "carrier", "name", by, name="Hugo Ferreira")

    assert carriers(reading) == [("Hugo Ferreira", Role.CONVENER)]


def test_who_left_the_carrying_is_not_put_back_by_their_name(reading: Import, by: Person) -> None:
    group, maelle = Group.objects.get(title="Les jardins de rue"), Person.objects.get(name="Maëlle Quintard")
    group.memberships.create(person=maelle, role=Role.CONVENER, until=timezone.localdate())

    with pytest.raises(Refusal):
        told(reading, "carrier", "name", by, name="Maëlle Quintard")

    assert carriers(reading) == []


def test_nobody_is_added_to_what_a_member_carries_since(reading: Import, by: Person) -> None:
    open_to_space(reading, by=by, at=timezone.now())
    ines, other = a_member(by.space, "Inès Courtois"), a_member(by.space, "Malo Quéré")
    Group.objects.get(title="Les jardins de rue").welcome(ines, role=Role.CONVENER)

    with pytest.raises(Refusal):
        settle_doubt(doubt_of(reading, "carrier"), "name", by=other, at=timezone.now(), name="Aude Vernay")

    assert carriers(reading) == [("Inès Courtois", Role.CONVENER)]


def test_a_removed_name_does_not_come_back_by_an_answer(reading: Import, by: Person) -> None:
    erase(a_person(by.space, "Aude Vernay"), at=timezone.now())

    with pytest.raises(Refusal):
        told(reading, "carrier", "name", by, name="Aude Vernay")
